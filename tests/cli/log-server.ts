import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import type { TestContext } from 'node:test';

export type Cosigned = { readonly checkpoint: string; readonly cosignature: string };

/** The public side of a log: its files, and the door for co-signatures. */
export class LogServer {
  address = '';
  /** The folder that is served; another one is another view. */
  folder: string;
  /** What witnesses brought. */
  readonly brought: Cosigned[] = [];
  /** What the door does: takes, refuses those who are not registered, or never answers. */
  door: 'open' | 'unknown' | 'silent' = 'open';
  /** How often something was asked for. */
  readonly asked = new Map<string, number>();
  readonly #waiting: (() => void)[] = [];

  constructor(folder: string) {
    this.folder = folder;
  }

  async start(t: TestContext): Promise<this> {
    const server = createServer((request, response) => {
      const path = request.url ?? '';
      this.asked.set(path, (this.asked.get(path) ?? 0) + 1);
      if (path === '/api/log/cosignatures') {
        void this.#take(request).then((answer) => {
          for (const wake of this.#waiting.splice(0)) wake();
          if (answer === null) return;
          response.writeHead(answer.status, { 'content-type': 'application/json' });
          response.end(JSON.stringify(answer.body));
        });
        return;
      }
      const file = join(this.folder, normalize(path.replace(/^\/published\/log\//, '/')));
      const isThere =
        path.startsWith('/published/log/') && existsSync(file) && statSync(file).isFile();
      response.writeHead(isThere ? 200 : 404).end(isThere ? readFileSync(file) : '');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
    this.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return this;
  }

  /** Until a witness has knocked at the door. */
  knocked(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async #take(request: IncomingMessage) {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Cosigned;
    this.brought.push(body);
    if (this.door === 'silent') return null;
    if (this.door === 'unknown') {
      return {
        status: 403,
        body: { code: 'witness-unknown', title: 'No such witness.', status: 403 },
      };
    }
    return { status: 200, body: { witness: 'w', size: 1, cosigned: 1, needed: 1 } };
  }
}

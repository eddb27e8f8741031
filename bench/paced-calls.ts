import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const JSON_BODY = { 'content-type': 'application/json' };

/** A signed-in browser: one session, one kept connection. */
export class Person {
  readonly #origin: string;
  readonly #cookie: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(origin: string, cookie: string) {
    this.#origin = origin;
    this.#cookie = cookie;
  }

  /** Calls and reads the whole answer. @throws when it is anything but 200. */
  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const text = body === undefined ? null : JSON.stringify(body);
    const { status, answer } = await this.#send(method, path, text);
    if (status !== 200) throw new Error(`${method} ${path}: ${answer}`);
    return JSON.parse(answer);
  }

  async #send(
    method: string,
    path: string,
    text: string | null,
  ): Promise<{ readonly status: number | undefined; readonly answer: string }> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const length = text === null ? {} : { 'content-length': Buffer.byteLength(text) };
    const sent = request(`${this.#origin}${path}`, {
      method,
      agent: this.#agent,
      headers: { cookie: this.#cookie, ...(text === null ? {} : JSON_BODY), ...length },
    });
    sent.on('response', resolve).on('error', reject);
    sent.end(text);
    try {
      const response = await promise;
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part as Buffer);
      return { status: response.statusCode, answer: Buffer.concat(parts).toString() };
    } catch (error) {
      // The server closed the idle connection while it was taken up again: browsers send once more, too.
      if (sent.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET') {
        return this.#send(method, path, text);
      }
      throw error;
    }
  }

  leave(): void {
    this.#agent.destroy();
  }
}

/** Something that a person does again and again. */
export type PacedCall = {
  readonly what: string;
  readonly everySeconds: number;
  readonly act: () => Promise<unknown>;
};

/** Enough that people are not in step with each other, and the same in every run. */
const SPREAD = 0.618_033_988_75;

/**
 * Lets everybody act in their own rhythm and returns the milliseconds of each act by what it was. Time counts
 * from the moment at which an act was due: a server that makes people wait is not asked less for it.
 */
export async function callsPaced(
  calls: readonly PacedCall[],
  seconds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map(calls.map(({ what }) => [what, [] as number[]]));
  const begin = performance.now();
  const end = begin + seconds * 1000;
  await Promise.all(
    calls.map(async ({ what, everySeconds, act }, index) => {
      const period = everySeconds * 1000;
      for (let due = begin + ((index * SPREAD) % 1) * period; due < end; due += period) {
        await wait(Math.max(0, due - performance.now()));
        await act();
        times.get(what)?.push(performance.now() - due);
      }
    }),
  );
  return times;
}

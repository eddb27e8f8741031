import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import postgres from 'postgres';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

/** A folder that goes with the test; other accounts may pass through it. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-postgres-'));
  chmodSync(folder, 0o711);
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a database that ends with the test; `lines` collects what it logs. */
export async function startFor(
  t: TestContext,
  dataDirectory: string,
  more: { binaries?: string; port?: number } = {},
): Promise<{ database: EmbeddedPostgres; lines: string[] }> {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const database = await startEmbeddedPostgres({ dataDirectory, durable: false, log, ...more });
  t.after(() => database.stop());
  return { database, lines };
}

/** The first row that `query` gives. */
export async function ask(url: string, query: string): Promise<postgres.Row> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql.unsafe(query);
    return row ?? {};
  } finally {
    await sql.end();
  }
}

export interface Owner {
  readonly child: ChildProcess;
  /** The next line of output that holds `text`; fails when the process ends without it. */
  waitFor(text: string): Promise<string>;
}

/** Another process that starts a database, prints its port and stays until it is killed. */
export function startOwner(
  t: TestContext,
  dataDirectory: string,
  options: { path?: string; account?: number } = {},
): Owner {
  const module = new URL('./embedded-postgres.ts', import.meta.url).href;
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    const dataDirectory = ${JSON.stringify(dataDirectory)};
    startEmbeddedPostgres({ dataDirectory, durable: false, log: console.log }).then(
      (database) => console.log('port=' + database.port),
      (error) => console.log('refused=' + error.code + ' ' + error.message),
    );
    setInterval(() => {}, 60_000);`;
  const account = options.account;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: '/',
    env: { PATH: options.path ?? process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(account === undefined ? {} : { uid: account, gid: account }),
  });
  t.after(() => child.kill('SIGKILL'));
  // stdio asks for a pipe, so stdout is there.
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const seen: string[] = [];
  const waitFor = (text: string) =>
    new Promise<string>((resolve, reject) => {
      lines.on('line', (line) => (line.includes(text) ? resolve(line) : seen.push(line)));
      lines.on('close', () => reject(new Error(`no "${text}" in:\n${seen.join('\n')}`)));
    });
  return { child, waitFor };
}

/** Resolves when the server that listens on `port` has closed a connection made to it. */
export async function serverGone(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {}); // Refused or reset: gone as well; `close` follows.
  socket.resume();
  await new Promise<void>((resolve) => socket.on('close', () => resolve()));
}

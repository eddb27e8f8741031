import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const READY = 'Ovoz is running';
/** A first start generates a nation and imports it; a slow machine takes a minute. */
const START_LIMIT_MS = 170_000;
const STOP_LIMIT_MS = 20_000;
const LINES_IN_FAILURE = 25;

/** A server of its own, as `npm start` runs it. */
export type ServerProcess = {
  readonly origin: string;
  readonly stop: () => Promise<void>;
};

/**
 * Starts the real server with a demonstration in an empty folder, and waits until it says that it runs.
 * All that it prints goes to `logFile`.
 */
export async function startServerProcess(data: string, logFile: string): Promise<ServerProcess> {
  const port = await freePort();
  const main = ['apps/server/src/main.ts', '--demo-default', '--data', data];
  const child = spawn(process.execPath, [...main, '--port', String(port)], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // The embedded database, whatever the environment of the test names.
    env: { ...process.env, DATABASE_URL: '', OVOZ_LOG: 'info' },
  });
  const log = createWriteStream(logFile);
  const lines: string[] = [];
  const keep = (chunk: Buffer) => {
    log.write(chunk);
    lines.push(...chunk.toString().split('\n'));
    lines.splice(0, lines.length - LINES_IN_FAILURE);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  try {
    await untilReady(child);
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`The server did not start. Its log is ${logFile}:\n${lines.join('\n')}`, {
      cause: error,
    });
  }
  return { origin: `http://127.0.0.1:${port}`, stop: () => stop(child) };
}

async function untilReady(child: ChildProcess): Promise<void> {
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (printed.includes(READY)) return;
      printed += chunk.toString();
      if (printed.includes(READY)) resolve();
    });
    child.once('close', (code) => reject(new Error(`The server ended with ${code}.`)));
    limit.addEventListener('abort', () => reject(new Error('The server took too long.')));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(limit);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const PROJECT = fileURLToPath(new URL('../', import.meta.url));
export const ELECTION = 'uzbekistan-2026-12-27-training';
const START_LIMIT_MS = 10 * 60_000;
const POLL_MS = 50;

export type DemoServer = {
  readonly origin: string;
  readonly dataDirectory: string;
  readonly stop: () => Promise<void>;
};

/** A demonstration on a folder of its own, from the working tree, once its pages are there. */
export async function startDemo(): Promise<DemoServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-bench-'));
  const dataDirectory = join(folder, 'data');
  const port = await freePort();
  const line = ['tools/start.mjs', '--data', dataDirectory, '--port', String(port)];
  const child = start(process.execPath, line, PROJECT, join(folder, 'log'));
  const origin = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilAnswers(child, `${origin}/en/elections/${ELECTION}/stations/`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, dataDirectory, stop };
}

/** A program in a group of its own, whose output goes to a file and costs nobody anything. */
export function start(
  program: string,
  args: readonly string[],
  cwd: string,
  log: string,
  more: Readonly<Record<string, string>> = {},
): ChildProcess {
  const output = openSync(log, 'a');
  const { DATABASE_URL: _, OVOZ_DATA: __, ...environment } = process.env;
  return spawn(program, args, {
    cwd,
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...environment, ...more },
  });
}

/** Resolves when the address answers with 200; rejects when the program ends before. */
export async function untilAnswers(child: ChildProcess, url: string): Promise<void> {
  const limit = performance.now() + START_LIMIT_MS;
  while (performance.now() < limit) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    const response = await fetch(url).catch(() => null);
    await response?.arrayBuffer();
    if (response?.status === 200) return;
    await wait(POLL_MS);
  }
  throw new Error(`${url} does not answer`);
}

/** Stops a program that `start` started, with all that it started. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = once(child, 'close');
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

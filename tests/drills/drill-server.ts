import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DrillFailure } from './drill-failure.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const START_LIMIT_MS = 120_000;
const POLL_MS = 50;

export type DrillServer = {
  readonly origin: string;
  readonly pid: number;
  /** Folder of the published files and pages. */
  readonly site: string;
  readonly log: string;
  readonly stop: () => Promise<void>;
};

/** A demonstration with its two founders and nothing else, as a process of its own with its own database. */
export async function startDrillServer(folder: string, country: string): Promise<DrillServer> {
  mkdirSync(folder, { recursive: true });
  const data = join(folder, 'data');
  const log = join(folder, 'server.log');
  const port = await freePort();
  const program = ['apps/server/src/main.ts', '--demo-default', '--demo-empty'];
  const settings = ['--country', country, '--data', data, '--port', String(port)];
  const output = openSync(log, 'a');
  const { DATABASE_URL: _, OVOZ_DATA: __, ...environment } = process.env;
  const child = spawn(process.execPath, [...program, ...settings], {
    cwd: PROJECT,
    detached: true,
    stdio: ['ignore', output, output],
    // As `npm start` does.
    env: { MALLOC_ARENA_MAX: '2', ...environment },
  });
  const origin = `http://127.0.0.1:${port}`;
  const stop = () => end(child);
  try {
    await untilAnswers(child, `${origin}/readyz`, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, pid: child.pid ?? 0, site: join(data, 'site'), log, stop };
}

async function untilAnswers(child: ChildProcess, url: string, log: string): Promise<void> {
  const limit = performance.now() + START_LIMIT_MS;
  while (performance.now() < limit) {
    if (child.exitCode !== null) {
      const last = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
      throw new DrillFailure(`The server ended with ${child.exitCode}:\n${last}`);
    }
    const response = await fetch(url).catch(() => null);
    await response?.arrayBuffer();
    if (response?.status === 200) return;
    await wait(POLL_MS);
  }
  throw new DrillFailure(`The server does not answer; its log is ${log}.`);
}

/** Stops the server and what it started: they are a group of their own. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = once(child, 'close');
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

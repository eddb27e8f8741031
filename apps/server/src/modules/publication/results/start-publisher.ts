import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Platform } from '../../../platform/platform.ts';
import type { PublisherSettings } from './results-publisher.ts';

const PROGRAM = fileURLToPath(new URL('./results-publisher.ts', import.meta.url));
/** Totals, rows and places of a nation take a third of it. */
const MAX_HEAP_MB = 320;
const RESTART_MS = 1000;
const STOP_LIMIT_MS = 10_000;

/** Keeps a publisher of results running beside the server. @param databaseUrl the server's own database. */
export function startResultsPublisher(
  platform: Pick<Platform, 'configuration' | 'log'>,
  databaseUrl: string,
): { stop: () => Promise<void> } {
  const { log, configuration } = platform;
  const { dataDirectory, logLevel, logJson, publicOrigin } = configuration;
  const settings: PublisherSettings = {
    databaseUrl,
    dataDirectory,
    logLevel,
    logJson,
    publicOrigin,
  };
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let child = start();
  return {
    stop: async () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await end(child);
    },
  };

  function start(): ChildProcess {
    const started = fork(PROGRAM, [], {
      execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`, '--max-semi-space-size=4'],
      // The address of the database goes by the channel: an environment can be read from outside.
      env: { NODE_ENV: 'production', MALLOC_ARENA_MAX: '1' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    started.send(settings);
    started.once('error', (error) => log.error({ err: error }, 'no publisher of results'));
    started.once('exit', (code, signal) => {
      if (stopped) return;
      log.warn(
        { part: 'publication', code, signal },
        'the publisher of results ended; another starts',
      );
      timer = setTimeout(() => {
        child = start();
      }, RESTART_MS);
    });
    return started;
  }
}

/** It finishes what it is at; files are replaced whole, so it may be killed at any moment. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(timer);
}

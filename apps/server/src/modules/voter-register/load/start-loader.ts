import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { JobTask } from '../../../platform/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { CountryPacks } from '../../geography/public.ts';
import type { LoaderSettings } from './load-program.ts';

const PROGRAM = fileURLToPath(new URL('./load-program.ts', import.meta.url));
/** Of the heap alone: numbers that were seen and addresses lie outside of it. */
const MAX_HEAP_MB = 384;

/**
 * The job that loads what has been received: a loader in a process of its own, until it has nothing more to do. A
 * server that stops kills it; the batch begins anew with the next start.
 * @param ownerUrl the database as its owner
 */
export function loadBatchesTask(
  { configuration }: Pick<Platform, 'configuration'>,
  packs: CountryPacks,
  ownerUrl: string,
): JobTask {
  const settings = loaderSettings(configuration, packs, ownerUrl);
  return async (_payload, stop) => {
    const code = await runLoader(settings, stop);
    if (code !== 0) throw new Error('the loader of the voter register failed');
  };
}

export function loaderSettings(
  { dataDirectory, logLevel, logJson }: Omit<LoaderSettings, 'databaseUrl' | 'countries'>,
  packs: CountryPacks,
  databaseUrl: string,
): LoaderSettings {
  const countries = [...packs.values()].flatMap(({ pack: { code, root, voterList } }) =>
    voterList === undefined ? [] : [{ pack: code, root, rules: voterList }],
  );
  return { dataDirectory, logLevel, logJson, databaseUrl, countries };
}

/** Runs the loader to its end. @returns its exit code, null when it was killed */
export async function runLoader(
  settings: LoaderSettings,
  stop?: AbortSignal,
): Promise<number | null> {
  const loader = fork(PROGRAM, [], {
    execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`],
    // The address of the database goes by the channel: an environment can be read from outside.
    env: { NODE_ENV: 'production', MALLOC_ARENA_MAX: '2' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const kill = () => loader.kill('SIGKILL');
  stop?.addEventListener('abort', kill);
  loader.send(settings);
  const [code] = (await once(loader, 'exit')) as [number | null];
  stop?.removeEventListener('abort', kill);
  return code;
}

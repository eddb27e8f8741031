import type { JobTask } from '../../../platform/jobs.ts';
import { runInOwnProcess } from '../../../platform/own-process.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { CountryPacks } from '../../geography/public.ts';
import type { LoaderSettings } from './load-program.ts';

const PROGRAM = new URL('./load-program.ts', import.meta.url);
/** Of the heap alone: numbers that were seen and addresses lie outside of it. */
const MAX_HEAP_MB = 384;

/**
 * The job that loads what has been received: a loader in a process of its own, until it has nothing more to do. A
 * server that stops ends it; the batch begins anew with the next start.
 * @param ownerUrl the database as its owner
 */
export function loadBatchesTask(
  { configuration }: Pick<Platform, 'configuration'>,
  packs: CountryPacks,
  ownerUrl: string,
): JobTask {
  const settings = loaderSettings(configuration, packs, ownerUrl);
  return (_payload, stop) => runLoader(settings, stop);
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

/** Runs the loader to its end. @throws when it failed or was killed, unless it was stopped. */
export async function runLoader(
  settings: LoaderSettings,
  stop: AbortSignal = new AbortController().signal,
): Promise<void> {
  await runInOwnProcess(PROGRAM, settings, { maxHeapMb: MAX_HEAP_MB, stop });
}

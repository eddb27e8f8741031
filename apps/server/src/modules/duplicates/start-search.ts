import { join } from 'node:path';
import type { JobTask } from '../../platform/jobs.ts';
import { runInOwnProcess } from '../../platform/own-process.ts';
import type { Platform } from '../../platform/platform.ts';
import type { CountryPacks } from '../geography/public.ts';
import type { SearchInput } from './search-program.ts';
import { isAnyChange } from './store-people.ts';
import { unfinishedRuns } from './store-runs.ts';

/** The job that carries out searches that were asked for and looks at what changed. */
export const SEARCH_TASK = 'find-duplicates';

const PROGRAM = new URL('./search-program.ts', import.meta.url);
/** Of JavaScript; DuckDB has a limit of its own. */
const MAX_HEAP_MB = 1024;

/** @param ownerUrl the process reads the whole register, which the server's role may not */
export function findDuplicatesTask(
  { configuration, database, keys }: Platform,
  packs: CountryPacks,
  ownerUrl: string,
): JobTask {
  return async (_payload, stop) => {
    const isAsked = (await unfinishedRuns(database)).length > 0;
    if (!isAsked && !(await isAnyChange(database))) return;
    const input: SearchInput = {
      databaseUrl: ownerUrl,
      folder: join(configuration.dataDirectory, 'register'),
      secret: Buffer.from(keys.register).toString('base64'),
      packs: [...packs.values()].map(({ pack }) => pack),
    };
    await runInOwnProcess(PROGRAM, input, { maxHeapMb: MAX_HEAP_MB, stop });
  };
}

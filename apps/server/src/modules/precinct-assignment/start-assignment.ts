import type { JobTask } from '../../platform/jobs.ts';
import { runInOwnProcess } from '../../platform/own-process.ts';
import type { Platform } from '../../platform/platform.ts';
import { siteFolder } from '../../platform/sites.ts';
import type { CountryPacks } from '../geography/public.ts';
import type { AssignmentInput } from './assignment-program.ts';
import { setsToCompute, setsToPublish } from './store-sets.ts';

/** The job that computes sets, puts approved ones into force, and writes the files of the finder. */
export const ASSIGNMENT_TASK = 'assign-addresses';

const PROGRAM = new URL('./assignment-program.ts', import.meta.url);
/** The largest district with its voters, and the polygons of a nation. */
const MAX_HEAP_MB = 640;

/** @param databaseUrl the process takes the server's role on it. */
export function assignAddressesTask(
  { database, configuration }: Platform,
  packs: CountryPacks,
  databaseUrl: string,
): JobTask {
  return async (_payload, stop) => {
    const waiting = [...(await setsToCompute(database)), ...(await setsToPublish(database))];
    if (waiting.length === 0) return;
    const input: AssignmentInput = {
      databaseUrl,
      site: siteFolder(configuration.dataDirectory),
      packs: [...packs.values()].map(({ pack }) => pack),
    };
    await runInOwnProcess(PROGRAM, input, { maxHeapMb: MAX_HEAP_MB, stop });
  };
}

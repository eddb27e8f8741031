import type { JobTask, Schedule } from '../../platform/jobs.ts';
import { runInOwnProcess } from '../../platform/own-process.ts';
import type { Platform } from '../../platform/platform.ts';
import type { FreezeInput } from './freeze-program.ts';
import type { PrintInput } from './print/print-program.ts';
import { publishRolls } from './published-rolls.ts';
import { removeOldPrints } from './removing-prints.ts';
import { unfinishedPrints } from './store-prints.ts';
import { listRolls } from './store-rolls.ts';

const FREEZE_PROGRAM = new URL('./freeze-program.ts', import.meta.url);
const PRINT_PROGRAM = new URL('./print/print-program.ts', import.meta.url);
const FREEZE_HEAP_MB = 256;
/** The lines of three stations and the list of all. */
const PRINT_HEAP_MB = 128;

/** Jobs that a server takes up again when it starts: a kill may have come in their middle. */
export const ROLL_TASKS = ['freeze-rolls', 'print-rolls', 'publish-rolls'] as const;

/** Removes old printings; by the clock, not at a start. */
const REMOVE_PRINTS_TASK = 'remove-old-prints';
export const REMOVE_PRINTS_SCHEDULE: Schedule = { task: REMOVE_PRINTS_TASK, match: '23 2 * * *' };

/**
 * `freeze-rolls` carries out every freeze that two people decided, `print-rolls` every printing, each in a process of
 * its own; `publish-rolls` writes roots and supplements; `remove-old-prints` removes files that are personal data.
 * @param databaseUrl the processes take the server's role on it.
 */
export function rollTasks(
  platform: Platform,
  databaseUrl: string,
): Readonly<Record<(typeof ROLL_TASKS)[number] | typeof REMOVE_PRINTS_TASK, JobTask>> {
  const { database, configuration } = platform;
  return {
    'freeze-rolls': async (_payload, stop) => {
      for (const { election } of await listRolls(database, 'freezing')) {
        const input: FreezeInput = { databaseUrl, election };
        await runInOwnProcess(FREEZE_PROGRAM, input, { maxHeapMb: FREEZE_HEAP_MB, stop });
      }
    },
    'print-rolls': async (_payload, stop) => {
      for (const { id, election } of await unfinishedPrints(database)) {
        const { dataDirectory } = configuration;
        const input: PrintInput = { databaseUrl, dataDirectory, election, print: id };
        await runInOwnProcess(PRINT_PROGRAM, input, { maxHeapMb: PRINT_HEAP_MB, stop });
      }
    },
    'publish-rolls': async () => publishRolls(platform),
    [REMOVE_PRINTS_TASK]: async () => removeOldPrints(platform),
  };
}

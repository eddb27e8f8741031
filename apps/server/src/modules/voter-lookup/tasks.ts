import { readdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ok } from '@ovoz/basics';
import { localDay } from '@ovoz/election-model';
import { inTransaction } from '../../platform/database.ts';
import type { JobTask } from '../../platform/jobs.ts';
import { runInOwnProcess } from '../../platform/own-process.ts';
import type { Platform } from '../../platform/platform.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { legalTime, type SealedElection, sealedElections } from '../elections/public.ts';
import { readDescription, tablePath } from './build-table.ts';
import type { BuildInput } from './build-program.ts';
import { frozenRollOf } from './store-lookup.ts';

const PROGRAM = new URL('./build-program.ts', import.meta.url);
/** The table is outside of the heap: 400 MB at most while 20 million entries are sorted. */
const MAX_HEAP_MB = 128;

/** Schedule of the job `build-lookups`, in UTC: at night, and whenever somebody asks for it. */
export const LOOKUP_SCHEDULE = { task: 'build-lookups', match: '40 20 * * *' } as const;

/**
 * The job `build-lookups`: the table of every election that is to come, anew from the register until the freeze, and
 * from the roll after it. Tables of elections that are over are removed: nobody has to know any more.
 */
export function buildLookupsTask(platform: Platform, databaseUrl: string): JobTask {
  const { database, configuration } = platform;
  const { dataDirectory } = configuration;
  return async (_payload, stop) => {
    const wanted = (await sealedElections(database)).filter((one) => isToCome(one, platform.now()));
    for (const { election, pack } of wanted) {
      if (await isCurrent(platform, election.code)) continue;
      const input: BuildInput = {
        databaseUrl,
        dataDirectory,
        election: election.code,
        root: pack.root,
      };
      await runInOwnProcess(PROGRAM, input, { maxHeapMb: MAX_HEAP_MB, stop });
    }
    await removeOthers(dataDirectory, new Set(wanted.map(({ election }) => election.code)));
  };
}

function isToCome({ election, version, pack }: SealedElection, now: Date): boolean {
  const { timeZone, votingDay } = version.definition;
  const today = localDay(legalTime(election.clock, now).getTime(), timeZone);
  return pack.voterList !== undefined && today <= votingDay;
}

/** A table of the roll with all its supplements stays as it is. */
async function isCurrent(
  { database, configuration }: Platform,
  election: string,
): Promise<boolean> {
  const read = await inTransaction(database, async (transaction) => {
    await openRegister(transaction, WHOLE_REGISTER);
    return ok(await frozenRollOf(transaction, election));
  });
  const frozen = read.ok ? read.value : null;
  if (frozen === null) return false;
  const standing = await readDescription(tablePath(configuration.dataDirectory, election));
  return standing?.source === 'roll' && standing.supplements === frozen.supplements;
}

async function removeOthers(dataDirectory: string, wanted: ReadonlySet<string>): Promise<void> {
  const folder = dirname(tablePath(dataDirectory, 'any'));
  const files = await readdir(folder).catch(() => []);
  for (const file of files) {
    const election = file.replace(/\.table(\.new)?$/, '');
    if (!wanted.has(election)) await rm(`${folder}/${file}`, { force: true });
  }
}

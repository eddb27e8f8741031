import { readdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ok, present } from '@ovoz/basics';
import { localDay } from '@ovoz/election-model';
import { inTransaction } from '../../platform/database.ts';
import type { JobTask } from '../../platform/jobs.ts';
import { runInOwnProcess } from '../../platform/own-process.ts';
import type { Platform } from '../../platform/platform.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { legalTime, type SealedElection, sealedElections } from '../elections/public.ts';
import { readDescription, tablePath } from './build-table.ts';
import type { BuildInput } from './build-program.ts';
import type { TableDescription } from './lookup-table.ts';
import { frozenRollOf } from './store-lookup.ts';

const PROGRAM = new URL('./build-program.ts', import.meta.url);
/** The table is outside of the heap: 400 MB at most while 20 million entries are sorted. */
const MAX_HEAP_MB = 128;
/** Shorter than from one night to the next. */
const STALE_AFTER_MS = 12 * 3_600_000;

/** Schedule of the job `build-lookups`, in UTC: at night, and whenever somebody asks for it. */
export const LOOKUP_SCHEDULE = { task: 'build-lookups', match: '40 20 * * *' } as const;

/**
 * The job `build-lookups`: the table of every election that is to come, anew from the register until the freeze, and
 * from the roll after it, each night: documents are renewed. Tables of elections that are over are removed: nobody has to know any more.
 */
export function buildLookupsTask(platform: Platform, databaseUrl: string): JobTask {
  const { database, configuration } = platform;
  const { dataDirectory } = configuration;
  return async (_payload, stop) => {
    const wanted = (await sealedElections(database)).filter((one) => isToCome(one, platform.now()));
    for (const { election, version, pack } of wanted) {
      if (await isCurrent(platform, election.code)) continue;
      const rules = present(pack.voterList, 'a country without a law of the list has no table');
      const input: BuildInput = {
        databaseUrl,
        dataDirectory,
        election: election.code,
        root: pack.root,
        law: { rules, votingDay: version.definition.votingDay },
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

async function isCurrent(
  { database, configuration, now }: Platform,
  election: string,
): Promise<boolean> {
  const read = await inTransaction(database, async (transaction) => {
    await openRegister(transaction, WHOLE_REGISTER);
    return ok(await frozenRollOf(transaction, election));
  });
  const standing = await readDescription(tablePath(configuration.dataDirectory, election));
  return isOfToday(standing, read.ok ? read.value : null, now());
}

/**
 * Whether a table stays as it is: of the roll, with all its supplements, and of today. The roll stays the same for weeks,
 * but people on it get new documents.
 */
export function isOfToday(
  standing: Pick<TableDescription, 'source' | 'supplements' | 'builtAt'> | null,
  frozen: { readonly supplements: number } | null,
  now: Date,
): boolean {
  return (
    standing?.source === 'roll' &&
    standing.supplements === frozen?.supplements &&
    now.getTime() - Date.parse(standing.builtAt) < STALE_AFTER_MS
  );
}

async function removeOthers(dataDirectory: string, wanted: ReadonlySet<string>): Promise<void> {
  const folder = dirname(tablePath(dataDirectory, 'any'));
  const files = await readdir(folder).catch(() => []);
  for (const file of files) {
    const election = file.replace(/\.table(\.new)?$/, '');
    if (!wanted.has(election)) await rm(`${folder}/${file}`, { force: true });
  }
}

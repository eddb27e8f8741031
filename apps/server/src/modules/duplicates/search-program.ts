import { randomUUID } from 'node:crypto';
import { setPriority } from 'node:os';
import { present } from '@ovoz/basics';
import type { CountryPack } from '@ovoz/election-model';
import { type Database, openDatabase } from '../../platform/database.ts';
import { inOwnProcess } from '../../platform/own-process.ts';
import { type CountryRegister, countryRegister } from '../voter-register/public.ts';
import type { Search } from './search.ts';
import { searchAll } from './search-all.ts';
import { searchChanged } from './search-changed.ts';
import { hasChanges } from './store-people.ts';
import { failRun, insertRun, startRun, unfinishedRuns } from './store-runs.ts';

export type SearchInput = {
  readonly databaseUrl: string;
  readonly folder: string;
  /** `ServerKeys.register`, base64. */
  readonly secret: string;
  readonly packs: readonly CountryPack[];
};

/** One reads or writes, one says how far it is, one holds the lock. */
const CONNECTIONS = 3;
/** People's calls go first. */
const LOW_PRIORITY = 10;
/** One at a time, among all servers of a database: the file belongs to one process. Any fixed number does. */
const SEARCH_LOCK = 4_040_013;

inOwnProcess<SearchInput>(async ({ databaseUrl, folder, secret, packs }, stop) => {
  setPriority(LOW_PRIORITY);
  const database = openDatabase(databaseUrl, 'owner', CONNECTIONS);
  const connection = await database.reserve();
  const [row] = await connection<{ locked: boolean }[]>`
    select pg_try_advisory_lock(${SEARCH_LOCK}) as locked`;
  // Another process is at it, perhaps that of a server that was killed a moment ago: the job is tried again.
  if (row?.locked !== true) throw new Error('another process searches for duplicates');
  const secretBytes = Buffer.from(secret, 'base64');
  const registers = packs.flatMap((pack) => countryRegister(secretBytes, pack) ?? []);
  const start = (register: CountryRegister, runId: string): Search => ({
    runId,
    database,
    register,
    secret: secretBytes,
    folder,
    now: () => new Date(),
    stop,
  });
  await finishFullSearches(database, registers, start);
  for (const register of registers) await lookAtChanges(database, register, start);
});

type Start = (register: CountryRegister, runId: string) => Search;

/** Searches that were asked for, or begun by a process that was killed. */
async function finishFullSearches(
  database: Database,
  registers: readonly CountryRegister[],
  start: Start,
): Promise<void> {
  for (const { id, pack, kind } of await unfinishedRuns(database)) {
    // What an arrival that was killed did not save still waits, and is looked at below.
    if (kind === 'arrival') await failRun(database, id, new Date());
    else {
      const register = present(
        registers.find((one) => one.pack === pack),
        'a search is of a pack with a voter list',
      );
      await run(database, start(register, id), searchAll);
    }
  }
}

async function lookAtChanges(
  database: Database,
  register: CountryRegister,
  start: Start,
): Promise<void> {
  if (!(await hasChanges(database, register.root))) return;
  const { pack } = register;
  const now = new Date();
  const id = randomUUID();
  await insertRun(database, { id, pack, kind: 'arrival', requestedBy: null }, now);
  const report = await run(database, start(register, id), searchChanged);
  if (report !== null) return;
  await failRun(database, id, new Date());
  const full = randomUUID();
  if (await insertRun(database, { id: full, pack, kind: 'full', requestedBy: null }, now)) {
    await run(database, start(register, full), searchAll);
  }
}

/** A search that fails is shown as failed; the job is tried again later and begins another. */
async function run<Answer>(
  database: Database,
  search: Search,
  work: (search: Search) => Promise<Answer>,
): Promise<Answer> {
  await startRun(database, search.runId, search.now());
  try {
    return await work(search);
  } catch (error) {
    if (!search.stop.aborted) await failRun(database, search.runId, search.now());
    throw error;
  }
}

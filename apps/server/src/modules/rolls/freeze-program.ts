import { setPriority } from 'node:os';
import { openDatabase } from '../../platform/database.ts';
import { inOwnProcess } from '../../platform/own-process.ts';
import { freezeRoll } from './freeze-roll.ts';

export type FreezeInput = { readonly databaseUrl: string; readonly election: string };

/** Two stations, and room for the selection. */
const CONNECTIONS = 4;
/** People's calls go first. */
const LOW_PRIORITY = 10;
/** One freeze of an election at a time, among all servers of a database. */
const FREEZE_LOCK = 4_040_015;

inOwnProcess<FreezeInput>(async ({ databaseUrl, election }, stop) => {
  setPriority(LOW_PRIORITY);
  const database = openDatabase(databaseUrl, 'ovoz_server', CONNECTIONS);
  const connection = await database.reserve();
  const [row] = await connection<{ locked: boolean }[]>`
    select pg_try_advisory_lock(${FREEZE_LOCK}) as locked`;
  // Another process freezes, perhaps that of a server that was killed a moment ago: the job is tried again.
  if (row?.locked !== true) throw new Error('another process freezes');
  await freezeRoll(database, election, { now: () => new Date(), stop });
});

import { setPriority } from 'node:os';
import type { CountryPack } from '@ovoz/election-model';
import { openDatabase } from '../../platform/database.ts';
import { inOwnProcess } from '../../platform/own-process.ts';
import { workOff } from './work-off.ts';

export type AssignmentInput = {
  readonly databaseUrl: string;
  /** Folder of the public pages. */
  readonly site: string;
  readonly packs: readonly CountryPack[];
};

/** One works, one says how far it is, one holds the lock. */
const CONNECTIONS = 3;
/** People's calls go first. */
const LOW_PRIORITY = 10;
/** One at a time, among all servers of a database. Any fixed number does. */
const ASSIGNMENT_LOCK = 4_040_012;

inOwnProcess<AssignmentInput>(async ({ databaseUrl, site, packs }, stop) => {
  setPriority(LOW_PRIORITY);
  const database = openDatabase(databaseUrl, 'ovoz_server', CONNECTIONS);
  const connection = await database.reserve();
  const [row] = await connection<{ locked: boolean }[]>`
    select pg_try_advisory_lock(${ASSIGNMENT_LOCK}) as locked`;
  // Another process is at it, perhaps that of a server that was killed a moment ago: the job is tried again.
  if (row?.locked !== true) throw new Error('another process assigns addresses');
  await workOff({ database, site, packs, now: () => new Date(), stop });
});

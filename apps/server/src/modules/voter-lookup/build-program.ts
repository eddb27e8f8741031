import { setPriority } from 'node:os';
import { openDatabase } from '../../platform/database.ts';
import { inOwnProcess } from '../../platform/own-process.ts';
import { loadRegisterKey } from '../../platform/server-keys.ts';
import { registerKeys } from '../voter-register/public.ts';
import { buildLookupTable, type ListLaw, tablePath } from './build-table.ts';

export type BuildInput = {
  readonly databaseUrl: string;
  readonly dataDirectory: string;
  readonly election: string;
  /** Path of the country. */
  readonly root: string;
  readonly law: ListLaw;
};

/** People's calls go first. */
const LOW_PRIORITY = 10;

inOwnProcess<BuildInput>(async ({ databaseUrl, dataDirectory, election, root, law }) => {
  setPriority(LOW_PRIORITY);
  const database = openDatabase(databaseUrl, 'ovoz_server', 1);
  const keys = registerKeys(loadRegisterKey(dataDirectory));
  const path = tablePath(dataDirectory, election);
  await buildLookupTable(database, keys, { election, root, path, law }, () => new Date());
  await database.end({ timeout: 1 });
});

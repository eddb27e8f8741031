import type { DemoAccount } from '@ovoz/contract';
import type { Static } from 'typebox';
import type { Database } from '../../platform/database.ts';
import { findPersonByUsername, type PersonRow } from './store-people.ts';
import { listDemoPeople } from './store-demo.ts';

export type DemoAccounts = {
  readonly list: (database: Database) => Promise<Static<typeof DemoAccount>[]>;
  /** The person when the account is one of the demonstration's. */
  readonly find: (database: Database, username: string) => Promise<PersonRow | null>;
};

/** Accounts of the demonstration: those that the loader named `demo.…`, one or two for each role. */
export const DEMO_PREFIX = 'demo.';

export const demoAccounts: DemoAccounts = {
  list: (database) => listDemoPeople(database, DEMO_PREFIX),
  find: async (database, username) => {
    if (!username.startsWith(DEMO_PREFIX)) return null;
    const person = await findPersonByUsername(database, username, new Date());
    return person?.status === 'active' ? person : null;
  },
};

import { randomUUID } from 'node:crypto';
import { DEMO_FOUNDERS } from './demo/demo-people.ts';
import { createFounders, type Founder } from './modules/access/founders.ts';
import { setStatus } from './modules/access/store-people.ts';
import type { Database } from './platform/database.ts';
import { type Installation, recordInstallation } from './platform/installation-record.ts';
import type { ServerKeys } from './platform/server-keys.ts';

/** Makes an empty database a demonstration, with its two founders, who need no password. For ever. */
export async function makeDemoInstallation(
  database: Database,
  keys: ServerKeys,
  now: Date,
  country: { readonly territoryPath: string; readonly name: string },
): Promise<Installation> {
  const installation = { id: randomUUID(), kind: 'demo' as const };
  await database.begin(async (transaction) => {
    await recordInstallation(transaction, installation, now);
    const founders = await createFounders(transaction, keys, now, country, [...DEMO_FOUNDERS]);
    for (const { id } of founders) await setStatus(transaction, id, 'active');
  });
  return installation;
}

/**
 * Makes an empty database a real installation, with its first two people. For ever.
 * @returns an invitation for each of them, in the order given; null when there is an installation already.
 */
export async function makeRealInstallation(
  database: Database,
  keys: ServerKeys,
  now: Date,
  country: { readonly territoryPath: string; readonly name: string },
  founders: readonly [Founder, Founder],
): Promise<readonly string[] | null> {
  return database.begin(async (transaction) => {
    const installation = { id: randomUUID(), kind: 'real' as const };
    if (!(await recordInstallation(transaction, installation, now))) return null;
    const people = await createFounders(transaction, keys, now, country, founders);
    return people.map(({ invitation }) => invitation);
  });
}

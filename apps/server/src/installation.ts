import { randomUUID } from 'node:crypto';
import { DEMO_FOUNDERS } from './demo/demo-people.ts';
import { createFounders, type Founder } from './modules/access/founders.ts';
import { setStatus } from './modules/access/store-people.ts';
import type { Database, Queries } from './platform/database.ts';
import type { Platform } from './platform/platform.ts';
import type { ServerKeys } from './platform/server-keys.ts';

export type Installation = Platform['installation'];

/** What this database is; null while it is nothing yet. */
export async function findInstallation(queries: Queries): Promise<Installation | null> {
  const [row] = await queries<Installation[]>`select id, kind from installation`;
  return row ?? null;
}

/** Makes an empty database a demonstration, with its two founders, who need no password. For ever. */
export async function makeDemoInstallation(
  database: Database,
  keys: ServerKeys,
  now: Date,
  country: { readonly territoryPath: string; readonly name: string },
): Promise<Installation> {
  const installation = { id: randomUUID(), kind: 'demo' as const };
  await database.begin(async (transaction) => {
    await transaction`insert into installation (id, kind, created_at)
      values (${installation.id}, ${installation.kind}, ${now})`;
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
    const inserted = await transaction`insert into installation (id, kind, created_at)
      values (${randomUUID()}, 'real', ${now}) on conflict do nothing returning id`;
    if (inserted.length === 0) return null;
    const people = await createFounders(transaction, keys, now, country, founders);
    return people.map(({ invitation }) => invitation);
  });
}

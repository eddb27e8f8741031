import type { Queries } from './database.ts';
import type { Platform } from './platform.ts';

export type Installation = Platform['installation'];

/** What this database is; null while it is nothing yet. */
export async function findInstallation(queries: Queries): Promise<Installation | null> {
  const [row] = await queries<Installation[]>`select id, kind from installation`;
  return row ?? null;
}

/** Says what this database is, for ever. False when it is something already. */
export async function recordInstallation(
  queries: Queries,
  { id, kind }: Installation,
  now: Date,
): Promise<boolean> {
  const { count } = await queries`
    insert into installation (id, kind, created_at) values (${id}, ${kind}, ${now})
    on conflict do nothing`;
  return count === 1;
}

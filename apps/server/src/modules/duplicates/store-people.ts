import type { Readable } from 'node:stream';
import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries, Transaction } from '../../platform/database.ts';

/** Columns of an exported line, in the order that `normalise-lines.ts` reads. COPY takes no parameters: a setting names the country. */
function exportOf(queries: Queries) {
  return queries`
    select v.id, v.surname, v.given, v.patronymic, v.sex, v.birth_date, v.address_id, v.flat,
      coalesce(a.territory_path || '/' || a.locality, '') as locality, v.territory_path, v.sealed
    from voters v left join addresses a on a.id = v.address_id
    where v.status = 'registered' and (v.territory_path = current_setting('ovoz.export_root')
      or starts_with(v.territory_path, current_setting('ovoz.export_root') || '/'))`;
}

/** All registered voters of a country in the text format of COPY. As owner: nobody else may export. */
export async function exportVoters(
  transaction: Transaction,
  root: TerritoryPath,
): Promise<Readable> {
  await transaction`select set_config('ovoz.export_root', ${root}, true)`;
  return transaction`copy (${exportOf(transaction)}) to stdout with (null '')`.readable();
}

/** Those of the voters that are still registered, in the same format. */
export async function exportChanged(
  transaction: Transaction,
  root: TerritoryPath,
  ids: readonly number[],
): Promise<Readable> {
  await transaction`select set_config('ovoz.export_root', ${root}, true)`;
  await transaction`create temp table looked_at (id bigint primary key) on commit drop`;
  await transaction`insert into looked_at select distinct unnest(${[...ids]}::bigint[])`;
  // So that few are looked up one by one instead of reading a nation.
  await transaction`analyze looked_at`;
  return transaction`
    copy (select e.* from (${exportOf(transaction)}) e join looked_at using (id)) to stdout with (null '')`.readable();
}

/** How many voters are registered in a country, for the progress that is shown. */
export async function countRegistered(queries: Queries, root: TerritoryPath): Promise<number> {
  const [row] = await queries<{ n: number }[]>`
    select count(*)::float8 as n from voters
    where status = 'registered' and (territory_path = ${root} or starts_with(territory_path, ${`${root}/`}))`;
  return row?.n ?? 0;
}

/** Who changed, and the numbers of the notes that say so. */
export type Changes = { readonly notes: readonly number[]; readonly voters: readonly number[] };

/** The changes of a country that wait. Those of transactions that have not ended are not among them. */
export async function readChanges(transaction: Transaction, root: TerritoryPath): Promise<Changes> {
  // They come and go within minutes: what is known of the table is always old.
  await transaction`analyze voter_changes`;
  const rows = await transaction<{ note: number; voter: number }[]>`
    select c.seq::float8 as note, c.voter_id::float8 as voter
    from voter_changes c join voters v on v.id = c.voter_id
    where v.territory_path = ${root} or starts_with(v.territory_path, ${`${root}/`})`;
  return {
    notes: rows.map(({ note }) => note),
    voters: [...new Set(rows.map(({ voter }) => voter))],
  };
}

const NOTES_AT_ONCE = 50_000;

/** Takes changes away that were looked at. */
export async function dropChanges(transaction: Transaction, { notes }: Changes): Promise<void> {
  for (let from = 0; from < notes.length; from += NOTES_AT_ONCE) {
    const some = notes.slice(from, from + NOTES_AT_ONCE);
    await transaction`delete from voter_changes where seq = any(${some}::bigint[])`;
  }
}

/** Whether anybody changed since the last look. */
export async function hasChanges(queries: Queries, root: TerritoryPath): Promise<boolean> {
  const rows = await queries`
    select from voter_changes c join voters v on v.id = c.voter_id
    where v.territory_path = ${root} or starts_with(v.territory_path, ${`${root}/`}) limit 1`;
  return rows.length > 0;
}

/** Whether anything at all changed, in any country: asked every minute, also by who may see no voter. */
export async function isAnyChange(queries: Queries): Promise<boolean> {
  const rows = await queries`select from voter_changes limit 1`;
  return rows.length > 0;
}

/** One of the two entries of a pair, numbers still sealed. */
export type EntryRow = {
  readonly id: number;
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string;
  readonly sex: 'm' | 'f';
  readonly birthDate: string;
  readonly territoryPath: TerritoryPath;
  readonly address: string;
  readonly sealed: Buffer;
  readonly status: 'registered' | 'removed' | 'deceased' | 'left';
  readonly version: number;
};

/** Both entries, by number. The transaction has opened the register. */
export async function entriesOf(
  queries: Queries,
  ids: readonly [number, number],
): Promise<readonly EntryRow[]> {
  return queries<EntryRow[]>`
    select v.id::float8 as id, v.surname, v.given, v.patronymic, v.sex, v.birth_date::text as "birthDate",
      v.territory_path as "territoryPath",
      concat_ws(', ', nullif(a.locality, ''), nullif(a.street, ''), nullif(a.house, ''), nullif(v.flat, '')) as address,
      v.sealed, v.status, v.version
    from voters v left join addresses a on a.id = v.address_id
    where v.id in ${queries([...ids])} order by v.id`;
}

import type { TerritoryPath } from '@ovoz/election-model';
import type { DistrictChecksum, Register } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';

/** Path of the district in which a path lies, as `districtOf`. */
export function districtSql(queries: Queries, column: string) {
  return queries`array_to_string((string_to_array(${queries(column)}, '/'))[1:3], '/')`;
}

/** What a batch does to the voters of a district. */
export type DistrictEffect = {
  readonly path: TerritoryPath;
  /** Registered voters more or less. */
  readonly difference: number;
  /** Voters whom it touches, as many as leave or as come: the greater number. */
  readonly changes: number;
};

export type DistrictCount = { readonly path: TerritoryPath; readonly registered: number };

/** Registered voters per district, as counted with every change. */
export async function districtCounts(queries: Queries): Promise<readonly DistrictCount[]> {
  return queries<DistrictCount[]>`
    select path, registered from register_districts order by path collate "C"`;
}

/** Counts all voters anew, after the first load. */
export async function countDistrictsAnew(queries: Queries): Promise<void> {
  await queries`delete from register_districts`;
  await queries`
    insert into register_districts (path, registered)
    select ${districtSql(queries, 'territory_path')}, sum(voters)
    from (select territory_path, count(*) as voters from voters where status = 'registered'
      group by territory_path) places
    group by 1`;
}

/** Adds differences to the counts, in one order, so that no two who do it wait for each other. */
export async function addToDistricts(
  queries: Queries,
  differences: ReadonlyMap<TerritoryPath, number>,
): Promise<void> {
  const rows = [...differences]
    .filter(([, difference]) => difference !== 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return;
  await queries`
    insert into register_districts (path, registered)
    select * from unnest(${rows.map(([path]) => path)}::text[], ${rows.map(([, one]) => one)}::integer[])
    on conflict (path) do update set registered = register_districts.registered + excluded.registered`;
}

/**
 * Rows of a register per district with the sum of their hashes modulo 2^64, for the comparison with the supplier.
 * Of the civil register everybody counts who lives; of the address register every address. By code, ascending.
 * Reads the whole register: seconds for a nation.
 */
export async function districtChecksums(
  queries: Queries,
  root: TerritoryPath,
  register: Register,
): Promise<readonly DistrictChecksum[]> {
  const rows =
    register === 'civil'
      ? queries`from voters where record_id is not null and status in ('registered', 'removed')`
      : queries`from addresses where true`;
  return queries<DistrictChecksum[]>`
    select split_part(path, '/', cardinality(string_to_array(path, '/'))) as territory, sum(rows)::float8 as rows,
      mod(mod(sum(hashes), 18446744073709551616) + 18446744073709551616, 18446744073709551616)::text as checksum
    from (
      select ${districtSql(queries, 'territory_path')} as path, count(*) as rows, sum(source_hash::numeric) as hashes
      ${rows} and (territory_path = ${root} or starts_with(territory_path, ${`${root}/`}))
      group by territory_path) places
    group by path order by 1`;
}

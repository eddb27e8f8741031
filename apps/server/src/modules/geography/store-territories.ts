import type { ElectoralDistrict, Territory, TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { insideAny } from '../../platform/scope.ts';

type Version = { readonly pack: string; readonly number: number };

/** Territories inside of the scope and above it, from the country down. */
export async function listStoredTerritories(
  queries: Queries,
  version: Version,
  inside: readonly TerritoryPath[],
): Promise<readonly Territory[]> {
  const above = [...new Set(inside.flatMap(pathsAbove))];
  return queries<Territory[]>`
    select ${territoryColumns(queries)} from territories
    where pack = ${version.pack} and version = ${version.number}
      and (path = any(${above}::text[]) or ${insideAny(queries, 'path', inside)})
    order by path collate "C"`;
}

/** The territories that a path names, from the country down. */
export async function territoriesOnPath(
  queries: Queries,
  version: Version,
  path: TerritoryPath,
): Promise<readonly Territory[]> {
  return queries<Territory[]>`
    select ${territoryColumns(queries)} from territories
    where pack = ${version.pack} and version = ${version.number}
      and path = any(${[...pathsAbove(path), path]}::text[])
    order by level`;
}

export async function findStoredTerritory(
  queries: Queries,
  version: Version,
  code: string,
): Promise<Territory | null> {
  const [row] = await queries<Territory[]>`
    select ${territoryColumns(queries)} from territories
    where pack = ${version.pack} and version = ${version.number} and code = ${code}`;
  return row ?? null;
}

/** Districts with the number of their stations, those of one set or of all. */
export async function listStoredDistricts(
  queries: Queries,
  version: Version,
  set: string | null,
): Promise<readonly { readonly district: ElectoralDistrict; readonly stations: number }[]> {
  const rows = await queries<(ElectoralDistrict & { stations: number })[]>`
    select ${districtColumns(queries)}, (
      select count(*)::integer from district_memberships m
      where m.pack = d.pack and m.version = d.version and m.set_code = d.set_code
        and m.district_code = d.code) as stations
    from electoral_districts d
    where pack = ${version.pack} and version = ${version.number}
      ${set === null ? queries`` : queries`and set_code = ${set}`}`;
  return rows.map(({ stations, ...district }) => ({ district, stations }));
}

/** Keys `set/code` of the districts that have a station inside of the territories. */
export async function districtsInside(
  queries: Queries,
  version: Version,
  inside: readonly TerritoryPath[],
): Promise<ReadonlySet<string>> {
  const rows = await queries<{ key: string }[]>`
    select distinct m.set_code || '/' || m.district_code as key
    from polling_stations s
    join district_memberships m
      on m.pack = s.pack and m.version = s.version and m.station_number = s.number
    where s.pack = ${version.pack} and s.version = ${version.number}
      and (${insideAny(queries, 'territory_path', inside)})`;
  return new Set(rows.map(({ key }) => key));
}

export async function findStoredDistrict(
  queries: Queries,
  version: Version,
  set: string,
  code: string,
): Promise<ElectoralDistrict | null> {
  const [row] = await queries<ElectoralDistrict[]>`
    select ${districtColumns(queries)} from electoral_districts d
    where pack = ${version.pack} and version = ${version.number} and set_code = ${set} and code = ${code}`;
  return row ?? null;
}

function pathsAbove(path: TerritoryPath): readonly TerritoryPath[] {
  const codes = path.split('/');
  return codes.slice(1).map((_, index) => codes.slice(0, index + 1).join('/'));
}

function territoryColumns(queries: Queries) {
  return queries`code, path, parent_code as "parentCode", level, type, name`;
}

function districtColumns(queries: Queries) {
  return queries`d.set_code as "set", d.code, d.name, d.seats, d.generated`;
}

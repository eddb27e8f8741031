import type {
  ElectoralDistrict,
  GeographyVersionStatus,
  LocalizedText,
  PollingStation,
  StationKind,
  Territory,
  TerritoryPath,
} from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { insideAny } from '../../platform/scope.ts';

export type StationFilter = {
  /** Only stations inside of these territories. */
  readonly inside: readonly TerritoryPath[];
  readonly kind: StationKind | null;
  /** Beginning of the number, or part of name or address; folded. Empty finds all. */
  readonly search: string;
};

/** A station with its place in the order of the numbers. */
export type PlacedStation = { readonly station: PollingStation; readonly position: number };

/** Stations by number, after a position, with the number of all that fit. */
export async function pageOfStations(
  queries: Queries,
  version: { readonly pack: string; readonly number: number },
  filter: StationFilter,
  page: { readonly after: number; readonly size: number },
): Promise<{
  readonly stations: readonly PlacedStation[];
  readonly total: number;
}> {
  const fitting = queries`
    from polling_stations
    where pack = ${version.pack} and version = ${version.number}
      and (${insideAny(queries, 'territory_path', filter.inside)})
      ${filter.kind === null ? queries`` : queries`and kind = ${filter.kind}`}
      ${
        filter.search === ''
          ? queries``
          : queries`and (starts_with(lower(number), ${filter.search})
              or strpos(search_text, ${filter.search}) > 0)`
      }`;
  const [rows, [count]] = await Promise.all([
    queries<(StationRow & { position: number })[]>`
      select ${stationColumns(queries)}, position ${fitting} and position > ${page.after}
      order by position limit ${page.size}`,
    queries<{ total: number }[]>`select count(*)::integer as total ${fitting}`,
  ]);
  const stations = rows.map(({ position, ...row }) => ({ station: stationOf(row), position }));
  return { stations, total: count?.total ?? 0 };
}

/**
 * Numbers, names, territories, coordinates and kinds of all stations as columns of equal length, as JSON
 * text. The database writes it in one pass: a nation in tens of milliseconds.
 */
export async function stationPointsJson(
  queries: Queries,
  version: { readonly pack: string; readonly number: number },
  inside: readonly TerritoryPath[],
): Promise<string> {
  const [row] = await queries<{ points: string }[]>`
    select json_build_object(
      'numbers', coalesce(array_to_json(array_agg(number)), '[]'),
      'names', coalesce(array_to_json(array_agg(name)), '[]'),
      'territories', coalesce(array_to_json(array_agg(territory_code)), '[]'),
      'latitudesE4', coalesce(array_to_json(array_agg(latitude_e4)), '[]'),
      'longitudesE4', coalesce(array_to_json(array_agg(longitude_e4)), '[]'),
      'kinds', coalesce(array_to_json(array_agg(kind)), '[]'))::text as points
    from (
      select number, name, territory_code, latitude_e4, longitude_e4, kind from polling_stations
      where pack = ${version.pack} and version = ${version.number} and (${insideAny(queries, 'territory_path', inside)})
      order by position) as in_order`;
  return row?.points ?? '';
}

export async function stationPath(
  queries: Queries,
  version: { readonly pack: string; readonly number: number },
  stationNumber: string,
): Promise<TerritoryPath | null> {
  const [row] = await queries<{ path: string }[]>`
    select territory_path as path from polling_stations
    where pack = ${version.pack} and version = ${version.number} and number = ${stationNumber}`;
  return row?.path ?? null;
}

/** Where a station lies, and by which clock. */
export type StationPlace = {
  readonly number: string;
  readonly name: string;
  readonly territoryPath: TerritoryPath;
  readonly timeZone: string;
};

/** Places of the stations with these numbers, or of all when it is null, in the order of the numbers. */
export async function placesOfStations(
  queries: Queries,
  version: { readonly pack: string; readonly number: number },
  numbers: readonly string[] | null,
): Promise<readonly StationPlace[]> {
  return queries<StationPlace[]>`
    select number, name, territory_path as "territoryPath", time_zone as "timeZone"
    from polling_stations
    where pack = ${version.pack} and version = ${version.number}
      ${numbers === null ? queries`` : queries`and number = any(${[...numbers]}::text[])`}
    order by position`;
}

/** Names and addresses of all stations of a version, by number. */
export async function addressesOfStations(
  queries: Queries,
  version: { readonly pack: string; readonly number: number },
): Promise<ReadonlyMap<string, { readonly name: string; readonly address: string }>> {
  const rows = await queries<{ number: string; name: string; address: string }[]>`
    select number, name, address from polling_stations
    where pack = ${version.pack} and version = ${version.number}`;
  return new Map(rows.map(({ number, name, address }) => [number, { name, address }]));
}

export async function findStoredStation(
  queries: Queries,
  version: { readonly pack: string; readonly number: number },
  stationNumber: string,
): Promise<PollingStation | null> {
  const [row] = await queries<StationRow[]>`
    select ${stationColumns(queries)} from polling_stations
    where pack = ${version.pack} and version = ${version.number} and number = ${stationNumber}`;
  return row === undefined ? null : stationOf(row);
}

/** A station with all that is told of it, and where it lies. */
export type WholeStation = {
  readonly territoryPath: TerritoryPath;
  readonly election: null;
  readonly status: GeographyVersionStatus;
  readonly station: PollingStation;
  /** From the country down. */
  readonly territories: readonly Territory[];
  /** One of each set that it belongs to. */
  readonly districts: readonly ElectoralDistrict[];
};

/**
 * A station of a version, or of the current one, in one query: this is what is looked up most, and each
 * further query costs as much as all the rest of an answer (bench/README.md).
 */
export async function findWholeStation(
  queries: Queries,
  pack: string,
  version: number | null,
  stationNumber: string,
): Promise<WholeStation | null> {
  const [row] = await queries<
    (Pick<WholeStation, 'territoryPath' | 'status' | 'territories' | 'districts'> & StationRow)[]
  >`
    select v.status, s.territory_path as "territoryPath", ${stationColumns(queries)}, (
        select json_agg(json_build_object('code', t.code, 'path', t.path, 'parentCode', t.parent_code,
          'level', t.level, 'type', t.type, 'name', t.name) order by t.level)
        from territories t
        where t.pack = s.pack and t.version = s.version
          and t.code = any(string_to_array(s.territory_path, '/'))) as territories, (
        select coalesce(json_agg(json_build_object('set', d.set_code, 'code', d.code, 'name', d.name,
          'seats', d.seats, 'generated', d.generated) order by d.set_code collate "C"), '[]')
        from district_memberships m
        join electoral_districts d on d.pack = m.pack and d.version = m.version
          and d.set_code = m.set_code and d.code = m.district_code
        where m.pack = s.pack and m.version = s.version and m.station_number = s.number) as districts
    from (select pack as of_pack, number as of_version, status from geography_versions) v
    join polling_stations s on s.pack = v.of_pack and s.version = v.of_version
    where v.of_pack = ${pack} and s.number = ${stationNumber}
      and ${version === null ? queries`v.status = 'current'` : queries`v.of_version = ${version}`}`;
  if (row === undefined) return null;
  const { status, territoryPath, territories, districts, ...rest } = row;
  return {
    status,
    territoryPath,
    election: null,
    station: stationOf(rest),
    territories,
    districts,
  };
}

/** What an election needs to know of a station: where and until when it votes, and in which districts. */
export type VotingStation = Pick<
  PollingStation,
  'number' | 'kind' | 'opens' | 'closes' | 'timeZone'
> & {
  readonly territoryPath: TerritoryPath;
  /** Place in the order of the numbers. */
  readonly position: number;
  /** Code of its district in each set that it belongs to. */
  readonly districts: Readonly<Record<string, string>>;
};

/** All stations of a version, by number. */
export async function listVotingStations(
  queries: Queries,
  version: { readonly pack: string; readonly number: number },
): Promise<readonly VotingStation[]> {
  return queries<VotingStation[]>`
    select number, kind, opens, closes, time_zone as "timeZone", territory_path as "territoryPath", position,
      coalesce(districts, '{}') as districts
    from polling_stations
    left join (
      select station_number, json_object_agg(set_code, district_code) as districts
      from district_memberships where pack = ${version.pack} and version = ${version.number}
      group by station_number) of_station on station_number = number
    where pack = ${version.pack} and version = ${version.number}
    order by position`;
}

/** How many stations of each kind there are. */
export async function countStations(
  queries: Queries,
  version: { readonly pack: string; readonly number: number },
): Promise<Readonly<Record<StationKind, number>>> {
  const rows = await queries<{ kind: StationKind; stations: number }[]>`
    select kind, count(*)::integer as stations from polling_stations
    where pack = ${version.pack} and version = ${version.number} group by kind`;
  const none = { domestic: 0, abroad: 0, remote: 0, special: 0 };
  return rows.reduce((counts, { kind, stations }) => ({ ...counts, [kind]: stations }), none);
}

/** Stations that lie right in each territory, not in one below it, by path. */
export async function countStationsByPath(
  queries: Queries,
  version: { readonly pack: string; readonly number: number },
): Promise<ReadonlyMap<TerritoryPath, number>> {
  const rows = await queries<{ path: string; stations: number }[]>`
    select territory_path as path, count(*)::integer as stations from polling_stations
    where pack = ${version.pack} and version = ${version.number} group by territory_path`;
  return new Map(rows.map(({ path, stations }) => [path, stations]));
}

/** What `stationColumns` reads. */
type StationRow = Omit<PollingStation, 'directions'> & {
  readonly directions: LocalizedText | null;
};

function stationOf({ directions, ...station }: StationRow): PollingStation {
  return directions === null ? station : { ...station, directions };
}

function stationColumns(queries: Queries) {
  return queries`number, territory_code as "territoryCode", kind, name, address, directions,
    latitude_e4 as "latitudeE4", longitude_e4 as "longitudeE4", step_free as "stepFree", opens, closes,
    time_zone as "timeZone", languages, host_country as "hostCountry", generated`;
}

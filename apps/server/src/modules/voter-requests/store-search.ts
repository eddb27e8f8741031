import type { TerritoryPath } from '@ovoz/election-model';
import type { PendingQuery, Row } from 'postgres';
import type { Queries } from '../../platform/database.ts';
import { type FoundRow, foundColumns, withPlace } from './store-voters.ts';

/** Days between which somebody was born, ISO 8601, both belonging to it; null: any. */
export type BornBetween = { readonly from: string; readonly to: string } | null;

/** Where a search looks. Regions have an index of their own; below them the territory is the way. */
export type SearchPlaces = {
  readonly regions: readonly TerritoryPath[];
  readonly territories: readonly TerritoryPath[];
  /** Only voters of this station, or null. */
  readonly station: string | null;
};

/**
 * Voters whose folded name, or skeleton of the name, begins so, by that key. Each place is walked by itself in the
 * order of the index and left after as many as are asked for: a common surname in a nation costs no more than a rare
 * one. Keys are ASCII, so `~` ends a range of beginnings.
 */
export async function findByKey(
  queries: Queries,
  key: 'search_key' | 'skeleton_key',
  beginning: string,
  { regions, territories, station }: SearchPlaces,
  born: BornBetween,
  limit: number,
): Promise<readonly FoundRow[]> {
  const keyColumn = queries(key);
  const rest = queries`
    and ${keyColumn} ~>=~ ${beginning} and ${keyColumn} ~<~ ${`${beginning}~`}
    ${born === null ? queries`` : queries`and birth_date between ${born.from}::date and ${born.to}::date`}
    ${station === null ? queries`` : queries`and ${atStation(queries, station)}`}
    order by ${keyColumn} using ~<~ limit ${limit}`;
  const walk = (path: PendingQuery<Row[]>, paths: readonly TerritoryPath[]) => queries`
    select found.* from unnest(${[...paths]}::text[]) place, lateral (
      select id, ${keyColumn} as key from voters where ${path} ${rest}) found`;
  const below = queries`territory_path ~>=~ (place || '/') and territory_path ~<~ (place || '0')`;
  // Skeletons are indexed by region only: spellings that nobody has are rare.
  const inRegion = queries`region_path = split_part(place, '/', 1) || '/' || split_part(place, '/', 2)
    and (territory_path = place or (${below}))`;
  return queries<FoundRow[]>`
    with found as (
      ${walk(queries`region_path = place`, regions)}
      union all ${
        key === 'skeleton_key'
          ? walk(inRegion, territories)
          : queries`${walk(queries`territory_path = place`, territories)}
              union all ${walk(below, territories)}`
      }),
    first as (select id, key from found order by key using ~<~, id limit ${limit})
    select ${foundColumns(queries)} from first join voters v on v.id = first.id ${withPlace(queries)}
    order by first.key using ~<~, v.id`;
}

/** The voter with this national number, when the opened register holds one. */
export async function findByNumber(
  queries: Queries,
  nationalKey: Buffer,
  station: string | null,
): Promise<readonly FoundRow[]> {
  return queries<FoundRow[]>`
    select ${foundColumns(queries)} from voters v ${withPlace(queries)}
    where v.national_key = ${nationalKey}
      ${
        station === null
          ? queries``
          : queries`and (a.station = ${station} or exists (
        select from overseas_entries w where w.voter_id = v.id and w.ended_at is null and w.station = ${station}))`
      }`;
}

function atStation(queries: Queries, station: string) {
  return queries`(exists (select from address_stations s
      where s.address_id = voters.address_id and s.to_set is null and s.station = ${station})
    or exists (select from overseas_entries w
      where w.voter_id = voters.id and w.ended_at is null and w.station = ${station}))`;
}

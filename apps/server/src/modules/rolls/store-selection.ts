import type { TerritoryPath } from '@ovoz/election-model';
import type { EligibilityFact } from '@ovoz/voter-register';
import type { Queries, Transaction } from '../../platform/database.ts';
import type { StationPlace } from '../geography/public.ts';

/** What is selected from: the register of a country for an election. */
export type SelectionOf = {
  readonly roll: number;
  readonly election: string;
  readonly root: TerritoryPath;
  /** Numbers of the stations of the election. */
  readonly stations: readonly string[];
};

/** A voter about whom the law is asked. */
export type Candidate = {
  readonly voterId: string;
  readonly territoryPath: TerritoryPath;
  readonly birthDate: string;
  readonly citizenship: string;
  readonly listedAbroad: boolean;
  readonly facts: readonly EligibilityFact[];
};

/**
 * Registered voters who may not vote, for all that a query can see: there is a fact about them, or they are of another
 * citizenship, or born after a day. All others are eligible by the very rule.
 * @param take may use the transaction: a cursor of the driver would hold its connection until the last row
 */
export async function forDoubtfulVoters(
  queries: Transaction,
  { root, election }: SelectionOf,
  law: { readonly citizenship: string; readonly latestBirthDate: string },
  take: (candidates: readonly Candidate[]) => Promise<void>,
): Promise<void> {
  await queries`
    declare doubtful_voters no scroll cursor for
    select v.id::text as "voterId", v.territory_path as "territoryPath", v.birth_date::text as "birthDate",
      v.citizenship, w.voter_id is not null as "listedAbroad", coalesce(f.facts, '[]') as facts
    from voters v
    left join (
      select voter_id, json_agg(json_build_object('kind', kind, 'validFrom', valid_from, 'validTo', valid_to,
        'revoked', revoked_at is not null)) as facts
      from voter_facts where revoked_at is null group by voter_id) f on f.voter_id = v.id
    left join overseas_entries w on w.election = ${election} and w.voter_id = v.id and w.ended_at is null
    where v.status = 'registered' and (${insideRoot(queries, root)})
      and (f.voter_id is not null or v.citizenship <> ${law.citizenship}
        or v.birth_date > ${law.latestBirthDate})`;
  for (;;) {
    const candidates = await queries<Candidate[]>`fetch 5000 from doubtful_voters`;
    if (candidates.length === 0) break;
    await take(candidates);
  }
  await queries`close doubtful_voters`;
}

export async function insertExclusions(
  queries: Queries,
  roll: number,
  excluded: readonly Pick<Candidate, 'voterId' | 'territoryPath'>[],
  reasons: readonly string[],
): Promise<void> {
  const rows = excluded.map(({ voterId, territoryPath }, index) => [
    voterId,
    territoryPath,
    reasons[index] ?? null,
  ]);
  await queries`
    insert into roll_exclusions (roll, voter_id, territory_path, reason)
    select ${roll}, (row ->> 0)::bigint, row ->> 1, row ->> 2
    from json_array_elements(${JSON.stringify(rows)}::text::json) row`;
}

/**
 * Puts every registered voter who is not excluded on the roll of one station: abroad where the request says so, where a
 * granted move says so, else where the address belongs. Who has none of these is excluded as `unplaced`.
 */
export async function insertSelection(
  queries: Queries,
  selection: SelectionOf,
): Promise<{ readonly voters: number; readonly excluded: number }> {
  const { roll } = selection;
  await queries`
    insert into roll_exclusions (roll, voter_id, territory_path, reason)
    select ${roll}, id, territory_path, 'unplaced'
    from (${placedVoters(queries, selection)}) p
    where not exists (select from unnest(${[...selection.stations]}::text[]) s where s = p.station)`;
  const { count: voters } = await queries`
    insert into roll_selection (roll, station, voter_id)
    select ${roll}, station, id
    from (${placedVoters(queries, selection)}) p
    join unnest(${[...selection.stations]}::text[]) s on s = p.station
    order by station, id`;
  const [row] = await queries<{ excluded: number }[]>`
    select count(*)::float8 as excluded from roll_exclusions where roll = ${roll}`;
  return { voters, excluded: row?.excluded ?? 0 };
}

/**
 * Counts by station at home who is on the roll of another one abroad: the mark that they leave there. After
 * `insertSelection`, in the same snapshot.
 */
export async function insertVotersAbroad(
  queries: Queries,
  { roll, election }: SelectionOf,
): Promise<void> {
  await queries`
    insert into roll_voters_abroad (roll, station, voters)
    select ${roll}, coalesce(o.station, a.station) as home, count(*)
    from overseas_entries w
    join roll_selection s on s.roll = ${roll} and s.station = w.station and s.voter_id = w.voter_id
    join voters v on v.id = w.voter_id
    left join station_overrides o on o.election = w.election and o.voter_id = w.voter_id and o.ended_at is null
    left join address_stations a on a.address_id = v.address_id and a.to_set is null
    where w.election = ${election} and w.ended_at is null and coalesce(o.station, a.station) <> w.station
    group by home`;
}

function placedVoters(queries: Queries, { roll, election, root }: SelectionOf) {
  return queries`
    select v.id, v.territory_path, coalesce(w.station, o.station, a.station) as station
    from voters v
    left join roll_exclusions x on x.roll = ${roll} and x.voter_id = v.id
    left join overseas_entries w on w.election = ${election} and w.voter_id = v.id and w.ended_at is null
    left join station_overrides o on o.election = ${election} and o.voter_id = v.id and o.ended_at is null
    left join address_stations a on a.address_id = v.address_id and a.to_set is null
    where v.status = 'registered' and (${insideRoot(queries, root)}) and x.voter_id is null`;
}

/** A range of the byte order, as in platform/scope.ts; the joined tables have paths of their own. */
function insideRoot(queries: Queries, root: TerritoryPath) {
  return queries`v.territory_path = ${root}
    or (v.territory_path ~>=~ ${`${root}/`} and v.territory_path ~<~ ${`${root}0`})`;
}

/** Writes the roots of stations that have nobody, all at once: a country may be loaded region by region. */
export async function insertEmptyStations(
  queries: Queries,
  roll: number,
  stations: readonly StationPlace[],
  emptyRoot: Buffer,
): Promise<void> {
  const rows = stations.map(({ number, territoryPath }) => [number, territoryPath]);
  await queries`
    insert into roll_roots (roll, station, position, territory_path, voters, root)
    select ${roll}, place ->> 0, position - 1, place ->> 1, 0, ${emptyRoot}
    from json_array_elements(${JSON.stringify(rows)}::text::json) with ordinality as given (place, position)
    where not exists (
      select from roll_selection s where s.roll = ${roll} and s.station = place ->> 0)`;
}

/** Statistics for the planner: without them it reads millions of rows for each station. */
export async function analyzeSelection(queries: Queries): Promise<void> {
  await queries`select analyze_roll_selection()`;
}

import type { TerritoryPath } from '@ovoz/election-model';
import type { EligibilityFact, EligibilityFacts } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';

/** A voter with the numbers sealed, and the station. */
export type ListedVoter = {
  readonly sealed: Buffer;
  readonly station: string;
  /** What the law asks of a voter of the register; null for a line of the roll, of which it was asked. */
  readonly rights: EligibilityFacts | null;
};

const ROWS_AT_ONCE = 10_000;

export type ListSource =
  | { readonly source: 'roll'; readonly roll: number }
  | { readonly source: 'register'; readonly root: TerritoryPath; readonly election: string };

/**
 * Everybody on the list of an election, in no order: of the register also those who may not vote, so that the very rule
 * of the freeze is asked. The caller's scope is the whole register.
 */
export async function forListedVoters(
  queries: Queries,
  list: ListSource,
  take: (voters: readonly ListedVoter[]) => void,
): Promise<void> {
  if (list.source === 'roll') {
    for await (const batch of onRoll(queries, list.roll).cursor(ROWS_AT_ONCE)) {
      take(batch.map((voter) => ({ ...voter, rights: null })));
    }
    return;
  }
  for await (const batch of inRegister(queries, list).cursor(ROWS_AT_ONCE)) {
    take(
      batch.map(({ sealed, station, facts, ...person }) => ({
        sealed,
        station,
        rights: { ...person, facts: facts ?? [] },
      })),
    );
  }
}

/** Who was added with a certificate votes there, not at home. */
function onRoll(queries: Queries, roll: number) {
  return queries<{ sealed: Buffer; station: string }[]>`
    select v.sealed, coalesce(s.station, e.station) as station
    from roll_entries e
    join voters v on v.id = e.voter_id
    left join roll_supplements s on s.roll = e.roll and s.voter_id = e.voter_id
    where e.roll = ${roll}
    union all
    select v.sealed, s.station from roll_supplements s
    join voters v on v.id = s.voter_id
    where s.roll = ${roll} and s.home_line is null`;
}

type RegisteredVoter = {
  readonly sealed: Buffer;
  readonly station: string;
  readonly birthDate: string;
  readonly citizenship: string;
  readonly listedAbroad: boolean;
  /** Null: there are none, as with nearly everybody. */
  readonly facts: readonly EligibilityFact[] | null;
};

function inRegister(queries: Queries, { root, election }: { root: string; election: string }) {
  return queries<RegisteredVoter[]>`
    select v.sealed, coalesce(w.station, o.station, a.station) as station, v.birth_date::text as "birthDate",
      v.citizenship, w.voter_id is not null as "listedAbroad", f.facts
    from voters v
    left join (
      select voter_id, json_agg(json_build_object('kind', kind, 'validFrom', valid_from, 'validTo', valid_to,
        'revoked', false)) as facts
      from voter_facts where revoked_at is null group by voter_id) f on f.voter_id = v.id
    left join address_stations a on a.address_id = v.address_id and a.to_set is null
    left join overseas_entries w on w.election = ${election} and w.voter_id = v.id and w.ended_at is null
    left join station_overrides o on o.election = ${election} and o.voter_id = v.id and o.ended_at is null
    where v.status = 'registered' and (v.territory_path = ${root}
        or (v.territory_path ~>=~ ${`${root}/`} and v.territory_path ~<~ ${`${root}0`}))
      and coalesce(w.station, o.station, a.station) is not null`;
}

/** The frozen roll of an election, with the number of its supplements; null before the freeze. */
export async function frozenRollOf(
  queries: Queries,
  election: string,
): Promise<{ readonly roll: number; readonly supplements: number } | null> {
  const [row] = await queries<{ roll: number; supplements: number }[]>`
    select r.id as roll,
      (select count(*)::integer from roll_supplements s where s.roll = r.id) as supplements
    from rolls r where r.election = ${election} and r.status = 'frozen'`;
  return row ?? null;
}

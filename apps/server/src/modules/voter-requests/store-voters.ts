import type { TerritoryPath } from '@ovoz/election-model';
import type { EligibilityFact } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';
import type { VoterStatus } from '../voter-register/public.ts';

/** A voter as a search shows one. */
export type FoundRow = {
  readonly id: string;
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string;
  readonly birthDate: string;
  readonly sex: 'm' | 'f';
  readonly status: VoterStatus;
  readonly territoryPath: TerritoryPath;
  readonly address: string;
  /** Of the address, by the rules in force. */
  readonly station: string | null;
};

/** A whole record. */
export type VoterRow = FoundRow & {
  readonly citizenship: string;
  readonly addressId: string | null;
  readonly flat: string;
  readonly sealed: Buffer;
  readonly version: number;
  readonly corrected: readonly string[];
  readonly method: 'address' | 'range' | 'area' | 'unplaced' | 'conflict' | null;
};

/** Columns of a voter `v` with its address `b` and the station `a` of that. */
export function foundColumns(queries: Queries) {
  return queries`
    v.id::text as id, v.surname, v.given, v.patronymic, v.birth_date::text as "birthDate", v.sex, v.status,
    v.territory_path as "territoryPath", a.station,
    concat_ws(', ', nullif(b.locality, ''), nullif(b.street, ''),
      nullif(concat_ws('-', nullif(b.house, ''), nullif(v.flat, '')), '')) as address`;
}

export function withPlace(queries: Queries) {
  return queries`
    left join addresses b on b.id = v.address_id
    left join address_stations a on a.address_id = v.address_id and a.to_set is null`;
}

/** One voter, when the opened register holds it; locked when something is going to be changed. */
export async function findVoter(
  queries: Queries,
  id: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<VoterRow | null> {
  const [row] = await queries<VoterRow[]>`
    select ${recordColumns(queries)} from voters v ${withPlace(queries)}
    where v.id = ${id} ${lock ? queries`for update of v` : queries``}`;
  return row ?? null;
}

/** The voter with a national number, when the opened register holds one. */
export async function findVoterByKey(
  queries: Queries,
  nationalKey: Buffer,
): Promise<VoterRow | null> {
  const [row] = await queries<VoterRow[]>`
    select ${recordColumns(queries)} from voters v ${withPlace(queries)}
    where v.national_key = ${nationalKey}`;
  return row ?? null;
}

function recordColumns(queries: Queries) {
  return queries`
    ${foundColumns(queries)}, v.citizenship, v.address_id::text as "addressId", v.flat, v.sealed, v.version,
    coalesce(v.corrected, '{}') as corrected, a.method`;
}

/** What bears on the right to vote, the oldest first. */
export async function factsOf(
  queries: Queries,
  id: string,
): Promise<readonly (EligibilityFact & { readonly document: string })[]> {
  return queries<(EligibilityFact & { document: string })[]>`
    select kind, valid_from::text as "validFrom", valid_to::text as "validTo", document,
      revoked_at is not null as revoked
    from voter_facts where voter_id = ${id} order by valid_from, id`;
}

export type VersionRow = {
  readonly version: number;
  readonly replacedAt: Date;
  readonly cause: 'feed' | 'request' | 'duplicate';
  readonly causeRef: string;
  readonly before: Readonly<Record<string, unknown>>;
};

/** What the record said before each change, the newest first. */
export async function versionsOf(queries: Queries, id: string): Promise<readonly VersionRow[]> {
  return queries<VersionRow[]>`
    select version, replaced_at as "replacedAt", cause, cause_ref as "causeRef",
      before - '{sealed,national_key}'::text[] as before
    from voter_versions where voter_id = ${id} order by version desc limit 200`;
}

/** One version of a record, or null. */
export async function findVersion(
  queries: Queries,
  id: string,
  version: number,
): Promise<VersionRow | null> {
  const [row] = await queries<VersionRow[]>`
    select version, replaced_at as "replacedAt", cause, cause_ref as "causeRef", before
    from voter_versions where voter_id = ${id} and version = ${version}`;
  return row ?? null;
}

export type FoundAddress = {
  readonly id: string;
  readonly territoryPath: TerritoryPath;
  readonly address: string;
  readonly station: string | null;
};

/** Active addresses of a territory whose street begins so. @param streetKey folded; @param house empty: any. */
export async function findStoredAddresses(
  queries: Queries,
  territory: TerritoryPath,
  streetKey: string,
  house: string,
  limit: number,
): Promise<readonly FoundAddress[]> {
  return queries<FoundAddress[]>`
    select b.id::text as id, b.territory_path as "territoryPath", a.station,
      concat_ws(', ', nullif(b.locality, ''), nullif(b.street, ''), nullif(b.house, '')) as address
    from addresses b left join address_stations a on a.address_id = b.id and a.to_set is null
    where b.state = 'active'
      and (b.territory_path = ${territory}
        or (b.territory_path ~>=~ ${`${territory}/`} and b.territory_path ~<~ ${`${territory}0`}))
      and b.street_key ~>=~ ${streetKey} and b.street_key ~<~ ${`${streetKey}~`}
      ${house === '' ? queries`` : queries`and lower(b.house) = ${house.toLowerCase()}`}
    order by b.street_key using ~<~, b.house_number, b.house, b.id limit ${limit}`;
}

/** An active address, or null. */
export async function findAddress(
  queries: Queries,
  id: string,
): Promise<{ readonly territoryPath: TerritoryPath; readonly station: string | null } | null> {
  const [row] = await queries<{ territoryPath: string; station: string | null }[]>`
    select b.territory_path as "territoryPath", a.station
    from addresses b left join address_stations a on a.address_id = b.id and a.to_set is null
    where b.id = ${id} and b.state = 'active'`;
  return row ?? null;
}

/** A voter of a station, for the list on display. */
export type ListedVoter = {
  readonly id: string;
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string;
  readonly birthDate: string;
  readonly citizenship: string;
  readonly listedAbroad: boolean;
  readonly facts: readonly EligibilityFact[];
};

/** Registered voters who vote at a station in an election: by address, by a granted move, or abroad. */
export async function votersOfStation(
  queries: Queries,
  { pack, election, station }: { pack: string; election: string; station: string },
  limit: number,
): Promise<readonly ListedVoter[]> {
  return queries<ListedVoter[]>`
    with ids as (
      select v.id from address_stations s join voters v on v.address_id = s.address_id
      where s.pack = ${pack} and s.station = ${station} and s.to_set is null
        and not exists (select from station_overrides o
          where o.election = ${election} and o.voter_id = v.id and o.ended_at is null)
        and not exists (select from overseas_entries w
          where w.election = ${election} and w.voter_id = v.id and w.ended_at is null)
      union
      select voter_id from station_overrides o
      where election = ${election} and station = ${station} and ended_at is null
        and not exists (select from overseas_entries w
          where w.election = ${election} and w.voter_id = o.voter_id and w.ended_at is null)
      union
      select voter_id from overseas_entries
      where election = ${election} and station = ${station} and ended_at is null)
    select v.id::text as id, v.surname, v.given, v.patronymic, v.birth_date::text as "birthDate", v.citizenship,
      exists (select from overseas_entries w
        where w.election = ${election} and w.voter_id = v.id and w.ended_at is null) as "listedAbroad",
      (select coalesce(json_agg(json_build_object('kind', f.kind, 'validFrom', f.valid_from,
          'validTo', f.valid_to, 'revoked', f.revoked_at is not null)), '[]')
        from voter_facts f where f.voter_id = v.id) as facts
    from ids join voters v using (id) where v.status = 'registered'
    order by v.birth_date, v.id limit ${limit}`;
}

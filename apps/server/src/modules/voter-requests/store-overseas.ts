import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

/** An entry of the list of a mission. */
export type OverseasEntry = {
  readonly id: string;
  readonly election: string;
  readonly pack: string;
  readonly voterId: string;
  readonly station: string;
  readonly stationPath: TerritoryPath;
  readonly homePath: TerritoryPath;
};

/** Where a voter is listed abroad in an election, or null. */
export async function entryInForce(
  queries: Queries,
  election: string,
  voterId: string,
): Promise<OverseasEntry | null> {
  const [row] = await queries<OverseasEntry[]>`
    select id, election, pack, voter_id::text as "voterId", station, station_path as "stationPath",
      home_path as "homePath"
    from overseas_entries
    where election = ${election} and voter_id = ${voterId} and ended_at is null`;
  return row ?? null;
}

export async function insertEntry(
  queries: Queries,
  entry: OverseasEntry & { readonly requestId: string },
  now: Date,
): Promise<void> {
  await queries`
    insert into overseas_entries (id, election, pack, voter_id, station, station_path, home_path, request_id, since)
    values (${entry.id}, ${entry.election}, ${entry.pack}, ${entry.voterId}, ${entry.station}, ${entry.stationPath},
      ${entry.homePath}, ${entry.requestId}, ${now})`;
}

export async function endEntry(
  queries: Queries,
  id: string,
  requestId: string,
  now: Date,
): Promise<void> {
  await queries`
    update overseas_entries set ended_at = ${now}, end_request_id = ${requestId} where id = ${id}`;
}

/** Requests and entries of the missions of an election. */
export type MissionCounts = {
  readonly station: string;
  readonly requested: number;
  readonly waiting: number;
  readonly verified: number;
  readonly rejected: number;
  readonly listed: number;
};

export async function countByMission(
  queries: Queries,
  election: string,
): Promise<readonly MissionCounts[]> {
  return queries<MissionCounts[]>`
    select r.station, count(*)::integer as requested,
      count(*) filter (where status in ('open', 'appealed'))::integer as waiting,
      count(*) filter (where status in ('granted', 'upheld', 'overturned') and exists (
        select from overseas_entries w where w.request_id = r.id))::integer as verified,
      count(*) filter (where status = 'rejected')::integer as rejected,
      (select count(*) from overseas_entries w
        where w.election = ${election} and w.station = r.station and w.ended_at is null)::integer as listed
    from voter_requests r where r.election = ${election} and r.kind = 'abroad'
    group by r.station`;
}

/** Registered voters of a country whom the civil register says to live abroad on a day. */
export async function countLivingAbroad(
  queries: Queries,
  root: TerritoryPath,
  day: string,
): Promise<number> {
  const [row] = await queries<{ voters: number }[]>`
    select count(distinct f.voter_id)::integer as voters
    from voter_facts f join voters v on v.id = f.voter_id
    where f.kind = 'moved-abroad' and f.revoked_at is null and v.status = 'registered'
      and f.valid_from <= ${day}::date and (f.valid_to is null or f.valid_to >= ${day}::date)
      and (f.territory_path = ${root}
        or (f.territory_path ~>=~ ${`${root}/`} and f.territory_path ~<~ ${`${root}0`}))`;
  return row?.voters ?? 0;
}

/** Requests that came in online for a mission whose people no officer has seen. */
export async function countUnseen(
  queries: Queries,
  election: string,
  station: string,
): Promise<number> {
  const [row] = await queries<{ requests: number }[]>`
    select count(*)::integer as requests from voter_requests
    where election = ${election} and station = ${station} and kind = 'abroad' and channel = 'online'
      and status = 'open'`;
  return row?.requests ?? 0;
}

/** Home of a voter who is on the list of a mission now, in any election; null: not on this list. */
export async function homeOfListed(
  queries: Queries,
  voterId: string,
  { pack, station }: { readonly pack: string; readonly station: string },
): Promise<TerritoryPath | null> {
  const [row] = await queries<{ homePath: TerritoryPath }[]>`
    select home_path as "homePath" from overseas_entries
    where voter_id = ${voterId} and pack = ${pack} and station = ${station} and ended_at is null limit 1`;
  return row?.homePath ?? null;
}

/** Voters whose home is at a station and who vote abroad in an election: its list shows how many it is short of. */
export async function countAbroadFrom(
  queries: Queries,
  { pack, election, station }: { pack: string; election: string; station: string },
): Promise<number> {
  const [row] = await queries<{ voters: number }[]>`
    select count(*)::integer as voters
    from overseas_entries w join voters v on v.id = w.voter_id
    left join station_overrides o on o.election = w.election and o.voter_id = v.id and o.ended_at is null
    left join address_stations s on s.address_id = v.address_id and s.to_set is null
    where w.election = ${election} and w.pack = ${pack} and w.ended_at is null
      and coalesce(o.station, s.station) = ${station}`;
  return row?.voters ?? 0;
}

/** The entry that a request to return ended, or null. */
export async function entryEndedBy(
  queries: Queries,
  requestId: string,
): Promise<OverseasEntry | null> {
  const [row] = await queries<OverseasEntry[]>`
    select id, election, pack, voter_id::text as "voterId", station, station_path as "stationPath",
      home_path as "homePath"
    from overseas_entries where end_request_id = ${requestId}`;
  return row ?? null;
}

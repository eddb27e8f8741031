import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

/** Registered voters whom no station would have. By indexes: milliseconds, also for a nation. */
export async function countUnplaced(
  queries: Queries,
  root: TerritoryPath,
  election: string,
): Promise<number> {
  const [row] = await queries<{ voters: number }[]>`
    select count(*)::integer as voters from voters v
    where v.status = 'registered' and (v.territory_path = ${root}
        or (v.territory_path ~>=~ ${`${root}/`} and v.territory_path ~<~ ${`${root}0`}))
      and (v.address_id is null
        or v.address_id in (select address_id from address_stations where to_set is null and station is null))
      and not exists (select from overseas_entries w
        where w.election = ${election} and w.voter_id = v.id and w.ended_at is null)
      and not exists (select from station_overrides o
        where o.election = ${election} and o.voter_id = v.id and o.ended_at is null)`;
  return row?.voters ?? 0;
}

/** Work of others that is not done: batches that wait for two people, requests, and pairs that may be one person. */
export async function countOpenWork(
  queries: Queries,
  pack: string,
  legalNow: Date,
): Promise<{
  readonly held: number;
  readonly requests: number;
  readonly overdue: number;
  readonly pairs: number;
}> {
  const [row] = await queries<{ held: number; requests: number; overdue: number; pairs: number }[]>`
    select
      (select count(*)::integer from register_batches where pack = ${pack} and status = 'held') as held,
      (select count(*)::integer from voter_requests where pack = ${pack} and status = any(${OPEN_REQUESTS})
        and (due_at is null or due_at >= ${legalNow})) as requests,
      (select count(*)::integer from voter_requests where pack = ${pack} and status = any(${OPEN_REQUESTS})
        and due_at < ${legalNow}) as overdue,
      (select count(*)::integer from match_pairs
        where pack = ${pack} and status in ('open', 'proposed', 'unsure')) as pairs`;
  return row ?? { held: 0, requests: 0, overdue: 0, pairs: 0 };
}

const OPEN_REQUESTS = ['notice-due', 'notice-given', 'open', 'proposed', 'appealed'];

/** Whether any address of the country has a station. */
export async function hasAssignment(queries: Queries, pack: string): Promise<boolean> {
  const [row] = await queries`
    select 1 from address_stations where pack = ${pack} and to_set is null and station is not null limit 1`;
  return row !== undefined;
}

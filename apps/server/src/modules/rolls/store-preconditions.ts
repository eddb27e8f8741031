import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

/**
 * Registered voters whom no station would have: those without an address, and those of addresses that no station has.
 * Two looks into an index each: one condition over both would read the whole nation.
 */
export async function countUnplaced(
  queries: Queries,
  { pack, root, election }: { pack: string; root: TerritoryPath; election: string },
): Promise<number> {
  const isWaiting = queries`v.status = 'registered'
    and (v.territory_path = ${root} or (v.territory_path ~>=~ ${`${root}/`} and v.territory_path ~<~ ${`${root}0`}))
    and not exists (select from overseas_entries w
      where w.election = ${election} and w.voter_id = v.id and w.ended_at is null)
    and not exists (select from station_overrides o
      where o.election = ${election} and o.voter_id = v.id and o.ended_at is null)`;
  const [row] = await queries<{ voters: number }[]>`
    select (select count(*)::integer from voters v where v.address_id is null and ${isWaiting})
      + (select count(*)::integer from address_stations a join voters v on v.address_id = a.address_id
          where a.pack = ${pack} and a.to_set is null and a.station is null and ${isWaiting}) as voters`;
  return row?.voters ?? 0;
}

/** Work of others that is not done. */
export async function countOpenWork(
  queries: Queries,
  pack: string,
): Promise<{
  /** Batches that wait for two people. */
  readonly held: number;
  /** Batches that are being loaded, or are about to be. */
  readonly loading: number;
  /** Assignments that are taking effect, address by address. */
  readonly entering: number;
  /** Pairs that may be one person. */
  readonly pairs: number;
}> {
  const [row] = await queries<{ held: number; loading: number; entering: number; pairs: number }[]>`
    select
      (select count(*)::integer from register_batches where pack = ${pack} and status = 'held') as held,
      (select count(*)::integer from register_batches
        where pack = ${pack} and status in ('received', 'loading')) as loading,
      (select count(*)::integer from assignment_sets where pack = ${pack} and status = 'entering') as entering,
      (select count(*)::integer from match_pairs
        where pack = ${pack} and status in ('open', 'proposed', 'unsure')) as pairs`;
  return row ?? { held: 0, loading: 0, entering: 0, pairs: 0 };
}

/** Whether any address of the country has a station. */
export async function hasAssignment(queries: Queries, pack: string): Promise<boolean> {
  const [row] = await queries`
    select 1 from address_stations where pack = ${pack} and to_set is null and station is not null limit 1`;
  return row !== undefined;
}

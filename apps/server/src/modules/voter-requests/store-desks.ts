import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { insideAny } from '../../platform/scope.ts';

/** The station where a member of a commission works. */
export type Desk = {
  readonly pack: string;
  readonly station: string;
  readonly territoryPath: TerritoryPath;
};

export async function findDesk(queries: Queries, personId: string): Promise<Desk | null> {
  const [row] = await queries<Desk[]>`
    select pack, station, territory_path as "territoryPath" from station_desks
    where person_id = ${personId} and ended_at is null`;
  return row ?? null;
}

export async function listStoredDesks(
  queries: Queries,
  pack: string,
  inside: readonly TerritoryPath[],
): Promise<readonly (Desk & { readonly personId: string; readonly since: Date })[]> {
  return queries<(Desk & { personId: string; since: Date })[]>`
    select pack, station, territory_path as "territoryPath", person_id as "personId", given_at as since
    from station_desks
    where pack = ${pack} and ended_at is null and (${insideAny(queries, 'territory_path', inside)})
    order by territory_path, station, given_at limit 5000`;
}

export async function endStoredDesk(
  queries: Queries,
  personId: string,
  now: Date,
): Promise<Desk | null> {
  const [row] = await queries<Desk[]>`
    update station_desks set ended_at = ${now} where person_id = ${personId} and ended_at is null
    returning pack, station, territory_path as "territoryPath"`;
  return row ?? null;
}

export async function insertDesk(
  queries: Queries,
  desk: Desk & { readonly personId: string; readonly givenBy: string },
  now: Date,
): Promise<void> {
  await queries`
    insert into station_desks (person_id, pack, station, territory_path, given_by, given_at)
    values (${desk.personId}, ${desk.pack}, ${desk.station}, ${desk.territoryPath}, ${desk.givenBy}, ${now})`;
}

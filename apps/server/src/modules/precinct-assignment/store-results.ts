import type { AssignedStation, AssignmentMove } from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries, Transaction } from '../../platform/database.ts';
import { insideAny } from '../../platform/scope.ts';
import type { SetKey } from './store-sets.ts';

/** Puts what a set moves in place of what was worked out before. */
export async function replaceMoves(
  transaction: Transaction,
  { pack, number }: SetKey,
  moves: readonly AssignmentMove[],
): Promise<void> {
  await transaction`delete from assignment_moves where pack = ${pack} and set_number = ${number}`;
  await transaction`
    insert into assignment_moves (pack, set_number, territory_path, from_station, to_station, addresses, voters)
    select ${pack}, ${number}::integer, "territoryPath", "from", "to", addresses, voters
    from json_to_recordset(${JSON.stringify(moves)}::text::json) as given (
      "territoryPath" text, "from" text, "to" text, addresses integer, voters integer)`;
}

/** What a station gets, with its place in the order of the numbers. */
export type StoredSize = AssignedStation & { readonly position: number };

export async function replaceSizes(
  transaction: Transaction,
  { pack, number }: SetKey,
  sizes: readonly StoredSize[],
): Promise<void> {
  await transaction`delete from assignment_sizes where pack = ${pack} and set_number = ${number}`;
  await transaction`
    insert into assignment_sizes (pack, set_number, station, position, territory_path, addresses, voters, finding)
    select ${pack}, ${number}::integer, station, position, "territoryPath", addresses, voters, finding
    from json_to_recordset(${JSON.stringify(sizes)}::text::json) as given (
      station text, position integer, "territoryPath" text, addresses integer, voters integer, finding text)`;
}

type Totals = { readonly moves: number; readonly addresses: number; readonly voters: number };

/** Moves inside of territories, those of most voters first, with the totals of all and by territory. */
export async function movesInside(
  queries: Queries,
  { pack, number }: SetKey,
  inside: readonly TerritoryPath[],
  limit: number,
) {
  const fitting = queries`
    from assignment_moves where pack = ${pack} and set_number = ${number}
      and (${insideAny(queries, 'territory_path', inside)})`;
  const [moves, territories, [total]] = await Promise.all([
    queries<AssignmentMove[]>`
      select territory_path as "territoryPath", from_station as "from", to_station as "to", addresses, voters
      ${fitting} order by voters desc, addresses desc, territory_path, from_station, to_station limit ${limit}`,
    queries<{ territoryPath: string; addresses: number; voters: number }[]>`
      select territory_path as "territoryPath", sum(addresses)::integer as addresses,
        sum(voters)::integer as voters
      ${fitting} group by territory_path order by 3 desc, territory_path`,
    queries<Totals[]>`
      select count(*)::integer as moves, coalesce(sum(addresses), 0)::integer as addresses,
        coalesce(sum(voters), 0)::integer as voters ${fitting}`,
  ]);
  return { moves, territories, total: total ?? { moves: 0, addresses: 0, voters: 0 } };
}

/** Stations that one answer lists. */
export const STATIONS_PAGE = 100;

/** Stations of a set in the order of their numbers, a page at a time. */
export async function pageOfSizes(
  queries: Queries,
  { pack, number }: SetKey,
  filter: {
    readonly inside: readonly TerritoryPath[];
    readonly finding: AssignedStation['finding'];
    /** Position of the last one of the page before; -1 at the beginning. */
    readonly after: number;
  },
): Promise<{ readonly stations: readonly StoredSize[]; readonly total: number }> {
  const fitting = queries`
    from assignment_sizes where pack = ${pack} and set_number = ${number}
      and (${insideAny(queries, 'territory_path', filter.inside)})
      ${filter.finding === null ? queries`` : queries`and finding = ${filter.finding}`}`;
  const [stations, [count]] = await Promise.all([
    queries<StoredSize[]>`
      select station, position, territory_path as "territoryPath", addresses, voters, finding ${fitting}
        and position > ${filter.after} order by position limit ${STATIONS_PAGE}`,
    queries<{ total: number }[]>`select count(*)::integer as total ${fitting}`,
  ]);
  return { stations, total: count?.total ?? 0 };
}

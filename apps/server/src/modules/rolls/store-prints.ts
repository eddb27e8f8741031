import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { insideAny } from '../../platform/scope.ts';

/** A printing of the rolls of a territory, or of one station. */
export type Print = {
  readonly id: string;
  readonly roll: number;
  readonly territoryPath: TerritoryPath;
  readonly station: string | null;
  readonly language: string;
  readonly requestedAt: Date;
  readonly status: 'waiting' | 'printing' | 'done';
  readonly stations: number;
  readonly printed: number;
  readonly bytes: number;
  readonly manifestHash: Buffer | null;
};

function printColumns(queries: Queries) {
  return queries`
    id, roll, territory_path as "territoryPath", station, language, requested_at as "requestedAt", status, stations,
    printed, bytes::float8 as bytes, manifest_hash as "manifestHash"`;
}

export async function insertPrint(
  queries: Queries,
  print: Pick<Print, 'id' | 'roll' | 'territoryPath' | 'station' | 'language' | 'stations'> & {
    readonly proposalId: string | null;
    readonly requestedBy: string;
  },
  now: Date,
): Promise<void> {
  const { id, roll, territoryPath, station, language, stations, proposalId, requestedBy } = print;
  await queries`
    insert into roll_prints (id, roll, territory_path, station, language, stations, proposal_id, requested_by,
      requested_at)
    values (${id}, ${roll}, ${territoryPath}, ${station}, ${language}, ${stations}, ${proposalId}, ${requestedBy},
      ${now})`;
}

export async function findPrint(queries: Queries, id: string): Promise<Print | null> {
  const [row] = await queries<Print[]>`
    select ${printColumns(queries)} from roll_prints where id = ${id}`;
  return row ?? null;
}

/** Printings that are not done, with their elections, the oldest first. */
export async function unfinishedPrints(
  queries: Queries,
): Promise<readonly (Print & { readonly election: string })[]> {
  return queries<(Print & { election: string })[]>`
    select p.*, r.election from (
      select ${printColumns(queries)} from roll_prints where status <> 'done') p
    join rolls r on r.id = p.roll order by p."requestedAt", p.id`;
}

/** The newest printings inside of territories, and of whole territories in which these lie. */
export async function newestPrints(
  queries: Queries,
  roll: number,
  inside: readonly TerritoryPath[],
  limit: number,
): Promise<readonly Print[]> {
  return queries<Print[]>`
    select ${printColumns(queries)} from roll_prints
    where roll = ${roll} and (${insideAny(queries, 'territory_path', inside)}
      or (station is null and territory_path = any(${around(inside)}::text[])))
    order by requested_at desc, id limit ${limit}`;
}

/** The territories above these: of UZ/1703/1703202 that is UZ/1703 and UZ. */
function around(paths: readonly TerritoryPath[]): TerritoryPath[] {
  return paths.flatMap((path) => {
    const parts = path.split('/');
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
  });
}

export async function markPrinted(
  queries: Queries,
  id: string,
  { printed, bytes }: { readonly printed: number; readonly bytes: number },
): Promise<void> {
  await queries`
    update roll_prints set status = 'printing', printed = ${printed}, bytes = ${bytes} where id = ${id}`;
}

export async function markPrintDone(
  queries: Queries,
  id: string,
  done: { readonly printed: number; readonly bytes: number; readonly manifestHash: Buffer },
  now: Date,
): Promise<void> {
  const { printed, bytes, manifestHash } = done;
  await queries`
    update roll_prints set status = 'done', printed = ${printed}, bytes = ${bytes},
      manifest_hash = ${manifestHash}, ended_at = ${now}
    where id = ${id}`;
}

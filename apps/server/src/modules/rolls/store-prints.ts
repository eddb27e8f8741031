import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { insideAny } from '../../platform/scope.ts';

/** A printing of the rolls of a territory, or of one station. */
export type Print = {
  readonly id: string;
  readonly roll: number;
  readonly territoryPath: TerritoryPath;
  readonly station: string | null;
  /** The frozen roll, or the supplementary sheet of a station. */
  readonly part: 'roll' | 'supplements';
  /** Of a sheet, once it is set: how many lines it has. */
  readonly version: number | null;
  readonly language: string;
  readonly requestedAt: Date;
  readonly status: 'waiting' | 'printing' | 'done';
  readonly stations: number;
  readonly printed: number;
  readonly bytes: number;
  readonly manifestHash: Buffer | null;
  /** When its files were removed from the server; null while they lie there. */
  readonly removedAt: Date | null;
};

function printColumns(queries: Queries) {
  return queries`
    id, roll, territory_path as "territoryPath", station, part, version, language, requested_at as "requestedAt", status,
    stations, printed, bytes::float8 as bytes, manifest_hash as "manifestHash", removed_at as "removedAt"`;
}

export async function insertPrint(
  queries: Queries,
  print: Pick<
    Print,
    'id' | 'roll' | 'territoryPath' | 'station' | 'part' | 'language' | 'stations'
  > & {
    readonly proposalId: string | null;
    readonly requestedBy: string;
  },
  now: Date,
): Promise<void> {
  const { id, roll, territoryPath, station, part, language, stations } = print;
  await queries`
    insert into roll_prints (id, roll, territory_path, station, part, language, stations, proposal_id, requested_by,
      requested_at)
    values (${id}, ${roll}, ${territoryPath}, ${station}, ${part}, ${language}, ${stations}, ${print.proposalId},
      ${print.requestedBy}, ${now})`;
}

export async function findPrint(
  queries: Queries,
  id: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<Print | null> {
  const [row] = await queries<Print[]>`
    select ${printColumns(queries)} from roll_prints where id = ${id} ${lock ? queries`for update` : queries``}`;
  return row ?? null;
}

/** Printings that ended before a moment, and whose files still lie on the server, the oldest first. */
export async function printsBefore(
  queries: Queries,
  end: Date,
): Promise<readonly { readonly id: string; readonly election: string }[]> {
  return queries<{ id: string; election: string }[]>`
    select p.id, r.election from roll_prints p join rolls r on r.id = p.roll
    where p.removed_at is null and p.ended_at < ${end} order by p.ended_at, p.id`;
}

export async function markRemoved(queries: Queries, id: string, now: Date): Promise<void> {
  await queries`update roll_prints set removed_at = ${now} where id = ${id}`;
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

/** The newest printings that have a file of a station. */
export async function newestPrintsOf(
  queries: Queries,
  roll: number,
  { station, territoryPath }: { readonly station: string; readonly territoryPath: TerritoryPath },
  limit: number,
): Promise<readonly Print[]> {
  return queries<Print[]>`
    select ${printColumns(queries)} from roll_prints
    where roll = ${roll} and (station = ${station}
      or (station is null and territory_path = any(${[territoryPath, ...around([territoryPath])]}::text[])))
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

/** Of a sheet, before it is set. */
export async function markVersion(queries: Queries, id: string, version: number): Promise<void> {
  await queries`update roll_prints set version = ${version} where id = ${id}`;
}

export async function markPrintDone(
  queries: Queries,
  id: string,
  done: Pick<Print, 'printed' | 'bytes'> & { readonly manifestHash: Buffer },
  now: Date,
): Promise<void> {
  const { printed, bytes, manifestHash } = done;
  await queries`
    update roll_prints set status = 'done', printed = ${printed}, bytes = ${bytes},
      manifest_hash = ${manifestHash}, ended_at = ${now}
    where id = ${id}`;
}

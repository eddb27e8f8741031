import type { CountKind } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

/** The count of an election as it was opened. It never changes. */
export type CountRecord = {
  readonly election: string;
  readonly definitionVersion: number;
  readonly definitionHash: Buffer;
  readonly geographyVersion: number;
  readonly legalCount: CountKind;
  readonly stations: number;
  /** Nothing is published before. Legal time. */
  readonly releaseAt: Date;
  readonly openedAt: Date;
};

export async function findCount(queries: Queries, election: string): Promise<CountRecord | null> {
  const [row] = await queries<CountRecord[]>`
    select ${countColumns(queries)} from result_counts c where c.election = ${election}`;
  return row ?? null;
}

/** Columns of `result_counts c`. */
export function countColumns(queries: Queries) {
  return queries`c.election, c.definition_version as "definitionVersion",
    c.definition_hash as "definitionHash", c.geography_version as "geographyVersion",
    c.legal_count as "legalCount", c.stations, c.release_at as "releaseAt", c.opened_at as "openedAt"`;
}

/** @returns false when the count is open already. */
export async function insertCount(
  queries: Queries,
  count: CountRecord,
  openedBy: string,
): Promise<boolean> {
  const rows = await queries`
    insert into result_counts (election, definition_version, definition_hash, geography_version,
      legal_count, stations, release_at, opened_at, opened_by)
    values (${count.election}, ${count.definitionVersion}, ${count.definitionHash},
      ${count.geographyVersion}, ${count.legalCount}, ${count.stations}, ${count.releaseAt},
      ${count.openedAt}, ${openedBy})
    on conflict (election) do nothing returning election`;
  return rows.length === 1;
}

import type { ProtocolKey } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

export type ScanType = 'image/jpeg' | 'image/png' | 'application/pdf';

export type NewScan = ProtocolKey & {
  readonly hash: Buffer;
  readonly version: number;
  readonly mediaType: ScanType;
  readonly bytes: Buffer;
  readonly by: string;
};

/** @returns false when the same bytes are attached already. */
export async function insertScan(queries: Queries, scan: NewScan, now: Date): Promise<boolean> {
  const rows = await queries`
    insert into result_scans (hash, election, contest, station, count, version, media_type, bytes,
      attached_by, attached_at)
    values (${scan.hash}, ${scan.election}, ${scan.contest}, ${scan.station}, ${scan.count},
      ${scan.version}, ${scan.mediaType}, ${scan.bytes}, ${scan.by}, ${now})
    on conflict do nothing returning version`;
  return rows.length === 1;
}

export async function countScans(
  queries: Queries,
  { election, contest, station, count }: ProtocolKey,
): Promise<number> {
  const [row] = await queries<{ scans: number }[]>`
    select count(*)::integer as scans from result_scans
    where election = ${election} and station = ${station} and contest = ${contest} and count = ${count}`;
  return row?.scans ?? 0;
}

export async function findScan(
  queries: Queries,
  { election, contest, station, count }: ProtocolKey,
  hash: string,
): Promise<{ readonly mediaType: ScanType; readonly bytes: Buffer } | null> {
  const [row] = await queries<{ mediaType: ScanType; bytes: Buffer }[]>`
    select media_type as "mediaType", bytes from result_scans
    where election = ${election} and station = ${station} and contest = ${contest} and count = ${count}
      and hash = ${Buffer.from(hash, 'hex')}`;
  return row ?? null;
}

export type ScanRecord = {
  readonly hash: string;
  readonly mediaType: ScanType;
  readonly version: number;
  readonly at: Date;
};

export async function listScans(
  queries: Queries,
  { election, contest, station, count }: ProtocolKey,
): Promise<readonly ScanRecord[]> {
  return queries<ScanRecord[]>`
    select encode(hash, 'hex') as hash, media_type as "mediaType", version, attached_at as at
    from result_scans
    where election = ${election} and station = ${station} and contest = ${contest} and count = ${count}
    order by attached_at, hash`;
}

import { present } from '@ovoz/basics';
import type {
  CheckFinding,
  CountKind,
  ProtocolContent,
  ProtocolKey,
  ResultPackage,
} from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

export type VersionRecord = {
  readonly hash: string;
  readonly version: number;
  readonly origin: string;
  readonly keyFingerprint: string;
  readonly receivedAt: Date;
  readonly receivedBy: string | null;
  readonly findings: readonly CheckFinding[];
  /** The package as it was signed. */
  readonly text: string;
};

/** Every version of a protocol that was kept, the first first. */
export async function listVersions(
  queries: Queries,
  { election, contest, station, count }: ProtocolKey,
): Promise<readonly VersionRecord[]> {
  return queries<VersionRecord[]>`
    select encode(hash, 'hex') as hash, version, origin, encode(key_fingerprint, 'hex') as "keyFingerprint",
      received_at as "receivedAt", received_by as "receivedBy", findings, convert_from(bytes, 'UTF8') as text
    from result_packages
    where election = ${election} and station = ${station} and contest = ${contest} and count = ${count}
    order by version, received_at, hash`;
}

/** The figures of a kept package. It was checked against its schema when it came. */
export async function contentOfPackage(queries: Queries, hash: Buffer): Promise<ProtocolContent> {
  const [row] = await queries<{ text: string }[]>`
    select convert_from(bytes, 'UTF8') as text from result_packages where hash = ${hash}`;
  return contentIn(present(row, 'a package that was named is kept').text);
}

/** The figures in the text of a kept package. */
export function contentIn(text: string): ProtocolContent {
  return (JSON.parse(text) as ResultPackage).payload.content;
}

export async function findingsOfPackage(
  queries: Queries,
  hash: Buffer,
): Promise<readonly CheckFinding[]> {
  const [row] = await queries<{ findings: readonly CheckFinding[] }[]>`
    select findings from result_packages where hash = ${hash}`;
  return present(row, 'a package that was named is kept').findings;
}

export type ExplanationRecord = {
  readonly hash: string;
  readonly check: string;
  readonly reasonCode: string;
  readonly text: string;
  readonly by: string;
  readonly at: Date;
};

export async function listExplanations(
  queries: Queries,
  { election, contest, station, count }: ProtocolKey,
): Promise<readonly ExplanationRecord[]> {
  return queries<ExplanationRecord[]>`
    select encode(package_hash, 'hex') as hash, check_code as check, reason_code as "reasonCode",
      explanation as text, written_by as by, written_at as at
    from result_explanations
    where election = ${election} and station = ${station} and contest = ${contest} and count = ${count}
    order by written_at, id`;
}

export type AlarmRecord = {
  readonly id: string;
  readonly kind: string;
  readonly hash: string;
  readonly raisedAt: Date;
  readonly settledAt: Date | null;
  readonly takenHash: string | null;
};

export async function listAlarms(
  queries: Queries,
  { election, contest, station, count }: ProtocolKey,
): Promise<readonly AlarmRecord[]> {
  return queries<AlarmRecord[]>`
    select id, kind, encode(package_hash, 'hex') as hash, raised_at as "raisedAt", settled_at as "settledAt",
      encode(taken_hash, 'hex') as "takenHash"
    from result_alarms
    where election = ${election} and station = ${station} and contest = ${contest} and count = ${count}
    order by raised_at, id`;
}

/** The figures by the other count of the same contest and station; null when nothing of it stands. */
export async function otherCountOf(
  queries: Queries,
  { election, contest, station, count }: ProtocolKey,
): Promise<{
  readonly count: CountKind;
  readonly legal: boolean;
  readonly content: ProtocolContent;
} | null> {
  const [row] = await queries<{ count: CountKind; legal: boolean; text: string }[]>`
    select p.count, p.legal, convert_from(k.bytes, 'UTF8') as text
    from result_protocols p join result_packages k on k.hash = p.package_hash
    where p.election = ${election} and p.station = ${station} and p.contest = ${contest}
      and p.count <> ${count}`;
  return row === undefined
    ? null
    : { count: row.count, legal: row.legal, content: contentIn(row.text) };
}

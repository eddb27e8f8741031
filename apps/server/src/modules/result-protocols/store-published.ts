import type { CheckFinding, CountKind, ProtocolStatus } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

/** An open count, and how much of it is not published yet. */
export type WaitingCount = {
  readonly election: string;
  readonly releaseAt: Date;
  /** Changes that wait, as far as 1000. */
  readonly changes: number;
};

/** What the publisher asks again and again: is there anything to do? */
export async function waitingCounts(queries: Queries): Promise<readonly WaitingCount[]> {
  return queries<WaitingCount[]>`
    select c.election, c.release_at as "releaseAt",
      (select count(*)::integer from (
        select from result_changes r where r.election = c.election limit 1000) waiting) as changes
    from result_counts c order by c.election`;
}

/** Takes waiting changes away and returns their stations. What commits later has a row of its own. */
export async function takeChanges(
  queries: Queries,
  election: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await queries<{ station: string }[]>`
    delete from result_changes where id in (
      select id from result_changes where election = ${election} limit ${limit})
    returning station`;
  return [...new Set(rows.map(({ station }) => station))];
}

export type ProtocolRow = {
  readonly contest: string;
  readonly station: string;
  readonly count: CountKind;
  readonly district: string | null;
  readonly legal: boolean;
  readonly status: ProtocolStatus;
  readonly version: number;
  readonly standing: string | null;
  readonly errors: number;
  readonly warnings: number;
  readonly revision: number;
  readonly changedAt: Date;
};

/** Stations whose protocols changed since, by number. */
export async function changedProtocols(
  queries: Queries,
  election: string,
  since: Date,
): Promise<
  readonly Pick<ProtocolRow, 'station' | 'contest' | 'count' | 'revision' | 'changedAt'>[]
> {
  return queries<ProtocolRow[]>`
    select station, contest, count, revision, changed_at as "changedAt" from result_protocols
    where election = ${election} and changed_at >= ${since}`;
}

export async function readProtocols(
  queries: Queries,
  election: string,
  stations: readonly string[],
): Promise<readonly ProtocolRow[]> {
  return queries<ProtocolRow[]>`
    select contest, station, count, district, legal, status, version,
      encode(package_hash, 'hex') as standing, errors, warnings, revision, changed_at as "changedAt"
    from result_protocols where election = ${election} and station in ${queries(stations)}
    order by contest, legal desc, count`;
}

export type PackageRow = {
  readonly hash: string;
  readonly contest: string;
  readonly station: string;
  readonly count: CountKind;
  readonly version: number;
  readonly text: string;
  readonly findings: readonly CheckFinding[];
  readonly receivedAt: Date;
  /** SHA-256 of the fact that records its arrival. */
  readonly fact: string;
};

/** Every version that came, oldest first. */
export async function readPackages(
  queries: Queries,
  election: string,
  stations: readonly string[],
): Promise<readonly PackageRow[]> {
  return queries<PackageRow[]>`
    select encode(hash, 'hex') as hash, contest, station, count, version,
      convert_from(bytes, 'UTF8') as text, findings, received_at as "receivedAt",
      encode(fact_hash, 'hex') as fact
    from result_packages where election = ${election} and station in ${queries(stations)}
    order by version, received_at, hash`;
}

export type DecisionRow = {
  readonly contest: string;
  readonly station: string;
  readonly count: CountKind;
  readonly decision: string;
  readonly hash: string;
  readonly reason: string | null;
  readonly role: string;
  readonly at: Date;
  /** SHA-256 of the fact that records it; null for what was decided before the log. */
  readonly fact: string | null;
};

export async function readDecisions(
  queries: Queries,
  election: string,
  stations: readonly string[],
): Promise<readonly DecisionRow[]> {
  return queries<DecisionRow[]>`
    select contest, station, count, decision, encode(package_hash, 'hex') as hash, reason,
      decided_as as role, decided_at as at, encode(fact_hash, 'hex') as fact
    from result_decisions where election = ${election} and station in ${queries(stations)}
    order by decided_at, id`;
}

export type ExplanationRow = {
  readonly hash: string;
  readonly station: string;
  readonly check: string;
  readonly reasonCode: string;
  readonly text: string;
  readonly at: Date;
};

export async function readExplanations(
  queries: Queries,
  election: string,
  stations: readonly string[],
): Promise<readonly ExplanationRow[]> {
  return queries<ExplanationRow[]>`
    select encode(package_hash, 'hex') as hash, station, check_code as check,
      reason_code as "reasonCode", explanation as text, written_at as at
    from result_explanations where election = ${election} and station in ${queries(stations)}
    order by written_at, id`;
}

export type ScanRow = {
  readonly contest: string;
  readonly station: string;
  readonly count: CountKind;
  readonly sha256: string;
  readonly mediaType: string;
};

export async function readScans(
  queries: Queries,
  election: string,
  stations: readonly string[],
): Promise<readonly ScanRow[]> {
  return queries<ScanRow[]>`
    select contest, station, count, encode(hash, 'hex') as sha256, media_type as "mediaType"
    from result_scans where election = ${election} and station in ${queries(stations)}
    order by attached_at, hash`;
}

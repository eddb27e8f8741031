import type { GeographyDifference } from '@ovoz/contract';
import type { GeographyVersionStatus, GovernedAct, ImportReport } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import type { DifferenceCounts } from './check-files.ts';

/** The current version of a country's geography. */
export type CurrentVersion = {
  readonly number: number;
  /** SHA-256 over the canonical JSON of the whole geography; lower-case hex. */
  readonly hash: string;
};

export type StoredVersion = {
  readonly pack: string;
  readonly number: number;
  readonly status: GeographyVersionStatus;
  readonly follows: number | null;
  readonly hash: string;
  readonly reason: string;
  readonly territories: number;
  readonly stations: number;
  readonly stationsAbroad: number;
  readonly districts: number;
  /** What the calendar may have a say about. */
  readonly acts: readonly GovernedAct[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly decidedAt: Date | null;
};

export type StoredImport = {
  readonly id: string;
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
  readonly version: number | null;
  readonly report: ImportReport;
};

/** A country's geography changes a few times in an electoral cycle. */
const MAX_LISTED_VERSIONS = 200;
/** Reports can be long; people look at the last ones. */
const MAX_LISTED_IMPORTS = 20;

/** Until the transaction ends, nobody else makes or moves a version of this country. */
export async function lockVersions(transaction: Queries, pack: string): Promise<void> {
  await transaction`select pg_advisory_xact_lock(hashtextextended(${`geography/${pack}`}, 0))`;
}

export async function currentVersion(
  queries: Queries,
  pack: string,
): Promise<CurrentVersion | null> {
  const [row] = await queries<CurrentVersion[]>`
    select number, encode(hash, 'hex') as hash from geography_versions
    where pack = ${pack} and status = 'current'`;
  return row ?? null;
}

/** Numbers of the current versions by pack. */
export async function currentVersions(queries: Queries): Promise<ReadonlyMap<string, number>> {
  const rows = await queries<{ pack: string; number: number }[]>`
    select pack, number from geography_versions where status = 'current'`;
  return new Map(rows.map(({ pack, number }) => [pack, number]));
}

export async function findVersion(
  queries: Queries,
  pack: string,
  number: number,
): Promise<StoredVersion | null> {
  const [row] = await queries<StoredVersion[]>`
    select ${versionColumns(queries)} from geography_versions
    where pack = ${pack} and number = ${number}`;
  return row ?? null;
}

/** The hash of a version that is or was current; null for all others. */
export async function approvedHash(
  queries: Queries,
  pack: string,
  number: number,
): Promise<string | null> {
  const [row] = await queries<{ hash: string }[]>`
    select encode(hash, 'hex') as hash from geography_versions
    where pack = ${pack} and number = ${number} and status in ('current', 'superseded')`;
  return row?.hash ?? null;
}

/** Newest first. */
export async function listVersions(
  queries: Queries,
  pack: string,
): Promise<readonly StoredVersion[]> {
  return queries<StoredVersion[]>`
    select ${versionColumns(queries)} from geography_versions
    where pack = ${pack} order by number desc limit ${MAX_LISTED_VERSIONS}`;
}

export async function findDifference(
  queries: Queries,
  pack: string,
  number: number,
): Promise<GeographyDifference | null> {
  const [row] = await queries<{ difference: GeographyDifference }[]>`
    select difference from geography_versions where pack = ${pack} and number = ${number}`;
  return row?.difference ?? null;
}

/** In numbers what a version adds, removes and changes. */
export async function findDifferenceCounts(
  queries: Queries,
  pack: string,
  number: number,
): Promise<DifferenceCounts | null> {
  const [row] = await queries<{ counts: DifferenceCounts }[]>`
    select json_build_object(
      'territories', difference->'territories'->'counts', 'stations', difference->'stations'->'counts',
      'districts', difference->'districts'->'counts', 'memberships', difference->'memberships'->'counts'
    ) as counts
    from geography_versions where pack = ${pack} and number = ${number}`;
  return row?.counts ?? null;
}

export async function nextNumber(transaction: Queries, pack: string): Promise<number> {
  const [row] = await transaction<{ number: number }[]>`
    select coalesce(max(number), 0) + 1 as number from geography_versions where pack = ${pack}`;
  return row?.number ?? 1;
}

export type NewVersion = Omit<StoredVersion, 'status' | 'decidedAt'> & {
  /** GeographyDifference as JSON. */
  readonly difference: string;
};

export async function insertVersion(transaction: Queries, version: NewVersion): Promise<void> {
  await transaction`
    insert into geography_versions (pack, number, status, follows, hash, reason, territories, stations,
      stations_abroad, districts, difference, governed_acts, created_at, created_by)
    values (${version.pack}, ${version.number}, 'draft', ${version.follows},
      ${Buffer.from(version.hash, 'hex')}, ${version.reason}, ${version.territories}, ${version.stations},
      ${version.stationsAbroad}, ${version.districts}, ${version.difference}::text::json,
      ${[...version.acts]}::text[], ${version.createdAt}, ${version.createdBy})`;
}

/** Moves the status; the table knows which ways there are. */
export async function moveVersion(
  transaction: Queries,
  version: { readonly pack: string; readonly number: number },
  to:
    | { readonly status: 'proposed'; readonly proposalId: string }
    | { readonly status: 'draft' }
    | { readonly status: 'current' | 'discarded' | 'superseded'; readonly at: Date },
): Promise<void> {
  const { pack, number } = version;
  if (to.status === 'proposed' || to.status === 'draft') {
    const proposalId = to.status === 'proposed' ? to.proposalId : null;
    await transaction`
      update geography_versions set status = ${to.status}, proposal_id = ${proposalId}
      where pack = ${pack} and number = ${number}`;
  } else {
    // The day of the decision stays that of the approval when a version is superseded.
    await transaction`
      update geography_versions set status = ${to.status}, decided_at = coalesce(decided_at, ${to.at})
      where pack = ${pack} and number = ${number}`;
  }
}

export async function insertImport(
  transaction: Queries,
  done: Omit<StoredImport, 'report'> & {
    readonly pack: string;
    /** ImportReport and QuarantinedRow[] as JSON. */
    readonly report: string;
    readonly quarantined: string;
  },
): Promise<void> {
  await transaction`
    insert into geography_imports (id, pack, version, at, by_person, reason, report, quarantined)
    values (${done.id}, ${done.pack}, ${done.version}, ${done.at}, ${done.by}, ${done.reason},
      ${done.report}::text::json, ${done.quarantined}::text::json)`;
}

/** Newest first. */
export async function listImports(
  queries: Queries,
  pack: string,
): Promise<readonly StoredImport[]> {
  return queries<StoredImport[]>`
    select id, at, by_person as by, reason, version, report from geography_imports
    where pack = ${pack} order by at desc, id limit ${MAX_LISTED_IMPORTS}`;
}

function versionColumns(queries: Queries) {
  return queries`pack, number, status, follows, encode(hash, 'hex') as hash, reason, territories, stations,
    stations_abroad as "stationsAbroad", districts, governed_acts as acts, created_at as "createdAt",
    created_by as "createdBy", decided_at as "decidedAt"`;
}

import type { AssignmentReport, AssignmentStatus } from '@ovoz/contract';
import type { ImportReport } from '@ovoz/election-model';
import type { Queries, Transaction } from '../../platform/database.ts';

/** `{ pack: 'uzbekistan', number: 3 }` */
export type SetKey = { readonly pack: string; readonly number: number };

export type StoredSet = SetKey & {
  readonly status: AssignmentStatus;
  readonly follows: number | null;
  readonly geography: number;
  readonly hash: string;
  readonly reason: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly progress: number;
  readonly askedAt: Date;
  readonly computedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly report: AssignmentReport | null;
};

/** A country makes a few in an electoral cycle. */
const MAX_LISTED_SETS = 100;

/** Until the transaction ends nobody else makes or moves a set of this country. */
export async function lockSets(transaction: Transaction, pack: string): Promise<void> {
  await transaction`select pg_advisory_xact_lock(hashtextextended(${`assignment/${pack}`}, 0))`;
}

/**
 * Keeps the stations of addresses as they are until the transaction ends: taken shared by what assigns single
 * addresses, and exclusively by what puts a set into force.
 */
export async function lockAssignment(
  transaction: Transaction,
  pack: string,
  mode: 'shared' | 'exclusive',
): Promise<void> {
  const key = `address-stations/${pack}`;
  if (mode === 'shared') {
    await transaction`select pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`;
  } else await transaction`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}

export async function nextSetNumber(queries: Queries, pack: string): Promise<number> {
  const [row] = await queries<{ next: number }[]>`
    select coalesce(max(number), 0) + 1 as next from assignment_sets where pack = ${pack}`;
  return row?.next ?? 1;
}

export async function insertSet(
  transaction: Transaction,
  set: Pick<
    StoredSet,
    'pack' | 'number' | 'follows' | 'geography' | 'hash' | 'reason' | 'createdAt' | 'createdBy'
  >,
  importReport: ImportReport,
): Promise<void> {
  await transaction`
    insert into assignment_sets (pack, number, status, follows, geography, hash, reason, import_report,
      created_at, created_by, asked_at)
    values (${set.pack}, ${set.number}, 'computing', ${set.follows}, ${set.geography},
      ${Buffer.from(set.hash, 'hex')}, ${set.reason}, ${JSON.stringify(importReport)}::text::json,
      ${set.createdAt}, ${set.createdBy}, ${set.createdAt})`;
}

export async function findSet(
  queries: Queries,
  { pack, number }: SetKey,
): Promise<StoredSet | null> {
  const [row] = await queries<StoredSet[]>`
    select ${setColumns(queries)} from assignment_sets where pack = ${pack} and number = ${number}`;
  return row ?? null;
}

export async function setInForce(queries: Queries, pack: string): Promise<StoredSet | null> {
  const [row] = await queries<StoredSet[]>`
    select ${setColumns(queries)} from assignment_sets where pack = ${pack} and status = 'current'`;
  return row ?? null;
}

/** Newest first. */
export async function listSets(queries: Queries, pack: string): Promise<readonly StoredSet[]> {
  return queries<StoredSet[]>`
    select ${setColumns(queries)} from assignment_sets where pack = ${pack}
    order by number desc limit ${MAX_LISTED_SETS}`;
}

export async function importReportOf(
  queries: Queries,
  { pack, number }: SetKey,
): Promise<ImportReport | null> {
  const [row] = await queries<{ report: ImportReport }[]>`
    select import_report as report from assignment_sets where pack = ${pack} and number = ${number}`;
  return row?.report ?? null;
}

/** Sets that wait for the computer: those that take effect first, then the oldest wish. */
export async function setsToCompute(queries: Queries): Promise<readonly StoredSet[]> {
  return queries<StoredSet[]>`
    select ${setColumns(queries)} from assignment_sets
    where status in ('computing', 'entering')
      or (status in ('draft', 'proposed', 'current') and asked_at > computed_at)
    order by status = 'entering' desc, asked_at`;
}

/** Moves the status; the table knows which ways there are. */
export async function moveSet(
  transaction: Transaction,
  { pack, number }: SetKey,
  to:
    | { readonly status: 'proposed'; readonly proposalId: string }
    | { readonly status: 'draft' | 'current' | 'superseded' }
    | { readonly status: 'entering' | 'discarded'; readonly at: Date },
): Promise<void> {
  const { status } = to;
  await transaction`
    update assignment_sets set status = ${status}
      ${status === 'proposed' ? transaction`, proposal_id = ${to.proposalId}` : transaction``}
      ${'at' in to ? transaction`, decided_at = ${to.at}, asked_at = ${to.at}, progress = 0` : transaction``}
    where pack = ${pack} and number = ${number}`;
}

export async function askComputation(
  transaction: Transaction,
  { pack, number }: SetKey,
  now: Date,
) {
  await transaction`
    update assignment_sets set asked_at = ${now}, progress = 0 where pack = ${pack} and number = ${number}`;
}

export async function saveProgress(queries: Queries, { pack, number }: SetKey, progress: number) {
  await queries`
    update assignment_sets set progress = ${progress} where pack = ${pack} and number = ${number}`;
}

export async function saveReport(
  transaction: Transaction,
  { pack, number }: SetKey,
  report: AssignmentReport,
  at: Date,
): Promise<void> {
  await transaction`
    update assignment_sets set report = ${JSON.stringify(report)}::text::json, computed_at = ${at}, progress = 1000
    where pack = ${pack} and number = ${number}`;
}

/** Asks for new files of the public finder. */
export async function askFinder(queries: Queries, pack: string, now: Date): Promise<void> {
  await queries`
    update assignment_sets set finder_asked_at = ${now} where pack = ${pack} and status = 'current'`;
}

/** Sets in force whose files are older than they should be. */
export async function setsToPublish(queries: Queries): Promise<readonly StoredSet[]> {
  return queries<StoredSet[]>`
    select ${setColumns(queries)} from assignment_sets
    where status = 'current' and finder_asked_at > coalesce(finder_written_at, '-infinity')`;
}

export async function finderWritten(
  queries: Queries,
  { pack, number }: SetKey,
  at: Date,
): Promise<void> {
  await queries`
    update assignment_sets set finder_written_at = ${at} where pack = ${pack} and number = ${number}`;
}

function setColumns(queries: Queries) {
  return queries`pack, number, status, follows, geography, encode(hash, 'hex') as hash, reason,
    created_at as "createdAt", created_by as "createdBy", progress, asked_at as "askedAt",
    computed_at as "computedAt", decided_at as "decidedAt", report`;
}

import type { BatchKind, BatchReport, LoadStep, Register } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';
import type { SetAside } from './load/read-chunk.ts';

/** A batch whose turn it is. */
export type ReadyBatch = {
  readonly id: string;
  readonly pack: string;
  readonly register: Register;
  readonly sequence: number;
  readonly kind: BatchKind;
  readonly manifest: Buffer;
  readonly manifestHash: Buffer;
  /** Two people let it go on beyond the limits. */
  readonly isReleased: boolean;
};

/** Any fixed number: one load at a time in a database. */
const LOAD_LOCK = 4_040_011;

/** Waits until no other load is at work. The lock ends with its connection. */
export async function lockLoading(queries: Queries): Promise<void> {
  await queries`select pg_advisory_lock(${LOAD_LOCK})`;
}

/**
 * The next batch to load: what was begun and not ended, or has just come, and follows on what was applied. Addresses
 * before the people who live there.
 */
export async function nextReadyBatch(queries: Queries): Promise<ReadyBatch | null> {
  const [row] = await queries<ReadyBatch[]>`
    select id, pack, register, sequence, kind, manifest, manifest_hash as "manifestHash",
      hold_proposal_id is not null as "isReleased"
    from register_batches b
    where status in ('received', 'loading') and sequence = 1 + coalesce((
      select max(sequence) from register_batches
      where pack = b.pack and register = b.register and status = 'applied'), 0)
    order by register, pack, sequence limit 1`;
  return row ?? null;
}

/** What people see of a load while it runs. */
export async function setProgress(
  queries: Queries,
  id: string,
  step: LoadStep,
  progress: number,
): Promise<void> {
  await queries`
    update register_batches set status = 'loading', step = ${step}, progress = ${progress}
    where id = ${id} and status in ('received', 'loading')`;
}

/** How a load ended. */
export type LoadEnd =
  | { readonly status: 'applied' | 'held'; readonly report: BatchReport }
  | { readonly status: 'refused'; readonly refusal: string; readonly report: BatchReport | null };

export async function endLoad(
  queries: Queries,
  id: string,
  end: LoadEnd,
  now: Date,
): Promise<void> {
  const { status, report } = end;
  await queries`
    update register_batches set status = ${status}, step = null, progress = 0,
      report = ${report === null ? null : JSON.stringify(report)}::text::json,
      refusal = ${end.status === 'refused' ? end.refusal : null},
      ended_at = ${status === 'held' ? null : now}
    where id = ${id}`;
}

/** Which of these batches have ended, so that their files can go. */
export async function endedAmong(
  queries: Queries,
  ids: readonly string[],
): Promise<readonly string[]> {
  const rows = await queries<{ id: string }[]>`
    select id from register_batches
    where id::text = any(${[...ids]}::text[]) and status in ('applied', 'refused')`;
  return rows.map(({ id }) => id);
}

export type QuarantineLine = Pick<SetAside, 'line' | 'reason' | 'field' | 'record'> & {
  readonly fileName: string;
  readonly sealed: Buffer;
};

/** @param territoryPath where the lines can be seen: they name no territory that is known for sure */
export async function insertQuarantine(
  queries: Queries,
  batchId: string,
  territoryPath: string,
  lines: readonly QuarantineLine[],
): Promise<void> {
  await queries`
    insert into register_quarantine (batch_id, file, line, reason, field, record_id, territory_path, sealed)
    select ${batchId}, file, number, reason, field, record_id, ${territoryPath}, decode(sealed, 'base64')
    from unnest(
      ${lines.map(({ fileName }) => fileName)}::text[], ${lines.map(({ line }) => line)}::integer[],
      ${lines.map(({ reason }) => reason)}::text[], ${lines.map(({ field }) => field)}::text[],
      ${lines.map(({ record }) => record)}::bigint[],
      ${lines.map(({ sealed }) => sealed.toString('base64'))}::text[])
      as line (file, number, reason, field, record_id, sealed)`;
}

import type { BatchReport, BatchKind, Register } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';
import type { Upload } from './store-uploads.ts';

export type StoredBatch = {
  readonly id: string;
  readonly pack: string;
  readonly register: Register;
  readonly sequence: number;
  readonly kind: BatchKind;
  readonly supplier: string;
  readonly supplierName: string;
  readonly manifest: Buffer;
  readonly manifestHash: Buffer;
  readonly asOf: Date;
  readonly receivedAt: Date;
  readonly status: 'received' | 'loading' | 'held' | 'applied' | 'refused';
  readonly step: string | null;
  readonly progress: number;
  readonly report: BatchReport | null;
  readonly refusal: string | null;
  readonly endedAt: Date | null;
};

function selected(queries: Queries) {
  return queries`
    select b.id, b.pack, b.register, b.sequence, b.kind, b.supplier, s.name as "supplierName", b.manifest,
      b.manifest_hash as "manifestHash", b.as_of as "asOf", b.received_at as "receivedAt", b.status, b.step,
      b.progress, b.report, b.refusal, b.ended_at as "endedAt"
    from register_batches b join register_suppliers s on s.id = b.supplier`;
}

export async function findBatch(
  queries: Queries,
  by: { readonly id: string } | { readonly manifestHash: Buffer },
): Promise<StoredBatch | null> {
  const [row] = await queries<StoredBatch[]>`
    ${selected(queries)}
    where ${'id' in by ? queries`b.id = ${by.id}` : queries`b.manifest_hash = ${by.manifestHash}`}`;
  return row ?? null;
}

/** The end of a register's sequence: its newest batch that was not refused. */
export async function newestBatch(
  queries: Queries,
  pack: string,
  register: Register,
): Promise<StoredBatch | null> {
  const [row] = await queries<StoredBatch[]>`
    ${selected(queries)} where b.pack = ${pack} and b.register = ${register} and b.status <> 'refused'
    order by b.sequence desc limit 1`;
  return row ?? null;
}

/** Another country whose register this installation keeps, or is about to; null: none. */
export async function otherCountry(queries: Queries, pack: string): Promise<string | null> {
  const [row] = await queries<{ pack: string }[]>`
    select pack from register_batches where pack <> ${pack} and status <> 'refused' limit 1`;
  return row?.pack ?? null;
}

/** Batches of a country, newest first, after a place in that order. */
export async function listBatches(
  queries: Queries,
  pack: string,
  after: { readonly receivedAt: Date; readonly id: string } | null,
  limit: number,
): Promise<readonly StoredBatch[]> {
  return queries<StoredBatch[]>`
    ${selected(queries)} where b.pack = ${pack}
      ${after === null ? queries`` : queries`and (b.received_at, b.id) < (${after.receivedAt}, ${after.id})`}
    order by b.received_at desc, b.id desc limit ${limit}`;
}

/** The batch that an upload becomes, under the same id. */
export async function insertBatch(
  queries: Queries,
  { id, pack, register, sequence, supplier, manifest, manifestHash, signature }: Upload,
  {
    kind,
    asOf,
    receivedAt,
  }: { readonly kind: BatchKind; readonly asOf: Date; readonly receivedAt: Date },
): Promise<void> {
  await queries`
    insert into register_batches (id, pack, register, sequence, kind, supplier, manifest, manifest_hash, signature,
      as_of, received_at, status)
    values (${id}, ${pack}, ${register}, ${sequence}, ${kind}, ${supplier}, ${manifest}, ${manifestHash},
      ${signature}, ${asOf}, ${receivedAt}, 'received')`;
}

/** Lets a held batch be loaded once more, without the limits. @returns false when it is not held. */
export async function releaseBatch(
  queries: Queries,
  id: string,
  proposalId: string,
): Promise<boolean> {
  const { count } = await queries`
    update register_batches set status = 'received', step = null, progress = 0, hold_proposal_id = ${proposalId}
    where id = ${id} and status = 'held'`;
  return count === 1;
}

/** Ends a held batch. @returns false when it is not held. */
export async function endHeldBatch(
  queries: Queries,
  id: string,
  reason: string,
  now: Date,
): Promise<boolean> {
  const { count } = await queries`
    update register_batches set status = 'refused', refusal = ${reason}, ended_at = ${now}, step = null
    where id = ${id} and status = 'held'`;
  return count === 1;
}

/** The newest applied batch of each register, and when its first one was. */
export async function appliedBatches(
  queries: Queries,
  pack: string,
): Promise<
  ReadonlyMap<
    Register,
    {
      readonly sequence: number;
      readonly asOf: Date;
      readonly appliedAt: Date;
      readonly since: Date;
    }
  >
> {
  const rows = await queries<
    { register: Register; sequence: number; asOf: Date; appliedAt: Date; since: Date }[]
  >`
    select distinct on (register) register, sequence, as_of as "asOf", ended_at as "appliedAt",
      min(ended_at) over (partition by register) as since
    from register_batches where pack = ${pack} and status = 'applied'
    order by register, sequence desc`;
  return new Map(rows.map(({ register, ...row }) => [register, row]));
}

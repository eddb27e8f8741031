import type { ChecksumDifference, Register } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';

export type StoredReconciliation = {
  readonly id: string;
  readonly pack: string;
  readonly register: Register;
  readonly supplierName: string;
  readonly sequence: number;
  readonly asOf: Date;
  readonly receivedAt: Date;
  readonly comparedAt: Date | null;
  readonly districts: number;
  readonly differing: number | null;
};

/** A page of the newest; older ones stand in the public record. */
const MAX_LISTED = 50;

function selected(queries: Queries) {
  return queries`
    select r.id, r.pack, r.register, s.name as "supplierName", r.sequence, r.as_of as "asOf",
      r.received_at as "receivedAt", r.compared_at as "comparedAt", r.districts, r.differing
    from register_reconciliations r join register_suppliers s on s.id = r.supplier`;
}

export async function listReconciled(
  queries: Queries,
  pack: string,
): Promise<readonly StoredReconciliation[]> {
  return queries<StoredReconciliation[]>`
    ${selected(queries)} where r.pack = ${pack} order by r.received_at desc limit ${MAX_LISTED}`;
}

export async function findReconciliation(
  queries: Queries,
  id: string,
): Promise<StoredReconciliation | null> {
  const [row] = await queries<StoredReconciliation[]>`${selected(queries)} where r.id = ${id}`;
  return row ?? null;
}

export async function differencesOf(
  queries: Queries,
  id: string,
): Promise<readonly ChecksumDifference[]> {
  const [row] = await queries<{ differences: readonly ChecksumDifference[] | null }[]>`
    select differences from register_reconciliations where id = ${id}`;
  return row?.differences ?? [];
}

/** The newest comparison of each register. */
export async function newestCompared(
  queries: Queries,
  pack: string,
): Promise<ReadonlyMap<Register, { readonly comparedAt: Date; readonly differing: number }>> {
  const rows = await queries<{ register: Register; comparedAt: Date; differing: number }[]>`
    select distinct on (register) register, compared_at as "comparedAt", differing
    from register_reconciliations where pack = ${pack} and compared_at is not null
    order by register, received_at desc`;
  return new Map(rows.map(({ register, ...row }) => [register, row]));
}

export async function insertReconciliation(
  queries: Queries,
  reconciliation: {
    readonly id: string;
    readonly pack: string;
    readonly register: Register;
    readonly supplier: string;
    readonly sequence: number;
    readonly asOf: Date;
    readonly receivedAt: Date;
    readonly content: Buffer;
    readonly signature: Buffer;
    readonly districts: number;
  },
): Promise<void> {
  const {
    id,
    pack,
    register,
    supplier,
    sequence,
    asOf,
    receivedAt,
    content,
    signature,
    districts,
  } = reconciliation;
  await queries`
    insert into register_reconciliations (id, pack, register, supplier, sequence, as_of, received_at, content,
      signature, districts)
    values (${id}, ${pack}, ${register}, ${supplier}, ${sequence}, ${asOf}, ${receivedAt}, ${content},
      ${signature}, ${districts})`;
}

/** Checksums that wait to be compared, oldest first. */
export async function listWaiting(
  queries: Queries,
): Promise<
  readonly { id: string; pack: string; register: Register; sequence: number; content: Buffer }[]
> {
  return queries<
    { id: string; pack: string; register: Register; sequence: number; content: Buffer }[]
  >`
    select id, pack, register, sequence, content from register_reconciliations
    where compared_at is null order by received_at`;
}

/** @returns false when it was compared meanwhile. */
export async function setCompared(
  queries: Queries,
  id: string,
  differences: readonly ChecksumDifference[],
  now: Date,
): Promise<boolean> {
  const { count } = await queries`
    update register_reconciliations set compared_at = ${now}, differing = ${differences.length},
      differences = ${JSON.stringify(differences)}::text::json
    where id = ${id} and compared_at is null`;
  return count === 1;
}

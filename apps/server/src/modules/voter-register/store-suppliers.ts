import type { Register } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';

export type StoredSupplier = {
  readonly id: string;
  readonly pack: string;
  readonly register: Register;
  readonly name: string;
  readonly publicKey: Buffer;
  readonly registeredAt: Date;
  readonly endedAt: Date | null;
};

function columns(queries: Queries) {
  return queries`id, pack, register, name, public_key as "publicKey", registered_at as "registeredAt",
    ended_at as "endedAt"`;
}

/** All registers that a country has or had, those in force first. */
export async function listSuppliers(
  queries: Queries,
  pack: string,
): Promise<readonly StoredSupplier[]> {
  return queries<StoredSupplier[]>`
    select ${columns(queries)} from register_suppliers where pack = ${pack}
    order by ended_at is not null, register, name, registered_at`;
}

export async function findSupplier(queries: Queries, id: string): Promise<StoredSupplier | null> {
  const [row] = await queries<StoredSupplier[]>`
    select ${columns(queries)} from register_suppliers where id = ${id}`;
  return row ?? null;
}

/** Whether a register in force has the name, or any has or had the key. */
export async function isSupplierTaken(
  queries: Queries,
  {
    pack,
    register,
    name,
    publicKey,
  }: Pick<StoredSupplier, 'pack' | 'register' | 'name' | 'publicKey'>,
): Promise<boolean> {
  const [row] = await queries`
    select 1 from register_suppliers where public_key = ${publicKey}
      or (pack = ${pack} and register = ${register} and name = ${name} and ended_at is null)`;
  return row !== undefined;
}

export async function insertSupplier(
  queries: Queries,
  supplier: Omit<StoredSupplier, 'endedAt'> & { readonly proposalId: string },
): Promise<void> {
  const { id, pack, register, name, publicKey, proposalId, registeredAt } = supplier;
  await queries`
    insert into register_suppliers (id, pack, register, name, public_key, proposal_id, registered_at)
    values (${id}, ${pack}, ${register}, ${name}, ${publicKey}, ${proposalId}, ${registeredAt})`;
}

/** @returns false when it was ended meanwhile. */
export async function endSupplier(
  queries: Queries,
  id: string,
  proposalId: string,
  now: Date,
): Promise<boolean> {
  const { count } = await queries`
    update register_suppliers set ended_at = ${now}, end_proposal_id = ${proposalId}
    where id = ${id} and ended_at is null`;
  return count === 1;
}

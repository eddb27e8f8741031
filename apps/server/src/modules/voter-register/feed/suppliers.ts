import { randomUUID } from 'node:crypto';
import { ok, type Result, refused } from '@ovoz/basics';
import type {
  BodyOf,
  proposeRegisterSupplier,
  proposeSupplierEnd,
  RefusalCode,
} from '@ovoz/contract';
import type { Role, TerritoryPath } from '@ovoz/election-model';
import type { Register } from '@ovoz/voter-register';
import type { Actor } from '../../../platform/actor.ts';
import { type Database, inTransaction, isUniqueViolation } from '../../../platform/database.ts';
import { recordFact, sha256 } from '../../../platform/evidence.ts';
import { type Approval, type ProposalHandler, propose } from '../../approvals/public.ts';
import { supplierEnded, supplierRegistered } from './events.ts';
import { endSupplier, findSupplier, insertSupplier, isSupplierTaken } from '../store-suppliers.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;

const APPROVERS: readonly Role[] = ['central-member'];

type SupplierContent = {
  readonly pack: string;
  readonly register: Register;
  readonly name: string;
  /** Raw, base64url. */
  readonly publicKey: string;
  readonly fingerprint: string;
};
type EndContent = SupplierContent & { readonly supplier: string };

/** Where a country's register lies, for proposals and facts. */
export type FeedPlace = { readonly pack: string; readonly territoryPath: TerritoryPath };

/** Puts the key of a register before a second person; both compare its fingerprint with the register's own. */
export async function proposeSupplier(
  database: Database,
  actor: Actor,
  now: Date,
  { pack, territoryPath }: FeedPlace,
  { register, name, publicKey, reason }: BodyOf<typeof proposeRegisterSupplier>,
): Outcome<{ proposalId: string }> {
  const key = Buffer.from(publicKey, 'base64url');
  // 43 letters hold two bits more than 32 bytes: one key would have four spellings.
  if (key.toString('base64url') !== publicKey) return refused('supplier-key-wrong');
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string }> => {
    const isTaken = await isSupplierTaken(transaction, { pack, register, name, publicKey: key });
    if (isTaken) return refused('supplier-registered');
    const fingerprint = fingerprintOf(key);
    const content: SupplierContent = { pack, register, name, publicKey, fingerprint };
    const proposed = await propose(transaction, actor, now, {
      kind: 'register-supplier',
      subject: `${pack}, ${register} register: ${name}`,
      subjectKey: `${pack}/${register}/${name}`,
      territoryPath,
      election: null,
      reason,
      content,
    });
    return proposed.ok ? ok({ proposalId: proposed.value }) : proposed;
  });
}

/** Puts before a second person that a key signs no more batches. */
export async function proposeEnd(
  database: Database,
  actor: Actor,
  now: Date,
  { pack, territoryPath }: FeedPlace,
  { supplier: id, reason }: BodyOf<typeof proposeSupplierEnd>,
): Outcome<{ proposalId: string }> {
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string }> => {
    const supplier = await findSupplier(transaction, id);
    if (supplier === null || supplier.pack !== pack) return refused('supplier-unknown');
    if (supplier.endedAt !== null) return refused('supplier-ended');
    const { register, name, publicKey } = supplier;
    const content: EndContent = {
      supplier: id,
      pack,
      register,
      name,
      publicKey: publicKey.toString('base64url'),
      fingerprint: fingerprintOf(publicKey),
    };
    const proposed = await propose(transaction, actor, now, {
      kind: 'end-supplier',
      subject: `${pack}, ${register} register: ${name}`,
      subjectKey: id,
      territoryPath,
      election: null,
      reason,
      content,
    });
    return proposed.ok ? ok({ proposalId: proposed.value }) : proposed;
  });
}

export function fingerprintOf(publicKey: Buffer): string {
  return sha256(publicKey).toString('hex');
}

/** In groups, as it is read aloud. */
function rowsOf({ register, name, fingerprint, publicKey }: SupplierContent) {
  return [
    { label: 'Register', value: register },
    { label: 'Name of the register', value: name },
    { label: 'Fingerprint of the key', value: fingerprint.match(/.{1,4}/g)?.join(' ') ?? '' },
    { label: 'Public key', value: publicKey },
  ];
}

/** How the registering of a register's key is shown to the second person and carried out. */
export const registerSupplierHandler: ProposalHandler = {
  kind: 'register-supplier',
  roles: APPROVERS,
  describe: async (_queries, content) => {
    const supplier = content as unknown as SupplierContent;
    return { rows: rowsOf(supplier), link: `/voters/${supplier.pack}/feed` };
  },
  apply: async (transaction, approval) => {
    const content = approval.content as unknown as SupplierContent;
    const { pack, register, name, publicKey } = content;
    const { proposalId, now } = approval;
    const supplier = {
      id: randomUUID(),
      pack,
      register,
      name,
      publicKey: Buffer.from(publicKey, 'base64url'),
      proposalId,
      registeredAt: now,
    };
    try {
      await transaction.savepoint((inner) => insertSupplier(inner, supplier));
    } catch (error) {
      const isTaken = ['register_suppliers_in_force', 'register_suppliers_public_key_key'].some(
        (constraint) => isUniqueViolation(error, constraint),
      );
      if (isTaken) return refused('supplier-registered');
      throw error;
    }
    await recordFact(
      transaction,
      supplierRegistered,
      contextOf(approval, content),
      fieldsOf(approval, content),
    );
    return ok({ secret: null });
  },
};

/** How the end of a register's key is shown to the second person and carried out. */
export const endSupplierHandler: ProposalHandler = {
  kind: 'end-supplier',
  roles: APPROVERS,
  describe: async (_queries, content) => {
    const supplier = content as unknown as EndContent;
    return { rows: rowsOf(supplier), link: `/voters/${supplier.pack}/feed` };
  },
  apply: async (transaction, approval) => {
    const content = approval.content as unknown as EndContent;
    const { proposalId, now } = approval;
    if (!(await endSupplier(transaction, content.supplier, proposalId, now))) {
      return refused('supplier-ended');
    }
    await recordFact(
      transaction,
      supplierEnded,
      contextOf(approval, content),
      fieldsOf(approval, content),
    );
    return ok({ secret: null });
  },
};

function contextOf(approval: Approval, { pack, register }: SupplierContent) {
  const { approver, territoryPath, now } = approval;
  const subject = `${pack}/voter-register/${register}`;
  return { now, actor: approver.actingAs, election: null, territoryPath, subject };
}

function fieldsOf(approval: Approval, content: SupplierContent) {
  const { pack, register, name, fingerprint } = content;
  const { reason, proposedBy, approver } = approval;
  return {
    pack,
    register,
    supplier: name,
    fingerprint,
    reason,
    proposedBy,
    person: approver.personId,
  };
}

import { randomUUID } from 'node:crypto';
import { ok, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import type { Role, TerritoryPath } from '@ovoz/election-model';
import { COSIGNATURE_V1, parseVkey } from '@ovoz/public-log';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, isUniqueViolation } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { witnessRegistered, witnessRemoved } from './events.ts';
import { findWitness, insertWitness, isKnownVkey, removeWitness } from './store-witnesses.ts';

const APPROVERS: readonly Role[] = ['central-member', 'administrator'];

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;

/** What a second person registers. */
type WitnessContent = {
  readonly name: string;
  readonly vkey: string;
  readonly organisation: string;
};

/** What a second person removes. */
type RemovalContent = { readonly witness: string } & WitnessContent;

/** Puts a new witness before a second person: both compare the key with what the witness itself shows. */
export async function proposeNewWitness(
  database: Database,
  actor: Actor,
  now: Date,
  territoryPath: TerritoryPath,
  { vkey, organisation, reason }: { vkey: string; organisation: string; reason: string },
): Outcome<{ proposalId: string }> {
  const key = parseVkey(vkey, sha256);
  if (!key.ok || key.value.type !== COSIGNATURE_V1) return refused('witness-key-wrong');
  const { name } = key.value;
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string }> => {
    const isTaken =
      (await findWitness(transaction, { name })) !== null || (await isKnownVkey(transaction, vkey));
    if (isTaken) return refused('witness-registered');
    const content: WitnessContent = { name, vkey, organisation };
    const proposed = await propose(transaction, actor, now, {
      kind: 'register-witness',
      subject: `witness ${name}`,
      subjectKey: name,
      territoryPath,
      election: null,
      reason,
      content,
    });
    return proposed.ok ? ok({ proposalId: proposed.value }) : proposed;
  });
}

/** Puts before a second person that a witness counts no more. */
export async function proposeRemoval(
  database: Database,
  actor: Actor,
  now: Date,
  territoryPath: TerritoryPath,
  { witness: id, reason }: { witness: string; reason: string },
): Outcome<{ proposalId: string }> {
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string }> => {
    const witness = await findWitness(transaction, { id });
    if (witness === null) return refused('witness-unknown');
    const { name, vkey, organisation } = witness;
    const content: RemovalContent = { witness: id, name, vkey, organisation };
    const proposed = await propose(transaction, actor, now, {
      kind: 'remove-witness',
      subject: `witness ${name}`,
      subjectKey: id,
      territoryPath,
      election: null,
      reason,
      content,
    });
    return proposed.ok ? ok({ proposalId: proposed.value }) : proposed;
  });
}

function rowsOf({ name, vkey, organisation }: WitnessContent) {
  return [
    { label: 'Witness', value: name },
    { label: 'Organisation', value: organisation },
    { label: 'Key of the witness', value: vkey },
  ];
}

/** How the registering of a witness is shown to the second person and carried out. */
export const registerWitnessHandler: ProposalHandler = {
  kind: 'register-witness',
  roles: APPROVERS,
  describe: async (_queries, content) => ({
    rows: rowsOf(content as unknown as WitnessContent),
    link: '/record',
  }),
  apply: async (transaction, approval) => {
    const { name, vkey, organisation } = approval.content as unknown as WitnessContent;
    const { proposalId, proposedBy, approver, reason, now } = approval;
    const fact = await recordFact(transaction, witnessRegistered, contextOf(approval, name), {
      name,
      vkey,
      organisation,
      reason,
      proposedBy,
      person: approver.personId,
    });
    const witness = { id: randomUUID(), name, vkey, organisation, proposalId, fact };
    try {
      await transaction.savepoint((inner) => insertWitness(inner, witness, now));
    } catch (error) {
      const isTaken = ['log_witnesses_in_force', 'log_witnesses_vkey_key'].some((constraint) =>
        isUniqueViolation(error, constraint),
      );
      if (isTaken) return refused('witness-registered');
      throw error;
    }
    return ok({ secret: null });
  },
};

/** How the removal of a witness is shown to the second person and carried out. */
export const removeWitnessHandler: ProposalHandler = {
  kind: 'remove-witness',
  roles: APPROVERS,
  describe: async (_queries, content) => ({
    rows: rowsOf(content as unknown as RemovalContent),
    link: '/record',
  }),
  apply: async (transaction, approval) => {
    const { witness, name, vkey } = approval.content as unknown as RemovalContent;
    const { proposalId, proposedBy, approver, reason, now } = approval;
    const fact = await recordFact(transaction, witnessRemoved, contextOf(approval, name), {
      name,
      vkey,
      reason,
      proposedBy,
      person: approver.personId,
    });
    const isRemoved = await removeWitness(transaction, witness, { proposalId, fact }, now);
    return isRemoved ? ok({ secret: null }) : refused('witness-unknown');
  },
};

function contextOf({ approver, territoryPath, now }: Approval, name: string) {
  return {
    now,
    actor: approver.actingAs,
    election: null,
    territoryPath,
    subject: `log/witnesses/${name}`,
  };
}

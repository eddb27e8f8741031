import { assert, type JsonValue, ok, present, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import { type Actor, coveringGrant, grantsOf, type SignedIn } from '../../platform/actor.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import type { Refusal } from '../../platform/problem.ts';
import { areIndependent } from '../access/public.ts';
import { approved, closed } from './events.ts';
import type { ProposalHandler } from './public.ts';
import {
  closeStored,
  countDecidableStored,
  type DecidableProposals,
  findStored,
  type StoredProposal,
} from './store.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode | Refusal>>;

/** The right by which a person may be the second one for this proposal, or null. */
export function decidingActor(
  handlers: readonly ProposalHandler[],
  signedIn: SignedIn,
  proposal: Omit<StoredProposal, 'content'>,
): Actor | null {
  const { roles } = handlerOf(handlers, proposal.kind);
  const grant = coveringGrant(grantsOf(signedIn, roles), proposal);
  if (grant === null) return null;
  return { ...signedIn, actingAs: { role: grant.role, territoryPath: grant.territoryPath } };
}

export function handlerOf(handlers: readonly ProposalHandler[], kind: string): ProposalHandler {
  return present(
    handlers.find((candidate) => candidate.kind === kind),
    'every kind of proposal has its handler',
  );
}

/** Approves exactly the content with this hash, and carries it out in the same transaction. */
export async function approve(
  database: Database,
  handlers: readonly ProposalHandler[],
  signedIn: SignedIn,
  now: Date,
  { id, contentHash }: { readonly id: string; readonly contentHash: string },
): Outcome<{ secret: string | null }> {
  return inTransaction(database, async (transaction) => {
    const found = await lockForDecision(transaction, handlers, signedIn, now, id);
    if (!found.ok) return found;
    const { proposal, actor } = found.value;
    if (!(await areIndependent(transaction, proposal.proposedBy, actor.personId))) {
      return refused('not-independent');
    }
    if (proposal.contentHash.toString('hex') !== contentHash) return refused('content-changed');
    assert(
      sha256(proposal.content).equals(proposal.contentHash),
      'the stored content of a proposal has the hash that was shown',
    );
    await closeStored(transaction, id, {
      status: 'approved',
      by: actor.personId,
      at: now,
      reason: null,
    });
    const handler = handlerOf(handlers, proposal.kind);
    const applied = await handler.apply(transaction, {
      proposalId: id,
      content: JSON.parse(proposal.content) as JsonValue,
      territoryPath: proposal.territoryPath,
      reason: proposal.reason,
      proposedBy: proposal.proposedBy,
      approver: actor,
      now,
    });
    if (!applied.ok) return applied;
    await recordFact(
      transaction,
      approved,
      {
        now,
        actor: actor.actingAs,
        election: proposal.election,
        territoryPath: proposal.territoryPath,
        subject: `proposal/${id}`,
      },
      { kind: proposal.kind, contentHash, person: actor.personId },
    );
    return applied;
  });
}

export async function decline(
  database: Database,
  handlers: readonly ProposalHandler[],
  signedIn: SignedIn,
  now: Date,
  { id, reason }: { readonly id: string; readonly reason: string },
): Outcome<Record<string, never>> {
  return inTransaction(database, async (transaction) => {
    const found = await lockForDecision(transaction, handlers, signedIn, now, id);
    if (!found.ok) return found;
    await close(transaction, handlers, found.value.proposal, now, {
      outcome: 'declined',
      actor: found.value.actor,
      reason,
    });
    return ok({});
  });
}

export async function withdraw(
  database: Database,
  handlers: readonly ProposalHandler[],
  signedIn: SignedIn,
  now: Date,
  id: string,
): Outcome<Record<string, never>> {
  return inTransaction(database, async (transaction) => {
    const proposal = await findStored(transaction, id, true);
    if (proposal === null || proposal.proposedBy !== signedIn.personId) return refused('not-found');
    if (proposal.status !== 'waiting') return refused('proposal-not-waiting');
    await close(transaction, handlers, proposal, now, {
      outcome: 'withdrawn',
      actor: null,
      reason: null,
    });
    return ok({});
  });
}

/** Ends a proposal that nobody decided in time. Called by the scheduled job. */
export async function expire(
  database: Database,
  handlers: readonly ProposalHandler[],
  now: Date,
  id: string,
): Outcome<Record<string, never>> {
  return inTransaction(database, async (transaction) => {
    const proposal = await findStored(transaction, id, true);
    if (proposal?.status !== 'waiting' || proposal.expiresAt > now) return ok({});
    await close(transaction, handlers, proposal, now, {
      outcome: 'expired',
      actor: null,
      reason: null,
    });
    return ok({});
  });
}

async function lockForDecision(
  transaction: Transaction,
  handlers: readonly ProposalHandler[],
  signedIn: SignedIn,
  now: Date,
  id: string,
): Outcome<{ proposal: StoredProposal; actor: Actor }> {
  const proposal = await findStored(transaction, id, true);
  if (proposal === null) return refused('not-found');
  // Before the right is looked at: who proposed may see the proposal, and is told why it is not theirs.
  if (proposal.proposedBy === signedIn.personId) return refused('second-person-required');
  const actor = decidingActor(handlers, signedIn, proposal);
  if (actor === null) return refused('not-found');
  if (proposal.status !== 'waiting' || proposal.expiresAt <= now) {
    return refused('proposal-not-waiting');
  }
  return ok({ proposal, actor });
}

async function close(
  transaction: Transaction,
  handlers: readonly ProposalHandler[],
  proposal: StoredProposal,
  now: Date,
  end: {
    readonly outcome: 'declined' | 'withdrawn' | 'expired';
    readonly actor: Actor | null;
    readonly reason: string | null;
  },
): Promise<void> {
  await closeStored(transaction, proposal.id, {
    status: end.outcome,
    by: end.outcome === 'declined' ? present(end.actor, 'a person declines').personId : null,
    at: now,
    reason: end.reason,
  });
  const handler = handlerOf(handlers, proposal.kind);
  await handler.release?.(transaction, JSON.parse(proposal.content) as JsonValue);
  await recordFact(
    transaction,
    closed,
    {
      now,
      actor: end.actor?.actingAs ?? null,
      election: proposal.election,
      territoryPath: proposal.territoryPath,
      subject: `proposal/${proposal.id}`,
    },
    {
      kind: proposal.kind,
      contentHash: proposal.contentHash.toString('hex'),
      outcome: end.outcome,
      reason: end.reason,
      person: end.actor?.personId ?? (end.outcome === 'withdrawn' ? proposal.proposedBy : null),
    },
  );
}

/** How many proposals wait that this person may decide. */
export async function countDecidable(
  database: Database,
  handlers: readonly ProposalHandler[],
  signedIn: SignedIn,
  now: Date,
): Promise<number> {
  return countDecidableStored(database, signedIn.personId, decidable(handlers, signedIn), now);
}

/** What the person's rights of this moment let them decide. */
export function decidable(
  handlers: readonly ProposalHandler[],
  signedIn: SignedIn,
): readonly DecidableProposals[] {
  return handlers.flatMap(({ kind, roles }) =>
    grantsOf(signedIn, roles).map(({ territoryPath, election }) => ({
      kind,
      territoryPath,
      election,
    })),
  );
}

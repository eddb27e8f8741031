import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson, type JsonValue, ok, type Result, refused } from '@ovoz/basics';
import type { ProposalKind, RefusalCode } from '@ovoz/contract';
import type { Role, TerritoryPath } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { isUniqueViolation, type Queries, type Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import type { Refusal } from '../../platform/problem.ts';
import { proposed } from './events.ts';
import { insertProposal } from './store.ts';

export { peopleOfApproved } from './store.ts';

/** A second person has a week; nights of elections are shorter, forgotten proposals are longer. */
const PROPOSAL_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

export type NewProposal = {
  readonly kind: ProposalKind;
  /** For people: what it is about. */
  readonly subject: string;
  /** At most one proposal of a kind waits about the same key. */
  readonly subjectKey: string;
  readonly territoryPath: TerritoryPath;
  readonly election: string | null;
  readonly reason: string;
  /** Exactly what takes effect. Its canonical JSON is kept, hashed, shown and applied. */
  readonly content: JsonValue;
};

/** What takes effect when a second person approves. The transaction is the approval's own. */
export type Approval = {
  readonly proposalId: string;
  readonly content: JsonValue;
  readonly territoryPath: TerritoryPath;
  readonly reason: string;
  readonly proposedBy: string;
  readonly approver: Actor;
  readonly now: Date;
};

/**
 * How one kind of proposal is shown and carried out. Each module brings its own kinds; app.ts hands them
 * to the approvals module.
 */
export type ProposalHandler = {
  readonly kind: ProposalKind;
  /** Roles that may be the second person, within the territory of the proposal. */
  readonly roles: readonly Role[];
  /** The content for people: rows to read, and where it can be seen whole. */
  readonly describe: (
    queries: Queries,
    content: JsonValue,
    /** Who reads it. No actor: the person who proposed it. */
    reader: { readonly actor: Actor | null; readonly now: Date },
  ) => Promise<{
    readonly rows: readonly { readonly label: string; readonly value: string }[];
    readonly link: string | null;
  }>;
  /** Carries it out. A refusal rolls the approval back. `secret` is shown once to the approver. */
  readonly apply: (
    transaction: Transaction,
    approval: Approval,
  ) => Promise<Result<{ readonly secret: string | null }, RefusalCode | Refusal>>;
  /** Undoes a preparation when it is declined, withdrawn or has expired. */
  readonly release?: (transaction: Transaction, content: JsonValue) => Promise<void>;
};

/** Puts an act before a second person, with evidence, in the caller's transaction. */
export async function propose(
  transaction: Transaction,
  actor: Actor,
  now: Date,
  proposal: NewProposal,
): Promise<Result<string, 'proposal-exists'>> {
  const id = randomUUID();
  const content = canonicalJson(proposal.content);
  const contentHash = createHash('sha256').update(content).digest();
  try {
    await transaction.savepoint((inner) =>
      insertProposal(inner, {
        ...proposal,
        id,
        content,
        contentHash,
        proposedBy: actor.personId,
        proposedAt: now,
        expiresAt: new Date(now.getTime() + PROPOSAL_LIFETIME_MS),
      }),
    );
  } catch (error) {
    if (isUniqueViolation(error, 'proposals_one_waiting')) return refused('proposal-exists');
    throw error;
  }
  await recordFact(
    transaction,
    proposed,
    {
      now,
      actor: actor.actingAs,
      election: proposal.election,
      territoryPath: proposal.territoryPath,
      subject: `proposal/${id}`,
    },
    {
      kind: proposal.kind,
      contentHash: contentHash.toString('hex'),
      about: proposal.subject,
      reason: proposal.reason,
      person: actor.personId,
    },
  );
  return ok(id);
}

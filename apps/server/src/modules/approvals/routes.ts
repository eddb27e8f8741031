import { type JsonValue, ok, refused } from '@ovoz/basics';
import {
  approveProposal,
  declineProposal,
  getProposal,
  listProposals,
  type Proposal,
  withdrawProposal,
} from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import type { SignedIn } from '../../platform/actor.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { namesOf } from '../access/public.ts';
import { approve, decidable, decidingActor, decline, handlerOf, withdraw } from './commands.ts';
import type { ProposalHandler } from './public.ts';
import { findStored, listStored, type StoredProposal } from './store.ts';

/** The inbox of everything that waits for a second person. */
export function registerApprovals(
  app: FastifyInstance,
  platform: Platform,
  handlers: readonly ProposalHandler[],
): void {
  const { database } = platform;

  serve(app, platform, listProposals, {
    handle: async ({ query, signedIn, now }) => {
      const stored = await listStored(
        database,
        query?.status ?? 'waiting',
        signedIn.personId,
        decidable(handlers, signedIn),
      );
      return ok({ proposals: await present(platform, handlers, signedIn, now, stored) });
    },
  });

  serve(app, platform, getProposal, {
    handle: async ({ params, signedIn, now }) => {
      const stored = await findStored(database, params.id, false);
      if (stored === null || !mayRead(handlers, signedIn, stored)) return refused('not-found');
      const [proposal] = await present(platform, handlers, signedIn, now, [stored]);
      if (proposal === undefined) return refused('not-found');
      const handler = handlerOf(handlers, stored.kind);
      const own = stored.proposedBy === signedIn.personId;
      const actor = own ? null : decidingActor(handlers, signedIn, stored);
      const content = JSON.parse(stored.content) as JsonValue;
      const shown = await handler.describe(database, content, { actor, now });
      return ok({ proposal, content: stored.content, rows: [...shown.rows], link: shown.link });
    },
  });

  serve(app, platform, approveProposal, {
    handle: async ({ params, body, signedIn, now }) =>
      approve(database, handlers, signedIn, now, { id: params.id, contentHash: body.contentHash }),
  });

  serve(app, platform, declineProposal, {
    handle: async ({ params, body, signedIn, now }) =>
      decline(database, handlers, signedIn, now, { id: params.id, reason: body.reason }),
  });

  serve(app, platform, withdrawProposal, {
    handle: async ({ params, signedIn, now }) =>
      withdraw(database, handlers, signedIn, now, params.id),
  });
}

function mayRead(
  handlers: readonly ProposalHandler[],
  signedIn: SignedIn,
  proposal: Omit<StoredProposal, 'content'>,
): boolean {
  return (
    proposal.proposedBy === signedIn.personId ||
    decidingActor(handlers, signedIn, proposal) !== null
  );
}

async function present(
  { database }: Platform,
  handlers: readonly ProposalHandler[],
  signedIn: SignedIn,
  now: Date,
  stored: readonly Omit<StoredProposal, 'content'>[],
): Promise<Proposal[]> {
  const names = await namesOf(
    database,
    stored.flatMap(({ proposedBy, decidedBy }) => [proposedBy, ...(decidedBy ? [decidedBy] : [])]),
  );
  return stored.map((proposal) => {
    const own = proposal.proposedBy === signedIn.personId;
    const waits = proposal.status === 'waiting' && proposal.expiresAt > now;
    return {
      id: proposal.id,
      kind: proposal.kind,
      subject: proposal.subject,
      territoryPath: proposal.territoryPath,
      reason: proposal.reason,
      proposedBy: names.get(proposal.proposedBy) ?? '',
      proposedAt: proposal.proposedAt.toISOString(),
      expiresAt: proposal.expiresAt.toISOString(),
      status: proposal.status,
      decidedBy: proposal.decidedBy === null ? null : (names.get(proposal.decidedBy) ?? ''),
      decidedAt: proposal.decidedAt?.toISOString() ?? null,
      decisionReason: proposal.decisionReason,
      contentHash: proposal.contentHash.toString('hex'),
      mayDecide: waits && !own && decidingActor(handlers, signedIn, proposal) !== null,
      mayWithdraw: waits && own,
    };
  });
}

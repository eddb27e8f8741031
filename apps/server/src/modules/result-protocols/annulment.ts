import { assert, type JsonValue, ok, present } from '@ovoz/basics';
import type { BodyOf, proposeAnnulment } from '@ovoz/contract';
import type { ProtocolKey } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Queries } from '../../platform/database.ts';
import { newFact } from '../../platform/evidence.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { countContext } from './context.ts';
import { keyIn, linkOf, placeRows, subjectKeyOf, subjectOf } from './correction.ts';
import { decideAbout, protocolOf } from './decide-about.ts';
import { protocolAnnulled, protocolReinstated } from './decision-events.ts';
import { factAbout, lockProtocol, type Outcome } from './lock-protocol.ts';
import { insertDecisions } from './store-decisions.ts';
import { updateSlot } from './store-protocols.ts';

type Act = BodyOf<typeof proposeAnnulment>['act'];

/** What a second person approves: that exactly this package does not count, or waits for a decision again. */
type AnnulmentContent = ProtocolKey & { readonly hash: string; readonly act: Act };

const ACTS = {
  annul: { words: 'The protocol does not count', decision: 'annulled', event: protocolAnnulled },
  reinstate: {
    words: 'The annulment is taken back; the protocol waits for a decision',
    decision: 'reinstated',
    event: protocolReinstated,
  },
} as const;

/** Asks a second person to let a protocol not count, or to take that back. */
export async function proposeNotCounting(
  database: Database,
  actor: Actor,
  now: Date,
  key: ProtocolKey,
  { hash, act, reason }: BodyOf<typeof proposeAnnulment>,
): Outcome<{ proposalId: string }> {
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string }> => {
    const locked = await lockProtocol(transaction, actor, key);
    if (!locked.ok) return locked;
    const { slot } = locked.value;
    const decided = decideAbout(slot, hash, { type: act });
    if (!decided.ok) return decided;
    const proposed = await propose(transaction, actor, now, {
      kind: 'annul-protocol',
      subject: `${ACTS[act].words}. ${subjectOf(key)}`,
      subjectKey: subjectKeyOf(key),
      territoryPath: slot.territoryPath,
      election: key.election,
      reason,
      content: { ...key, hash, act } satisfies JsonValue,
    });
    return proposed.ok ? ok({ proposalId: proposed.value }) : proposed;
  });
}

/** How an annulment, or its end, is shown to the second person and carried out. */
export function annulProtocolHandler(): ProposalHandler {
  return {
    kind: 'annul-protocol',
    roles: ['central-member', 'territorial-member'],
    describe: async (queries, content) => {
      const annulment = content as unknown as AnnulmentContent;
      const count = present(
        await countContext(queries, annulment.election),
        'an open count stays open',
      );
      const rows = [
        { label: 'What happens', value: ACTS[annulment.act].words },
        ...placeRows(count, annulment),
        { label: 'Package', value: annulment.hash },
      ];
      return { rows, link: linkOf(annulment) };
    },
    apply,
  };
}

async function apply(
  transaction: Queries,
  { content, approver, now, reason, proposalId, proposedBy }: Approval,
): Outcome<{ secret: null }> {
  const { hash, act, ...rest } = content as unknown as AnnulmentContent;
  const locked = await lockProtocol(transaction, approver, keyIn(rest));
  if (!locked.ok) return locked;
  const { slot } = locked.value;
  const decided = decideAbout(slot, hash, { type: act });
  if (!decided.ok) return decided;
  const { state, packageHash } = decided.value;
  const isWritten = await updateSlot(transaction, slot, { state }, now);
  assert(isWritten, 'nobody else changes a locked protocol');
  const { decision, event } = ACTS[act];
  const by = { by: approver.personId, role: approver.actingAs.role, proposalId };
  const { errors, version } = slot.state;
  const fact = newFact(event, factAbout(slot, approver, now, version), {
    ...protocolOf(slot),
    version,
    package: hash,
    reason,
    proposedBy,
    person: approver.personId,
  });
  const kept = { slot, packageHash, decision, reason, errors, fact, ...by };
  await insertDecisions(transaction, [kept], now);
  return ok({ secret: null });
}

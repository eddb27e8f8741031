import { assert, ok, type Result, refused } from '@ovoz/basics';
import {
  type AnswerOf,
  type acceptProtocols,
  type BodyOf,
  type RefusalCode,
  RESULT_DECIDERS,
} from '@ovoz/contract';
import type { ProtocolKey } from '@ovoz/election-model';
import {
  type ActiveGrant,
  type Actor,
  coveringGrant,
  grantsOf,
  type SignedIn,
} from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { newFact } from '../../platform/evidence.ts';
import { findElection, isLevelEnough } from '../elections/public.ts';
import { countContext } from './context.ts';
import { scopeFor } from './count-places.ts';
import { decideAbout, protocolOf } from './decide-about.ts';
import { protocolAccepted, protocolReturned } from './decision-events.ts';
import { factAbout, lockProtocol, type Outcome } from './lock-protocol.ts';
import { acceptSlots, insertDecisions, lockSlots } from './store-decisions.ts';
import { type Slot, updateSlot } from './store-protocols.ts';

type Item = BodyOf<typeof acceptProtocols>['protocols'][number];
type Refused = AnswerOf<typeof acceptProtocols>['refused'][number];

/** A protocol with what the person says to it and the right by which they may. */
type Acceptance = {
  readonly item: Item;
  readonly slot: Slot;
  readonly packageHash: Buffer;
  readonly actor: Actor;
};

/**
 * Lets protocols count, hundreds in five statements. Each item has its own outcome: one that cannot be
 * accepted holds up no other.
 */
export async function accept(
  database: Database,
  signedIn: SignedIn,
  now: Date,
  election: string,
  items: readonly Item[],
): Outcome<AnswerOf<typeof acceptProtocols>> {
  const grants = grantsOf(signedIn, RESULT_DECIDERS);
  return inTransaction(database, async (transaction): Outcome<AnswerOf<typeof acceptProtocols>> => {
    const found = await findElection(transaction, election);
    if (found === null || scopeFor(signedIn, RESULT_DECIDERS, found).length === 0) {
      return refused('not-found');
    }
    const count = await countContext(transaction, election);
    if (count === null) return refused('count-not-open');
    if (!isLevelEnough(count.mode, signedIn)) return refused('sign-in-level-too-low');
    const slots = new Map(
      (await lockSlots(transaction, election, items)).map((slot) => [nameOf(slot), slot]),
    );
    const refusals: Refused[] = [];
    const accepted = new Map<string, Acceptance>();
    for (const item of items) {
      const name = nameOf(item);
      const judged = accepted.has(name)
        ? refused('wrong-state' as const)
        : judge(signedIn, grants, item, slots.get(name));
      if (judged.ok) accepted.set(name, judged.value);
      else refusals.push({ ...protocolOf(item), code: judged.refusal });
    }
    const acceptances = [...accepted.values()];
    await acceptSlots(
      transaction,
      election,
      acceptances.map(({ slot }) => slot),
      now,
    );
    await insertDecisions(
      transaction,
      acceptances.map((one) => decisionOf(one, now)),
      now,
    );
    return ok({ accepted: acceptances.length, refused: refusals });
  });
}

function judge(
  signedIn: SignedIn,
  grants: readonly ActiveGrant[],
  item: Item,
  slot: Slot | undefined,
): Result<Acceptance, RefusalCode> {
  const grant = slot === undefined ? null : coveringGrant(grants, slot);
  if (slot === undefined || grant === null) return refused('not-found');
  const event = { type: 'accept', withReason: item.reason !== null } as const;
  const decided = decideAbout(slot, item.hash, event);
  if (!decided.ok) return decided;
  const { role, territoryPath } = grant;
  const actor = { ...signedIn, actingAs: { role, territoryPath } };
  return ok({ item, slot, packageHash: decided.value.packageHash, actor });
}

function decisionOf(acceptance: Acceptance, now: Date) {
  const { item, slot, packageHash, actor } = acceptance;
  return {
    fact: factOf(acceptance, now),
    slot,
    packageHash,
    decision: 'accepted' as const,
    reason: item.reason,
    errors: slot.state.errors,
    by: actor.personId,
    role: actor.actingAs.role,
    proposalId: null,
  };
}

function factOf({ item, slot, actor }: Acceptance, now: Date) {
  const { version, errors } = slot.state;
  return newFact(protocolAccepted, factAbout(slot, actor, now, version), {
    ...protocolOf(slot),
    version,
    package: item.hash,
    errors,
    reason: item.reason,
    person: actor.personId,
  });
}

function nameOf({ contest, station, count }: Omit<ProtocolKey, 'election'>): string {
  return `${station}/${contest}/${count}`;
}

/** Sends a protocol back to its station, for another version. */
export async function returnToStation(
  database: Database,
  actor: Actor,
  now: Date,
  key: ProtocolKey,
  { hash, reason }: { readonly hash: string; readonly reason: string },
): Outcome<Record<string, never>> {
  return inTransaction(database, async (transaction): Outcome<Record<string, never>> => {
    const locked = await lockProtocol(transaction, actor, key);
    if (!locked.ok) return locked;
    const { slot } = locked.value;
    const decided = decideAbout(slot, hash, { type: 'return' });
    if (!decided.ok) return decided;
    const { state, packageHash } = decided.value;
    const isWritten = await updateSlot(transaction, slot, { state }, now);
    assert(isWritten, 'nobody else changes a locked protocol');
    const { version, errors } = slot.state;
    const fact = newFact(protocolReturned, factAbout(slot, actor, now, version), {
      ...protocolOf(slot),
      version,
      package: hash,
      reason,
      person: actor.personId,
    });
    const by = { by: actor.personId, role: actor.actingAs.role, proposalId: null };
    const decision = {
      slot,
      packageHash,
      decision: 'returned' as const,
      reason,
      errors,
      fact,
      ...by,
    };
    await insertDecisions(transaction, [decision], now);
    return ok({});
  });
}

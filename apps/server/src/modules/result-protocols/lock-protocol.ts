import { ok, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import type { ProtocolKey } from '@ovoz/election-model';
import type { Actor, SubjectPlace } from '../../platform/actor.ts';
import type { Queries } from '../../platform/database.ts';
import type { FactContext } from '../../platform/evidence.ts';
import type { Refusal } from '../../platform/problem.ts';
import { findElection, isLevelEnough, legalTime } from '../elections/public.ts';
import { type CountContext, countContext } from './context.ts';
import { placeOfStation } from './store-lists.ts';
import { insertOtherCount, readSlot, type Slot } from './store-protocols.ts';

export type Outcome<Value> = Promise<Result<Value, RefusalCode | Refusal>>;

/** What an act on one protocol rests on; the protocol is locked until the transaction ends. */
export type LockedProtocol = { readonly count: CountContext; readonly slot: Slot };

/** Locks a protocol for an act of this person. With `begin`, one of a count that has not come yet is begun. */
export async function lockProtocol(
  transaction: Queries,
  actor: Actor,
  key: ProtocolKey,
  begin: { readonly now: Date } | null = null,
): Outcome<LockedProtocol> {
  const count = await countContext(transaction, key.election);
  if (count === null) return refused('count-not-open');
  if (!isLevelEnough(count.mode, actor)) return refused('sign-in-level-too-low');
  if (begin !== null && key.count !== count.legalCount) {
    await insertOtherCount(transaction, key, begin.now);
  }
  const slot = await readSlot(transaction, key, { lock: true });
  return slot === null ? refused('not-found') : ok({ count, slot });
}

/** Legal time of the election now. */
export async function legalNow(queries: Queries, election: string, now: Date): Promise<Date> {
  const found = await findElection(queries, election);
  return legalTime(found?.clock ?? null, now);
}

/**
 * Where a protocol lies, for the rights to it: where its station is. While the count is not open, the country
 * of the election: who may act there is told so.
 */
export async function placeOfProtocol(
  queries: Queries,
  { code, station }: { readonly code: string; readonly station: string },
): Promise<SubjectPlace | null> {
  const territoryPath = await placeOfStation(queries, code, station);
  if (territoryPath !== null) return { territoryPath, election: code };
  const election = await findElection(queries, code);
  if (election === null || (await countContext(queries, code)) !== null) return null;
  return { territoryPath: election.territoryPath, election: code };
}

/** The key in the parameters of a call. */
export function keyOf(params: {
  readonly code: string;
  readonly contest: string;
  readonly station: string;
  readonly count: ProtocolKey['count'];
}): ProtocolKey {
  const { code, contest, station, count } = params;
  return { election: code, contest, station, count };
}

/** Where, by whom and about which version, for a fact about a protocol. */
export function factAbout(
  slot: Pick<Slot, 'election' | 'contest' | 'station' | 'count' | 'territoryPath'>,
  actor: Pick<Actor, 'actingAs'>,
  now: Date,
  version: number,
): FactContext {
  const { election, contest, station, count, territoryPath } = slot;
  const subject = `${election}/${contest}/${station}/${count}/${version}`;
  return { now, actor: actor.actingAs, election, territoryPath, subject };
}

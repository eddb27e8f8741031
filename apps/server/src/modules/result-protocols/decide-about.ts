import { ok, type Result, refused } from '@ovoz/basics';
import {
  decideProtocol,
  type ProtocolEvent,
  type ProtocolKey,
  type ProtocolRefusal,
  type ProtocolState,
} from '@ovoz/election-model';
import type { Slot } from './store-protocols.ts';

/** What an event makes of a protocol, and the package that it is about. */
export type Decided = { readonly state: ProtocolState; readonly packageHash: Buffer };

/** The state after an event about exactly the package with this hash, the one that the person was shown. */
export function decideAbout(
  { state, packageHash }: Slot,
  hash: string,
  event: ProtocolEvent,
): Result<Decided, ProtocolRefusal | 'content-changed'> {
  if (packageHash === null) return refused('wrong-state');
  if (packageHash.toString('hex') !== hash) return refused('content-changed');
  const decided = decideProtocol(state, event);
  return decided.ok ? ok({ state: decided.value, packageHash }) : decided;
}

/** Which protocol within its election, as facts and answers name it. */
export function protocolOf({ contest, station, count }: Omit<ProtocolKey, 'election'>) {
  return { contest, station, count };
}

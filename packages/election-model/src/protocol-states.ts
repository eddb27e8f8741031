import { impossible, ok, type Result, refused } from '@ovoz/basics';
import Type, { type Static } from 'typebox';

/** Where the protocol of a contest at a station stands. */
export const ProtocolStatus = Type.Union([
  /** Nothing has come. A shown gap. */
  Type.Literal('awaited'),
  /** A version is there and nobody has decided about it. */
  Type.Literal('received'),
  /** It counts. */
  Type.Literal('accepted'),
  /** Sent back to the station for another version. */
  Type.Literal('returned'),
  /** Decided by two people not to count. */
  Type.Literal('annulled'),
]);
export type ProtocolStatus = Static<typeof ProtocolStatus>;

export type ProtocolState = {
  readonly status: ProtocolStatus;
  /** Number of the version that stands; 0 while nothing has come. */
  readonly version: number;
  /** Errors that the checks found in the standing version. */
  readonly errors: number;
  /** Open alarms: people have to say which of several contents is the true one. */
  readonly alarms: number;
};

export type ProtocolEvent =
  /** A version arrives, signed by the station or keyed twice. */
  | { readonly type: 'receive'; readonly version: number; readonly errors: number }
  /** A named person lets it count; with errors only for a reason. */
  | { readonly type: 'accept'; readonly withReason: boolean }
  | { readonly type: 'return' }
  /** Two people decided other figures: the next version, which counts at once. */
  | { readonly type: 'correct'; readonly errors: number }
  | { readonly type: 'annul' }
  /** Two people take an annulment back: it waits for a decision again. */
  | { readonly type: 'reinstate' }
  | { readonly type: 'raise-alarm' }
  /** Two people settled an alarm; `takes` is the version that they chose in place of the standing one. */
  | {
      readonly type: 'settle-alarm';
      readonly takes: { readonly version: number; readonly errors: number } | null;
    };

/** Why an event is refused. Codes are public and stable. */
export type ProtocolRefusal =
  | 'wrong-state'
  | 'version-outdated'
  | 'version-gap'
  | 'protocol-decided'
  | 'protocol-has-errors'
  | 'alarm-open';

const EVENTS: Readonly<Record<ProtocolStatus, readonly ProtocolEvent['type'][]>> = {
  awaited: ['receive'],
  received: ['receive', 'accept', 'return', 'correct', 'annul', 'raise-alarm', 'settle-alarm'],
  accepted: ['receive', 'return', 'correct', 'annul', 'raise-alarm', 'settle-alarm'],
  returned: ['receive', 'correct', 'annul', 'raise-alarm', 'settle-alarm'],
  annulled: ['receive', 'reinstate', 'raise-alarm', 'settle-alarm'],
};

/**
 * The state after an event, or why it is refused. docs/state-machines/result-protocol.md shows the same.
 * A version that comes after a decision is `protocol-decided`: it is kept, raises an alarm, and two people say
 * whether it takes the place of what was decided.
 */
export function decideProtocol(
  state: ProtocolState,
  event: ProtocolEvent,
): Result<ProtocolState, ProtocolRefusal> {
  if (!EVENTS[state.status].includes(event.type)) return refused('wrong-state');
  switch (event.type) {
    case 'receive':
      if (event.version <= state.version) return refused('version-outdated');
      if (event.version > state.version + 1) return refused('version-gap');
      if (state.alarms > 0) return refused('alarm-open');
      if (state.status === 'accepted' || state.status === 'annulled') {
        return refused('protocol-decided');
      }
      return ok({ ...state, status: 'received', version: event.version, errors: event.errors });
    case 'accept':
      if (state.alarms > 0) return refused('alarm-open');
      if (state.errors > 0 && !event.withReason) return refused('protocol-has-errors');
      return ok({ ...state, status: 'accepted' });
    case 'return':
      if (state.alarms > 0) return refused('alarm-open');
      return ok({ ...state, status: 'returned' });
    case 'correct':
      if (state.alarms > 0) return refused('alarm-open');
      return ok({
        ...state,
        status: 'accepted',
        version: state.version + 1,
        errors: event.errors,
      });
    case 'annul':
      return ok({ ...state, status: 'annulled' });
    case 'reinstate':
      return ok({ ...state, status: 'received' });
    case 'raise-alarm':
      return ok({ ...state, alarms: state.alarms + 1 });
    case 'settle-alarm': {
      const alarms = Math.max(0, state.alarms - 1);
      if (event.takes === null) return ok({ ...state, alarms });
      const { version, errors } = event.takes;
      return ok({ status: 'received', version, errors, alarms });
    }
    default:
      return impossible(event);
  }
}

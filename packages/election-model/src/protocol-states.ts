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
  /** Highest version that ever came; above `version` when two people did not take it. */
  readonly latest: number;
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
  /** A version came that does not stand. */
  | { readonly type: 'raise-alarm'; readonly version: number }
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
      if (event.version <= state.latest) return refused('version-outdated');
      if (event.version > state.latest + 1) return refused('version-gap');
      if (state.alarms > 0) return refused('alarm-open');
      if (state.status === 'accepted' || state.status === 'annulled') {
        return refused('protocol-decided');
      }
      return ok({ ...state, ...arrived(event), status: 'received' });
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
        ...arrived({ version: state.latest + 1, errors: event.errors }),
        status: 'accepted',
      });
    case 'annul':
      return ok({ ...state, status: 'annulled' });
    case 'reinstate':
      return ok({ ...state, status: 'received' });
    case 'raise-alarm':
      return ok({
        ...state,
        latest: Math.max(state.latest, event.version),
        alarms: state.alarms + 1,
      });
    case 'settle-alarm': {
      const alarms = Math.max(0, state.alarms - 1);
      if (event.takes === null) return ok({ ...state, alarms });
      const { version, errors } = event.takes;
      // Another alarm was settled meanwhile, with a later version.
      if (version < state.version) return refused('wrong-state');
      return ok({ ...state, status: 'received', version, errors, alarms });
    }
    default:
      return impossible(event);
  }
}

function arrived({ version, errors }: { readonly version: number; readonly errors: number }) {
  return { version, latest: version, errors };
}

/** Why people have to settle what came. */
export type AlarmKind = 'other-content' | 'after-decision';

/**
 * The alarm that a signed version raises which was refused its place: other figures under a number that
 * stands or came last, or a version after the protocol was decided about. Null: it is refused, and kept nowhere.
 */
export function alarmOf(
  state: ProtocolState,
  version: number,
  refusal: ProtocolRefusal,
): AlarmKind | null {
  if (refusal === 'protocol-decided') return 'after-decision';
  return refusal === 'version-outdated' && version >= state.version ? 'other-content' : null;
}

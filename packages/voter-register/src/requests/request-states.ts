import { impossible, ok, type Result, refused } from '@ovoz/basics';
import { oneOf } from './request-kinds.ts';

/** Where a request stands. */
export const REQUEST_STATUSES = [
  /** About somebody who has to be told first. */
  'notice-due',
  /** Told; an answer may come. */
  'notice-given',
  /** Ready to be decided; the legal clock runs. */
  'open',
  /** One person decided for it, a second one has to. */
  'proposed',
  'granted',
  'rejected',
  /** Before the higher commission or the court. */
  'appealed',
  /** The appeal changed nothing. */
  'upheld',
  /** The appeal turned the decision round. */
  'overturned',
  /** Taken back by a later request. */
  'reversed',
  'withdrawn',
] as const;
export const RequestStatus = oneOf(REQUEST_STATUSES);
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

export type RequestState = {
  /** Two people decide (`needsTwoPeople`). */
  readonly isByTwo: boolean;
  readonly status: RequestStatus;
  /** Until when the person concerned may answer, in milliseconds; null when nobody was told. */
  readonly answerUntilMs: number | null;
};

export type RequestEvent =
  /** The person concerned was told, and may answer until then. */
  | { readonly type: 'notify'; readonly answerUntilMs: number }
  /** The notice arrived, perhaps with an answer. */
  | { readonly type: 'deliver' }
  /** One person decides for it, where two have to. */
  | { readonly type: 'propose'; readonly atMs: number }
  /** The second person said no, or the proposal ran out. */
  | { readonly type: 'release' }
  | { readonly type: 'grant' }
  | { readonly type: 'reject' }
  | { readonly type: 'withdraw' }
  | { readonly type: 'appeal' }
  | { readonly type: 'uphold' }
  | { readonly type: 'overturn' }
  /** A later request takes back what this one did. */
  | { readonly type: 'reverse' };

/** Why an event is refused. Codes are public and stable. */
export type RequestRefusal = 'request-wrong-state' | 'answer-awaited';

const EVENTS: Readonly<Record<RequestStatus, readonly RequestEvent['type'][]>> = {
  'notice-due': ['notify', 'reject', 'withdraw'],
  'notice-given': ['deliver', 'propose', 'reject', 'withdraw'],
  open: ['propose', 'grant', 'reject', 'withdraw'],
  proposed: ['release', 'grant'],
  granted: ['appeal', 'reverse'],
  rejected: ['appeal'],
  appealed: ['uphold', 'overturn'],
  upheld: [],
  overturned: [],
  reversed: [],
  withdrawn: [],
};

/**
 * The state after an event, or why it is refused. docs/state-machines/voter-request.md shows the same. A request to
 * remove somebody cannot be decided for before the notice arrived or the time for an answer is over.
 */
export function decideRequest(
  state: RequestState,
  event: RequestEvent,
): Result<RequestState, RequestRefusal> {
  if (!EVENTS[state.status].includes(event.type)) return refused('request-wrong-state');
  const to = (status: RequestStatus) => ok({ ...state, status });
  switch (event.type) {
    case 'notify':
      return ok({ ...state, status: 'notice-given', answerUntilMs: event.answerUntilMs });
    case 'deliver':
    case 'release':
      return to('open');
    case 'propose':
      if (!state.isByTwo) return refused('request-wrong-state');
      if (state.status === 'notice-given' && event.atMs < (state.answerUntilMs ?? Infinity)) {
        return refused('answer-awaited');
      }
      return to('proposed');
    case 'grant':
      if (state.status === 'open' && state.isByTwo) return refused('request-wrong-state');
      return to('granted');
    case 'reject':
      return to('rejected');
    case 'withdraw':
      return to('withdrawn');
    case 'appeal':
      return to('appealed');
    case 'uphold':
      return to('upheld');
    case 'overturn':
      return to('overturned');
    case 'reverse':
      return to('reversed');
    default:
      return impossible(event);
  }
}

/** What happens to a request: its arrival and the events above. */
export const REQUEST_STEPS = [
  'receive',
  'notify',
  'deliver',
  'propose',
  'release',
  'grant',
  'reject',
  'withdraw',
  'appeal',
  'uphold',
  'overturn',
  'reverse',
] as const satisfies readonly ('receive' | RequestEvent['type'])[];
export type RequestStep = (typeof REQUEST_STEPS)[number];

/** Statuses in which a commission still has something to do. */
export const WAITING_STATUSES: readonly RequestStatus[] = [
  'notice-due',
  'notice-given',
  'open',
  'proposed',
  'appealed',
];

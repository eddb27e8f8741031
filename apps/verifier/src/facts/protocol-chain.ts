import type { CountKind, Hash, Origin, Status } from '../election-types.ts';
import type { Finding } from '../finding.ts';

type At = { readonly leaf: number; readonly timeMs: number };

/** A fact about one protocol, as it moves it. */
export type ProtocolEvent = At &
  (
    | {
        readonly kind: 'received';
        readonly version: number;
        readonly hash: Hash;
        readonly origin: Origin['kind'];
        readonly status: Status;
      }
    | {
        readonly kind: 'alarm-raised';
        readonly version: number;
        readonly hash: Hash;
        readonly standing: Hash;
        readonly reason: 'other-content' | 'after-decision';
      }
    | {
        readonly kind: 'alarm-settled';
        readonly alarm: Hash;
        readonly before: Hash;
        readonly taken: Hash;
        readonly status: Status;
      }
    | {
        readonly kind: 'accepted' | 'returned' | 'annulled' | 'reinstated';
        readonly version: number;
        readonly hash: Hash;
      }
    | {
        readonly kind: 'corrected';
        readonly version: number;
        readonly hash: Hash;
        readonly corrects: Hash;
      }
  );

/** Where a protocol stands after an entry of the log. */
export type ProtocolStep = At & {
  readonly status: Status;
  /** Of the package that stands; 0 and null before anything came. */
  readonly version: number;
  readonly hash: Hash | null;
};

export type ProtocolName = {
  readonly contest: string;
  readonly station: string;
  readonly count: CountKind;
};

type State = {
  readonly status: Status;
  readonly version: number;
  readonly hash: Hash | null;
  /** Highest version that ever came. */
  readonly latest: number;
  /** Packages that came and wait to be settled, with their version. */
  readonly alarms: ReadonlyMap<Hash, number>;
  /** A corrected version came, and the decision behind it is still to come. */
  readonly correction: { readonly hash: Hash; readonly corrects: Hash } | null;
};

const START: State = {
  status: 'awaited',
  version: 0,
  hash: null,
  latest: 0,
  alarms: new Map(),
  correction: null,
};

/**
 * Acts that end together are written together, and the order of entries is that of the times at which they began.
 * So an entry may stand a little before one on which it rests; more than this apart, it is out of order.
 */
const OUT_OF_ORDER_MS = 60_000;

/**
 * Follows one protocol through the log by the states of docs/record-format.md, section 7. Returns where it stood
 * after each entry, the last one being where it stands.
 */
export function followProtocol(
  name: ProtocolName,
  events: readonly ProtocolEvent[],
): { readonly steps: readonly ProtocolStep[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const steps: ProtocolStep[] = [];
  const waiting = [...events];
  let state = START;
  let leaf = -1;
  while (waiting.length > 0) {
    const first = waiting[0];
    const latestMs = (first?.timeMs ?? 0) + OUT_OF_ORDER_MS;
    const possible = waiting.findIndex(
      (event) => event.timeMs <= latestMs && next(state, event) !== null,
    );
    const [event] = waiting.splice(Math.max(0, possible), 1);
    if (event === undefined) break;
    const after = next(state, event);
    if (after === null) findings.push(outOfOrder(name, state, event));
    state = after ?? forced(state, event);
    leaf = Math.max(leaf, event.leaf);
    const { status, version, hash } = state;
    steps.push({ leaf, timeMs: event.timeMs, status, version, hash });
  }
  if (state.correction !== null) findings.push(undecided(name, steps.at(-1)));
  return { steps, findings };
}

/** The state after the event, or null when the event cannot happen in it. */
function next(state: State, event: ProtocolEvent): State | null {
  switch (event.kind) {
    case 'received':
      return received(state, event);
    case 'alarm-raised':
      return alarmRaised(state, event);
    case 'alarm-settled':
      return alarmSettled(state, event);
    case 'corrected': {
      const { correction } = state;
      const fits = correction?.hash === event.hash && correction.corrects === event.corrects;
      return fits ? { ...state, correction: null } : null;
    }
    case 'accepted':
    case 'returned':
    case 'annulled':
    case 'reinstated':
      return decided(state, event);
  }
}

function received(state: State, event: Extract<ProtocolEvent, { kind: 'received' }>): State | null {
  const { version, hash } = event;
  if (version !== state.latest + 1 || state.alarms.size > 0 || state.correction !== null) {
    return null;
  }
  const arrived = { ...state, version, latest: version, hash };
  if (event.origin === 'corrected') {
    if (state.hash === null || state.status === 'annulled' || event.status !== 'accepted') {
      return null;
    }
    return { ...arrived, status: 'accepted', correction: { hash, corrects: state.hash } };
  }
  const isOpen = state.status !== 'accepted' && state.status !== 'annulled';
  return isOpen && event.status === 'received' ? { ...arrived, status: 'received' } : null;
}

function alarmRaised(
  state: State,
  event: Extract<ProtocolEvent, { kind: 'alarm-raised' }>,
): State | null {
  const { version, hash, standing, reason } = event;
  if (state.hash === null || standing !== state.hash || state.alarms.has(hash)) return null;
  if (hash === state.hash || state.correction !== null) return null;
  const isDecided = state.status === 'accepted' || state.status === 'annulled';
  const fits =
    reason === 'other-content'
      ? version >= state.version && version <= state.latest
      : isDecided && version === state.latest + 1;
  if (!fits) return null;
  const alarms = new Map([...state.alarms, [hash, version]]);
  return { ...state, latest: Math.max(state.latest, version), alarms };
}

function alarmSettled(
  state: State,
  event: Extract<ProtocolEvent, { kind: 'alarm-settled' }>,
): State | null {
  const version = state.alarms.get(event.alarm);
  if (version === undefined || event.before !== state.hash) return null;
  const alarms = new Map([...state.alarms].filter(([hash]) => hash !== event.alarm));
  if (event.taken === event.before) {
    return event.status === state.status ? { ...state, alarms } : null;
  }
  const fits = event.taken === event.alarm && version >= state.version;
  if (!fits || event.status !== 'received') return null;
  return { ...state, alarms, status: 'received', version, hash: event.taken };
}

const FROM: Readonly<
  Record<'accepted' | 'returned' | 'annulled' | 'reinstated', readonly Status[]>
> = {
  accepted: ['received'],
  returned: ['received', 'accepted'],
  annulled: ['received', 'accepted', 'returned'],
  reinstated: ['annulled'],
};

function decided(
  state: State,
  { kind, version, hash }: Extract<ProtocolEvent, { kind: keyof typeof FROM }>,
): State | null {
  if (hash !== state.hash || version !== state.version || state.correction !== null) return null;
  if (!FROM[kind].includes(state.status)) return null;
  const waits = kind === 'accepted' || kind === 'returned';
  if (waits && state.alarms.size > 0) return null;
  return { ...state, status: kind === 'reinstated' ? 'received' : kind };
}

/** What the log claims, where it cannot follow: to look at what comes after. */
function forced(state: State, event: ProtocolEvent): State {
  switch (event.kind) {
    case 'received': {
      const { version, hash, status } = event;
      return { ...state, version, hash, status, latest: Math.max(version, state.latest) };
    }
    case 'alarm-settled':
      return { ...state, hash: event.taken, status: event.status };
    case 'accepted':
    case 'returned':
    case 'annulled':
      return { ...state, status: event.kind };
    case 'reinstated':
      return { ...state, status: 'received' };
    case 'alarm-raised':
    case 'corrected':
      return { ...state, correction: null };
  }
}

function outOfOrder(name: ProtocolName, state: State, event: ProtocolEvent): Finding {
  const { leaf, timeMs } = event;
  const standing =
    state.hash === null ? '' : ` version ${state.version} with the package ${state.hash}`;
  return {
    severity: 'false',
    code: 'chain-broken',
    place: placeOf(name),
    sentence: `The log says "${event.kind}" where the protocol was ${state.status}${standing}; that cannot follow.`,
    since: { leaf, time: new Date(timeMs).toISOString() },
  };
}

function undecided(name: ProtocolName, last: ProtocolStep | undefined): Finding {
  return {
    severity: 'false',
    code: 'correction-undecided',
    place: placeOf(name),
    sentence: 'A corrected version counts, and the log has no decision to correct.',
    ...(last && { since: { leaf: last.leaf, time: new Date(last.timeMs).toISOString() } }),
  };
}

export function placeOf({ station, contest, count }: ProtocolName): string {
  return `station ${station}, ${contest}, ${count}`;
}

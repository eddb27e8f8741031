import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  alarmOf,
  decideProtocol,
  type ProtocolEvent,
  type ProtocolState,
  type ProtocolStatus,
} from './protocol-states.ts';
import { mermaidTransitions } from './testing/mermaid-transitions.ts';

const STATUSES: readonly ProtocolStatus[] = [
  'awaited',
  'received',
  'accepted',
  'returned',
  'annulled',
];

/** A protocol at its second version without errors; nothing has come while it is awaited. */
function stateIn(status: ProtocolStatus, change: Partial<ProtocolState> = {}): ProtocolState {
  const version = status === 'awaited' ? 0 : 2;
  return { status, version, latest: version, errors: 0, alarms: 0, ...change };
}

/** Every event as it comes when nothing is in its way. */
function eventsFor({ latest }: ProtocolState): readonly ProtocolEvent[] {
  return [
    { type: 'receive', version: latest + 1, errors: 0 },
    { type: 'accept', withReason: false },
    { type: 'return' },
    { type: 'correct', errors: 0 },
    { type: 'annul' },
    { type: 'reinstate' },
    { type: 'raise-alarm', version: latest },
    { type: 'settle-alarm', takes: { version: latest, errors: 0 } },
    { type: 'settle-alarm', takes: null },
  ];
}

// Rows: states; columns: events, in the order above. A dash is a refusal with wrong-state.
const TABLE: Readonly<Record<ProtocolStatus, string>> = {
  awaited: 'received - - - - - - - -',
  received: 'received accepted returned accepted annulled - received received received',
  accepted: '(protocol-decided) - returned accepted annulled - accepted received accepted',
  returned: 'received - - accepted annulled - returned received returned',
  annulled: '(protocol-decided) - - - - received annulled received annulled',
};

test('every event in every state', () => {
  for (const status of STATUSES) {
    const state = stateIn(status);
    const outcomes = eventsFor(state).map((event) => {
      const decided = decideProtocol(state, event);
      if (decided.ok) return decided.value.status;
      return decided.refusal === 'wrong-state' ? '-' : `(${decided.refusal})`;
    });
    assert.equal(outcomes.join(' '), TABLE[status], status);
  }
});

test('the diagram in docs shows the same transitions', () => {
  const transitions = STATUSES.flatMap((status) => {
    const state = stateIn(status);
    // An alarm that leaves what stands changes no status.
    return eventsFor(state)
      .filter((event) => event.type !== 'settle-alarm' || event.takes !== null)
      .flatMap((event) => {
        const decided = decideProtocol(state, event);
        return decided.ok ? [`${status} ${event.type} ${decided.value.status}`] : [];
      });
  });
  const page = new URL('../../../docs/state-machines/result-protocol.md', import.meta.url);
  assert.deepEqual(transitions.toSorted(), mermaidTransitions(readFileSync(page, 'utf8')));
});

test('an open alarm holds up everything but annulling, further alarms and its settling', () => {
  const held = ['receive', 'accept', 'return', 'correct'];
  for (const status of STATUSES) {
    if (status === 'awaited') continue;
    const state = stateIn(status, { alarms: 1 });
    for (const event of eventsFor(state)) {
      const free = decideProtocol({ ...state, alarms: 0 }, event);
      const decided = decideProtocol(state, event);
      const about: string = `${event.type} in ${status}`;
      if (held.includes(event.type)) {
        const expected = !free.ok && free.refusal === 'wrong-state' ? 'wrong-state' : 'alarm-open';
        assert.equal(decided.ok ? 'ok' : decided.refusal, expected, about);
      } else {
        assert.equal(decided.ok, free.ok, about);
      }
    }
  }
});

test('versions come one after the other, and numbers that were used stay used', () => {
  const state = stateIn('received', { version: 2, latest: 3 });
  const receive = (version: number) =>
    decideProtocol(state, { type: 'receive', version, errors: 4 });
  const codes = [1, 2, 3, 4, 5].map((version) => {
    const decided = receive(version);
    return decided.ok ? 'ok' : decided.refusal;
  });
  const outdated = 'version-outdated';
  assert.deepEqual(codes, [outdated, outdated, outdated, 'ok', 'version-gap']);
  const decided = receive(4);
  assert.ok(decided.ok);
  assert.deepEqual(decided.value, {
    status: 'received',
    version: 4,
    latest: 4,
    errors: 4,
    alarms: 0,
  });
  const corrected = decideProtocol(state, { type: 'correct', errors: 1 });
  assert.ok(corrected.ok);
  assert.deepEqual(corrected.value, {
    status: 'accepted',
    version: 4,
    latest: 4,
    errors: 1,
    alarms: 0,
  });
});

test('a protocol with errors is accepted for a reason only', () => {
  const state = stateIn('received', { errors: 1 });
  const without = decideProtocol(state, { type: 'accept', withReason: false });
  assert.equal(without.ok ? 'ok' : without.refusal, 'protocol-has-errors');
  assert.ok(decideProtocol(state, { type: 'accept', withReason: true }).ok);
});

test('a signed version that is refused its place raises an alarm, or is outdated', () => {
  const state = stateIn('accepted', { version: 2, latest: 3 });
  assert.equal(alarmOf(state, 1, 'version-outdated'), null, 'a later one stands');
  assert.equal(alarmOf(state, 2, 'version-outdated'), 'other-content');
  assert.equal(alarmOf(state, 3, 'version-outdated'), 'other-content');
  assert.equal(alarmOf(state, 4, 'protocol-decided'), 'after-decision');
  assert.equal(alarmOf(state, 5, 'version-gap'), null);
  assert.equal(alarmOf(state, 4, 'alarm-open'), null);
  const raised = decideProtocol(state, { type: 'raise-alarm', version: 4 });
  assert.ok(raised.ok);
  assert.deepEqual(raised.value, { ...state, latest: 4, alarms: 1 });
});

test('settling an alarm never goes back behind the version that stands', () => {
  const state = stateIn('received', { version: 2, latest: 2, alarms: 2 });
  const settle = (version: number) =>
    decideProtocol(state, { type: 'settle-alarm', takes: { version, errors: 3 } });
  const back = settle(1);
  assert.equal(back.ok ? 'ok' : back.refusal, 'wrong-state');
  const taken = settle(2);
  assert.ok(taken.ok);
  assert.deepEqual(taken.value, { ...state, status: 'received', errors: 3, alarms: 1 });
});

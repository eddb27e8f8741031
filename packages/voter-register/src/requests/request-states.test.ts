import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { mermaidTransitions } from '../testing/mermaid-transitions.ts';
import { needsNotice, needsTwoPeople, REQUEST_KINDS } from './request-kinds.ts';
import {
  decideRequest,
  REQUEST_STATUSES,
  type RequestEvent,
  type RequestState,
  type RequestStatus,
} from './request-states.ts';

const NOW = 1_000;

/** Every event, after the time for an answer. */
const ALL: readonly RequestEvent[] = [
  { type: 'notify', answerUntilMs: NOW },
  { type: 'deliver' },
  { type: 'propose', atMs: NOW },
  { type: 'release' },
  { type: 'grant' },
  { type: 'reject' },
  { type: 'withdraw' },
  { type: 'appeal' },
  { type: 'uphold' },
  { type: 'overturn' },
  { type: 'reverse' },
];

const inStatus = (status: RequestStatus, isByTwo = true): RequestState => ({
  isByTwo,
  status,
  answerUntilMs: NOW,
});

// Columns: the events above. A dash is a refusal. For what two people decide.
const BY_TWO: Readonly<Record<RequestStatus, string>> = {
  'notice-due': 'notice-given - - - - rejected withdrawn - - - -',
  'notice-given': '- open proposed - - rejected withdrawn - - - -',
  open: '- - proposed - - rejected withdrawn - - - -',
  proposed: '- - - open granted - - - - - -',
  granted: '- - - - - - - appealed - - reversed',
  rejected: '- - - - - - - appealed - - -',
  appealed: '- - - - - - - - upheld overturned -',
  upheld: '- - - - - - - - - - -',
  overturned: '- - - - - - - - - - -',
  reversed: '- - - - - - - - - - -',
  withdrawn: '- - - - - - - - - - -',
};
// What differs for what one person decides.
const BY_ONE: Partial<Readonly<Record<RequestStatus, string>>> = {
  'notice-given': '- open - - - rejected withdrawn - - - -',
  open: '- - - - granted rejected withdrawn - - - -',
};

test('every event in every state, for one person and for two', () => {
  for (const isByTwo of [true, false]) {
    for (const status of REQUEST_STATUSES) {
      const outcomes = ALL.map((event) => {
        const decided = decideRequest(inStatus(status, isByTwo), event);
        return decided.ok ? decided.value.status : '-';
      });
      const expected = isByTwo ? BY_TWO[status] : (BY_ONE[status] ?? BY_TWO[status]);
      assert.equal(outcomes.join(' '), expected, `${status} by ${isByTwo ? 2 : 1}`);
    }
  }
});

test('the diagram in docs shows the same transitions', () => {
  const transitions = REQUEST_STATUSES.flatMap((status) =>
    ALL.flatMap((event) => {
      const to = [true, false].flatMap((isByTwo) => {
        const decided = decideRequest(inStatus(status, isByTwo), event);
        return decided.ok ? [`${status} ${event.type} ${decided.value.status}`] : [];
      });
      return [...new Set(to)];
    }),
  );
  const page = new URL('../../../../docs/state-machines/voter-request.md', import.meta.url);
  assert.deepEqual(transitions.toSorted(), mermaidTransitions(readFileSync(page, 'utf8')));
});

test('who is to be removed has the whole time to answer, unless the notice arrived', () => {
  const told = decideRequest(inStatus('notice-due'), {
    type: 'notify',
    answerUntilMs: NOW,
  });
  assert.ok(told.ok);
  const early = decideRequest(told.value, { type: 'propose', atMs: NOW - 1 });
  assert.deepEqual(early, { ok: false, refusal: 'answer-awaited' });
  assert.ok(decideRequest(told.value, { type: 'propose', atMs: NOW }).ok);
  const arrived = decideRequest(told.value, { type: 'deliver' });
  assert.ok(arrived.ok && decideRequest(arrived.value, { type: 'propose', atMs: NOW - 1 }).ok);
  const silent: RequestState = { isByTwo: true, status: 'notice-given', answerUntilMs: null };
  assert.ok(!decideRequest(silent, { type: 'propose', atMs: NOW }).ok);
});

test('only a removal that another asks for needs a notice first', () => {
  const noticed = REQUEST_KINDS.filter((kind) => needsNotice(kind, 'other'));
  assert.deepEqual(noticed, ['remove']);
  assert.ok(!needsNotice('remove', 'self'));
});

test('two people decide who is on the list, and when somebody was born', () => {
  assert.deepEqual(
    REQUEST_KINDS.filter((kind) => needsTwoPeople(kind)),
    ['add', 'remove', 'restore'],
  );
  assert.ok(needsTwoPeople('fix', { birthDate: '2015-01-01' }));
  assert.ok(!needsTwoPeople('abroad', { birthDate: '1990-01-01' }));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actsFor } from './acts-for.ts';

const row = { status: 'received', version: 1, errors: 0, alarms: 0 } as const;
const named = (acts: ReturnType<typeof actsFor>) =>
  Object.entries(acts).flatMap(([act, isPossible]) => (isPossible ? [act] : []));

test('each state offers what the rule allows and nothing else', () => {
  assert.deepEqual(named(actsFor(row)), ['accept', 'return', 'correct', 'annul']);
  assert.deepEqual(named(actsFor({ ...row, errors: 2 })), ['accept', 'return', 'correct', 'annul']);
  assert.deepEqual(named(actsFor({ ...row, status: 'accepted' })), ['return', 'correct', 'annul']);
  assert.deepEqual(named(actsFor({ ...row, status: 'returned' })), ['correct', 'annul']);
  assert.deepEqual(named(actsFor({ ...row, status: 'annulled' })), ['reinstate']);
  assert.deepEqual(named(actsFor({ ...row, status: 'awaited', version: 0 })), []);
});

test('while an alarm is open nothing is offered but to settle it', () => {
  assert.deepEqual(named(actsFor({ ...row, alarms: 1 })), []);
});

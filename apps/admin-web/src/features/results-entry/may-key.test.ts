import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayKey } from './may-key.ts';

const row = { status: 'awaited', entry: null, keyedByCaller: false, alarms: 0, errors: 0 } as const;

test('who keyed the first entry is not offered the second', () => {
  assert.equal(mayKey({ ...row, entry: 'first-finished' }), true);
  assert.equal(mayKey({ ...row, entry: 'first-finished', keyedByCaller: true }), false);
  assert.equal(mayKey({ ...row, entry: 'different', keyedByCaller: true }), false);
});

test('an open entry is taken up again by its owner alone', () => {
  for (const entry of ['first-open', 'third-open'] as const) {
    assert.equal(mayKey({ ...row, entry, keyedByCaller: true }), true);
    assert.equal(mayKey({ ...row, entry }), false);
  }
});

test('what is decided or waits for two people is not keyed', () => {
  assert.equal(mayKey({ ...row, status: 'accepted' }), false);
  assert.equal(mayKey({ ...row, alarms: 1 }), false);
  assert.equal(mayKey({ ...row, entry: 'unresolved' }), false);
  assert.equal(mayKey({ ...row, status: 'returned' }), true);
  assert.equal(mayKey({ ...row, status: 'received' }), false);
  assert.equal(mayKey({ ...row, status: 'received', errors: 1 }), true);
});

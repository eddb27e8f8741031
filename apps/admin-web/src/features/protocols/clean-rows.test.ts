import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isClean, mayBeTicked } from './clean-rows.ts';

const row = { status: 'received', errors: 0, warnings: 0, alarms: 0, hash: 'a' } as const;

test('errors, alarms and decisions keep a protocol out of what is accepted together', () => {
  assert.equal(isClean(row), true);
  assert.equal(mayBeTicked({ ...row, errors: 1 }), false);
  assert.equal(mayBeTicked({ ...row, alarms: 1 }), false);
  assert.equal(mayBeTicked({ ...row, status: 'accepted' }), false);
  assert.equal(mayBeTicked({ ...row, status: 'awaited', hash: null }), false);
});

test('a warning asks for a look but does not stop', () => {
  assert.equal(isClean({ ...row, warnings: 1 }), false);
  assert.equal(mayBeTicked(row), true);
});

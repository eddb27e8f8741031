import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canOverride } from './can-override.ts';
import { placeInOrder } from './place-in-order.ts';

test('an option stands at one place of the order only', () => {
  assert.deepEqual(placeInOrder([null, null], 0, 'a'), ['a', null]);
  assert.deepEqual(placeInOrder(['a', null], 1, 'a'), [null, 'a']);
  assert.deepEqual(placeInOrder(['a', 'b'], 0, 'b'), ['b', null]);
  assert.deepEqual(placeInOrder(['a', 'b'], 1, ''), ['a', null]);
});

test('the release and a missing lot cannot be overridden', () => {
  assert.equal(canOverride([]), true);
  assert.equal(canOverride([{ code: 'objections-open' }, { code: 'alarms-open' }]), true);
  assert.equal(canOverride([{ code: 'objections-open' }, { code: 'lot-needed' }]), false);
  assert.equal(canOverride([{ code: 'not-released' }]), false);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trailOf } from './trail-of.ts';

test('the trail to a territory begins with the country', () => {
  assert.deepEqual(trailOf('UZ/1703/1703202'), ['UZ', 'UZ/1703', 'UZ/1703/1703202']);
  assert.deepEqual(trailOf('UZ'), ['UZ']);
  assert.deepEqual(trailOf(''), []);
});

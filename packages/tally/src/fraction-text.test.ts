import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mixedNumber, written } from './fraction-text.ts';

test('a fraction is written as whole part and rest, not reduced', () => {
  assert.equal(mixedNumber(written(5_971_719, 69)), '86546 45/69');
  assert.equal(mixedNumber(written(138, 69)), '2');
  assert.equal(mixedNumber(written(45, 69)), '45/69');
  assert.equal(mixedNumber(written(0, 69)), '0');
  assert.equal(mixedNumber(written(10n ** 20n + 1n, 10n ** 20n)), `1 1/${10n ** 20n}`);
});

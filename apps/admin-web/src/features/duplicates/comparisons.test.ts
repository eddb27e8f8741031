import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registerSetup } from '@ovoz/voter-register';
import { comparisonKey, levelKey, strengthOf, toneOf } from './comparisons.ts';

test('every comparison and level of the register’s setup has words', () => {
  for (const { name, levels } of registerSetup('uzbek').comparisons) {
    assert.notEqual(comparisonKey(name), 'duplicates.other', name);
    for (const level of levels)
      assert.notEqual(levelKey(level.name), 'duplicates.other', level.name);
  }
  assert.equal(levelKey('unheard-of'), 'duplicates.other');
});

test('a line is marked by what it says, not by what it is about', () => {
  const line = { comparison: 'sex', level: 'equal', weight: 990 };
  assert.equal(toneOf(line), 'agrees');
  assert.equal(toneOf({ ...line, weight: 400 }), 'silent');
  assert.equal(toneOf({ ...line, level: 'missing', weight: 0 }), 'silent');
  assert.equal(toneOf({ ...line, level: 'one-digit', weight: 9000 }), 'near');
  assert.equal(toneOf({ ...line, level: 'different', weight: -4000 }), 'differs');
});

test('strength goes by odds: a hundred to one, a hundred thousand to one', () => {
  assert.equal(strengthOf(0), 'weak');
  assert.equal(strengthOf(7000), 'fair');
  assert.equal(strengthOf(20_000), 'strong');
});

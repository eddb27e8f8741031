import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apportion, partsAlike } from './apportion.ts';
import { seededRandom, xoshiro128 } from './seeded-random.ts';

test('the generator gives the words of the reference implementation', () => {
  // From Blackman and Vigna's C code with the state 1, 2, 3, 4, version 1.1.
  const words = [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849];
  const word = xoshiro128([1, 2, 3, 4]);
  assert.deepEqual(
    words.map(() => word()),
    words,
  );
});

test('the same seed gives the same numbers, another seed gives others', () => {
  const draw = (seed: string) => {
    const random = seededRandom(seed);
    return Array.from({ length: 20 }, () => random.below(1000));
  };
  assert.deepEqual(draw('a'), draw('a'));
  assert.notDeepEqual(draw('a'), draw('b'));
});

test('a choice follows the weights, and a shuffle keeps every item', () => {
  const random = seededRandom('weights');
  const items = [
    { name: 'rare', weight: 1 },
    { name: 'never', weight: 0 },
    { name: 'common', weight: 9 },
  ];
  const drawn = Array.from({ length: 1000 }, () => random.pickWeighted(items).name);
  assert.ok(!drawn.includes('never'));
  const rare = drawn.filter((name) => name === 'rare').length;
  assert.ok(rare > 60 && rare < 140, `${rare}`);
  assert.deepEqual(random.shuffle(['c', 'a', 'b']).toSorted(), ['a', 'b', 'c']);
});

test('shares are whole, sum to the total, and are at least the least', () => {
  assert.deepEqual(apportion(10, [1, 1, 1]), [4, 3, 3]);
  assert.deepEqual(apportion(10, [100, 1, 1], 2), [6, 2, 2]);
  assert.deepEqual(apportion(0, []), []);
  assert.throws(() => apportion(1, [1, 1], 1), RangeError);
});

test('parts go to the group whose parts are the largest', () => {
  assert.deepEqual(partsAlike(4, [100, 290]), [1, 3]);
  assert.throws(() => partsAlike(1, [5, 5]), RangeError);
});

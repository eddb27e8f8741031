import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hareSeats, majorityWinner } from './plain-seats.ts';

test('the published seats of Kazakhstan 2023 come out', () => {
  const votes = {
    amanat: 3_431_510,
    auyl: 693_938,
    respublica: 547_154,
    'aq-jol': 535_139,
    people: 432_920,
    'social-democrats': 331_058,
    baytaq: 146_431,
  };
  const seats = hareSeats(votes, 69, { percent: 5, of: 6_366_441 });
  assert.deepEqual(Object.values(seats), [40, 8, 6, 6, 5, 4, 0]);
});

test('half of the votes is no majority', () => {
  assert.equal(majorityWinner({ a: 5, b: 5 }), null);
  assert.equal(majorityWinner({ a: 6, b: 5 }), 'a');
});

test('equal remainders are not decided by chance', () => {
  assert.throws(() => hareSeats({ a: 50, b: 50 }, 3, { percent: 0, of: 100 }), RangeError);
});

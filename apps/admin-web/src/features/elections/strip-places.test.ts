import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripPlaces } from './strip-places.ts';

test('instants lie between the first mark and the last of all, earlier ones at the first mark', () => {
  const { places, placeOf } = stripPlaces([-50, 100, 200], [0, 400], 1000);
  assert.deepEqual(places, [0, 250, 500]);
  assert.equal(placeOf(400), 1000);
});

test('what falls on the same place is stacked, the next pile starts anew', () => {
  assert.deepEqual(stripPlaces([0, 1, 2, 500, 1000], [0], 1000).stacks, [0, 1, 2, 0, 0]);
});

test('a calendar of one instant does not divide by nothing', () => {
  assert.deepEqual(stripPlaces([5], [5], 1000).places, [0]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ratePerMinute, stepsOf } from './per-minute.ts';

const points = [0, 10, 30, 30, 90].map((count, minute) => ({
  at: new Date(Date.UTC(2026, 11, 27, 16, minute)).toISOString(),
  count,
}));

test('steps are what was added since the point before', () => {
  assert.deepEqual(
    stepsOf(points).map(({ count }) => count),
    [10, 20, 0, 60],
  );
  assert.deepEqual(stepsOf([]), []);
});

test('a correction that takes protocols back is no negative step', () => {
  const [first, second] = points;
  assert.ok(first && second);
  assert.equal(stepsOf([second, { ...first, at: second.at }])[0]?.count, 0);
});

test('the rate is over the last minutes only', () => {
  assert.equal(ratePerMinute(points, 2), 30);
  assert.equal(ratePerMinute(points, 60), 23);
  assert.equal(ratePerMinute(points.slice(0, 1), 5), 0);
  assert.equal(ratePerMinute([], 5), 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeLeft } from './time-left.ts';

const MINUTE = 60_000;

test('the two largest units are said, rounded down', () => {
  assert.deepEqual(timeLeft(25 * 24 * 60 * MINUTE + 90 * MINUTE), {
    unit: 'days',
    days: 25,
    hours: 1,
  });
  assert.deepEqual(timeLeft(61 * MINUTE), { unit: 'hours', hours: 1, minutes: 1 });
  assert.deepEqual(timeLeft(59.9 * MINUTE), { unit: 'minutes', minutes: 59 });
});

test('the sign plays no part', () => {
  assert.deepEqual(timeLeft(-61 * MINUTE), timeLeft(61 * MINUTE));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourToShow } from './hour-to-show.ts';

const HOURS = ['11:00', '13:00', '17:00'];
const at = (...reported: number[]) =>
  HOURS.map((hour, index) => ({ hour, due: 10, reported: reported[index] ?? 0 }));

test('the hour that is being reported is shown', () => {
  assert.equal(hourToShow(at(), HOURS), '11:00');
  assert.equal(hourToShow(at(4), HOURS), '11:00');
  assert.equal(hourToShow(at(10), HOURS), '13:00');
  assert.equal(hourToShow(at(10, 3), HOURS), '13:00');
  assert.equal(hourToShow(at(10, 10, 10), HOURS), '17:00');
  assert.equal(hourToShow([], []), '');
});

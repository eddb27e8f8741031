import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CalendarRule } from '@ovoz/election-model';
import { dutyTime } from './duty-time.ts';

const time = (at: CalendarRule['at'], unit: CalendarRule['offset']['unit'] = 'days') =>
  dutyTime({ rule: { at, offset: { amount: -1, unit } } as CalendarRule });

test('the end of a day is 24:00 of that day', () => {
  assert.equal(time('end-of-day'), '24:00');
  assert.equal(time('start-of-day', 'working-days'), '00:00');
  assert.equal(time('18:00'), '18:00');
});

test('a duty counted in hours has no time of day of its own', () => {
  assert.equal(time('18:00', 'hours'), null);
});

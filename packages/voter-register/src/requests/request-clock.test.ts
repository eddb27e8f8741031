import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockState, daysBefore, isOnDisplay, requestDueAt } from './request-clock.ts';

const RULES = { correctionHours: { before: 24, eve: 2, day: 1 } };
const VOTING = { day: '2026-12-27', timeZone: 'Asia/Tashkent' };
const HOUR = 3_600_000;
const hoursFor = (ready: string, voting: typeof VOTING | null = VOTING) =>
  (requestDueAt(Date.parse(ready), RULES, voting) - Date.parse(ready)) / HOUR;

test('the hours of the law are those of the local day', () => {
  // Tashkent is five hours ahead: 19:00 UTC is midnight.
  assert.equal(hoursFor('2026-12-25T18:59:59.999Z'), 24);
  assert.equal(hoursFor('2026-12-25T19:00:00.000Z'), 2);
  assert.equal(hoursFor('2026-12-26T18:59:59.999Z'), 2);
  assert.equal(hoursFor('2026-12-26T19:00:00.000Z'), 1);
  assert.equal(hoursFor('2026-12-26T19:00:00.000Z', null), 24);
});

test('the clock warns at half, near the end, and when it is over', () => {
  const at = (part: number) => clockState(0, 24 * HOUR, 24 * HOUR * part);
  assert.equal(at(0), 'running');
  assert.equal(at(0.49), 'running');
  assert.equal(at(0.5), 'half');
  assert.equal(at(0.874), 'half');
  assert.equal(at(0.875), 'closing');
  assert.equal(at(0.9999), 'closing');
  assert.equal(at(1), 'overdue');
  assert.equal(at(3), 'overdue');
});

test('a list is on display from its first day until the end of voting day', () => {
  const on = (now: string) => isOnDisplay(Date.parse(now), 15, VOTING);
  assert.ok(!on('2026-12-11T18:59:59.999Z'));
  assert.ok(on('2026-12-11T19:00:00.000Z'));
  assert.ok(on('2026-12-27T18:59:59.999Z'));
  assert.ok(!on('2026-12-27T19:00:00.000Z'));
  assert.equal(daysBefore('2028-03-01', 1), '2028-02-29');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HourlyTurnout, turnoutFindings } from './turnout-plausibility.ts';

const HOURS = ['10:00', '12:00', '17:00'];
const at = (hour: string, voters: number, listed: number | null = 1000): HourlyTurnout => ({
  hour,
  voters,
  listed,
});
const found = (report: HourlyTurnout, ...others: HourlyTurnout[]) =>
  turnoutFindings(report, others, HOURS);

test('turnout that grows within the list is plausible', () => {
  assert.deepEqual(found(at('12:00', 300), at('10:00', 100), at('17:00', 500)), []);
  assert.deepEqual(found(at('10:00', 0)), []);
});

test('fewer voters than before, or more than later, are falling', () => {
  assert.deepEqual(found(at('12:00', 99), at('10:00', 100)), ['falling']);
  assert.deepEqual(found(at('12:00', 100), at('10:00', 100)), []);
  assert.deepEqual(found(at('10:00', 301), at('12:00', 300)), ['falling']);
  assert.deepEqual(found(at('10:00', 301), at('17:00', 300)), ['falling']);
});

test('more voters than on the list, or on the last list that was told', () => {
  assert.deepEqual(found(at('10:00', 1001)), ['above-list']);
  assert.deepEqual(found(at('10:00', 1000)), []);
  assert.deepEqual(found(at('10:00', 5000, null)), []);
  assert.deepEqual(found(at('17:00', 801, null), at('10:00', 500, 900), at('12:00', 700, 800)), [
    'above-list',
  ]);
});

test('more than half of the list since the hour before is a jump', () => {
  assert.deepEqual(found(at('12:00', 601), at('10:00', 100)), ['jump']);
  assert.deepEqual(found(at('12:00', 600), at('10:00', 100)), []);
  assert.deepEqual(found(at('17:00', 900), at('10:00', 100)), [], 'nobody knows of 12:00');
});

test('a list that changes by more than a tenth', () => {
  assert.deepEqual(found(at('12:00', 100, 1101), at('10:00', 100)), ['list-changed']);
  assert.deepEqual(found(at('12:00', 100, 899), at('10:00', 100)), ['list-changed']);
  assert.deepEqual(found(at('12:00', 100, 1100), at('10:00', 100)), []);
});

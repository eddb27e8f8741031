import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedReports, reportedTexts } from './turnout-rows.ts';

const report = (hour: string, voters: number, listed: number | null, number = 1) => ({
  hour,
  voters,
  listed,
  findings: [],
  number,
});
const STATIONS = [
  { station: '1', name: 'A', reports: [report('11:00', 100, 900), report('11:00', 110, 900, 2)] },
  { station: '2', name: 'B', reports: [] },
];

test('the last correction of an hour is shown', () => {
  assert.deepEqual(reportedTexts(STATIONS, '11:00')['1'], { voters: '110', listed: '900' });
});

test('at a later hour the list that was told before is offered, voters are not', () => {
  assert.deepEqual(reportedTexts(STATIONS, '13:00')['1'], { voters: '', listed: '900' });
  assert.deepEqual(reportedTexts(STATIONS, '13:00')['2'], { voters: '', listed: '' });
});

test('only what was changed is sent, and an unknown list is no zero', () => {
  const before = reportedTexts(STATIONS, '11:00');
  assert.deepEqual(changedReports(before, before, '11:00'), []);
  const after = { ...before, '2': { voters: '0', listed: '' } };
  assert.deepEqual(changedReports(after, before, '11:00'), [
    { station: '2', hour: '11:00', voters: 0, listed: null },
  ]);
  assert.deepEqual(
    changedReports({ ...before, '2': { voters: '', listed: '500' } }, before, '11:00'),
    [],
  );
});

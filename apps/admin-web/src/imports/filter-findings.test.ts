import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterFindings } from './filter-findings.ts';

const finding = (severity: 'error' | 'warning', file: string, line: number, reason: string) => ({
  severity,
  file,
  line,
  reason,
  field: 'name',
  code: 'x',
});
const ALL = [
  finding('warning', 'stations', 2, 'no coordinates'),
  finding('error', 'stations', 3, 'unknown territory 1799'),
  finding('error', 'districts', 4, 'no seats'),
];
const lines = (filter: Partial<Parameters<typeof filterFindings>[1]>) =>
  filterFindings(ALL, { severity: '', file: '', search: '', ...filter }).map((one) => one.line);

test('errors stand before warnings, in the order of the files', () => {
  assert.deepEqual(lines({}), [3, 4, 2]);
});

test('severity, file and words narrow together', () => {
  assert.deepEqual(lines({ severity: 'error', file: 'stations' }), [3]);
  assert.deepEqual(lines({ search: 'UNKNOWN' }), [3]);
  assert.deepEqual(lines({ search: 'nothing like it' }), []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastDayOfTerm } from './last-day-of-term.ts';

test('a term of five years ends on the day before its fifth anniversary', () => {
  assert.equal(lastDayOfTerm('2026-03-01', 5), '2031-02-28');
  assert.equal(lastDayOfTerm('2026-01-01', 1), '2026-12-31');
});

test('a term that begins on 29 February ends on 28 February', () => {
  assert.equal(lastDayOfTerm('2028-02-29', 5), '2033-02-28');
});

test('where the law sets no term there is no last day', () => {
  assert.equal(lastDayOfTerm('2026-01-01', null), null);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isDay, isYearlyDay } from './calendar-day.ts';

test('only days of the Gregorian calendar are days', () => {
  for (const day of ['2026-12-27', '2028-02-29', '2000-02-29', '0001-01-01']) assert.ok(isDay(day));
  for (const day of [
    '0000-01-01',
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '2026-1-1',
    ' 2026-01-01',
    '26-01-01',
    '',
  ]) {
    assert.ok(!isDay(day), day);
  }
  assert.ok(isYearlyDay('02-29'));
  assert.ok(!isYearlyDay('02-30'));
});

test('it agrees with the dates of the platform', () => {
  const part = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
  const year = fc.integer({ min: 1000, max: 9999 });
  fc.assert(
    fc.property(year, part(13), part(32), (years, month, day) => {
      const text = `${years}-${month}-${day}`;
      const date = new Date(`${text}T00:00:00Z`);
      const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
      assert.equal(isDay(text), exists, text);
    }),
  );
});

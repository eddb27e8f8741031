import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closingTime, localDay as dayByTemporal, localInstant } from '@ovoz/election-model';
import fc from 'fast-check';
import { closingMs } from './closing.ts';
import { dayAfter, localDay, localInstantMs } from './local-time.ts';

const ZONES = [
  'Asia/Tashkent',
  'Asia/Almaty',
  'Asia/Ulaanbaatar',
  'Asia/Hovd',
  'Asia/Bishkek',
  'Asia/Tbilisi',
  'Asia/Baku',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Tehran',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Asia/Kathmandu',
];
const two = (number: number) => String(number).padStart(2, '0');
const days = fc
  .integer({ min: 0, max: 365 * 45 })
  .map((day) => new Date(Date.UTC(1990, 0, 1 + day)).toISOString().slice(0, 10));
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${two(hour)}:${two(minute)}`);
const zones = fc.constantFrom(...ZONES);

test('local times are the instants that another implementation of time zones gives', () => {
  fc.assert(
    fc.property(days, times, zones, (day, time, zone) => {
      assert.equal(localInstantMs(day, time, zone), localInstant(day, time, zone).getTime());
    }),
    { numRuns: 3000, seed: 4 },
  );
});

test('around the changes of a clock: skipped times move on by the gap, of repeated ones the first counts', () => {
  const changes = [
    '2026-03-29',
    '2026-10-25',
    '2026-03-08',
    '2026-11-01',
    '2026-04-05',
    '2026-09-06',
  ];
  for (const day of changes) {
    for (const zone of ZONES) {
      for (let minutes = 0; minutes < 24 * 60; minutes += 15) {
        const time = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
        const expected = localInstant(day, time, zone).getTime();
        assert.equal(localInstantMs(day, time, zone), expected, `${day} ${time} ${zone}`);
      }
    }
  }
});

test('stations close on the day, or after midnight when they close at or before the hour they open', () => {
  fc.assert(
    fc.property(days, times, times, zones, (day, opens, closes, timeZone) => {
      const station = { opens, closes, timeZone };
      assert.equal(closingMs(station, day), closingTime(station, day).getTime());
    }),
    { numRuns: 1000, seed: 4 },
  );
  assert.equal(dayAfter('2028-02-28'), '2028-02-29');
});

test('the local day of an instant', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 41 }), zones, (instant, zone) => {
      assert.equal(localDay(instant, zone), dayByTemporal(instant, zone));
    }),
    { numRuns: 1000, seed: 4 },
  );
});

test('zones and days that are none have no instant', () => {
  assert.equal(localInstantMs('2026-12-27', '08:00', 'Asia/Nowhere'), null);
  assert.equal(localInstantMs('2026-13-27', '08:00', 'Asia/Tashkent'), null);
  assert.equal(localDay(0, '+05:00'), null);
});

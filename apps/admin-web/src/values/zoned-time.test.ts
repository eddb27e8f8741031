import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantOf, localTimeOf } from './zoned-time.ts';

const at = (day: string, time: string, zone: string) => {
  const ms = instantOf({ day, time }, zone);
  return ms === null ? null : new Date(ms).toISOString();
};

test('a local time in Tashkent is five hours ahead of UTC', () => {
  assert.equal(at('2026-12-27', '08:00', 'Asia/Tashkent'), '2026-12-27T03:00:00.000Z');
  assert.deepEqual(localTimeOf(Date.parse('2026-12-26T19:30:00.000Z'), 'Asia/Tashkent'), {
    day: '2026-12-27',
    time: '00:30',
  });
});

test('every fifth hour of a year comes back as it was, in zones with and without clock changes', () => {
  for (const zone of ['Asia/Tashkent', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu']) {
    for (
      let ms = Date.parse('2026-01-01T00:00:00.000Z'), end = ms + 366 * 864e5;
      ms < end;
      ms += 5 * 36e5
    ) {
      const local = localTimeOf(ms, zone);
      const back = instantOf(local, zone) ?? Number.NaN;
      assert.deepEqual(localTimeOf(back, zone), local, `${zone} ${new Date(ms).toISOString()}`);
      assert.ok(back <= ms, 'of a repeated hour the first is taken');
    }
  }
});

test('a skipped hour moves forward by the gap', () => {
  assert.equal(at('2026-03-29', '02:30', 'Europe/Berlin'), '2026-03-29T01:30:00.000Z');
});

test('what is no time is no instant', () => {
  assert.equal(at('2026-02-31x', '08:00', 'Asia/Tashkent'), null);
  assert.equal(at('', '', 'Asia/Tashkent'), null);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishedTotals, PROTOCOLS, SEALED } from '../areas/testing/small-results.ts';
import { totalsIn } from './area-totals.ts';
import { areasOf, sumUp } from './sum-up.ts';

const sums = sumUp(SEALED, PROTOCOLS);

test('sums of every area are those that the product’s own tabulation gives', () => {
  const areas = ['nation', ...['1', '11', '12', '2', '9'].map((code) => `territory:${code}`)];
  for (const area of [...areas, 'district:1', 'district:2']) {
    for (const contest of area.startsWith('district:') ? ['halves'] : ['lists', 'halves']) {
      const own = totalsIn(sums, contest, area);
      const [expected] = publishedTotals(area, [contest]);
      assert.deepEqual(own?.totals ?? null, expected ?? null, `${contest} ${area}`);
    }
  }
});

test('accepted protocols count; annulled ones are counted as such; everything else is due', () => {
  const lists = totalsIn(sums, 'lists', 'nation')?.totals;
  assert.deepEqual(
    [lists?.stationsDue, lists?.stationsCounted, lists?.stationsAnnulled],
    [6, 5, 1],
  );
  const halves = totalsIn(sums, 'halves', 'territory:2')?.totals;
  assert.deepEqual(
    [halves?.stationsDue, halves?.stationsCounted, halves?.stationsAnnulled],
    [2, 1, 0],
  );
  assert.equal(totalsIn(sums, 'halves', 'territory:9'), null, 'abroad this contest is not held');
});

test('an empty figure is unknown in its sum, and not zero', () => {
  const lists = totalsIn(sums, 'lists', 'nation')?.totals;
  assert.deepEqual(lists?.counts['mobile'], { sum: 1 + 3 + 5, unknown: 2 });
});

test('only the legal count is summed', () => {
  const machine = PROTOCOLS.map((one) => ({ ...one, count: 'machine' as const, legal: false }));
  const both = sumUp(SEALED, [...machine, ...PROTOCOLS]);
  assert.deepEqual(totalsIn(both, 'lists', 'nation'), totalsIn(sums, 'lists', 'nation'));
  const none = totalsIn(sumUp(SEALED, machine), 'lists', 'nation')?.totals;
  assert.equal(none?.stationsCounted, 0);
});

test('a protocol that counts and is not in the record is counted, and told', () => {
  const [first, ...rest] = PROTOCOLS;
  assert.ok(first !== undefined);
  const own = totalsIn(sumUp(SEALED, [{ ...first, content: null }, ...rest]), 'lists', 'nation');
  assert.equal(own?.unread, 1);
  assert.equal(own.totals.stationsCounted, 5);
});

test('a station is part of the country, the territories above it, and its district', () => {
  assert.deepEqual(areasOf('SC/1/11', '2'), [
    'nation',
    'territory:1',
    'territory:11',
    'district:2',
  ]);
  assert.deepEqual(areasOf('SC', null), ['nation']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { leavesOf, withOtherLeaf } from '../areas/testing/leaves.ts';
import { PROTOCOLS, publishedSeats, SEALED } from '../areas/testing/small-results.ts';
import type { Protocol, SealedElection, Seats } from '../election-types.ts';
import { sumUp } from '../sums/sum-up.ts';
import { compareSeats } from './compare-seats.ts';
import { seatsOfElection } from './election-seats.ts';
import { firstDifference } from './same.ts';

const ownSeats = (sealed: SealedElection, protocols: readonly Protocol[] = PROTOCOLS) =>
  seatsOfElection(sumUp(sealed, protocols), []);
const OWN = ownSeats(SEALED);

test('no number and no word of published seats can be another without being found', () => {
  const published = publishedSeats();
  const leaves = leavesOf(published);
  assert.ok(leaves.length > 200);
  fc.assert(
    fc.property(fc.constantFrom(...leaves), fc.integer({ min: 1, max: 50 }), (path, by) => {
      const seats = withOtherLeaf(published, path, by) as Seats;
      assert.ok(compareSeats('nation', seats, OWN).length > 0, path.join('/'));
    }),
    { numRuns: 3000, seed: 9 },
  );
  assert.deepEqual(compareSeats('nation', published, OWN), []);
});

test('pending: nothing is counted, a quantity is unknown, no region has a station', () => {
  const pendingOf = (sealed: SealedElection, protocols = PROTOCOLS) =>
    ownSeats(sealed, protocols).seats.districts.map(({ pending }) => pending);
  assert.deepEqual(pendingOf(SEALED, []), Array(3).fill('nothing-counted'));
  assert.deepEqual(pendingOf(SEALED), [null, null, null]);
  const [hare, plurality] = SEALED.pack.seatRules;
  assert.ok(hare !== undefined && plurality !== undefined);
  const minimumTurnout = { numerator: 33, denominator: 100 };
  const asking = { ...SEALED.pack, seatRules: [{ ...hare, minimumTurnout }, plurality] };
  const empty = PROTOCOLS.map((one) =>
    one.contest === 'lists' && one.content !== null
      ? { ...one, content: { ...one.content, counts: { ...one.content.counts, listed: null } } }
      : one,
  );
  assert.deepEqual(pendingOf({ ...SEALED, pack: asking }, empty)[0], 'base-unknown');
  const stations = new Map(
    [...SEALED.stations].map(([number, one]) => [number, { ...one, path: 'SC' }]),
  );
  assert.deepEqual(pendingOf({ ...SEALED, stations })[0], 'regions-missing');
});

test('seats-unasked: by a rule whose numbers make no sense nobody can work out seats', () => {
  const [hare, plurality] = SEALED.pack.seatRules;
  assert.ok(hare !== undefined && plurality !== undefined);
  const share = { numerator: 1, denominator: 0 };
  const rules = [
    { ...hare, thresholds: hare.thresholds.map((one) => ({ ...one, share })) },
    { ...hare, firstDivisor: { numerator: 0, denominator: 1 } },
    { ...hare, soleListRunnerUp: share },
    { ...hare, minimumTurnout: { numerator: 0.5, denominator: 1 } },
    { ...hare, seatCap: 0 },
    { ...hare, mostOfOneSex: -1 },
  ];
  for (const rule of rules) {
    const sealed = { ...SEALED, pack: { ...SEALED.pack, seatRules: [rule, plurality] } };
    const codes = compareSeats('nation', publishedSeats(), ownSeats(sealed)).map(
      ({ code }) => code,
    );
    assert.ok(codes.includes('seats-unasked'), JSON.stringify(rule));
  }
  const contests = SEALED.definition.contests.map((one) => ({ ...one, seats: 1_000_000 }));
  const huge = { ...SEALED, definition: { ...SEALED.definition, contests } };
  assert.equal(
    ownSeats(huge).seats.districts.length,
    2,
    'only the districts have seats of their own',
  );
});

test('a second allocation, or none, where the other has one', () => {
  const published = publishedSeats();
  const withoutLists = {
    ...published,
    districts: published.districts.map((one, index) =>
      index === 0 ? { ...one, allocation: null, pending: 'base-unknown' as const } : one,
    ),
  };
  const codes = compareSeats('nation', withoutLists, OWN).map(({ code }) => code);
  assert.deepEqual(codes, ['seats-frame-differs', 'seats-differ']);
  const nothing = ownSeats(SEALED, []);
  assert.match(
    compareSeats('nation', published, nothing)
      .map(({ sentence }) => sentence)
      .join(' '),
    /Seats were given that cannot be worked out/,
  );
});

test('pieces of JSON are compared whole, fractions by value, and nothing else is taken for one', () => {
  const half = { numerator: '1', denominator: '2' };
  const same = [
    [half, { numerator: '2', denominator: '4' }],
    [{ share: { numerator: 5, denominator: 100 } }, { share: { numerator: 1, denominator: 20 } }],
    [
      [1, null, 'a', true],
      [1, null, 'a', true],
    ],
  ];
  for (const [a, b] of same) assert.equal(firstDifference(a, b), null);
  const other: [unknown, unknown][] = [
    [half, { numerator: '1', denominator: '3' }],
    [half, { numerator: '1', denominator: '0' }],
    [half, { numerator: '0x1', denominator: '2' }],
    [half, { ...half, more: 1 }],
    [half, '1/2'],
    [[1], { 0: 1 }],
    [[1, 2], [1]],
    [[1], [1, 2]],
    [{ a: 1 }, {}],
    [null, {}],
    [1, '1'],
    [undefined, null],
  ];
  for (const [a, b] of other) {
    assert.notEqual(firstDifference(a, b), null, JSON.stringify([a, b]));
    assert.notEqual(firstDifference(b, a), null, JSON.stringify([b, a]));
  }
});

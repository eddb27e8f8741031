import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeatAllocation, type SeatRule } from '@ovoz/election-model';
import Value from 'typebox/value';
import { mixedNumber } from './fraction-text.ts';
import type { Bases, SeatOption, SeatRegion } from './seat-request.ts';
import { type PublishedElection, readElection, seatRuleOf } from './testing/published-elections.ts';
import { allocated, NO_BASES, seatsOf } from './testing/seat-requests.ts';

const KAZAKHSTAN = seatRuleOf('kazakhstan', 'list-hare-5');
const SEVEN_PERCENT: SeatRule = {
  ...KAZAKHSTAN,
  thresholds: KAZAKHSTAN.thresholds.map((one) => ({
    ...one,
    share: { numerator: 7, denominator: 100 },
  })),
};

function optionsOf({ options }: PublishedElection): readonly SeatOption[] {
  return options.map((one, index) => ({
    option: one.type === 'against_all' ? 'against-all' : `list-${index + 1}`,
    votes: one.votes ?? one.votes_approx ?? 0,
    kind: one.type === 'against_all' ? 'against-all' : 'party',
    candidates: null,
  }));
}

function officialSeats({ options }: PublishedElection): readonly number[] {
  return options.map((one) => one.seats_official);
}

function allocate(
  election: PublishedElection,
  rule: Partial<SeatRule>,
  bases: Partial<Bases> = {},
  regions: readonly SeatRegion[] = [],
): SeatAllocation {
  const options = optionsOf(election);
  const votes = options.reduce((sum, one) => sum + one.votes, 0);
  const known = { ...NO_BASES, validVotes: votes, votesCast: votes, ...bases };
  const allocation = allocated(rule, election.seats, options, { bases: known, regions });
  assert.ok(Value.Check(SeatAllocation, allocation), 'the working is data that its schema knows');
  return allocation;
}

test('Kazakhstan 2023: 69 seats by quota 86,546 45/69', () => {
  const election = readElection('kazakhstan/elections/2023-mazhilis-list.json');
  const allocation = allocate(election, KAZAKHSTAN);
  assert.deepEqual(seatsOf(allocation), officialSeats(election));
  assert.deepEqual(seatsOf(allocation).slice(0, 6), [40, 8, 6, 6, 5, 4]);
  const [threshold, quota, quotients, remainders] = allocation.steps;
  assert.ok(threshold?.kind === 'threshold' && quota?.kind === 'quota');
  assert.equal(threshold.baseVotes, 6_366_441);
  assert.equal(mixedNumber(threshold.needed), '318322 5/100');
  assert.equal(mixedNumber(quota.quota), '86546 45/69');
  assert.ok(quotients?.kind === 'quotients' && remainders?.kind === 'remainders');
  assert.deepEqual(
    quotients.options.map(({ seats }) => seats),
    [39, 8, 6, 6, 5, 3],
  );
  assert.equal(quotients.seatsLeft, 2);
  assert.deepEqual(
    remainders.options.filter(({ seats }) => seats === 1).map(({ option }) => option),
    ['list-6', 'list-1'],
  );
  assert.deepEqual(
    allocation.options.slice(-2).map(({ admission }) => admission),
    ['below-threshold', 'against-all'],
  );
  assert.deepEqual(
    seatsOf(allocate(election, { ...KAZAKHSTAN, method: 'dhondt' })).slice(0, 6),
    [41, 8, 6, 6, 5, 3],
  );
});

test("Kazakhstan 2021: Hare gives 76/12/10, Droop and D'Hondt would give 77/12/9", () => {
  const election = readElection('kazakhstan/elections/2021-mazhilis.json');
  const seats = (method: SeatRule['method']) =>
    seatsOf(allocate(election, { ...SEVEN_PERCENT, method }));
  assert.deepEqual(seats('hare-largest-remainder'), officialSeats(election));
  assert.deepEqual(seats('hare-largest-remainder'), [76, 12, 10, 0, 0]);
  assert.deepEqual(seats('droop-largest-remainder'), [77, 12, 9, 0, 0]);
  assert.deepEqual(seats('dhondt'), [77, 12, 9, 0, 0]);
});

test('Kazakhstan 2016 and 2012: the official seats', () => {
  for (const file of ['2016-mazhilis', '2012-mazhilis']) {
    const election = readElection(`kazakhstan/elections/${file}.json`);
    assert.deepEqual(seatsOf(allocate(election, SEVEN_PERCENT)), officialSeats(election), file);
  }
  const election = readElection('kazakhstan/elections/2012-mazhilis.json');
  const droop = allocate(election, { ...SEVEN_PERCENT, method: 'droop-largest-remainder' });
  assert.deepEqual(seatsOf(droop).slice(0, 3), [84, 7, 7]);
});

/** One region that is the whole country: votes by region were not published with these results. */
function wholeCountry(election: PublishedElection, bases: Partial<Bases>): readonly SeatRegion[] {
  const votes = optionsOf(election).map((one) => [one.option, one.votes] as const);
  return [{ code: 'all', bases: { ...NO_BASES, ...bases }, votes: Object.fromEntries(votes) }];
}

test('Kyrgyzstan 2021: 5 % in the nation and 0.5 % in every region', () => {
  const rule = seatRuleOf('kyrgyzstan', 'list-hare-5');
  const election = readElection('kyrgyzstan/elections/2021-jogorku-kenesh-list.json');
  const bases = { tookPart: election.totals.turnout ?? null };
  const [region] = wholeCountry(election, bases);
  assert.ok(region !== undefined);
  const allocation = allocate(election, rule, bases, [region]);
  assert.deepEqual(seatsOf(allocation), officialSeats(election));
  assert.deepEqual(seatsOf(allocation), [15, 12, 9, 7, 6, 5]);
  const quota = allocation.steps.find(({ kind }) => kind === 'quota');
  assert.ok(quota?.kind === 'quota');
  assert.equal(mixedNumber(quota.quota), '15068 15/54');

  const votes = { ...region.votes, 'list-6': 6408 };
  const weak = { code: 'weak', bases: region.bases, votes };
  const without = allocate(election, rule, bases, [region, weak]);
  assert.equal(without.options[5]?.admission, 'below-threshold', '0.5 % of 1,281,622 is 6,408.11');
  const enough = { ...weak, votes: { ...votes, 'list-6': 6409 } };
  const withIt = allocate(election, rule, bases, [region, enough]);
  assert.equal(withIt.options[5]?.admission, 'admitted');
});

test('Kyrgyzstan 2010: 5 % of the registered, at most 65 seats', () => {
  const election = readElection('kyrgyzstan/elections/2010-jogorku-kenesh.json');
  // 257,100 votes were 8.88 % of the registered voters.
  const registered = Math.round(257_100 / 0.0888);
  const threshold = {
    share: { numerator: 5, denominator: 100 },
    base: 'registered-voters',
    scope: 'nation',
    appliesTo: 'all',
  } as const;
  const rule = { thresholds: [threshold], seatCap: 65 };
  assert.deepEqual(seatsOf(allocate(election, rule, { registered })), officialSeats(election));
});

test('Uzbekistan 2024, approximate votes: 26/14/13/12/10', () => {
  const election = readElection('uzbekistan/elections/2024-legislative-chamber-list.json');
  const rule = seatRuleOf('uzbekistan', 'list-hare-7');
  const { turnout, registered } = election.totals;
  const bases = { tookPart: turnout ?? null, registered: registered ?? null };
  const allocation = allocate(election, rule, bases);
  assert.deepEqual(seatsOf(allocation), officialSeats(election));
  assert.deepEqual(
    election.options.map((one) => one.seats_official),
    [26, 14, 13, 12, 10],
  );
  assert.deepEqual(allocation.steps[0], {
    kind: 'turnout',
    tookPart: 15_027_529,
    registered: 19_944_859,
    required: { numerator: 33, denominator: 100 },
    reached: true,
  });
});

test('Azerbaijan 1995: 19/3/3 of 25', () => {
  const election = readElection('azerbaijan/elections/1995-milli-majlis-list.json');
  const threshold = {
    share: { numerator: 8, denominator: 100 },
    base: 'valid-votes',
    scope: 'nation',
    appliesTo: 'all',
  } as const;
  const seats = (method: SeatRule['method']) =>
    seatsOf(allocate(election, { method, thresholds: [threshold] }));
  assert.deepEqual(seats('hare-largest-remainder'), officialSeats(election));
  assert.deepEqual(seats('dhondt'), [20, 3, 2, 0, 0, 0, 0]);
});

test('Georgia 2012: 44 and 33 of 77', () => {
  const election = readElection('georgia/elections/2012-parliament-proportional.json');
  const allocation = allocate(election, seatRuleOf('georgia', 'list-hare-5'));
  assert.deepEqual(seatsOf(allocation), officialSeats(election));
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Pack, SeatRule } from '../election-types.ts';
import type { Bases, SeatOption, SeatQuestion } from './question.ts';
import { workOutSeats } from './work-out-seats.ts';

type Known = {
  readonly seats: number;
  readonly options: readonly {
    readonly votes: number | null;
    readonly votes_approx?: number;
    readonly seats_official: number;
    readonly type?: 'against_all';
  }[];
  readonly totals: Readonly<Record<string, number | null>>;
};

const PACKS = new URL('../../../../country-packs/', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, PACKS), 'utf8'));
function ruleOf(country: string, code: string): SeatRule {
  const rule = (read(`${country}/pack.json`) as Pack).seatRules.find((one) => one.code === code);
  assert.ok(rule !== undefined);
  return rule;
}

function seatsOf(known: Known, rule: SeatRule, bases: Partial<Bases> = {}): readonly number[] {
  const options = known.options.map((one, index): SeatOption => {
    const isAgainst = one.type === 'against_all';
    return {
      option: isAgainst ? 'against-all' : `list-${index}`,
      votes: one.votes ?? one.votes_approx ?? 0,
      kind: isAgainst ? 'against-all' : 'party',
      candidates: null,
    };
  });
  const votes = options.reduce((sum, one) => sum + one.votes, 0);
  const all: Bases = {
    'valid-votes': votes,
    'votes-cast': votes,
    'voters-who-took-part': null,
    'registered-voters': null,
    ...bases,
  };
  const region = {
    code: 'all',
    bases: all,
    votes: Object.fromEntries(options.map((one) => [one.option, one.votes])),
  };
  const { seats } = known;
  const question: SeatQuestion = {
    rule,
    seats,
    options,
    bases: all,
    regions: [region],
    lots: [],
    round: 1,
  };
  const allocation = workOutSeats(question);
  assert.ok(typeof allocation !== 'string');
  assert.equal(allocation.status, 'complete');
  return allocation.options.map((one) => one.seats);
}

const official = (known: Known) => known.options.map((one) => one.seats_official);
const percent = (numerator: number, base: SeatRule['thresholds'][number]['base']) =>
  ({ share: { numerator, denominator: 100 }, base, scope: 'nation', appliesTo: 'all' }) as const;
const election = (path: string) => read(path) as Known;
const HARE_5 = ruleOf('kazakhstan', 'list-hare-5');
const HARE_7: SeatRule = { ...HARE_5, thresholds: [percent(7, 'votes-cast')] };

test('Kazakhstan 2012, 2016, 2021 and 2023', () => {
  for (const file of ['2012-mazhilis', '2016-mazhilis', '2021-mazhilis']) {
    const known = election(`kazakhstan/elections/${file}.json`);
    assert.deepEqual(seatsOf(known, HARE_7), official(known), file);
  }
  const known = election('kazakhstan/elections/2023-mazhilis-list.json');
  assert.deepEqual(seatsOf(known, HARE_5), official(known));
});

test('Kyrgyzstan 2010 and 2021', () => {
  const of2021 = election('kyrgyzstan/elections/2021-jogorku-kenesh-list.json');
  const tookPart = { 'voters-who-took-part': of2021.totals['turnout'] ?? null };
  assert.deepEqual(
    seatsOf(of2021, ruleOf('kyrgyzstan', 'list-hare-5'), tookPart),
    official(of2021),
  );
  const of2010 = election('kyrgyzstan/elections/2010-jogorku-kenesh.json');
  const rule = { ...HARE_5, thresholds: [percent(5, 'registered-voters')], seatCap: 65 };
  // 257,100 votes were 8.88 % of the registered voters.
  const registered = { 'registered-voters': Math.round(257_100 / 0.0888) };
  assert.deepEqual(seatsOf(of2010, rule, registered), official(of2010));
});

test('Uzbekistan 2024, Azerbaijan 1995, Georgia 2012', () => {
  const uzbekistan = election('uzbekistan/elections/2024-legislative-chamber-list.json');
  const { turnout, registered } = uzbekistan.totals;
  const bases = {
    'voters-who-took-part': turnout ?? null,
    'registered-voters': registered ?? null,
  };
  assert.deepEqual(
    seatsOf(uzbekistan, ruleOf('uzbekistan', 'list-hare-7'), bases),
    official(uzbekistan),
  );
  const azerbaijan = election('azerbaijan/elections/1995-milli-majlis-list.json');
  const hare8 = { ...HARE_5, thresholds: [percent(8, 'valid-votes')] };
  assert.deepEqual(seatsOf(azerbaijan, hare8), official(azerbaijan));
  const georgia = election('georgia/elections/2012-parliament-proportional.json');
  assert.deepEqual(seatsOf(georgia, ruleOf('georgia', 'list-hare-5')), official(georgia));
});

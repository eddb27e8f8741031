import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeatRule as PackRule } from '@ovoz/election-model';
import { allocateSeats, combineRounds, type SeatRequest } from '@ovoz/tally';
import fc from 'fast-check';
import type { Allocation, SeatMethod, SeatRule, ShareBase } from '../election-types.ts';
import type { Bases, Lot, SeatOption, SeatQuestion } from './question.ts';
import { firstDifference } from './same.ts';
import { joinRounds, workOutSeats } from './work-out-seats.ts';

const METHODS: readonly SeatMethod[] = [
  'hare-largest-remainder',
  'droop-largest-remainder',
  'imperiali-largest-remainder',
  'dhondt',
  'sainte-lague',
  'modified-sainte-lague',
  'plurality',
  'absolute-majority-runoff',
  'block-vote',
  'single-vote-multi-member',
];
const BASES: readonly ShareBase[] = [
  'valid-votes',
  'votes-cast',
  'voters-who-took-part',
  'registered-voters',
];
const RUNS = 2000;
const isList = (method: SeatMethod) => METHODS.indexOf(method) < 6;

const share = fc.record({
  numerator: fc.integer({ min: 0, max: 40 }),
  denominator: fc.constantFrom(100, 1000, 30),
});
const threshold = fc.record({
  share,
  base: fc.constantFrom(...BASES),
  scope: fc.constantFrom('nation', 'nation', 'nation', 'every-region'),
  appliesTo: fc.constantFrom('all', 'party', 'coalition'),
});
const rarely = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { freq: 2, nil: undefined });
/** Small numbers make ties, large ones make fractions. */
const votes = fc.oneof(
  fc.integer({ min: 0, max: 6 }),
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: 0, max: 3_000_000 }),
);
const base = fc.option(fc.integer({ min: 0, max: 4_000_000 }), { freq: 30 });

function rules(method: SeatMethod): fc.Arbitrary<SeatRule> {
  const known = fc.record({
    thresholds: fc.array(threshold, { maxLength: 3 }),
    firstDivisor: fc.record({
      numerator: fc.constantFrom(14, 12, 7, 35),
      denominator: fc.constantFrom(10, 5),
    }),
    minimumTurnout: rarely(share),
    seatCap: rarely(fc.integer({ min: 1, max: 12 })),
    majorityOf: rarely(fc.constantFrom(...BASES)),
    againstAllLeads: rarely(fc.constantFrom('repeat-election', 'ignored')),
    soleListRunnerUp: rarely(fc.constant({ numerator: 7, denominator: 10 })),
    mostOfOneSex: rarely(fc.integer({ min: 1, max: 3 })),
  });
  return known.map((rule) => {
    const given = Object.entries(rule).filter(([, value]) => value !== undefined);
    return {
      code: 'random',
      method,
      vacancy: 'by-election',
      ...Object.fromEntries(given),
    } as SeatRule;
  });
}

const candidate = fc.record({
  number: fc.integer({ min: 1, max: 50 }),
  sex: fc.constantFrom('female', 'male', null),
} as const);

function optionsOf(method: SeatMethod): fc.Arbitrary<readonly SeatOption[]> {
  const kinds: readonly SeatOption['kind'][] = isList(method)
    ? ['party', 'party', 'coalition']
    : ['party', 'party', 'coalition', 'independent'];
  const names = isList(method)
    ? fc.option(fc.uniqueArray(candidate, { maxLength: 9, selector: ({ number }) => number }))
    : fc.option(fc.tuple(candidate), { freq: 9 });
  const option = fc.record({ votes, kind: fc.constantFrom(...kinds), candidates: names });
  return fc
    .tuple(fc.array(option, { minLength: 1, maxLength: 9 }), fc.option(votes))
    .map(([named, againstAll]) => [
      ...named.map((one, index): SeatOption => ({ option: `option-${index + 1}`, ...one })),
      ...(againstAll === null
        ? []
        : [
            {
              option: 'against-all',
              votes: againstAll,
              kind: 'against-all' as const,
              candidates: null,
            },
          ]),
    ]);
}

function questions(method: SeatMethod): fc.Arbitrary<SeatQuestion> {
  const bases = fc.record(
    Object.fromEntries(BASES.map((name) => [name, base])),
  ) as fc.Arbitrary<Bases>;
  const shape = fc.record({
    rule: rules(method),
    seats: fc.integer({ min: 1, max: 25 }),
    options: optionsOf(method),
    bases,
    regionCount: fc.integer({ min: 0, max: 3 }),
    bits: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 40, maxLength: 40 }),
  });
  return shape.map(({ regionCount, bits, ...question }) => ({
    ...question,
    regions: Array.from({ length: regionCount }, (_, at) => ({
      code: `R${at}`,
      bases: question.bases,
      votes: Object.fromEntries(
        question.options.map(({ option }, index) => [option, bits[(at * 11 + index) % 40] ?? 0]),
      ),
    })),
    lots: [],
    round: 1,
  }));
}

/** The same question as the product's own implementation is asked it. */
function asRequest(question: SeatQuestion): SeatRequest {
  const named = (bases: Bases) => ({
    validVotes: bases['valid-votes'],
    votesCast: bases['votes-cast'],
    tookPart: bases['voters-who-took-part'],
    registered: bases['registered-voters'],
  });
  return {
    ...question,
    rule: { ...(question.rule as PackRule), article: { en: '' }, confirmed: false },
    bases: named(question.bases),
    regions: question.regions.map((region) => ({ ...region, bases: named(region.bases) })),
    // There the newest lot comes first.
    lots: question.lots.map(({ step, order }) => ({ step, order: [...order] })).toReversed(),
  };
}

function bothAgree(question: SeatQuestion): ReturnType<typeof workOutSeats> {
  const own = workOutSeats(question);
  const other = allocateSeats(asRequest(question));
  const theirs = other.ok ? other.value : other.refusal.code;
  const difference = firstDifference(theirs, own);
  assert.equal(difference, null, JSON.stringify({ difference, question }));
  return own;
}

/** Every tie is decided by a lot, drawn backwards, until none is left. */
function drawLots(question: SeatQuestion): Allocation | string {
  const lots: Lot[] = [];
  for (;;) {
    const found = bothAgree({ ...question, lots });
    if (typeof found === 'string' || found.tie === null) return found;
    lots.push({ step: found.tie.step, order: found.tie.options.toReversed() });
    assert.ok(lots.length < 60, 'lots end');
  }
}

for (const method of METHODS) {
  test(`${method}: both implementations agree on seats and on every step`, () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(questions(method), (question) => {
        const first = drawLots(question);
        const kind = typeof first === 'string' ? first : first.status;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        if (typeof first === 'string' || first.runoff === null) return;
        const { runoff } = first;
        const options = question.options
          .filter(({ option, kind: of }) => runoff.includes(option) || of === 'against-all')
          .map((one, index) => ({ ...one, votes: one.votes + index }));
        const again = { ...question, options, round: 2 as const };
        const [own, other] = [workOutSeats(again), allocateSeats(asRequest(again))];
        const before = allocateSeats(asRequest({ ...question, lots: lotsIn(first) }));
        if (typeof own === 'string' || !other.ok || !before.ok) return;
        const joined = combineRounds(before.value, other.value);
        assert.equal(firstDifference(joined, joinRounds(first, own)), null);
      }),
      { numRuns: RUNS, seed: 20261122 },
    );
    assert.ok(
      (seen.get('complete') ?? 0) + (seen.get('second-round') ?? 0) > RUNS / 10,
      'many end in seats',
    );
  });
}

function lotsIn({ steps }: Allocation): readonly Lot[] {
  return steps
    .filter(({ kind }) => kind === 'lot')
    .map(({ step, order }) => ({ step, order }) as Lot);
}

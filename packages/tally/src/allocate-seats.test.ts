import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeatAllocation, SeatRule, SeatStep, Threshold } from '@ovoz/election-model';
import { allocateSeats, combineRounds } from './allocate-seats.ts';
import { mixedNumber } from './fraction-text.ts';
import type { SeatOption, SeatRequest } from './seat-request.ts';
import {
  allocated,
  candidates,
  EMPTY_RULE,
  lists,
  NO_BASES,
  seatsOf,
} from './testing/seat-requests.ts';

const FIVE_PERCENT: Threshold = {
  share: { numerator: 5, denominator: 100 },
  base: 'valid-votes',
  scope: 'nation',
  appliesTo: 'all',
};

function admissions(allocation: SeatAllocation): readonly string[] {
  return allocation.options.map(({ admission }) => admission);
}

/** The first step of a kind, which the working is known to have. */
function step<Kind extends SeatStep['kind']>(
  { steps }: SeatAllocation,
  kind: Kind,
): Extract<SeatStep, { kind: Kind }> {
  const found = steps.find((one) => one.kind === kind);
  assert.ok(found !== undefined, `there is a step ${kind}`);
  return found as Extract<SeatStep, { kind: Kind }>; // found by this very kind
}

test('a threshold is passed by its share exactly, and missed by one vote', () => {
  const rule = { thresholds: [FIVE_PERCENT] };
  const at = allocated(rule, 10, lists({ a: 9500, b: 500 }));
  assert.deepEqual(admissions(at), ['admitted', 'admitted']);
  const below = allocated(rule, 10, lists({ a: 9501, b: 499 }));
  assert.deepEqual(admissions(below), ['admitted', 'below-threshold']);
  assert.deepEqual(seatsOf(below), [10, 0]);
  const { needed, baseVotes } = step(below, 'threshold');
  assert.equal(baseVotes, 10_000);
  assert.equal(mixedNumber(needed), '500');
});

test('each base of a threshold is a quantity of its own', () => {
  const bases = { validVotes: 1000, votesCast: 1040, tookPart: 1100, registered: 2000 };
  const passing = (base: Threshold['base'], votes: number) => {
    const rule = { thresholds: [{ ...FIVE_PERCENT, base }] };
    return allocated(rule, 1, lists({ a: 800, b: votes }), { bases }).options[1]?.admission;
  };
  const least = [
    ['valid-votes', 50],
    ['votes-cast', 52],
    ['voters-who-took-part', 55],
    ['registered-voters', 100],
  ] as const;
  for (const [base, votes] of least) {
    assert.equal(passing(base, votes), 'admitted', base);
    assert.equal(passing(base, votes - 1), 'below-threshold', base);
  }
});

test('a coalition has a bar of its own, and an independent neither', () => {
  const rule = {
    thresholds: [
      { ...FIVE_PERCENT, share: { numerator: 4, denominator: 100 }, appliesTo: 'party' as const },
      { ...FIVE_PERCENT, appliesTo: 'coalition' as const },
    ],
  };
  const options: readonly SeatOption[] = [
    { option: 'big', votes: 880, kind: 'party', candidates: null },
    { option: 'party', votes: 40, kind: 'party', candidates: null },
    { option: 'small-party', votes: 39, kind: 'party', candidates: null },
    { option: 'coalition', votes: 40, kind: 'coalition', candidates: null },
    { option: 'independent', votes: 1, kind: 'independent', candidates: null },
  ];
  assert.deepEqual(admissions(allocated(rule, 48, options)), [
    'admitted',
    'admitted',
    'below-threshold',
    'below-threshold',
    'admitted',
  ]);
});

test('votes against all count in the base and take no seat', () => {
  const allocation = allocated(
    { thresholds: [FIVE_PERCENT] },
    4,
    lists({ a: 60, b: 6, 'against-all': 60 }),
  );
  assert.deepEqual(admissions(allocation), ['admitted', 'below-threshold', 'against-all']);
  assert.deepEqual(seatsOf(allocation), [4, 0, 0]);
});

test('a quantity that the rule needs and nobody knows is a refusal, not a guess', () => {
  const request: SeatRequest = {
    rule: { ...EMPTY_RULE, thresholds: [FIVE_PERCENT] },
    seats: 3,
    options: lists({ a: 1 }),
    bases: NO_BASES,
    regions: [],
    lots: [],
    round: 1,
  };
  assert.deepEqual(allocateSeats(request), {
    ok: false,
    refusal: { code: 'base-unknown', base: 'valid-votes' },
  });
  const everywhere = [{ ...FIVE_PERCENT, scope: 'every-region' as const }];
  assert.deepEqual(allocateSeats({ ...request, rule: { ...EMPTY_RULE, thresholds: everywhere } }), {
    ok: false,
    refusal: { code: 'regions-missing' },
  });
  const minimumTurnout = { numerator: 1, denominator: 3 };
  assert.deepEqual(allocateSeats({ ...request, rule: { ...EMPTY_RULE, minimumTurnout } }), {
    ok: false,
    refusal: { code: 'base-unknown', base: 'voters-who-took-part' },
  });
});

test('a turnout below the least makes the contest void; the least itself is enough', () => {
  const rule = { minimumTurnout: { numerator: 33, denominator: 100 } };
  const at = (tookPart: number) =>
    allocated(rule, 2, lists({ a: 10 }), { bases: { ...NO_BASES, tookPart, registered: 100 } });
  assert.equal(at(33).status, 'complete');
  assert.deepEqual([at(32).status, at(32).voidReason], ['void', 'turnout']);
  assert.deepEqual(seatsOf(at(32)), [0]);
});

test('no votes at all, or nobody above the threshold, is void and says so', () => {
  assert.equal(allocated({}, 5, lists({ a: 0, b: 0 })).voidReason, 'no-votes');
  const half = { ...FIVE_PERCENT, share: { numerator: 1, denominator: 2 } };
  const split = allocated({ thresholds: [half] }, 5, lists({ a: 3, b: 3, c: 3 }));
  assert.deepEqual([split.status, split.voidReason], ['void', 'nobody-admitted']);
});

test('one list alone takes every seat', () => {
  for (const method of ['hare-largest-remainder', 'droop-largest-remainder', 'dhondt'] as const) {
    assert.deepEqual(seatsOf(allocated({ method }, 69, lists({ a: 1 }))), [69], method);
  }
});

test('when one list alone passes, the next is admitted with its quotient × 0.7', () => {
  const rule: Partial<SeatRule> = {
    thresholds: [FIVE_PERCENT],
    soleListRunnerUp: { numerator: 7, denominator: 10 },
  };
  const allocation = allocated(rule, 100, lists({ a: 9000, b: 400, c: 300, d: 300 }));
  assert.deepEqual(admissions(allocation).slice(0, 3), [
    'admitted',
    'runner-up',
    'below-threshold',
  ]);
  // Quota 94; 9,000 ÷ 94 = 95.74 …; 400 ÷ 94 × 0.7 = 2.97 …; the seats left go to the remainders, then to a.
  const quotients = step(allocation, 'quotients').options;
  assert.deepEqual(
    quotients.map(({ quotient, seats }) => [mixedNumber(quotient), seats]),
    [
      ['95 7000/9400', 95],
      ['2 92000/94000', 2],
    ],
  );
  assert.deepEqual(seatsOf(allocation), [97, 3, 0, 0]);
  const without = allocated({ thresholds: [FIVE_PERCENT] }, 100, lists({ a: 9000, b: 400 }));
  assert.deepEqual(seatsOf(without), [100, 0]);
  const equal = allocated(rule, 100, lists({ a: 9000, b: 400, c: 400 }));
  assert.deepEqual(seatsOf(equal), [100, 0, 0], 'of equal ones, neither is the next');
  const twoPass = allocated(rule, 100, lists({ a: 5000, b: 4600, c: 400 }));
  assert.equal(twoPass.options[2]?.admission, 'below-threshold');
});

test('when the sole list is full, its runner-up takes one remainder, and what is left stays open', () => {
  const rule = {
    thresholds: [FIVE_PERCENT],
    soleListRunnerUp: { numerator: 7, denominator: 10 },
    seatCap: 10,
  };
  const allocation = allocated(rule, 20, lists({ 'list-1': 980, 'list-2': 20 }));
  assert.deepEqual(seatsOf(allocation), [10, 8]);
  assert.deepEqual(allocation.steps.at(-1), { kind: 'unfilled', seats: 2 });
  assert.equal(allocation.status, 'complete');
});

test('equal remainders for one seat wait for a lot, and the lot decides', () => {
  const options = lists({ a: 50, b: 25, c: 25 });
  const open = allocated({}, 2, options);
  assert.equal(open.status, 'needs-lot');
  assert.deepEqual(open.tie, { step: 'remainder-1-1', options: ['b', 'c'], seats: 1 });
  assert.deepEqual(seatsOf(open), [1, 0, 0], 'what is certain is given');
  const order = ['c', 'b'];
  const drawn = allocated({}, 2, options, { lots: [{ step: 'remainder-1-1', order }] });
  assert.equal(drawn.status, 'complete');
  assert.deepEqual(seatsOf(drawn), [1, 0, 1]);
  assert.deepEqual(step(drawn, 'lot'), { kind: 'lot', step: 'remainder-1-1', order, seats: 1 });
});

test('a lot over other options, or for another step, decides nothing', () => {
  const options = lists({ a: 50, b: 25, c: 25 });
  const lots = [
    { step: 'remainder-1-1', order: ['a', 'b'] },
    { step: 'remainder-1-1', order: ['b', 'b'] },
    { step: 'remainder-1-1', order: ['b', 'c', 'b'] },
    { step: 'remainder-2-1', order: ['b', 'c'] },
  ];
  for (const lot of lots) {
    assert.equal(allocated({}, 2, options, { lots: [lot] }).status, 'needs-lot');
  }
});

test('equal averages all win while seats are left, and need a lot where they are not', () => {
  const options = lists({ a: 60, b: 30, c: 30 });
  assert.deepEqual(seatsOf(allocated({ method: 'dhondt' }, 4, options)), [2, 1, 1]);
  const open = allocated({ method: 'dhondt' }, 3, options);
  assert.deepEqual(open.tie, { step: 'seat-2', options: ['a', 'b', 'c'], seats: 2 });
  assert.ok(!open.steps.some(({ kind }) => kind === 'unfilled'), 'the lot will fill them');
  const lots = [{ step: 'seat-2', order: ['c', 'a', 'b'] }];
  assert.deepEqual(seatsOf(allocated({ method: 'dhondt' }, 3, options, { lots })), [2, 0, 1]);
});

test('the working of averages gives each seat with its votes ÷ divisor', () => {
  const allocation = allocated({ method: 'sainte-lague' }, 3, lists({ a: 53, b: 24, c: 23 }));
  const { seats } = step(allocation, 'averages');
  assert.deepEqual(
    seats.map(({ seat, option, average }) => [seat, option, mixedNumber(average)]),
    [
      [1, 'a', '53'],
      [2, 'b', '24'],
      [3, 'c', '23'],
    ],
  );
  const dhondt = allocated({ method: 'dhondt' }, 3, lists({ a: 53, b: 24, c: 23 }));
  assert.deepEqual(seatsOf(dhondt), [2, 1, 0]);
  assert.deepEqual(step(dhondt, 'averages').seats[1], {
    seat: 2,
    option: 'a',
    votes: 53,
    divisor: { numerator: '2', denominator: '1' },
    average: { numerator: '53', denominator: '2' },
  });
});

test('the first divisor of modified Sainte-Laguë keeps small lists out', () => {
  const options = lists({ a: 53, b: 24, c: 16 });
  assert.deepEqual(seatsOf(allocated({ method: 'sainte-lague' }, 4, options)), [2, 1, 1]);
  const firstDivisor = { numerator: 14, denominator: 10 };
  const modified = allocated({ method: 'modified-sainte-lague', firstDivisor }, 4, options);
  assert.deepEqual(seatsOf(modified), [2, 1, 1]);
  const narrow = lists({ a: 53, b: 24, c: 14 });
  assert.deepEqual(seatsOf(allocated({ method: 'sainte-lague' }, 4, narrow)), [2, 1, 1]);
  const stricter = allocated({ method: 'modified-sainte-lague', firstDivisor }, 4, narrow);
  assert.deepEqual(seatsOf(stricter), [3, 1, 0]);
});

test('Imperiali: a quota that gives too many seats is replaced by the next', () => {
  const allocation = allocated(
    { method: 'imperiali-largest-remainder' },
    2,
    lists({ a: 50, b: 50, c: 50 }),
  );
  const quotas = allocation.steps.filter((one) => one.kind === 'quota');
  assert.deepEqual(
    quotas.map(({ divisor, tooSmall }) => [divisor, tooSmall]),
    [
      [4, true],
      [3, true],
      [2, false],
    ],
  );
  assert.equal(allocation.tie?.seats, 2);
});

test('a cap passes seats on to the other lists', () => {
  const allocation = allocated({ seatCap: 65 }, 120, lists({ a: 700, b: 200, c: 100 }));
  assert.deepEqual(step(allocation, 'limit'), {
    kind: 'limit',
    option: 'a',
    reason: 'seat-cap',
    limit: 65,
    seatsFreed: 19,
  });
  // 55 seats for b and c: 36.67 and 18.33.
  assert.deepEqual(seatsOf(allocation), [65, 37, 18]);
});

test('a list without more candidates passes its seats on, and the first on the lists are elected', () => {
  const people = (numbers: readonly number[]) => numbers.map((number) => ({ number, sex: null }));
  const options: readonly SeatOption[] = [
    { option: 'a', votes: 700, kind: 'party', candidates: people([2, 1]) },
    { option: 'b', votes: 300, kind: 'party', candidates: people([9, 8, 5, 3, 2, 1]) },
  ];
  for (const method of ['hare-largest-remainder', 'dhondt'] as const) {
    const allocation = allocated({ method }, 5, options);
    assert.equal(step(allocation, 'limit').reason, 'list-exhausted');
    assert.deepEqual(allocation.elected, [
      { option: 'a', candidates: [1, 2] },
      { option: 'b', candidates: [1, 2, 3] },
    ]);
    const tooMany = allocated({ method }, 10, options);
    assert.deepEqual(seatsOf(tooMany), [2, 6]);
    assert.equal(step(tooMany, 'unfilled').seats, 2);
  }
});

test('a tie is void when a full list passes its seats on and all is shared anew', () => {
  const [a, b, c] = lists({ a: 50, b: 25, c: 25 });
  assert.ok(a !== undefined && b !== undefined && c !== undefined);
  const allocation = allocated({}, 2, [{ ...a, candidates: [] }, b, c]);
  assert.equal(allocation.status, 'complete');
  assert.deepEqual(seatsOf(allocation), [0, 1, 1]);
});

test('plurality: most votes win; equal ones draw lots', () => {
  const rule = { method: 'plurality' } as const;
  const won = allocated(rule, 1, candidates([30, 45, 25]));
  assert.deepEqual(won.elected, [{ option: 'candidate-2', candidates: [2] }]);
  assert.deepEqual(
    step(won, 'ranking').options.map(({ option, outcome }) => `${option} ${outcome}`),
    ['candidate-2 elected', 'candidate-1 not-elected', 'candidate-3 not-elected'],
  );
  const tied = allocated(rule, 1, candidates([45, 45, 25]));
  assert.deepEqual(tied.tie, { step: 'rank-1', options: ['candidate-1', 'candidate-2'], seats: 1 });
  const lots = [{ step: 'rank-1', order: ['candidate-2', 'candidate-1'] }];
  assert.deepEqual(seatsOf(allocated(rule, 1, candidates([45, 45, 25]), { lots })), [0, 1, 0]);
});

test('what follows when "against all" leads is a rule of the pack', () => {
  const options = [...candidates([30, 25]), ...lists({ 'against-all': 31 })];
  const ignored = allocated({ method: 'plurality' }, 1, options);
  assert.deepEqual(seatsOf(ignored), [1, 0, 0]);
  assert.equal(step(ignored, 'against-all-leads').consequence, 'ignored');
  const rule = { method: 'plurality', againstAllLeads: 'repeat-election' } as const;
  const repeat = allocated(rule, 1, options);
  assert.equal(repeat.status, 'repeat-election');
  assert.deepEqual(seatsOf(repeat), [0, 0, 0]);
  const equal = [...candidates([31, 25]), ...lists({ 'against-all': 31 })];
  assert.equal(allocated(rule, 1, equal).status, 'complete');
});

test('block vote: the first in votes fill the seats of the district', () => {
  const options = candidates([100, 500, 300, 400, 200]);
  const allocation = allocated({ method: 'block-vote' }, 3, options);
  assert.deepEqual(seatsOf(allocation), [0, 1, 1, 1, 0]);
});

const MAJORITY = { method: 'absolute-majority-runoff' } as const;

test('a majority is more than half: half itself is not enough', () => {
  const won = allocated(MAJORITY, 1, candidates([51, 30, 19]));
  assert.deepEqual(seatsOf(won), [1, 0, 0]);
  const half = allocated(MAJORITY, 1, candidates([50, 30, 20]));
  assert.equal(half.status, 'second-round');
  assert.deepEqual(half.runoff, ['candidate-1', 'candidate-2']);
  assert.deepEqual(seatsOf(half), [0, 0, 0]);
  assert.equal(mixedNumber(step(half, 'majority').half), '50');
});

test('half of what is a rule of the pack', () => {
  const bases = { ...NO_BASES, validVotes: 100, tookPart: 103 };
  const of = (rule: Partial<SeatRule>) =>
    allocated({ ...MAJORITY, ...rule }, 1, candidates([51, 30, 19]), { bases }).status;
  assert.equal(of({}), 'complete');
  assert.equal(of({ majorityOf: 'voters-who-took-part' }), 'second-round');
});

test('a lone candidate without a majority means another election', () => {
  const options = [...candidates([49]), ...lists({ 'against-all': 51 })];
  assert.equal(allocated(MAJORITY, 1, options).status, 'repeat-election');
});

test('equal second places draw a lot for the second round', () => {
  const options = candidates([40, 30, 30]);
  const open = allocated(MAJORITY, 1, options);
  assert.deepEqual(open.tie, {
    step: 'runoff-2',
    options: ['candidate-2', 'candidate-3'],
    seats: 1,
  });
  assert.equal(open.runoff, null);
  const lots = [{ step: 'runoff-2', order: ['candidate-3', 'candidate-2'] }];
  assert.deepEqual(allocated(MAJORITY, 1, options, { lots }).runoff, [
    'candidate-1',
    'candidate-3',
  ]);
  const level = allocated(MAJORITY, 1, candidates([40, 40, 20]));
  assert.deepEqual(level.runoff, ['candidate-1', 'candidate-2'], 'two first places need no lot');
});

test('the second round goes to more votes, without a least turnout, and keeps both workings', () => {
  const rule = { ...MAJORITY, minimumTurnout: { numerator: 33, denominator: 100 } };
  const bases = { ...NO_BASES, validVotes: 100, tookPart: 40, registered: 100 };
  const first = allocated(rule, 1, candidates([40, 35, 25]), { bases });
  const low = { ...bases, tookPart: 20 };
  const second = allocated(rule, 1, candidates([9, 11]), { bases: low, round: 2 });
  const combined = combineRounds(first, second);
  assert.deepEqual(combined.elected, [{ option: 'candidate-2', candidates: [2] }]);
  assert.deepEqual(
    combined.steps.map(({ kind }) => kind),
    ['turnout', 'majority', 'second-round', 'ranking'],
  );
  assert.equal(allocated(rule, 1, candidates([9, 9]), { bases, round: 2 }).status, 'needs-lot');
});

const THREE = { method: 'single-vote-multi-member', mostOfOneSex: 2 } as const;

test('not more than two of three of one sex: the next in votes of the other sex is elected', () => {
  const options = candidates([50, 40, 30, 20, 10], 'mmmfm');
  const allocation = allocated(THREE, 3, options);
  assert.deepEqual(seatsOf(allocation), [1, 1, 0, 1, 0]);
  assert.deepEqual(
    step(allocation, 'ranking').options.map(({ outcome }) => outcome),
    ['elected', 'elected', 'passed-over', 'elected', 'not-elected'],
  );
  const unlimited = allocated({ method: 'single-vote-multi-member' }, 3, options);
  assert.deepEqual(seatsOf(unlimited), [1, 1, 1, 0, 0]);
});

test('where only one sex stands, the third seat stays open', () => {
  const allocation = allocated(THREE, 3, candidates([50, 40, 30], 'fff'));
  assert.deepEqual(seatsOf(allocation), [1, 1, 0]);
  assert.equal(step(allocation, 'unfilled').seats, 1);
});

test('equal candidates whom the limit does not let in together draw a lot', () => {
  const options = candidates([50, 40, 40, 10], 'mmmf');
  const open = allocated(THREE, 3, options);
  assert.deepEqual(open.tie, { step: 'rank-2', options: ['candidate-2', 'candidate-3'], seats: 1 });
  const lots = [{ step: 'rank-2', order: ['candidate-3', 'candidate-2'] }];
  const drawn = allocated(THREE, 3, options, { lots });
  assert.deepEqual(seatsOf(drawn), [1, 0, 1, 1]);
  const mixed = allocated(THREE, 3, candidates([50, 40, 40, 10], 'mmff'));
  assert.deepEqual(seatsOf(mixed), [1, 1, 1, 0], 'a man and a woman with equal votes both fit');
});

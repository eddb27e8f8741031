import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeatRule } from '@ovoz/election-model';
import type { SeatOption } from './seat-request.ts';
import { allocated, candidates, EMPTY_RULE } from './testing/seat-requests.ts';
import { fillVacancy } from './vacancy.ts';

const people = (numbers: readonly number[]) => numbers.map((number) => ({ number, sex: null }));
const LISTS: readonly SeatOption[] = [
  { option: 'a', votes: 300, kind: 'party', candidates: people([1, 2, 3, 4]) },
  { option: 'b', votes: 200, kind: 'party', candidates: people([1, 2]) },
];

test('the next on the list takes the seat, until the list is at its end', () => {
  const rule: SeatRule = { ...EMPTY_RULE, vacancy: 'next-on-list' };
  const allocation = allocated(rule, 5, LISTS);
  const leave = (option: string, candidate: number, gone: readonly number[] = []) =>
    fillVacancy(
      rule,
      allocation,
      LISTS,
      { option, candidate },
      gone.map((one) => ({ option, candidate: one })),
    );
  assert.deepEqual(leave('a', 1), { kind: 'filled', option: 'a', candidate: 4 });
  assert.deepEqual(leave('a', 1, [4]), { kind: 'stays-vacant' });
  assert.deepEqual(leave('b', 2), { kind: 'stays-vacant' });
});

test('the next in votes takes the seat, and equal ones draw a lot', () => {
  const rule: SeatRule = {
    ...EMPTY_RULE,
    method: 'single-vote-multi-member',
    vacancy: 'next-in-votes',
  };
  const options = candidates([50, 40, 30, 20, 20]);
  const allocation = allocated(rule, 2, options);
  const vacated = { option: 'candidate-1', candidate: 1 };
  assert.deepEqual(fillVacancy(rule, allocation, options, vacated), {
    kind: 'filled',
    option: 'candidate-3',
    candidate: 3,
  });
  const declined = [{ option: 'candidate-3', candidate: 3 }];
  assert.deepEqual(fillVacancy(rule, allocation, options, vacated, declined), {
    kind: 'needs-lot',
    tie: { step: 'vacancy-1', options: ['candidate-4', 'candidate-5'], seats: 1 },
  });
  const lots = [{ step: 'vacancy-1', order: ['candidate-5', 'candidate-4'] }];
  assert.deepEqual(fillVacancy(rule, allocation, options, vacated, declined, lots), {
    kind: 'filled',
    option: 'candidate-5',
    candidate: 5,
  });
});

test('the limit on one sex holds for the next in votes, too', () => {
  const rule: SeatRule = {
    ...EMPTY_RULE,
    method: 'single-vote-multi-member',
    vacancy: 'next-in-votes',
    mostOfOneSex: 2,
  };
  const options = candidates([50, 40, 30, 20, 10], 'mmfmf');
  const allocation = allocated(rule, 3, options);
  const successor = (number: number) => {
    const vacated = { option: `candidate-${number}`, candidate: number };
    const outcome = fillVacancy(rule, allocation, options, vacated);
    return outcome.kind === 'filled' ? outcome.candidate : outcome.kind;
  };
  assert.equal(successor(1), 4, 'a man left, a man may follow');
  assert.equal(successor(3), 5, 'two men sit, so the next woman follows');
});

test('votes against all take no vacant seat, and neither does a candidate without votes', () => {
  const rule: SeatRule = { ...EMPTY_RULE, method: 'plurality', vacancy: 'next-in-votes' };
  const options: readonly SeatOption[] = [
    ...candidates([50, 0]),
    { option: 'against-all', votes: 20, kind: 'against-all', candidates: null },
  ];
  const allocation = allocated(rule, 1, options);
  const vacated = { option: 'candidate-1', candidate: 1 };
  assert.deepEqual(fillVacancy(rule, allocation, options, vacated), { kind: 'stays-vacant' });
});

test('a by-election fills the seat where the law says so', () => {
  const rule: SeatRule = { ...EMPTY_RULE, method: 'plurality', vacancy: 'by-election' };
  const options = candidates([50, 40]);
  const vacated = { option: 'candidate-1', candidate: 1 };
  assert.deepEqual(fillVacancy(rule, allocated(rule, 1, options), options, vacated), {
    kind: 'by-election',
  });
});

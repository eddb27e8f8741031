import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Lot, SeatAllocation, type SeatMethod, type SeatRule } from '@ovoz/election-model';
import fc from 'fast-check';
import Value from 'typebox/value';
import type { SeatOption, SeatRequest } from './seat-request.ts';
import { averagesByTable, DIVISORS, nearestSeats } from './testing/seat-oracle.ts';
import { allocated, candidates, lists, seatsOf } from './testing/seat-requests.ts';

const AVERAGES = ['dhondt', 'sainte-lague', 'modified-sainte-lague'] as const;
const REMAINDERS = [
  'hare-largest-remainder',
  'droop-largest-remainder',
  'imperiali-largest-remainder',
] as const;
const LISTS = [...AVERAGES, ...REMAINDERS];
const CANDIDATES = ['plurality', 'block-vote', 'single-vote-multi-member'] as const;

const ruleOf = (method: SeatMethod): Partial<SeatRule> => ({
  method,
  ...(method === 'modified-sainte-lague' && { firstDivisor: { numerator: 14, denominator: 10 } }),
});
const optionsOf = (votes: readonly number[]): readonly SeatOption[] =>
  lists(Object.fromEntries(votes.map((count, index) => [`list-${index}`, count])));
const allocate = (method: SeatMethod, votes: readonly number[], seats: number) =>
  allocated(ruleOf(method), seats, optionsOf(votes));

const someVotes = fc.array(fc.integer({ min: 1, max: 2_000_000 }), { minLength: 1, maxLength: 8 });
const fewVotes = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 });
const someSeats = fc.integer({ min: 1, max: 60 });

for (const method of AVERAGES) {
  test(`${method}: the seats are the largest quotients of the table`, () => {
    fc.assert(
      fc.property(someVotes, someSeats, (votes, seats) => {
        const expected = averagesByTable(votes, seats, DIVISORS[method]);
        const allocation = allocate(method, votes, seats);
        assert.equal(allocation.status, expected === null ? 'needs-lot' : 'complete');
        if (expected !== null) assert.deepEqual(seatsOf(allocation), expected);
      }),
    );
  });

  test(`${method}: with one seat more, no list has fewer`, () => {
    fc.assert(
      fc.property(someVotes, someSeats, (votes, seats) => {
        const [small, large] = [allocate(method, votes, seats), allocate(method, votes, seats + 1)];
        fc.pre(small.status === 'complete' && large.status === 'complete');
        for (const [list, before] of seatsOf(small).entries()) {
          assert.ok((seatsOf(large)[list] ?? 0) >= before, `list ${list} of ${votes.join()}`);
        }
      }),
    );
  });

  test(`${method}: votes more never cost their list a seat`, () => {
    fc.assert(
      fc.property(someVotes, someSeats, fc.nat(500_000), fc.nat(7), (votes, seats, more, at) => {
        const list = at % votes.length;
        const before = allocate(method, votes, seats);
        const after = allocate(method, votes.with(list, (votes[list] ?? 0) + more), seats);
        fc.pre(before.status === 'complete' && after.status === 'complete');
        assert.ok((seatsOf(after)[list] ?? 0) >= (seatsOf(before)[list] ?? 0));
      }),
    );
  });
}

const fewLists = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 4 });
const fewSeats = fc.integer({ min: 1, max: 9 });
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

test('Hare: the seats are the whole numbers nearest to the shares', () => {
  fc.assert(
    fc.property(fewLists, fewSeats, (votes, seats) => {
      const expected = nearestSeats(votes, seats, [sum(votes), seats]);
      const allocation = allocate('hare-largest-remainder', votes, seats);
      assert.equal(allocation.status, expected === null ? 'needs-lot' : 'complete');
      if (expected !== null) assert.deepEqual(seatsOf(allocation), expected);
    }),
  );
});

test('Droop: the seats are the whole numbers nearest to votes ÷ quota', () => {
  fc.assert(
    fc.property(fewLists, fewSeats, (votes, seats) => {
      const quota = Math.floor(sum(votes) / (seats + 1)) + 1;
      const expected = nearestSeats(votes, seats, [quota, 1]);
      const allocation = allocate('droop-largest-remainder', votes, seats);
      fc.pre(expected !== null && allocation.status === 'complete');
      assert.deepEqual(seatsOf(allocation), expected);
    }),
  );
});

test('Imperiali: the same, with a larger quota where whole quotients are too many', () => {
  fc.assert(
    fc.property(fewLists, fewSeats, (votes, seats) => {
      const wholes = (extra: number) =>
        sum(votes.map((one) => Math.floor((one * (seats + extra)) / sum(votes))));
      const extra = [2, 1, 0].find((one) => wholes(one) <= seats) ?? 0;
      const expected = nearestSeats(votes, seats, [sum(votes), seats + extra]);
      const allocation = allocate('imperiali-largest-remainder', votes, seats);
      fc.pre(expected !== null && allocation.status === 'complete');
      assert.deepEqual(seatsOf(allocation), expected);
    }),
  );
});

test('Hare keeps to the quota: no list is a whole seat away from its share', () => {
  fc.assert(
    fc.property(someVotes, someSeats, (votes, seats) => {
      const all = BigInt(sum(votes));
      const allocation = allocate('hare-largest-remainder', votes, seats);
      for (const [list, given] of seatsOf(allocation).entries()) {
        const share = BigInt(votes[list] ?? 0) * BigInt(seats);
        if (allocation.status === 'complete') assert.ok(BigInt(given + 1) * all > share);
        assert.ok(BigInt(given - 1) * all < share);
      }
    }),
  );
});

test('Hare has the Alabama paradox, which the property above must be able to see', () => {
  assert.deepEqual(seatsOf(allocate('hare-largest-remainder', [6, 6, 2], 10)), [4, 4, 2]);
  assert.deepEqual(seatsOf(allocate('hare-largest-remainder', [6, 6, 2], 11)), [5, 5, 1]);
});

/** Draws every lot that is asked for, in the order in which the tied ones are named. */
function withLots(
  rule: Partial<SeatRule>,
  seats: number,
  options: readonly SeatOption[],
  more: Partial<SeatRequest> = {},
): SeatAllocation {
  const lots: Lot[] = [];
  for (let drawn = 0; drawn < 300; drawn++) {
    const allocation = allocated(rule, seats, options, { ...more, lots });
    assert.ok(Value.Check(SeatAllocation, allocation));
    if (allocation.tie === null) return allocation;
    lots.push({ step: allocation.tie.step, order: allocation.tie.options });
  }
  throw new Error('the lots have no end');
}

for (const method of LISTS) {
  test(`${method}: the order of the lists changes nothing`, () => {
    fc.assert(
      fc.property(someVotes, someSeats, (votes, seats) => {
        const forth = allocate(method, votes, seats);
        const back = allocate(method, votes.toReversed(), seats);
        assert.equal(forth.status, back.status);
        assert.deepEqual(seatsOf(forth), seatsOf(back).toReversed());
      }),
    );
  });

  test(`${method}: with lots drawn, every seat is given, and none to a list without votes`, () => {
    fc.assert(
      fc.property(fewVotes, someSeats, (votes, seats) => {
        const allocation = withLots(ruleOf(method), seats, optionsOf(votes));
        if (sum(votes) === 0) assert.equal(allocation.voidReason, 'no-votes');
        else assert.equal(sum(seatsOf(allocation)), seats);
        for (const one of allocation.options) if (one.votes === 0) assert.equal(one.seats, 0);
      }),
    );
  });

  test(`${method}: no list holds more than its candidates or the cap, and the rest is not lost`, () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fewVotes, lengths, someSeats, (votes, names, seats) => {
        const limitOf = (index: number) => Math.min(names[index] ?? 0, 7);
        const options = optionsOf(votes).map((one, index) => ({
          ...one,
          candidates: Array.from({ length: names[index] ?? 0 }, (_, place) => ({
            number: place + 1,
            sex: null,
          })),
        }));
        const allocation = withLots({ ...ruleOf(method), seatCap: 7 }, seats, options);
        const given = seatsOf(allocation);
        for (const [index, own] of given.entries()) assert.ok(own <= limitOf(index));
        const possible = sum(votes.map((one, index) => (one > 0 ? limitOf(index) : 0)));
        assert.equal(sum(given), Math.min(seats, possible));
        const unfilled = allocation.steps.find(({ kind }) => kind === 'unfilled');
        const open = unfilled?.kind === 'unfilled' ? unfilled.seats : 0;
        if (allocation.status === 'complete') assert.equal(open, seats - sum(given));
      }),
    );
  });
}

for (const method of CANDIDATES) {
  test(`${method}: those elected have no fewer votes than those who are not`, () => {
    fc.assert(
      fc.property(fewVotes, fc.integer({ min: 1, max: 4 }), (votes, seats) => {
        const allocation = withLots({ method }, seats, candidates(votes));
        const out = allocation.options.filter((one) => one.seats === 0).map((one) => one.votes);
        for (const one of allocation.options.filter((option) => option.seats > 0)) {
          assert.ok(one.votes > 0 && one.votes >= Math.max(0, ...out));
        }
        const standing = votes.filter((count) => count > 0).length;
        assert.equal(sum(seatsOf(allocation)), Math.min(seats, standing));
      }),
    );
  });
}

test('the limit on one sex: who is elected is the best that the limit allows', () => {
  const sexes = fc.string({ unit: fc.constantFrom('f', 'm', '?'), minLength: 6, maxLength: 6 });
  const votes = fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 3, maxLength: 6 });
  fc.assert(
    fc.property(votes, sexes, (counts, letters) => {
      const rule = { method: 'single-vote-multi-member', mostOfOneSex: 2 } as const;
      const options = candidates(counts, letters);
      const { elected } = allocated(rule, 3, options);
      // The other way: of all sets that the limit allows, the first in the order of votes.
      const ranked = options.toSorted((a, b) => b.votes - a.votes);
      const sexOf = (one: SeatOption) => one.candidates?.[0]?.sex ?? null;
      const allowed = (set: readonly SeatOption[]) =>
        ['female', 'male'].every((sex) => set.filter((one) => sexOf(one) === sex).length <= 2);
      let best: readonly SeatOption[] = [];
      for (const one of ranked)
        if (best.length < 3 && allowed([...best, one])) best = [...best, one];
      assert.deepEqual(
        elected.map(({ option }) => option).toSorted(),
        best.map(({ option }) => option).toSorted(),
      );
    }),
  );
});

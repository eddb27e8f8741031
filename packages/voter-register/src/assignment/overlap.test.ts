import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createAssigner } from './assign.ts';
import { findOverlaps, housesOf } from './overlap.ts';
import type { RangeRule } from './rule.ts';

const PLACE = { territoryPath: 'UZ/1703', locality: 'Bobur', street: 'Navoiy' };

function range(
  station: string,
  from: number | null,
  to: number | null,
  parity: RangeRule['parity'],
): RangeRule {
  return { kind: 'range', station, ...PLACE, from, to, parity };
}

test('two sides of a street do not overlap, neighbours do not either', () => {
  const rules = [range('1', 1, 9, 'odd'), range('2', 2, 8, 'even'), range('3', 10, 20, 'all')];
  assert.deepEqual(findOverlaps(rules), []);
});

test('the same houses for two stations are found, for one station they are not wrong', () => {
  const [one, two, again] = [
    range('1', 1, 9, 'all'),
    range('2', 9, 12, 'all'),
    range('1', 3, 5, 'odd'),
  ];
  assert.deepEqual(findOverlaps([one, two, again]), [{ earlier: one, later: two }]);
});

test('a whole street has one station; its exceptions are ranges', () => {
  const [whole, part, other] = [
    range('1', null, null, 'all'),
    range('2', 1, 9, 'all'),
    range('3', null, null, 'all'),
  ];
  assert.deepEqual(findOverlaps([whole, part]), []);
  assert.deepEqual(findOverlaps([whole, part, other]), [{ earlier: whole, later: other }]);
});

test('an odd range between even numbers holds what lies between, or nothing', () => {
  assert.deepEqual(housesOf({ from: 2, to: 8 }, 'odd'), { first: 3, last: 7 });
  assert.equal(housesOf({ from: 2, to: 2 }, 'odd'), null);
});

test('rules overlap exactly when some house would be a conflict', () => {
  const rule = fc
    .tuple(
      fc.constantFrom('1', '2', '3'),
      fc.integer({ min: 1, max: 25 }),
      fc.integer({ min: 0, max: 12 }),
      fc.constantFrom('all' as const, 'odd' as const, 'even' as const),
    )
    .map(([station, from, length, parity]) => range(station, from, from + length, parity));
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 6 }), (rules) => {
      const assign = createAssigner(rules.map((one, index) => ({ ...one, id: index + 1 })));
      const houses = Array.from({ length: 40 }, (_, index) => index + 1);
      const conflict = houses.some(
        (houseNumber) =>
          assign({ id: 1, ...PLACE, houseNumber, point: null }).method === 'conflict',
      );
      assert.equal(findOverlaps(rules).length > 0, conflict);
    }),
    { numRuns: 500 },
  );
});

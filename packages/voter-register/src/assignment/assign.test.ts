import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createAssigner, type PlacedAddress } from './assign.ts';
import type { AssignmentRule, NumberedRule, Polygon, RangeRule } from './rule.ts';

const PLACE = { territoryPath: 'UZ/1703/1703202', locality: 'Bogʻishamol', street: 'Navoiy' };
const HOME: PlacedAddress = { id: 7, ...PLACE, houseNumber: 12, point: [69_240_000, 41_310_000] };

function numbered(...rules: readonly AssignmentRule[]): readonly NumberedRule[] {
  return rules.map((rule, index) => ({ ...rule, id: index + 1 }));
}

function range(station: string, given: Partial<RangeRule> = {}): RangeRule {
  return { kind: 'range', station, ...PLACE, from: null, to: null, parity: 'all', ...given };
}

function square(west: number, south: number, east: number, north: number): Polygon {
  return [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ];
}

const AROUND_HOME = square(69_000_000, 41_000_000, 70_000_000, 42_000_000);

test('the most exact rule that fits decides', () => {
  const rules: readonly AssignmentRule[] = [
    { kind: 'area', station: '5', polygons: [AROUND_HOME] },
    range('4', { street: '' }),
    range('3'),
    range('2', { from: 1, to: 20 }),
    { kind: 'address', station: '1', addressId: 7 },
  ];
  // Each time the most exact one is taken away.
  const stations = rules.map(
    (_rule, index) => createAssigner(numbered(...rules.slice(0, index + 1)))(HOME).station,
  );
  assert.deepEqual(stations, ['5', '4', '3', '2', '1']);
  assert.deepEqual(createAssigner([])(HOME), { station: null, method: 'unplaced', rule: null });
});

test('each answer says by which method and which rule', () => {
  const assign = createAssigner(
    numbered(range('9', { street: 'Other' }), range('2', { from: 1, to: 20 })),
  );
  assert.deepEqual(assign(HOME), { station: '2', method: 'range', rule: 2 });
});

test('odd and even numbers of a street are two sides', () => {
  const assign = createAssigner(
    numbered(
      range('1', { from: 1, to: 99, parity: 'odd' }),
      range('2', { from: 2, to: 98, parity: 'even' }),
    ),
  );
  assert.equal(assign({ ...HOME, houseNumber: 13 }).station, '1');
  assert.equal(assign({ ...HOME, houseNumber: 98 }).station, '2');
  assert.equal(assign({ ...HOME, houseNumber: 100 }).method, 'unplaced');
  assert.equal(assign({ ...HOME, houseNumber: null }).method, 'unplaced');
});

test('letter case and the kind of apostrophe do not matter in names', () => {
  const assign = createAssigner(
    numbered(range('1', { locality: "BOG'ISHAMOL", street: 'navoiy ' })),
  );
  assert.equal(assign(HOME).station, '1');
});

test('a rule of another territory, locality or street does not fit', () => {
  const assign = createAssigner(numbered(range('1')));
  assert.equal(assign({ ...HOME, territoryPath: 'UZ/1703/1703203' }).station, null);
  assert.equal(assign({ ...HOME, locality: 'Other' }).station, null);
  assert.equal(assign({ ...HOME, street: '' }).station, null);
});

test('two stations that claim an address by the same kind of rule are a conflict, even when a weaker rule fits', () => {
  const areas: readonly AssignmentRule[] = ['1', '2'].map((station) => ({
    kind: 'area',
    station,
    polygons: [AROUND_HOME],
  }));
  assert.deepEqual(createAssigner(numbered(...areas))(HOME), {
    station: null,
    method: 'conflict',
    rule: null,
    claims: [
      { station: '1', rule: 1 },
      { station: '2', rule: 2 },
    ],
  });
});

test('a point on a border is claimed by the areas on both sides', () => {
  const [west, east] = [square(0, 0, 10, 10), square(10, 0, 20, 10)];
  const assign = createAssigner(
    numbered(
      { kind: 'area', station: '1', polygons: [west] },
      { kind: 'area', station: '2', polygons: [east] },
    ),
  );
  const at = (longitude: number) => assign({ ...HOME, point: [longitude, 5] });
  assert.deepEqual([at(9).station, at(10).method, at(11).station], ['1', 'conflict', '2']);
  assert.equal(assign({ ...HOME, point: [0, 5] }).station, '1');
});

test('what lies in a hole of an area does not belong to it', () => {
  const [outer] = square(0, 0, 10, 10);
  const [hole] = square(4, 4, 6, 6);
  const assign = createAssigner(
    numbered({ kind: 'area', station: '1', polygons: [[outer ?? [], hole ?? []]] }),
  );
  assert.equal(assign({ ...HOME, point: [5, 5] }).station, null);
  assert.equal(assign({ ...HOME, point: [3, 5] }).station, '1');
  assert.equal(assign({ ...HOME, point: null }).station, null);
});

test('the order of the rules changes no station', () => {
  const rule = fc.record({
    station: fc.constantFrom('1', '2'),
    from: fc.integer({ min: 1, max: 20 }),
    length: fc.integer({ min: 0, max: 10 }),
    parity: fc.constantFrom('all' as const, 'odd' as const, 'even' as const),
  });
  fc.assert(
    fc.property(
      fc.array(rule, { maxLength: 8 }),
      fc.integer({ min: 1, max: 30 }),
      (given, house) => {
        const rules = given.map(({ station, from, length, parity }) =>
          range(station, { from, to: from + length, parity }),
        );
        const address = { ...HOME, houseNumber: house };
        const [there, back] = [rules, rules.toReversed()].map((ordered) =>
          createAssigner(numbered(...ordered))(address),
        );
        assert.equal(there?.station, back?.station);
        assert.equal(there?.method, back?.method);
      },
    ),
  );
});

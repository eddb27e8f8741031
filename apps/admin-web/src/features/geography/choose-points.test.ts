import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choosePoints } from './choose-points.ts';

const POINTS = {
  numbers: ['1', '2', '3'],
  names: ['a', 'b', 'c'],
  territories: ['1703202', '1703', '1706'],
  latitudesE4: [1, null, 3],
  longitudesE4: [4, null, 6],
  kinds: ['domestic', 'special', 'domestic'] as ('domestic' | 'special')[],
};
const row = (code: string, path: string, level: number) => ({
  territory: { code, path, level, parentCode: null, type: 'x', name: { en: `name ${code}` } },
  stations: 0,
});
const ROWS = [
  row('1703', 'UZ/1703', 1),
  row('1703202', 'UZ/1703/1703202', 2),
  row('1706', 'UZ/1706', 1),
];
const choose = (territory: string, kind: '' | 'domestic') =>
  choosePoints(POINTS, ROWS, { territory, kind }, (name) => name.en);

test('a region holds the stations of its districts too', () => {
  assert.deepEqual(choose('1703', '').numbers, ['1', '2']);
  assert.deepEqual(choose('1703', '').addresses, ['name 1703202', 'name 1703']);
});

test('kind and territory narrow together, and all columns stay of equal length', () => {
  const chosen = choose('1703', 'domestic');
  assert.deepEqual(chosen.numbers, ['1']);
  assert.deepEqual(chosen.latitudesE4, [1]);
  assert.equal(new Set(Object.values(chosen).map((column) => column.length)).size, 1);
});

test('without a choice all are there, an unknown territory has none', () => {
  assert.equal(choose('', '').numbers.length, 3);
  assert.equal(choose('999', '').numbers.length, 0);
});

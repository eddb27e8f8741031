import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chainTo, territoryTree } from './territory-tree.ts';

const row = (code: string, parentCode: string | null, path: string, level: number) => ({
  territory: { code, parentCode, path, level, type: 'x', name: { en: code } },
  stations: 1,
});
const ROWS = [
  row('UZ', null, 'UZ', 0),
  row('1703', 'UZ', 'UZ/1703', 1),
  row('1703202', '1703', 'UZ/1703/1703202', 2),
  row('1706', 'UZ', 'UZ/1706', 1),
];

test('territories hang below their parents', () => {
  const [country, ...others] = territoryTree(ROWS);
  assert.equal(others.length, 0);
  assert.deepEqual(
    country?.children.map((node) => [node.territory.code, node.children.length]),
    [
      ['1703', 1],
      ['1706', 0],
    ],
  );
});

test('what somebody of a region sees has its own top', () => {
  const tree = territoryTree(ROWS.slice(1));
  assert.deepEqual(
    tree.map((node) => node.territory.code),
    ['1703', '1706'],
  );
});

test('the chain to a territory starts with the country', () => {
  assert.deepEqual(
    chainTo(ROWS, 'UZ/1703/1703202').map((territory) => territory.code),
    ['UZ', '1703', '1703202'],
  );
});

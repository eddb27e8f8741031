import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareFigures } from './compare-figures.ts';
import type { Figure } from './figures.ts';

const figure = (code: string): Figure => ({
  name: `counts.${code}`,
  part: 'counts',
  code,
  row: '1',
  caption: code,
  party: null,
  required: true,
});
const content = (counts: Readonly<Record<string, number | null>>) => ({ counts, votes: {} });

test('lines that differ are marked, with the size of the difference', () => {
  const lines = compareFigures(
    [figure('a'), figure('b'), figure('c')],
    [content({ a: 10, b: 5, c: null }), content({ a: 10, b: 8, c: 0 })],
  );
  assert.deepEqual(
    lines.map(({ differs, gap }) => [differs, gap]),
    [
      [false, 0],
      [true, 3],
      [true, null],
    ],
  );
});

test('three versions differ when any of them does, and one alone differs from nothing', () => {
  const three = [content({ a: 1 }), content({ a: 1 }), content({ a: 2 })];
  assert.equal(compareFigures([figure('a')], three)[0]?.differs, true);
  const [alone] = compareFigures([figure('a')], three.slice(0, 1));
  assert.deepEqual([alone?.differs, alone?.gap], [false, null]);
});

test('a line that one protocol lacks differs', () => {
  const [line] = compareFigures([figure('a')], [content({ a: 1 }), content({})]);
  assert.deepEqual([line?.differs, line?.counts], [true, [1, undefined]]);
});

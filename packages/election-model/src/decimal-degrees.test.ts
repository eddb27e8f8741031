import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { degreesE4, degreesText } from './decimal-degrees.ts';

test('decimal degrees become ten-thousandths by their digits, half away from zero', () => {
  const cases: readonly [string, number | null][] = [
    ['41.3111', 413111],
    ['69.24005', 692401],
    ['69.24004999999', 692400],
    ['-0.00005', -1],
    ['-0.00004', 0],
    ['0', 0],
    ['-0', 0],
    ['7', 70000],
    ['007.5', 75000],
    ['179.99995', 1800000],
    ['1.005', 10050],
    ['', null],
    ['.5', null],
    ['5.', null],
    ['+5', null],
    ['1e1', null],
    ['1,5', null],
    ['1234.5', null],
    ['NaN', null],
  ];
  for (const [text, expected] of cases) assert.equal(degreesE4(text), expected, text);
});

test('the text of ten-thousandths reads back as the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_800_000, max: 1_800_000 }), (e4) => {
      assert.equal(degreesE4(degreesText(e4)), e4 + 0);
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { add, compare, divide, floor, fraction, multiply, subtract } from './fraction.ts';

const anyFraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 9n }))
  .map(([top, bottom]) => fraction(top, bottom));

test('a fraction is kept in lowest terms with a positive denominator', () => {
  assert.deepEqual(fraction(6, -4), { numerator: -3n, denominator: 2n });
  assert.deepEqual(fraction(0, 7), { numerator: 0n, denominator: 1n });
  assert.throws(() => fraction(1, 0));
});

test('the Kazakh quota of 2023 is exact: 5,971,719 votes for 69 seats', () => {
  const quota = fraction(5_971_719, 69);
  assert.equal(floor(quota), 86_546n);
  assert.deepEqual(subtract(quota, fraction(86_546)), fraction(45, 69));
});

test('floor goes down for negative numbers too', () => {
  assert.equal(floor(fraction(-1, 2)), -1n);
  assert.equal(floor(fraction(-4, 2)), -2n);
});

test('arithmetic obeys the laws of a field and of order', () => {
  fc.assert(
    fc.property(anyFraction, anyFraction, anyFraction, (a, b, c) => {
      assert.deepEqual(add(a, b), add(b, a));
      assert.deepEqual(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)));
      assert.deepEqual(subtract(add(a, b), b), a);
      if (b.numerator !== 0n) assert.deepEqual(multiply(divide(a, b), b), a);
      assert.equal(compare(a, b), -compare(b, a) + 0);
      assert.ok(compare(fraction(floor(a)), a) <= 0);
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mixedNumber, threeDecimals } from './fraction-words.ts';

const grouped = (whole: string) => whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
const fraction = (numerator: string, denominator: string) => ({ numerator, denominator });

test('a quota is written with its rest, not reduced', () => {
  // Kazakhstan 2023: 5,971,719 votes for 69 seats.
  assert.equal(mixedNumber(fraction('5971719', '69'), grouped), '86,546 45/69');
  assert.equal(mixedNumber(fraction('690', '69'), grouped), '10');
  assert.equal(mixedNumber(fraction('45', '69'), grouped), '45/69');
  assert.equal(mixedNumber(fraction('0', '7'), grouped), '0');
});

test('fractions beyond the largest safe number stay exact', () => {
  const long = fraction('123456789012345678901', '1000000000000000000');
  assert.equal(mixedNumber(long, String), '123 456789012345678901/1000000000000000000');
});

test('decimals are cut off', () => {
  assert.equal(threeDecimals(fraction('2', '3')), '0.666');
  assert.equal(threeDecimals(fraction('5971719', '69')), '86546.652');
  assert.equal(threeDecimals(fraction('1', '1000')), '0.001');
  assert.equal(threeDecimals(fraction('8', '4')), null);
});

import { type Fraction, fraction } from '@ovoz/basics';
import type { Share, WrittenFraction } from '../election-types.ts';

/** A fraction in decimal digits, as a working holds it. Who compares two compares their values. */
export function writtenOf({ numerator, denominator }: Fraction): WrittenFraction {
  return { numerator: String(numerator), denominator: String(denominator) };
}

export function shareOf({ numerator, denominator }: Share): Fraction {
  return fraction(numerator, denominator);
}

const DIGITS = /^[0-9]{1,40}$/;

/** The value of `{numerator, denominator}`, in digits or whole numbers; null when it is something else. */
export function fractionIn(value: unknown): Fraction | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('numerator' in value) || !('denominator' in value)) return null;
  if (Object.keys(value).length !== 2) return null;
  const [top, bottom] = [String(value.numerator), String(value.denominator)];
  if (!DIGITS.test(top) || !DIGITS.test(bottom) || /^0+$/.test(bottom)) return null;
  return fraction(BigInt(top), BigInt(bottom));
}

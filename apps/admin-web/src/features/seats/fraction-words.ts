import type { WrittenFraction } from '@ovoz/election-model';

/** Writes a whole number with the separators of the language. */
type WriteWhole = (whole: string) => string;

/**
 * A fraction as people write it: `86,546 45/69`; without a rest only the whole part, without a whole part only
 * the fraction. Exact: numerator and denominator may be longer than a number can hold.
 */
export function mixedNumber(
  { numerator, denominator }: WrittenFraction,
  write: WriteWhole,
): string {
  const [top, bottom] = [BigInt(numerator), BigInt(denominator)];
  const [whole, rest] = [top / bottom, top % bottom];
  if (rest === 0n) return write(String(whole));
  const part = `${write(String(rest))}/${write(String(bottom))}`;
  return whole === 0n ? part : `${write(String(whole))} ${part}`;
}

/** The same with three decimals, cut off and not rounded, so that it never looks larger than it is. */
export function threeDecimals({ numerator, denominator }: WrittenFraction): string | null {
  const [top, bottom] = [BigInt(numerator), BigInt(denominator)];
  if (top % bottom === 0n) return null;
  const thousandths = (top * 1000n) / bottom;
  const [whole, part] = [thousandths / 1000n, thousandths % 1000n];
  return `${whole}.${String(part).padStart(3, '0')}`;
}

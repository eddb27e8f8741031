import type { WrittenFraction } from '@ovoz/election-model';

/** A quotient of whole numbers as the working shows it: in digits, not reduced. */
export function written(numerator: bigint | number, denominator: bigint | number): WrittenFraction {
  return { numerator: String(numerator), denominator: String(denominator) };
}

/** Whole part and rest: `86546 45/69`, `86546`, `45/69`. Grouping of digits is left to the screens. */
export function mixedNumber(fraction: WrittenFraction): string {
  const [top, bottom] = [BigInt(fraction.numerator), BigInt(fraction.denominator)];
  const [whole, rest] = [top / bottom, top % bottom];
  if (rest === 0n) return String(whole);
  return whole === 0n ? `${rest}/${bottom}` : `${whole} ${rest}/${bottom}`;
}

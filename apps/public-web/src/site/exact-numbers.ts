import type { WrittenFraction } from '@ovoz/election-model';

type WriteNumber = (value: number) => string;

/** Whole part and rest as one writes them by hand: `86,546 45/69`. */
export function writeMixed(fraction: WrittenFraction, number: WriteNumber): string {
  const [whole, rest, bottom] = divide(fraction);
  if (rest === 0n) return number(Number(whole));
  const part = `${rest}/${bottom}`;
  return whole === 0n ? part : `${number(Number(whole))} ${part}`;
}

/** As a pocket calculator shows it: `digits` decimals, the rest cut off; `…` where something was cut. */
export function writeDecimal(
  fraction: WrittenFraction,
  digits: number,
  number: WriteNumber,
): string {
  const [whole, rest, bottom] = divide(fraction);
  const written = number(Number(whole));
  if (rest === 0n) return written;
  const power = 10n ** BigInt(digits);
  const decimals = String((rest * power) / bottom).padStart(digits, '0');
  const isExact = (rest * power) % bottom === 0n;
  // The separator of the language: what stands between the digits of a half.
  const separator = number(0.5).charAt(1);
  return `${written}${separator}${isExact ? decimals.replace(/0+$/, '') : `${decimals}…`}`;
}

function divide({ numerator, denominator }: WrittenFraction): readonly [bigint, bigint, bigint] {
  const [top, bottom] = [BigInt(numerator), BigInt(denominator)];
  return [top / bottom, top % bottom, bottom];
}

import { isDay } from '@ovoz/election-model';
import type { NumberFacts } from './number-facts.ts';

const PINFL = /^[1-6]\d{13}$/;

/**
 * Uzbek PINFL, 14 digits: sex and century (3 and 4: 1900s, 5 and 6: 2000s, odd: man), day, month, year of
 * birth, three digits of the district, three of a serial, check digit. Null when it is none.
 * Unconfirmed: no official text of the check digit was found; the rule is that of public programs.
 */
export function pinfl(text: string): string | null {
  const number = text.trim();
  if (!PINFL.test(number) || pinflCheckDigit(number) !== number.charAt(13)) return null;
  return isDay(birthDate(number)) ? number : null;
}

/** Check digit over the first thirteen digits: weights 7, 3, 1 in turn, as ICAO Doc 9303 has them, modulo 10. */
export function pinflCheckDigit(number: string): string {
  let sum = 0;
  for (let index = 0; index < 13; index++) sum += digit(number, index) * (WEIGHTS[index % 3] ?? 0);
  return String(sum % 10);
}

/** Sex and birth date that a PINFL encodes. */
export function pinflSays(number: string): NumberFacts {
  return { sex: digit(number, 0) % 2 === 1 ? 'm' : 'f', birthDate: birthDate(number) };
}

function birthDate(number: string): string {
  // 1 and 2 are the 1800s.
  const century = 17 + Math.ceil(digit(number, 0) / 2);
  return `${century}${number.slice(5, 7)}-${number.slice(3, 5)}-${number.slice(1, 3)}`;
}

const WEIGHTS = [7, 3, 1];

function digit(number: string, index: number): number {
  return number.charCodeAt(index) - 48;
}

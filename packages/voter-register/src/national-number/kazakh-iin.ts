import { isDay } from '@ovoz/election-model';
import type { NumberFacts } from './number-facts.ts';

const IIN = /^\d{6}[1-6]\d{5}$/;

/**
 * Kazakh IIN, 12 digits: year, month, day of birth, sex and century (as in a PINFL), four digits of a serial,
 * check digit. Null when it is none. Rule of the check digit: government decree 406 of 22 May 2007.
 */
export function kazakhIin(text: string): string | null {
  const number = text.trim();
  if (!IIN.test(number) || iinCheckDigit(number) !== number.charAt(11)) return null;
  return isDay(birthDate(number)) ? number : null;
}

/** Over the first eleven digits; null for a serial that is not given out because the rule gives ten twice. */
export function iinCheckDigit(number: string): string | null {
  const first = weighted(number, 1);
  const digit = first === 10 ? weighted(number, 3) : first;
  return digit === 10 ? null : String(digit);
}

/** Sex and birth date that an IIN encodes. */
export function kazakhIinSays(number: string): NumberFacts {
  return { sex: Number(number.charAt(6)) % 2 === 1 ? 'm' : 'f', birthDate: birthDate(number) };
}

/** Weights from `start` on: 1, 2 … 11, or 3, 4 … 11, 1, 2; modulo 11. */
function weighted(number: string, start: number): number {
  let sum = 0;
  for (let index = 0; index < 11; index++) {
    sum += Number(number.charAt(index)) * (((index + start - 1) % 11) + 1);
  }
  return sum % 11;
}

function birthDate(number: string): string {
  const century = 17 + Math.ceil(Number(number.charAt(6)) / 2);
  return `${century}${number.slice(0, 2)}-${number.slice(2, 4)}-${number.slice(4, 6)}`;
}

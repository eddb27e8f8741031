import { isDay } from '@ovoz/election-model';
import type { NumberFacts } from './number-facts.ts';

const PIN = /^[12]\d{13}$/;

/**
 * Kyrgyz PIN, 14 digits: sex (1 woman, 2 man), day, month and year of birth, five more. Null when it is none.
 * Unconfirmed: from public programs, no official text was found.
 */
export function kyrgyzPin(text: string): string | null {
  const number = text.trim();
  return PIN.test(number) && isDay(birthDate(number)) ? number : null;
}

/** Sex and birth date that a PIN encodes. */
export function kyrgyzPinSays(number: string): NumberFacts {
  return { sex: number.startsWith('2') ? 'm' : 'f', birthDate: birthDate(number) };
}

function birthDate(number: string): string {
  return `${number.slice(5, 9)}-${number.slice(3, 5)}-${number.slice(1, 3)}`;
}

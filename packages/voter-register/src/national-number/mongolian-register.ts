import { isDay } from '@ovoz/election-model';
import type { NumberFacts } from './number-facts.ts';

const REGISTER = /^[А-ЯЁӨҮ]{2}\d{8}$/;

/**
 * Mongolian register number: two Cyrillic letters, year, month (plus 20 from 2000 on) and day of birth, a
 * digit that is odd for men, and a last digit whose rule is not published. Null when it is none.
 * Unconfirmed: from public programs, no official text was found.
 */
export function mongolianRegister(text: string): string | null {
  const number = text.trim().toUpperCase();
  return REGISTER.test(number) && isDay(birthDate(number)) ? number : null;
}

/** Sex and birth date that a register number encodes. */
export function mongolianRegisterSays(number: string): NumberFacts {
  return {
    sex: Number(number.charAt(8)) % 2 === 1 ? 'm' : 'f',
    birthDate: birthDate(number),
  };
}

function birthDate(number: string): string {
  const [year, month, day] = [number.slice(2, 4), Number(number.slice(4, 6)), number.slice(6, 8)];
  const isSince2000 = month > 20;
  const monthText = String(isSince2000 ? month - 20 : month).padStart(2, '0');
  return `${isSince2000 ? '20' : '19'}${year}-${monthText}-${day}`;
}

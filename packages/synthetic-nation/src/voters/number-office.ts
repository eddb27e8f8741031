import { type NationalNumberKind, pinflCheckDigit } from '@ovoz/voter-register';
import { dayText } from './days.ts';
import type { SexLetter } from './patronymics.ts';

/** Gives out national and document numbers, none twice, keeping one counter per birthday and sex. */
export type NumberOffice = {
  national(sex: SexLetter, birthDay: number): string;
  document(): string;
};

export function numberOffice(kind: NationalNumberKind): NumberOffice {
  const issued = new Map<number, number>();
  let people = 0;
  let documents = 0;
  return {
    national(sex, birthDay) {
      if (kind === 'none') return '';
      if (kind === 'az-fin') return finOf(people++);
      const key = 2 * birthDay + (sex === 'm' ? 1 : 0);
      const serial = issued.get(key) ?? 0;
      issued.set(key, serial + 1);
      return kind === 'uz-pinfl'
        ? pinflOf(sex, birthDay, serial)
        : mongolianRegisterOf(sex, birthDay, serial);
    },
    document: () => documentOf(documents++),
  };
}

/**
 * The n-th number of a day: far from the one before, and not the n-th of other days. The factor has no divisor
 * of the size in common, so that no number comes twice.
 */
function scattered(serial: number, factor: number, size: number, day = 0): number {
  return (serial * factor + day * 611_953) % size;
}

function pinflOf(sex: SexLetter, birthDay: number, serial: number): string {
  const birth = dayText(birthDay);
  const century = 2 * (Number(birth.slice(0, 2)) - 17) - (sex === 'm' ? 1 : 0);
  const day = birth.slice(8) + birth.slice(5, 7) + birth.slice(2, 4);
  const place = String(scattered(serial, 387_421, 1_000_000, birthDay + 40_000)).padStart(6, '0');
  const number = `${century}${day}${place}`;
  return number + pinflCheckDigit(number);
}

const REGISTER_LETTERS = 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧЭ';

/** Letters of the place, year, month (plus 20 since 2000), day, an odd digit for men, a last digit. */
function mongolianRegisterOf(sex: SexLetter, birthDay: number, serial: number): string {
  const birth = dayText(birthDay);
  const letters = REGISTER_LETTERS.length;
  const number = scattered(serial, 7_919, letters * letters * 50, birthDay + 40_000);
  const first = REGISTER_LETTERS.charAt(Math.floor(number / 50 / letters));
  const second = REGISTER_LETTERS.charAt(Math.floor(number / 50) % letters);
  const month = Number(birth.slice(5, 7)) + (birth.startsWith('20') ? 20 : 0);
  const sexDigit = 2 * (Math.floor(number / 10) % 5) + (sex === 'm' ? 1 : 0);
  const date = `${birth.slice(2, 4)}${String(month).padStart(2, '0')}${birth.slice(8)}`;
  return `${first}${second}${date}${sexDigit}${number % 10}`;
}

const FIN_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

function finOf(person: number): string {
  let rest = scattered(person, 314_159_269, FIN_CHARACTERS.length ** 7);
  let fin = '';
  for (let index = 0; index < 7; index++) {
    fin += FIN_CHARACTERS.charAt(rest % FIN_CHARACTERS.length);
    rest = Math.floor(rest / FIN_CHARACTERS.length);
  }
  return fin;
}

/** Two letters and seven digits, as the passports of these countries have. */
function documentOf(document: number): string {
  const number = scattered(document, 7_654_321, 26 * 10_000_000);
  const letter = String.fromCharCode(65 + Math.floor(number / 10_000_000));
  return `A${letter}${String(number % 10_000_000).padStart(7, '0')}`;
}

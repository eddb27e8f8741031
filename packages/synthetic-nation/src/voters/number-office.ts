import { iinCheckDigit, type NationalNumberKind, pinflCheckDigit } from '@ovoz/voter-register';
import type { SeededRandom } from '../seeded-random.ts';
import { dayText } from './days.ts';
import type { SexLetter } from './patronymics.ts';

/** Gives out national and document numbers, none twice, keeping one counter per birthday and sex. */
export type NumberOffice = {
  national(sex: SexLetter, birthDay: number): string;
  /** Another number that differs in one digit; a check digit follows, so that it is accepted. */
  mistyped(number: string, random: SeededRandom): string;
  document(): string;
};

export function numberOffice(kind: NationalNumberKind): NumberOffice {
  const { issue, digits, withCheckDigit } = FORMS[kind];
  const issued = new Map<number, number>();
  let people = 0;
  let documents = 0;
  return {
    national(sex, birthDay) {
      if (kind === 'az-fin' || kind === 'ge-personal') return issue(sex, birthDay, people++) ?? '';
      const key = 2 * birthDay + (sex === 'm' ? 1 : 0);
      for (let serial = issued.get(key) ?? 0; ; serial++) {
        const number = issue(sex, birthDay, serial);
        issued.set(key, serial + 1);
        if (number !== null) return number;
      }
    },
    mistyped(number, random) {
      for (;;) {
        const wrong = withDigitWrong(number, digits, random);
        const accepted = withCheckDigit === undefined ? wrong : withCheckDigit(wrong);
        if (accepted !== null) return accepted;
      }
    },
    document: () => documentOf(documents++),
  };
}

function withDigitWrong(
  number: string,
  [first, last]: NumberForm['digits'],
  random: SeededRandom,
): string {
  const at = first + random.below(last - first + 1);
  const digit = /\d/.test(number.charAt(at)) ? Number(number.charAt(at)) : 4;
  const other = (digit + 1 + random.below(9)) % 10;
  return `${number.slice(0, at)}${other}${number.slice(at + 1)}`;
}

type NumberForm = {
  /** Null: the rule has no number for this serial. */
  readonly issue: (sex: SexLetter, birthDay: number, serial: number) => string | null;
  /** Places behind sex and birth date, where a wrong digit contradicts nothing: first and last. */
  readonly digits: readonly [first: number, last: number];
  /** Null when the digits before it have none. */
  readonly withCheckDigit?: (number: string) => string | null;
};

const FORMS: Readonly<Record<NationalNumberKind, NumberForm>> = {
  'uz-pinfl': { issue: pinflOf, digits: [7, 12], withCheckDigit: withPinflCheckDigit },
  'az-fin': { issue: (_sex, _day, person) => finOf(person), digits: [6, 6] },
  'mn-register': { issue: mongolianRegisterOf, digits: [9, 9] },
  'kz-iin': { issue: iinOf, digits: [7, 10], withCheckDigit: withIinCheckDigit },
  'kg-pin': { issue: kyrgyzPinOf, digits: [9, 13] },
  'ge-personal': { issue: (_sex, _day, person) => georgianOf(person), digits: [5, 10] },
  none: { issue: () => '', digits: [0, 0] },
};

/**
 * The n-th number of a day: far from the one before, and not the n-th of other days. The factor has no divisor
 * of the size in common, so that no number comes twice.
 */
function scattered(serial: number, factor: number, size: number, day = 0): number {
  return (serial * factor + day * 611_953) % size;
}

function pinflOf(sex: SexLetter, birthDay: number, serial: number): string {
  const birth = dayText(birthDay);
  const day = birth.slice(8) + birth.slice(5, 7) + birth.slice(2, 4);
  const place = String(scattered(serial, 387_421, 1_000_000, birthDay + 40_000)).padStart(6, '0');
  return withPinflCheckDigit(`${sexAndCentury(sex, birth)}${day}${place}`);
}

/** 3: man born in the 1900s, 4: woman, 5 and 6 in the 2000s. */
function sexAndCentury(sex: SexLetter, birth: string): number {
  return 2 * (Number(birth.slice(0, 2)) - 17) - (sex === 'm' ? 1 : 0);
}

function withPinflCheckDigit(number: string): string {
  return number.slice(0, 13) + pinflCheckDigit(number);
}

function iinOf(sex: SexLetter, birthDay: number, serial: number): string | null {
  const birth = dayText(birthDay);
  const day = birth.slice(2).replaceAll('-', '');
  const digits = String(scattered(serial, 3_877, 10_000, birthDay + 40_000)).padStart(4, '0');
  return withIinCheckDigit(`${day}${sexAndCentury(sex, birth)}${digits}`);
}

function withIinCheckDigit(number: string): string | null {
  const check = iinCheckDigit(number);
  return check === null ? null : number.slice(0, 11) + check;
}

function kyrgyzPinOf(sex: SexLetter, birthDay: number, serial: number): string {
  const birth = dayText(birthDay);
  const digits = String(scattered(serial, 38_749, 100_000, birthDay + 40_000)).padStart(5, '0');
  return `${sex === 'm' ? 2 : 1}${birth.slice(8)}${birth.slice(5, 7)}${birth.slice(0, 4)}${digits}`;
}

function georgianOf(person: number): string {
  return String(scattered(person, 56_789_123, 100_000_000_000)).padStart(11, '0');
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

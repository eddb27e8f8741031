import { knownTwins } from '../names/known-twins.ts';
import { nameKey } from '../names/name-key.ts';
import type { NamePart, NameProfile } from '../names/name-profile.ts';
import { nameSkeleton } from '../names/name-skeleton.ts';
import type { NationalNumberKind } from '../national-number/national-number.ts';

/** How a country writes names and numbers, as its pack says. */
export type Writing = {
  readonly nameProfile: NameProfile;
  readonly nationalNumber: NationalNumberKind;
};

/** What the finder of duplicates is given about one entry of the register. Empty text: not known. */
export type PersonToMatch = {
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string;
  readonly sex: string;
  /** `1980-05-04` */
  readonly birthDate: string;
  /** Number of the address. */
  readonly addressId: string;
  readonly flat: string;
  /** Place of the address: territory and locality. */
  readonly locality: string;
  /** Path of the district. */
  readonly district: string;
  readonly nationalNumber: string;
  readonly documentNumber: string;
};

/**
 * Columns of `registerSetup`, in this order. Names are folded to one alphabet; `_s` is the skeleton; `birth_key` has
 * day and month in order of size, so that swapped ones meet; `birth_day` is month and day without the year; `home` is
 * address and flat; `twin` the name out of the list of twins' names that the given name is or nearly is; `number` the
 * national number without its check digit, `number_end` a part of it that the rest does not determine.
 */
export const REGISTER_COLUMNS = [
  'surname',
  'given',
  'patronymic',
  'surname_s',
  'given_s',
  'patronymic_s',
  'twin',
  'sex',
  'birth',
  'birth_key',
  'birth_year',
  'birth_month',
  'birth_day',
  'address',
  'home',
  'locality',
  'district',
  'number',
  'number_end',
  'document',
] as const;

/** @returns the values of `REGISTER_COLUMNS`; empty text where there is none. */
export function matchedValues(
  { nameProfile, nationalNumber: kind }: Writing,
  person: PersonToMatch,
): readonly string[] {
  const { surname, given, patronymic, birthDate, addressId, flat } = person;
  const key = (text: string) => (text === '' ? '' : nameKey(nameProfile, text));
  const skeleton = (part: NamePart, text: string) =>
    text === '' ? '' : nameSkeleton(nameProfile, part, text);
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const { number, end } = NUMBER_PARTS[kind](person.nationalNumber.toUpperCase());
  const givenKey = key(given);
  return [
    key(surname),
    givenKey,
    key(patronymic),
    skeleton('surname', surname),
    skeleton('given', given),
    skeleton('patronymic', patronymic),
    nearestTwinName(nameProfile, givenKey),
    person.sex,
    `${year}${month}${day}`,
    month < day ? `${year}${month}${day}` : `${year}${day}${month}`,
    year,
    `${year}${month}`,
    `${month}${day}`,
    addressId,
    addressId === '' ? '' : `${addressId}/${flat}`,
    person.locality,
    person.district,
    number,
    end,
    person.documentNumber.toUpperCase(),
  ];
}

/**
 * Whoever copies one digit wrongly and reckons the check digit anew is one digit away, not two. The end must not
 * follow from birth date and sex, and differs between numbers given to twins one after the other.
 */
const NUMBER_PARTS: Readonly<
  Record<NationalNumberKind, (number: string) => { readonly number: string; readonly end: string }>
> = {
  'uz-pinfl': (number) => ({ number: number.slice(0, 13), end: number.slice(10, 13) }),
  'az-fin': (number) => ({ number, end: number.slice(-3) }),
  'mn-register': (number) => ({ number, end: `${number.slice(0, 2)}${number.slice(9)}` }),
  'kz-iin': (number) => ({ number: number.slice(0, 11), end: number.slice(7, 11) }),
  'kg-pin': (number) => ({ number, end: number.slice(9) }),
  'ge-personal': (number) => ({ number, end: number.slice(-3) }),
  none: () => ({ number: '', end: '' }),
};

const twinNames = new Map<NameProfile, readonly string[]>();
const nearest = new Map<string, string>();

/** One letter away from a twin's name is that name misspelled. Remembered: given names repeat. */
function nearestTwinName(profile: NameProfile, given: string): string {
  const known = nearest.get(`${profile} ${given}`);
  if (known !== undefined) return known;
  let names = twinNames.get(profile);
  if (names === undefined) {
    names = [...new Set(knownTwins(profile).flat())];
    twinNames.set(profile, names);
  }
  const found = names.includes(given)
    ? given
    : (names.find((name) => isOneEditAway(name, given)) ?? '');
  nearest.set(`${profile} ${given}`, found);
  return found;
}

/** One letter more, less, other, or two neighbours exchanged. */
function isOneEditAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [restOfA, restOfB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (restOfA.length <= 1 && restOfB.length <= 1) return true;
  return restOfA.length === 2 && restOfA === `${restOfB.charAt(1)}${restOfB.charAt(0)}`;
}

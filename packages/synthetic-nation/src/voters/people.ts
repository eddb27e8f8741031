import type { SeededRandom } from '../seeded-random.ts';
import { dayText, newYearOf } from './days.ts';
import type { NameStock } from './name-stock.ts';
import type { NumberOffice } from './number-office.ts';
import type { SexLetter } from './patronymics.ts';
import { type PersonRow } from './register-rows.ts';

/** A human being, names by their numbers in the stock. */
export type Person = {
  readonly person: number;
  readonly sex: SexLetter;
  readonly surname: number;
  readonly given: number;
  /** Number of the father's given name. */
  readonly father: number;
  /** Day as the register has it, since 1970. */
  readonly birthDay: number;
  readonly twin: number | null;
};

/** How the office that registered a home writes: index of NameForms. */
export type Spelling = 0 | 1 | 2 | 3;

/** Share of the records of homes that are not written in the country's own way. */
const OTHER_SPELLING: readonly (readonly [Spelling, number])[] = [
  [1, 0.08],
  [2, 0.02],
];

export function drawSpelling(random: SeededRandom): Spelling {
  let draw = random.next();
  for (const [spelling, share] of OTHER_SPELLING) {
    if (draw < share) return spelling;
    draw -= share;
  }
  return 0;
}

/** People born before had patronymics made the Russian way, and often no known birthday. */
export type Eras = { readonly olderBefore: number; readonly unknownDaysBefore: number };

const PLACEHOLDER_DAY = 0.03;
const NO_NUMBER = 0.003;
const NO_DOCUMENT = 0.02;
const NO_PATRONYMIC = 0.015;
const FOREIGNER = 0.002;

/** Of people whose birthday was not known when they were registered it is 1 January. */
export function registeredBirthDay(
  day: number,
  { unknownDaysBefore }: Eras,
  random: SeededRandom,
): number {
  return day < unknownDaysBefore && random.next() < PLACEHOLDER_DAY ? newYearOf(day) : day;
}

export type RecordSources = {
  readonly stock: NameStock;
  readonly office: NumberOffice;
  readonly eras: Eras;
  readonly citizenship: string;
};

/** What the civil register holds of a person. @param place number of the record, and home. */
export function recordOf(
  { stock, office, eras, citizenship }: RecordSources,
  person: Person,
  spelling: Spelling,
  { recordId, addressId, flat }: Pick<PersonRow, 'recordId' | 'addressId' | 'flat'>,
  random: SeededRandom,
): PersonRow {
  const { sex, birthDay } = person;
  const era = birthDay < eras.olderBefore && random.next() < 0.6 ? 1 : 0;
  const hasPatronymic = random.next() >= NO_PATRONYMIC;
  return {
    recordId,
    nationalNumber: random.next() < NO_NUMBER ? '' : office.national(sex, birthDay),
    documentNumber: random.next() < NO_DOCUMENT ? '' : office.document(),
    surname: stock.surnames[person.surname]?.[sex][spelling] ?? '',
    given: stock.given[sex][person.given]?.[spelling] ?? '',
    patronymic: hasPatronymic ? (stock.patronymics[person.father]?.[sex][era][spelling] ?? '') : '',
    sex,
    birthDate: dayText(birthDay),
    citizenship: random.next() < FOREIGNER ? 'RU' : citizenship,
    addressId,
    flat,
    person: person.person,
    twin: person.twin,
  };
}

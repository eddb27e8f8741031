import type { NameProfile } from '@ovoz/voter-register';
import type { SeededRandom } from '../seeded-random.ts';
import { dayNumber, dayText } from './days.ts';
import type { NameStock } from './name-stock.ts';
import type { NumberOffice } from './number-office.ts';
import type { SexLetter } from './patronymics.ts';
import type { Person, Spelling } from './people.ts';
import type { PersonRow } from './register-rows.ts';
import { misspelled } from './typing.ts';

/** How the second record of a person differs from the first: the rates that the project measures itself by. */
export const MISTAKES = {
  /** Of each name. */
  russianSpelling: 0.25,
  /** Of each name. */
  typo: 0.12,
  changedSurname: { m: 0.01, f: 0.12 },
  movedHome: 0.3,
  wrongDate: 0.11,
  missingPatronymic: 0.1,
  /** The rest of the numbers are reissued: no duplicate keeps its number. */
  missingNumber: 0.4,
  digitWrong: 0.3,
  missingDocument: 0.3,
  otherAlphabet: 0.3,
} as const;

type Clerk = readonly [usual: Spelling, nowAndThen: Spelling];

/** How clerks write who keep to the country's own letters, and others; none mixes alphabets in one record. */
const CLERKS: Readonly<Record<NameProfile, Readonly<Record<'own' | 'other', Clerk>>>> = {
  uzbek: { own: [0, 3], other: [1, 2] },
  azerbaijani: { own: [0, 3], other: [2, 2] },
  mongolian: { own: [0, 0], other: [1, 3] },
  plain: { own: [0, 0], other: [1, 1] },
};

export type MistakeSources = { readonly stock: NameStock; readonly office: NumberOffice };

/** The same person registered again elsewhere or later, by another clerk; without number and place of the record. */
export function secondRecord(
  { stock, office }: MistakeSources,
  person: Person,
  first: PersonRow,
  random: SeededRandom,
): Omit<PersonRow, 'recordId'> {
  const { sex } = person;
  const isOther = random.next() < MISTAKES.otherAlphabet;
  const [usual, russian] = CLERKS[stock.profile][isOther ? 'other' : 'own'];
  const spelling = () => (random.next() < MISTAKES.russianSpelling ? russian : usual);
  const surname =
    random.next() < MISTAKES.changedSurname[sex] ? stock.pickSurname(random) : person.surname;
  const era = random.next() < 0.5 ? 0 : 1;
  const typed = (name: string) => (random.next() < MISTAKES.typo ? misspelled(name, random) : name);
  const hasPatronymic = first.patronymic !== '' && random.next() >= MISTAKES.missingPatronymic;
  const birthDate =
    random.next() < MISTAKES.wrongDate ? wrongDate(first.birthDate, random) : first.birthDate;
  return {
    nationalNumber: otherNumber(office, first, birthDate, random),
    documentNumber: random.next() < MISTAKES.missingDocument ? '' : office.document(),
    surname: typed(stock.surnames[surname]?.[sex][spelling()] ?? ''),
    given: typed(stock.given[sex][person.given]?.[spelling()] ?? ''),
    patronymic: hasPatronymic
      ? typed(stock.patronymics[person.father]?.[sex][era][spelling()] ?? '')
      : '',
    sex,
    birthDate,
    citizenship: first.citizenship,
    addressId: first.addressId,
    flat: first.flat,
    person: first.person,
    twin: first.twin,
  };
}

function otherNumber(
  office: NumberOffice,
  { nationalNumber, sex }: { readonly nationalNumber: string; readonly sex: SexLetter },
  birthDate: string,
  random: SeededRandom,
): string {
  const draw = random.next();
  if (draw < MISTAKES.missingNumber) return '';
  const isDigitWrong = draw < MISTAKES.missingNumber + MISTAKES.digitWrong;
  if (isDigitWrong && nationalNumber !== '') return office.mistyped(nationalNumber, random);
  return office.national(sex, dayNumber(birthDate));
}

/** Day and month swapped, one digit of the day, the year next to it, or 1 January. */
function wrongDate(date: string, random: SeededRandom): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const kind = random.below(4);
  if (kind === 0 && Number(day) <= 12 && day !== month) return `${year}-${day}-${month}`;
  if (kind === 1)
    return `${Number(year) + (random.next() < 0.5 ? 1 : -1)}-${month}-${day === '29' && month === '02' ? '28' : day}`;
  if (kind === 2 && !date.endsWith('-01-01')) return `${year}-01-01`;
  const other = dayNumber(date) + (random.next() < 0.5 ? 10 : -10);
  // Ten days on is one digit wrong inside a month.
  const near = dayText(other);
  return near.slice(0, 7) === date.slice(0, 7)
    ? near
    : dayText(dayNumber(date) + (Number(day) > 1 ? -1 : 1));
}

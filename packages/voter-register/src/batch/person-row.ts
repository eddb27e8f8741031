import { ok, type Result, refused } from '@ovoz/basics';
import { isDay } from '@ovoz/election-model';
import { checkName, type NameFault } from '../names/check-name.ts';
import type { NameProfile } from '../names/name-profile.ts';
import {
  checkNationalNumber,
  type NationalNumberKind,
  numberAgrees,
} from '../national-number/national-number.ts';
import { faultOfText, type TextFault } from './cell-text.ts';
import type { BATCH_COLUMNS } from './manifest.ts';
import type { QualityFinding } from './report.ts';

export type PersonColumn = (typeof BATCH_COLUMNS.persons)[number];
/** What the civil register says of one person, each cell as it stands in the file. */
export type PersonCells = Readonly<Record<PersonColumn, string>>;

/** The same, checked. */
export type Person = {
  /** Number of the record in the civil register; null for who is added on request. */
  readonly recordId: number | null;
  /** In its one written form; empty when there is none. */
  readonly nationalNumber: string;
  readonly documentNumber: string;
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string;
  readonly sex: 'm' | 'f';
  /** ISO 8601. */
  readonly birthDate: string;
  readonly citizenship: string;
  readonly addressId: number | null;
  readonly flat: string;
};

/** Why a row about a person cannot be taken over. */
export type PersonFault =
  | NameFault
  | TextFault
  | 'number-invalid'
  | 'national-number-invalid'
  | 'sex-unknown'
  | 'date-impossible'
  | 'date-in-future'
  | 'date-too-old'
  | 'citizenship-unknown';
export type PersonRefusal = { readonly code: PersonFault; readonly field: PersonColumn };

export type PersonRules = {
  readonly nameProfile: NameProfile;
  readonly nationalNumber: NationalNumberKind;
  /** Day on which the register was so, ISO 8601: nobody is born later. */
  readonly asOf: string;
};

/** No verified life reached 123 years; registers keep some people longer. */
const MAX_AGE_YEARS = 150;
const MAX_DOCUMENT = 30;
const MAX_FLAT = 20;
/** At most 15 digits: whole in JavaScript's numbers. */
const RECORD_ID = /^[1-9]\d{0,14}$/;
const CITIZENSHIP = /^[A-Z]{2}$/;

/** True for a number of a record or of an address. */
export function isRecordNumber(text: string): boolean {
  return RECORD_ID.test(text);
}

/** Checks a row of `persons.csv`. The first fault is told: a row with one is not taken over, whatever else it has. */
export function checkPerson(
  cells: PersonCells,
  { nameProfile, nationalNumber, asOf }: PersonRules,
): Result<Person, PersonRefusal> {
  if (!isRecordNumber(cells.record_id)) return fault('number-invalid', 'record_id');
  const names = checkNames(cells, nameProfile);
  if (!names.ok) return names;
  const { sex, birth_date: birthDate, citizenship, flat } = cells;
  if (sex !== 'm' && sex !== 'f') return fault('sex-unknown', 'sex');
  const date = faultOfBirthDate(birthDate, asOf);
  if (date !== null) return fault(date, 'birth_date');
  if (!CITIZENSHIP.test(citizenship)) return fault('citizenship-unknown', 'citizenship');
  const number = checkNumber(nationalNumber, cells.national_number);
  if (number === null) return fault('national-number-invalid', 'national_number');
  const documentFault = faultOfText(cells.document_number, MAX_DOCUMENT);
  if (documentFault !== null) return fault(documentFault, 'document_number');
  const addressId = cells.address_id;
  if (addressId !== '' && !isRecordNumber(addressId)) return fault('number-invalid', 'address_id');
  const flatFault = faultOfText(flat, MAX_FLAT);
  if (flatFault !== null) return fault(flatFault, 'flat');
  return ok({
    recordId: Number(cells.record_id),
    nationalNumber: number,
    documentNumber: cells.document_number,
    surname: names.value.surname,
    given: names.value.given,
    patronymic: names.value.patronymic,
    sex,
    birthDate,
    citizenship,
    addressId: addressId === '' ? null : Number(addressId),
    flat,
  });
}

/** What a data-quality report counts of a person who is taken over all the same. */
export function qualityFindings(
  person: Person,
  kind: NationalNumberKind,
): readonly QualityFinding[] {
  const found: QualityFinding[] = [];
  if (person.patronymic === '') found.push('patronymic-missing');
  if (person.documentNumber === '') found.push('document-missing');
  if (person.addressId === null) found.push('address-missing');
  // Registers write 1 January when they know the year only.
  if (person.birthDate.endsWith('-01-01')) found.push('placeholder-date');
  if (person.nationalNumber === '') found.push('number-missing');
  else if (!numberAgrees(kind, person.nationalNumber, person)) found.push('number-disagrees');
  return found;
}

type Names = Pick<Person, 'surname' | 'given' | 'patronymic'>;

/** Everybody has a given name. In Mongolia either the clan or the parent's name may be missing, elsewhere the patronymic. */
export function checkNames(names: Names, profile: NameProfile): Result<Names, PersonRefusal> {
  const given = checkName(names.given);
  if (!given.ok) return fault(given.refusal, 'given');
  const patronymic = checkName(names.patronymic);
  if (!patronymic.ok && patronymic.refusal !== 'name-empty') {
    return fault(patronymic.refusal, 'patronymic');
  }
  const surname = checkName(names.surname);
  const mayLackSurname = profile === 'mongolian' && patronymic.ok;
  if (!surname.ok && !(surname.refusal === 'name-empty' && mayLackSurname)) {
    return fault(surname.refusal, 'surname');
  }
  return ok({
    surname: surname.ok ? surname.value : '',
    given: given.value,
    patronymic: patronymic.ok ? patronymic.value : '',
  });
}

/** Null: it is none. */
function checkNumber(kind: NationalNumberKind, text: string): string | null {
  if (text === '') return '';
  const number = checkNationalNumber(kind, text);
  return number.ok ? number.value : null;
}

/** @param asOf ISO 8601. */
function faultOfBirthDate(
  birthDate: string,
  asOf: string,
): 'date-impossible' | 'date-in-future' | 'date-too-old' | null {
  if (!isDay(birthDate)) return 'date-impossible';
  if (birthDate > asOf) return 'date-in-future';
  const years = Number(asOf.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return years > MAX_AGE_YEARS ? 'date-too-old' : null;
}

function fault(code: PersonFault, field: PersonColumn): Result<never, PersonRefusal> {
  return refused({ code, field });
}

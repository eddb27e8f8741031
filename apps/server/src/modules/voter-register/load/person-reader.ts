import {
  BATCH_COLUMNS,
  checkPerson,
  type Person,
  type PersonCells,
  type PersonRules,
  qualityFindings,
} from '@ovoz/voter-register';
import {
  type CountryRegister,
  regionOf,
  rowHash,
  searchKey,
  skeletonKey,
} from '../country-register.ts';
import { type AddressPlaces, placeOf } from './address-places.ts';
import type { CopyRows } from './copy-rows.ts';
import type { RowPlace, RowReader } from './read-chunk.ts';

/** Columns that a row for the empty register fills, in this order. */
export const VOTER_COLUMNS = [
  'record_id',
  'national_key',
  'sealed',
  'surname',
  'given',
  'patronymic',
  'sex',
  'birth_date',
  'citizenship',
  'search_key',
  'skeleton_key',
  'address_id',
  'flat',
  'source_hash',
] as const;
export const PLACED_COLUMNS = [
  ...VOTER_COLUMNS,
  'territory_path',
  'region_path',
  'status',
  'batch_sequence',
] as const;
export const STAGED_COLUMNS = [...VOTER_COLUMNS, 'file', 'line', 'place', 'size'] as const;

/** Where rows go: into the empty register, placed by this table; or beside the register, to be compared with it. */
export type PersonTarget =
  | { readonly into: 'register'; readonly places: AddressPlaces; readonly sequence: number }
  | { readonly into: 'staging' };

/** Reads `persons.csv`. */
export function personReader(
  register: CountryRegister,
  asOf: string,
  target: PersonTarget,
): RowReader {
  const { rules, keys, pack } = register;
  const personRules: PersonRules = { ...rules, asOf };
  const regions = new Map<string, string>();
  return {
    columns: BATCH_COLUMNS.persons,
    read: (cells, place, rows, note) => {
      const checked = checkPerson(cellsByName(cells), personRules);
      if (!checked.ok) {
        return { taken: false, reason: checked.refusal.code, field: checked.refusal.field };
      }
      const person = checked.value;
      const territory = target.into === 'register' ? territoryOf(person, target.places) : '';
      if (territory === null) {
        return { taken: false, reason: 'address-unknown', field: 'address_id' };
      }
      for (const finding of qualityFindings(person, rules.nationalNumber)) note(finding);
      const key =
        person.nationalNumber === '' ? null : keys.nationalKey(pack, person.nationalNumber);
      rows.row(target.into === 'register' ? PLACED_COLUMNS.length : STAGED_COLUMNS.length);
      writeVoter(rows, register, person, key);
      rows.bytes(rowHash(cells));
      if (target.into === 'register') {
        rows.text(territory);
        rows.text(remember(regions, territory));
        rows.text('registered');
        rows.int4(target.sequence);
      } else writePlace(rows, place);
      return {
        taken: true,
        record: person.recordId ?? 0,
        keyHigh: key === null ? 0 : key.readUInt32BE(0),
        keyLow: key === null ? 0 : key.readUInt32BE(4),
      };
    },
  };

  function territoryOf({ addressId }: Person, places: AddressPlaces): string | null {
    return addressId === null ? register.root : placeOf(places, addressId);
  }
}

/** Columns `file`, `line`, `place`, `size` of a row that waits beside the register. */
export function writePlace(rows: CopyRows, { file, line, offset, size }: RowPlace): void {
  rows.int4(file);
  rows.int4(line);
  rows.int8(offset);
  rows.int4(size);
}

function writeVoter(
  rows: CopyRows,
  register: CountryRegister,
  person: Person,
  key: Buffer | null,
): void {
  rows.int8(person.recordId ?? 0);
  if (key === null) rows.none();
  else rows.bytes(key);
  rows.bytes(register.keys.sealNumbers(person.nationalNumber, person.documentNumber));
  rows.text(person.surname);
  rows.text(person.given);
  rows.text(person.patronymic);
  rows.text(person.sex);
  rows.date(person.birthDate);
  rows.text(person.citizenship);
  rows.text(searchKey(register, person));
  rows.text(skeletonKey(register, person));
  if (person.addressId === null) rows.none();
  else rows.int8(person.addressId);
  rows.text(person.flat);
}

function cellsByName(cells: readonly string[]): PersonCells {
  return {
    record_id: cells[0] ?? '',
    national_number: cells[1] ?? '',
    document_number: cells[2] ?? '',
    surname: cells[3] ?? '',
    given: cells[4] ?? '',
    patronymic: cells[5] ?? '',
    sex: cells[6] ?? '',
    birth_date: cells[7] ?? '',
    citizenship: cells[8] ?? '',
    address_id: cells[9] ?? '',
    flat: cells[10] ?? '',
  };
}

function remember(regions: Map<string, string>, territory: string): string {
  const known = regions.get(territory) ?? regionOf(territory);
  regions.set(territory, known);
  return known;
}

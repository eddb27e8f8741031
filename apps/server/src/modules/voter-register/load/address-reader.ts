import type { TerritoryPath } from '@ovoz/election-model';
import { BATCH_COLUMNS, faultOfText, isRecordNumber, nameKey } from '@ovoz/voter-register';
import { type CountryRegister, rowHash } from '../country-register.ts';
import type { RowOutcome, RowReader } from './read-chunk.ts';
import { writePlace } from './person-reader.ts';

const MAX_PLACE = 120;
const MAX_HOUSE = 20;
/** Leading digits of a house number: 12 of 12A/3. */
const HOUSE_NUMBER = /^\d{1,6}/;
const DEGREES = /^-?\d{1,3}(?:\.\d{1,9})?$/;
const MILLION = 1_000_000;

/** Columns of an address that a row fills, in this order. */
const ADDRESS_COLUMNS = [
  'id',
  'territory_path',
  'locality',
  'street',
  'street_key',
  'house_number',
  'house',
  'latitude_e6',
  'longitude_e6',
  'state',
  'source_hash',
] as const;
export const FILLED_ADDRESS_COLUMNS = [...ADDRESS_COLUMNS, 'batch_sequence'] as const;
export const STAGED_ADDRESS_COLUMNS = [
  ...ADDRESS_COLUMNS,
  'file',
  'line',
  'place',
  'size',
] as const;

/** Into the empty register, or beside the register, to be compared with it. */
export type AddressTarget =
  | { readonly into: 'register'; readonly sequence: number }
  | { readonly into: 'staging' };

/** Reads `addresses.csv`. @param paths path of each territory by its code, in the geography that is in force */
export function addressReader(
  { rules }: CountryRegister,
  paths: ReadonlyMap<string, TerritoryPath>,
  target: AddressTarget,
): RowReader {
  return {
    columns: BATCH_COLUMNS.addresses,
    read: (cells, place, rows) => {
      const [id = '', code = '', locality = '', street = '', house = '', ...rest] = cells;
      const [latitude = '', longitude = '', state = ''] = rest;
      const fault = faultOf(cells);
      if (fault !== null) return fault;
      const path = paths.get(code);
      if (path === undefined) return setAside('territory-unknown', 'territory_code');
      const at = [coordinate(latitude, 90), coordinate(longitude, 180)] as const;
      if (at.includes(Number.NaN) || (at[0] === null) !== (at[1] === null)) {
        return setAside('coordinates-wrong', 'latitude');
      }
      rows.row(
        (target.into === 'register' ? FILLED_ADDRESS_COLUMNS : STAGED_ADDRESS_COLUMNS).length,
      );
      rows.int8(Number(id));
      for (const text of [path, locality, street, nameKey(rules.nameProfile, street)]) {
        rows.text(text);
      }
      const number = HOUSE_NUMBER.exec(house)?.[0];
      if (number === undefined) rows.none();
      else rows.int4(Number(number));
      rows.text(house);
      for (const degrees of at) {
        if (degrees === null) rows.none();
        else rows.int4(degrees);
      }
      rows.text(state);
      rows.bytes(rowHash(cells));
      if (target.into === 'register') rows.int4(target.sequence);
      else writePlace(rows, place);
      return { taken: true, record: Number(id), keyHigh: 0, keyLow: 0 };
    },
  };
}

function faultOf(cells: readonly string[]): RowOutcome | null {
  const [id = '', , locality = '', street = '', house = '', , , state = ''] = cells;
  if (!isRecordNumber(id)) return setAside('number-invalid', 'address_id');
  for (const [field, text, most] of [
    ['locality', locality, MAX_PLACE],
    ['street', street, MAX_PLACE],
    ['house', house, MAX_HOUSE],
  ] as const) {
    const fault = faultOfText(text, most);
    if (fault !== null) return setAside(fault, field);
  }
  return state === 'active' || state === 'retired' ? null : setAside('state-unknown', 'state');
}

/** Millionths of a degree; null for an empty cell, NaN for what is no such angle. */
function coordinate(text: string, most: number): number | null {
  if (text === '') return null;
  if (!DEGREES.test(text) || Math.abs(Number(text)) > most) return Number.NaN;
  return Math.round(Number(text) * MILLION);
}

function setAside(
  reason: Extract<RowOutcome, { taken: false }>['reason'],
  field: string,
): RowOutcome {
  return { taken: false, reason, field };
}

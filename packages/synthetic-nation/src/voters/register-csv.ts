import { BATCH_COLUMNS, RANGE_RULE_COLUMNS } from '@ovoz/voter-register';
import type { AddressRow, EventRow, PersonRow, StreetRange } from './register-rows.ts';

const headerLine = (columns: readonly string[]) => `${columns.join(',')}\n`;

/** First lines of the files. */
export const REGISTER_HEADERS = {
  persons: headerLine(BATCH_COLUMNS.persons),
  events: headerLine(BATCH_COLUMNS.events),
  addresses: headerLine(BATCH_COLUMNS.addresses),
  ranges: headerLine(RANGE_RULE_COLUMNS),
  truth: 'record_id,person,twin\n',
} as const;

/** No generated text but a spoiled one needs quotes. */
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export function personLine(row: PersonRow): string {
  return `${row.recordId},${row.nationalNumber},${row.documentNumber},${quoted(row.surname)},${quoted(row.given)},${row.patronymic},${row.sex},${row.birthDate},${row.citizenship},${row.addressId},${row.flat}\n`;
}

/** Which human being a record is about, and the twin's number. */
export function truthLine({ recordId, person, twin }: PersonRow): string {
  return `${recordId},${person},${twin ?? ''}\n`;
}

export function eventLine({ recordId, event, date, validTo, document }: EventRow): string {
  return `${recordId},${event},${date},${validTo},${document}\n`;
}

export function addressLine(row: AddressRow, state: 'active' | 'retired'): string {
  const place = `${degrees(row.latitudeE6)},${degrees(row.longitudeE6)}`;
  return `${row.addressId},${row.territoryCode},${quoted(row.locality)},${quoted(row.street)},${row.house},${place},${state}\n`;
}

/** Six decimals of a degree, without the rounding of floating point. */
function degrees(e6: number | null): string {
  if (e6 === null) return '';
  const digits = String(Math.abs(e6)).padStart(7, '0');
  return `${e6 < 0 ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

export function rangeLine(range: StreetRange): string {
  const { station, territoryCode, locality, street, from, to, parity } = range;
  return `${station},${territoryCode},${quoted(locality)},${quoted(street)},${from},${to},${parity}\n`;
}

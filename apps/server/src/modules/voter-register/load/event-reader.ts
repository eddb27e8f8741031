import { isDay } from '@ovoz/election-model';
import {
  BATCH_COLUMNS,
  faultOfText,
  isRecordNumber,
  REGISTER_EVENTS,
  type RegisterEvent,
} from '@ovoz/voter-register';
import type { RowOutcome, RowReader } from './read-chunk.ts';
import { writePlace } from './person-reader.ts';

const MAX_DOCUMENT = 300;

export const STAGED_EVENT_COLUMNS = [
  'record_id',
  'event',
  'valid_from',
  'valid_to',
  'document',
  'file',
  'line',
  'place',
  'size',
] as const;

/** Reads `events.csv`. @param asOf day of the batch, ISO 8601: nothing happens later */
export function eventReader(asOf: string): RowReader {
  return {
    columns: BATCH_COLUMNS.events,
    read: (cells, place, rows) => {
      const fault = faultOf(cells, asOf);
      if (fault !== null) return fault;
      const [record = '', event = '', date = '', validTo = '', document = ''] = cells;
      rows.row(STAGED_EVENT_COLUMNS.length);
      rows.int8(Number(record));
      rows.text(event);
      rows.date(date);
      if (validTo === '') rows.none();
      else rows.date(validTo);
      rows.text(document);
      writePlace(rows, place);
      // Several events of one record are as they should be.
      return { taken: true, record: 0, keyHigh: 0, keyLow: 0 };
    },
  };
}

function faultOf(cells: readonly string[], asOf: string): RowOutcome | null {
  const [record = '', event = '', date = '', validTo = '', document = ''] = cells;
  if (!isRecordNumber(record)) return setAside('number-invalid', 'record_id');
  if (!REGISTER_EVENTS.includes(event as RegisterEvent)) return setAside('event-unknown', 'event');
  if (!isDay(date)) return setAside('date-impossible', 'date');
  if (date > asOf) return setAside('date-in-future', 'date');
  if (validTo !== '' && !isDay(validTo)) return setAside('date-impossible', 'valid_to');
  if (validTo !== '' && validTo < date) return setAside('dates-out-of-order', 'valid_to');
  if (document === '') return setAside('text-empty', 'document');
  const fault = faultOfText(document, MAX_DOCUMENT);
  return fault === null ? null : setAside(fault, 'document');
}

function setAside(
  reason: Extract<RowOutcome, { taken: false }>['reason'],
  field: string,
): RowOutcome {
  return { taken: false, reason, field };
}

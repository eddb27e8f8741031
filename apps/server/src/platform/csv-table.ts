import { ok, type Result, refused } from '@ovoz/basics';
import type { ImportRow, ImportTable } from '@ovoz/election-model';
import { CsvError, parse } from 'csv-parse/sync';
import type { Refusal } from './problem.ts';

/** Several times the stations of the largest country of the region. */
export const MAX_ROWS = 50_000;
/** No field of any import is longer than half of this; more is a file of another kind. */
export const MAX_CELL_LENGTH = 2_000;
const MAX_COLUMNS = 100;

/** Why a file cannot be read as what it says it is. The header is line 1. */
export type Unreadable = {
  readonly file: string;
  readonly line: number | null;
  readonly reason: string;
};

/** The refusal that names file, line and reason. Files are fields of `files` in the body. */
export function refuseUnreadable({ file, line, reason }: Unreadable): Refusal {
  const place = line === null ? file : `${file}, line ${line}`;
  return {
    code: 'import-unreadable',
    detail: `${place}: ${reason}`,
    errors: [
      { field: `body/files/${file}`, reason: line === null ? reason : `Line ${line}: ${reason}` },
    ],
  };
}

type Line = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

/** Reads CSV (RFC 4180, with or without a byte order mark) into rows by the names of its header. */
export function readCsv(
  file: string,
  text: string,
  maxRows = MAX_ROWS,
): Result<ImportTable, Unreadable> {
  const parsed = parseLines(file, text, maxRows);
  if (!parsed.ok) return parsed;
  const [header, ...lines] = parsed.value;
  if (header === undefined) return refused({ file, line: null, reason: 'The file is empty.' });
  const columns = header.record;
  const wrong = wrongShape(columns, lines, maxRows);
  if (wrong !== null) return refused({ file, ...wrong });
  return ok({ file, columns, rows: lines.map((line) => toRow(columns, line)) });
}

function parseLines(
  file: string,
  text: string,
  maxRows: number,
): Result<readonly Line[], Unreadable> {
  try {
    return ok(
      parse(text, {
        bom: true,
        info: true,
        skip_empty_lines: true,
        max_record_size: MAX_COLUMNS * MAX_CELL_LENGTH,
        // One more than allowed, so that more can be told from exactly as many; and the header.
        to: maxRows + 2,
      }) as unknown as readonly Line[],
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : null;
    return refused({ file, line, reason: REASONS[error.code] ?? 'This is not CSV.' });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'The line has another number of cells than the header.',
  CSV_QUOTE_NOT_CLOSED: 'A quotation mark is opened and not closed.',
  CSV_INVALID_CLOSING_QUOTE: 'A quotation mark stands inside a quoted cell; write it twice.',
  INVALID_OPENING_QUOTE: 'A quotation mark stands inside a cell; put the cell in quotation marks.',
  CSV_MAX_RECORD_SIZE: 'The line is too long.',
};

function wrongShape(
  columns: readonly string[],
  lines: readonly Line[],
  maxRows: number,
): Omit<Unreadable, 'file'> | null {
  if (columns.length > MAX_COLUMNS) {
    return { line: 1, reason: `The header has more than ${MAX_COLUMNS} columns.` };
  }
  if (new Set(columns).size !== columns.length) {
    return { line: 1, reason: 'Two columns of the header have the same name.' };
  }
  if (lines.length > maxRows) {
    return { line: null, reason: `The file has more than ${maxRows} rows.` };
  }
  const long = lines.find(({ record }) => record.some((cell) => cell.length > MAX_CELL_LENGTH));
  if (long === undefined) return null;
  return { line: lineOf(long), reason: `A cell is longer than ${MAX_CELL_LENGTH} characters.` };
}

function toRow(columns: readonly string[], line: Line): ImportRow {
  const cells = Object.fromEntries(
    columns.map((column, index) => [column, line.record[index] ?? '']),
  );
  return { line: lineOf(line), cells };
}

/** The parser counts to the end of a record; a person looks for its beginning. */
function lineOf({ record, info }: Line): number {
  const breaks = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
  return info.lines - breaks;
}

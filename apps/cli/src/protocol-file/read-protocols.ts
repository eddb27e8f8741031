import { MAX_COUNT } from '@ovoz/election-model';
import { CsvError, parse } from 'csv-parse/sync';
import { CommandFailure } from '../failure.ts';
import { type Column, type ColumnPlan, STATION_NUMBER } from './column-plan.ts';

/** One row of the file: the protocol of a station. Null is an empty cell: unknown, not zero. */
export type FiledProtocol = {
  /** Line of the file, the heading being 1. */
  readonly line: number;
  readonly station: string;
  readonly values: Readonly<Record<string, number | null>>;
};

/** What is wrong in the file. Codes are stable. */
export type FileFinding = {
  readonly line: number | null;
  readonly column: string | null;
  readonly code:
    | 'column-moved'
    | 'column-twice'
    | 'column-not-planned'
    | 'cell-formula'
    | 'negative'
    | 'not-whole-number'
    | 'too-large'
    | 'station-invalid'
    | 'empty-file';
  readonly reason: string;
};

export type FileReading = {
  readonly protocols: readonly FiledProtocol[];
  readonly findings: readonly FileFinding[];
};

const MAX_LINE_LENGTH = 200_000;

/** The rows of a CSV file (RFC 4180, UTF-8) as text. @throws CommandFailure `import-unreadable` with the line. */
export function csvLines(text: string): readonly (readonly string[])[] {
  try {
    return parse(text, { bom: true, max_record_size: MAX_LINE_LENGTH });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new CommandFailure(
      'import-unreadable',
      `Line ${String(error['lines'])}: ${error.message}`,
    );
  }
}

/** Reads every row by the plan. Wrong rows are findings; nothing is guessed, mended or left out in silence. */
export function readProtocols(
  [header = [], ...rows]: readonly (readonly string[])[],
  plan: ColumnPlan,
): FileReading {
  const wrongHeader = headerFindings(header, plan);
  if (wrongHeader.length > 0) return { protocols: [], findings: wrongHeader };
  if (rows.length === 0) {
    const reason = 'the file has no rows';
    return { protocols: [], findings: [{ line: null, column: null, code: 'empty-file', reason }] };
  }
  const findings: FileFinding[] = [];
  const protocols = rows.map((cells, index) => readRow(cells, index + 2, plan, findings));
  return { protocols, findings };
}

function headerFindings(header: readonly string[], plan: ColumnPlan): readonly FileFinding[] {
  const read = [...plan.station, ...Object.values(plan.figures)];
  const planned = [...read, ...plan.ignored];
  const at = (column: string | null, code: FileFinding['code'], reason: string) => ({
    line: 1,
    column,
    code,
    reason,
  });
  const moved = planned
    .filter(({ column, header: name }) => header[column] !== name)
    .map(({ column, header: name }) =>
      at(name, 'column-moved', `column ${column} is "${header[column] ?? ''}"`),
    );
  const twice = read
    .filter(({ header: name }) => header.indexOf(name) !== header.lastIndexOf(name))
    .map(({ header: name }) => at(name, 'column-twice', 'two columns have this heading'));
  const twiceNames = new Set(twice.map(({ column }) => column));
  const places = new Set(planned.map(({ column }) => column));
  const stray = header.flatMap((name, column) =>
    places.has(column) || twiceNames.has(name)
      ? []
      : [at(name, 'column-not-planned', `column ${column} is not in the plan`)],
  );
  return [...moved, ...twice, ...stray];
}

function readRow(
  cells: readonly string[],
  line: number,
  plan: ColumnPlan,
  findings: FileFinding[],
): FiledProtocol {
  const station = plan.station.map(({ column }) => cells[column] ?? '').join('-');
  if (!STATION_NUMBER.test(station)) {
    const reason = `"${station}" is no number of a station`;
    findings.push({ line, column: 'station', code: 'station-invalid', reason });
  }
  const values = Object.entries(plan.figures).map(
    ([name, column]) => [name, readCell(cells, line, column, findings)] as const,
  );
  return { line, station, values: Object.fromEntries(values) };
}

function readCell(
  cells: readonly string[],
  line: number,
  { column, header }: Column,
  findings: FileFinding[],
): number | null {
  const cell = cells[column] ?? '';
  if (cell === '') return null;
  const code = codeOfCell(cell);
  if (code === null) return Number(cell);
  findings.push({ line, column: header, code, reason: `"${cell.slice(0, 40)}"` });
  return null;
}

/** A spreadsheet takes a cell that begins so for a formula. */
const FORMULA = /^[=+@\t\r]|^-(?!\d+$)/;

function codeOfCell(cell: string): FileFinding['code'] | null {
  if (FORMULA.test(cell)) return 'cell-formula';
  if (/^-\d+$/.test(cell)) return 'negative';
  if (!/^(0|[1-9]\d*)$/.test(cell)) return 'not-whole-number';
  return Number(cell) > MAX_COUNT ? 'too-large' : null;
}

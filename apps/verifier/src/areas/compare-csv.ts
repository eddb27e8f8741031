import type { AreaFile } from '../election-types.ts';
import type { Finding } from '../finding.ts';
import { readCsv } from './read-csv.ts';
import {
  type Column,
  type Columns,
  cellOf,
  columnOf,
  columnsMissing,
  columnsOf,
  type TableRow,
  tableRows,
  unknownIn,
} from './table-rows.ts';

/** Rows that differ beyond these are only counted. */
const MAX_NAMED = 10;

/** The table beside the file of an area against that file, cell by cell. */
export function compareCsv(path: string, text: string, file: AreaFile): readonly Finding[] {
  const rows = tableRows(file);
  if (isUsualTable(text, rows, Object.keys(file.name))) return [];
  const table = readCsv(text);
  if (typeof table === 'string') return [wrong('csv-unreadable', path, table)];
  const [header = [], ...lines] = table;
  if (new Set(header).size !== header.length) {
    return [wrong('csv-unreadable', path, 'Two columns bear the same name.')];
  }
  const wrongs = compareRows(header, lines, rows);
  const named = wrongs.slice(0, MAX_NAMED).map((sentence) => wrong('csv-differs', path, sentence));
  const more = wrongs.length - named.length;
  return more <= 0 ? named : [...named, wrong('csv-differs', path, `${more} more rows differ.`)];
}

/**
 * Whether the table is, letter by letter, what it has to be when its rows stand in the order of the file and their
 * names are in one language. Most are, and need not be taken apart; of any other nothing is said here.
 */
function isUsualTable(
  text: string,
  rows: readonly TableRow[],
  languages: readonly string[],
): boolean {
  const from = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  const end = text.indexOf(LINE_END);
  const names = text.slice(from, end).split(',');
  if (end < 0 || new Set(names).size !== names.length || /["\r\n]/.test(names.join())) return false;
  const columns = names.map(columnOf);
  const there = columnsOf(columns);
  if (rows.some((row) => columnsMissing(row, there).length > 0)) return false;
  return languages.some((language) => {
    let at = end + LINE_END.length;
    for (const row of rows) {
      const line = lineOf(row, columns, language);
      if (!text.startsWith(line, at)) return false;
      at += line.length;
    }
    return at === text.length;
  });
}

const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';

function lineOf(row: TableRow, columns: readonly Column[], language: string): string {
  const cells = columns.map((column) => {
    if (column.name === 'name') return written(asText(row.names[language] ?? row.names[''] ?? ''));
    if (column.name === 'unknown') return written(unknownIn(row).join(' '));
    return written(cellOf(row, column));
  });
  return `${cells.join(',')}${LINE_END}`;
}

/** RFC 4180: quoted where it holds a comma, a quote or a line end. */
function written(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A name that a spreadsheet would take for a formula has an apostrophe before it. */
function asText(name: string): string {
  return /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
}

/** Every row of the table against the one that bears its contest and area; one sentence for each that differs. */
function compareRows(
  header: readonly string[],
  lines: readonly (readonly string[])[],
  rows: readonly TableRow[],
): readonly string[] {
  const columns = header.map(columnOf);
  const there = columnsOf(columns);
  const expected = new Map(rows.map((row) => [row.key, row]));
  const [contest, area] = [header.indexOf('contest'), header.indexOf('area')];
  const seen = new Set<string>();
  const wrongs: string[] = [];
  for (const cells of lines) {
    const key = `${cells[contest] ?? ''} ${cells[area] ?? ''}`;
    const own = expected.get(key);
    if (own === undefined || seen.has(key)) wrongs.push(`The row ${key} has no business here.`);
    else wrongs.push(...compareRow(own, columns, there, cells));
    seen.add(key);
  }
  for (const key of expected.keys()) {
    if (!seen.has(key)) wrongs.push(`The row ${key} is not there.`);
  }
  return wrongs;
}

function compareRow(
  row: TableRow,
  columns: readonly Column[],
  there: Columns,
  cells: readonly string[],
): readonly string[] {
  const wrongs = columns.flatMap((column, at) => compareCell(row, column, cells[at] ?? ''));
  wrongs.push(...columnsMissing(row, there).map((column) => `${column} has no column`));
  if (wrongs.length === 0) return [];
  const some = wrongs.slice(0, 3).join('; ');
  return [`The row ${row.key} differs from the file of the area: ${some}.`];
}

function compareCell(row: TableRow, column: Column, said: string): readonly string[] {
  if (column.name === 'name') {
    const isKnown = Object.values(row.names).some((name) => said === name || said === asText(name));
    return isKnown ? [] : [`name "${said}"`];
  }
  if (column.name === 'unknown') {
    const words = said.split(' ').filter((word) => word !== '');
    const own = unknownIn(row);
    const isSame = words.toSorted().join(' ') === own.toSorted().join(' ');
    return isSame ? [] : [`unknown "${said}", not "${own.join(' ')}"`];
  }
  const expected = cellOf(row, column);
  return said === expected ? [] : [`${column.name} "${said}", not "${expected}"`];
}

function wrong(code: string, place: string, sentence: string): Finding {
  return { severity: 'false', code, place, sentence };
}

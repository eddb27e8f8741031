import type { AreaFile, ContestTotals, StationRow } from '../election-types.ts';
import type { Finding } from '../finding.ts';
import { readCsv } from './read-csv.ts';

/** Rows that differ beyond these are only counted. */
const MAX_NAMED = 10;

/** The table beside the file of an area against that file, cell by cell. */
export function compareCsv(path: string, text: string, file: AreaFile): readonly Finding[] {
  const table = readCsv(text);
  if (typeof table === 'string') return [wrong('csv-unreadable', path, table)];
  const [header = [], ...lines] = table;
  const columns = new Map(header.map((column, at) => [column, at]));
  if (columns.size !== header.length) {
    return [wrong('csv-unreadable', path, 'Two columns bear the same name.')];
  }
  const expected = expectedRows(file);
  const seen = new Set<string>();
  const wrongs: string[] = [];
  for (const cells of lines) {
    const key = `${cellIn(cells, columns, 'contest')} ${cellIn(cells, columns, 'area')}`;
    const own = expected.get(key);
    if (own === undefined || seen.has(key)) wrongs.push(`The row ${key} has no business here.`);
    else wrongs.push(...compareRow(key, columns, cells, own));
    seen.add(key);
  }
  for (const key of expected.keys()) {
    if (!seen.has(key)) wrongs.push(`The row ${key} is not there.`);
  }
  const named = wrongs.slice(0, MAX_NAMED).map((sentence) => wrong('csv-differs', path, sentence));
  const more = wrongs.length - named.length;
  return more <= 0 ? named : [...named, wrong('csv-differs', path, `${more} more rows differ.`)];
}

type Columns = ReadonlyMap<string, number>;

function cellIn(cells: readonly string[], columns: Columns, column: string): string {
  return cells[columns.get(column) ?? -1] ?? '';
}

/** What a row must say. Cells of columns that are not named here are empty. */
type Row = {
  readonly cells: ReadonlyMap<string, string>;
  readonly names: readonly string[];
  /** `counts.mobile=3` for each figure that is unknown in some protocols. */
  readonly unknown: readonly string[];
};

function compareRow(
  key: string,
  columns: Columns,
  cells: readonly string[],
  own: Row,
): readonly string[] {
  const wrongs: string[] = [];
  for (const [column, at] of columns) {
    const [said, expected] = [cells[at] ?? '', own.cells.get(column) ?? ''];
    if (column === 'name') {
      // A name that a spreadsheet would take for a formula has an apostrophe before it.
      const name = /^'[=+\-@\t\r]/.test(said) ? said.slice(1) : said;
      if (!own.names.includes(name)) wrongs.push(`name "${name}"`);
    } else if (column === 'unknown') {
      const words = said.split(' ').filter((word) => word !== '');
      if (words.toSorted().join(' ') !== own.unknown.toSorted().join(' ')) {
        wrongs.push(`unknown "${said}", not "${own.unknown.join(' ')}"`);
      }
    } else if (said !== expected) wrongs.push(`${column} "${said}", not "${expected}"`);
  }
  for (const [column, expected] of own.cells) {
    if (expected !== '' && !columns.has(column)) wrongs.push(`${column} has no column`);
  }
  if (own.unknown.length > 0 && !columns.has('unknown')) wrongs.push('unknown has no column');
  if (wrongs.length === 0) return [];
  return [`The row ${key} differs from the file of the area: ${wrongs.slice(0, 3).join('; ')}.`];
}

function expectedRows(file: AreaFile): ReadonlyMap<string, Row> {
  const rows = [
    ...areaRows(file.area, Object.values(file.name), file.totals),
    ...file.areas.flatMap(({ code, name, totals }) => areaRows(code, Object.values(name), totals)),
    ...file.stations.flatMap(stationRows),
  ];
  return new Map(rows);
}

type KeyedRow = readonly [key: string, row: Row];

function areaRows(
  area: string,
  names: readonly string[],
  totals: readonly ContestTotals[],
): readonly KeyedRow[] {
  return totals.map((one) => {
    const { contest, stationsDue, stationsCounted, stationsAnnulled } = one;
    const cells = new Map([
      ['contest', contest],
      ['area', area],
      ['status', stationsCounted + stationsAnnulled === stationsDue ? 'complete' : 'counting'],
      ['stations-due', String(stationsDue)],
      ['stations-counted', String(stationsCounted)],
      ['stations-annulled', String(stationsAnnulled)],
      ['registered', String(one.registered?.sum ?? '')],
      ['took-part', String(one.tookPart?.sum ?? '')],
    ]);
    const unknown: string[] = [];
    const parts = { counts: one.counts, votes: one.votes };
    for (const [part, sums] of Object.entries(parts)) {
      for (const [name, sum] of Object.entries(sums)) {
        cells.set(`${part}.${name}`, String(sum.sum));
        if (sum.unknown > 0) unknown.push(`${part}.${name}=${sum.unknown}`);
      }
    }
    return [`${contest} ${area}`, { cells, names, unknown }];
  });
}

function stationRows({ number, name, contests }: StationRow): readonly KeyedRow[] {
  const area = `station:${number}`;
  return contests.map(({ contest, status, content }) => {
    const cells = new Map([
      ['contest', contest],
      ['area', area],
      ['status', status as string],
      ['stations-due', '1'],
      ['stations-counted', status === 'accepted' ? '1' : '0'],
      ['stations-annulled', status === 'annulled' ? '1' : '0'],
    ]);
    const unknown: string[] = [];
    for (const [part, figures] of Object.entries(content ?? {})) {
      for (const [code, count] of Object.entries(figures)) {
        cells.set(`${part}.${code}`, String(count ?? ''));
        if (count === null) unknown.push(`${part}.${code}=1`);
      }
    }
    return [`${contest} ${area}`, { cells, names: [name], unknown }];
  });
}

function wrong(code: string, place: string, sentence: string): Finding {
  return { severity: 'false', code, place, sentence };
}

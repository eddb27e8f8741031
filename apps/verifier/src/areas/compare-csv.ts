import type { AreaFile, ContestTotals, StationRow } from '../election-types.ts';
import type { Finding } from '../finding.ts';
import { readCsv } from './read-csv.ts';

type Cells = Readonly<Record<string, string>>;
/** Rows that differ beyond these are only counted. */
const MAX_NAMED = 10;
/** Columns whose words are for people; the rest is figures. */
const NAME = 'name';

/** The table beside the file of an area against that file, cell by cell. */
export function compareCsv(path: string, text: string, file: AreaFile): readonly Finding[] {
  const table = readCsv(text);
  if (typeof table === 'string') return [wrong('csv-unreadable', path, table)];
  const [header = [], ...lines] = table;
  if (new Set(header).size !== header.length) {
    return [wrong('csv-unreadable', path, 'Two columns bear the same name.')];
  }
  const expected = expectedRows(file);
  const seen = new Set<string>();
  const wrongs: string[] = [];
  for (const cells of lines) {
    const row = Object.fromEntries(header.map((column, at) => [column, cells[at] ?? '']));
    const key = `${row['contest']} ${row['area']}`;
    const own = expected.get(key);
    if (own === undefined || seen.has(key)) wrongs.push(`The row ${key} has no business here.`);
    else wrongs.push(...compareCells(key, row, own));
    seen.add(key);
  }
  for (const key of expected.keys()) {
    if (!seen.has(key)) wrongs.push(`The row ${key} is not there.`);
  }
  const named = wrongs.slice(0, MAX_NAMED).map((sentence) => wrong('csv-differs', path, sentence));
  const more = wrongs.length - named.length;
  return more <= 0 ? named : [...named, wrong('csv-differs', path, `${more} more rows differ.`)];
}

type Row = { readonly cells: Cells; readonly names: readonly string[] };

function compareCells(key: string, row: Cells, { cells, names }: Row): readonly string[] {
  const columns = new Set([...Object.keys(cells), ...Object.keys(row)]);
  const wrongs = [...columns].flatMap((column) => {
    const [said, own] = [row[column] ?? '', cells[column] ?? ''];
    if (column === NAME) {
      // A name that a spreadsheet would take for a formula has an apostrophe before it.
      const name = /^'[=+\-@\t\r]/.test(said) ? said.slice(1) : said;
      return names.includes(name) ? [] : [`name "${name}"`];
    }
    if (column === 'unknown')
      return sameWords(said, own) ? [] : [`unknown "${said}", not "${own}"`];
    return said === own ? [] : [`${column} "${said}", not "${own}"`];
  });
  if (wrongs.length === 0) return [];
  return [`The row ${key} differs from the file of the area: ${wrongs.slice(0, 3).join('; ')}.`];
}

function sameWords(a: string, b: string): boolean {
  return a.split(' ').toSorted().join(' ') === b.split(' ').toSorted().join(' ');
}

function expectedRows(file: AreaFile): ReadonlyMap<string, Row> {
  const rows = [
    ...areaRows(file.area, Object.values(file.name), file.totals),
    ...file.areas.flatMap(({ code, name, totals }) => areaRows(code, Object.values(name), totals)),
    ...file.stations.flatMap(stationRows),
  ];
  return new Map(rows.map((row) => [`${row.cells['contest']} ${row.cells['area']}`, row]));
}

function areaRows(
  area: string,
  names: readonly string[],
  totals: readonly ContestTotals[],
): readonly Row[] {
  return totals.map((one) => {
    const { contest, stationsDue, stationsCounted, stationsAnnulled } = one;
    const figures = [
      ...Object.entries(one.counts).map(([code, sum]) => [`counts.${code}`, sum] as const),
      ...Object.entries(one.votes).map(([code, sum]) => [`votes.${code}`, sum] as const),
    ];
    const unknown = figures.filter(([, sum]) => sum.unknown > 0);
    const cells = {
      contest,
      area,
      status: stationsCounted + stationsAnnulled === stationsDue ? 'complete' : 'counting',
      'stations-due': String(stationsDue),
      'stations-counted': String(stationsCounted),
      'stations-annulled': String(stationsAnnulled),
      registered: String(one.registered?.sum ?? ''),
      'took-part': String(one.tookPart?.sum ?? ''),
      ...Object.fromEntries(figures.map(([code, { sum }]) => [code, String(sum)])),
      unknown: unknown.map(([code, sum]) => `${code}=${sum.unknown}`).join(' '),
    };
    return { cells, names };
  });
}

function stationRows({ number, name, contests }: StationRow): readonly Row[] {
  return contests.map(({ contest, status, content }) => {
    const figures = [
      ...Object.entries(content?.counts ?? {}).map(
        ([code, count]) => [`counts.${code}`, count] as const,
      ),
      ...Object.entries(content?.votes ?? {}).map(
        ([code, count]) => [`votes.${code}`, count] as const,
      ),
    ];
    const cells = {
      contest,
      area: `station:${number}`,
      status,
      'stations-due': '1',
      'stations-counted': status === 'accepted' ? '1' : '0',
      'stations-annulled': status === 'annulled' ? '1' : '0',
      ...Object.fromEntries(figures.map(([code, count]) => [code, String(count ?? '')])),
      unknown: figures
        .filter(([, count]) => count === null)
        .map(([code]) => `${code}=1`)
        .join(' '),
    };
    return { cells, names: [name] };
  });
}

function wrong(code: string, place: string, sentence: string): Finding {
  return { severity: 'false', code, place, sentence };
}

import type { AreaFile, ContestTotals, StationRow, Sum } from '../election-types.ts';

type Figure = number | Sum | null;

/** What a row of a table must say. Cells of columns that are named nowhere here are empty. */
export type TableRow = {
  /** Contest and area: no two rows have the same. */
  readonly key: string;
  /** By language; the one name of a station stands below `''`. */
  readonly names: Readonly<Record<string, string>>;
  /** Cells by their column. */
  readonly head: Readonly<Record<string, string>>;
  /** Cells of the columns `counts.…` and `votes.…`. */
  readonly figures: Readonly<Record<'counts' | 'votes', Readonly<Record<string, Figure>>>>;
};

/** A column by its name; `part` and `code` of one with figures. */
export type Column = {
  readonly name: string;
  readonly part: 'counts' | 'votes' | null;
  readonly code: string;
};

export function columnOf(name: string): Column {
  const [part = ''] = name.split('.', 1);
  const isFigures = (part === 'counts' || part === 'votes') && part !== name;
  return { name, part: isFigures ? part : null, code: name.slice(part.length + 1) };
}

/** The rows of the table beside a file of an area, in its order. */
export function tableRows(file: AreaFile): readonly TableRow[] {
  return [
    ...areaRows(file.area, file.name, file.totals),
    ...file.areas.flatMap(({ code, name, totals }) => areaRows(code, name, totals)),
    ...file.stations.flatMap(stationRows),
  ];
}

/** What stands in a cell; of `name` and `unknown`, which may be written in several ways, nothing. */
export function cellOf({ head, figures }: TableRow, { name, part, code }: Column): string {
  if (part === null) return Object.hasOwn(head, name) ? (head[name] ?? '') : '';
  const figure = Object.hasOwn(figures[part], code) ? (figures[part][code] ?? '') : '';
  return String(typeof figure === 'object' ? figure.sum : figure);
}

/** `counts.mobile=3` for each figure that is unknown in some protocols. */
export function unknownIn({ figures }: TableRow): readonly string[] {
  return PARTS.flatMap((part) =>
    Object.entries(figures[part]).flatMap(([code, figure]) => {
      const unknown = figure === null ? 1 : typeof figure === 'object' ? figure.unknown : 0;
      return unknown > 0 ? [`${part}.${code}=${unknown}`] : [];
    }),
  );
}

/** Columns that a row needs and a table does not have. */
export function columnsMissing(row: TableRow, { head, ...codes }: Columns): readonly string[] {
  const missing: string[] = [];
  for (const name in row.head) {
    if (row.head[name] !== '' && !head.has(name)) missing.push(name);
  }
  for (const part of PARTS) {
    const figures = row.figures[part];
    for (const code in figures) {
      if (figures[code] !== null && !codes[part].has(code)) missing.push(`${part}.${code}`);
    }
  }
  if (!head.has('unknown') && unknownIn(row).length > 0) missing.push('unknown');
  return missing;
}

/** The columns of a table: names, and codes of figures. */
export type Columns = Readonly<Record<'head' | 'counts' | 'votes', ReadonlySet<string>>>;

export function columnsOf(columns: readonly Column[]): Columns {
  const codes = (part: Column['part']) =>
    new Set(columns.filter((one) => one.part === part).map(({ code }) => code));
  const head = columns.filter(({ part }) => part === null).map(({ name }) => name);
  return { head: new Set(head), counts: codes('counts'), votes: codes('votes') };
}

const PARTS = ['counts', 'votes'] as const;

function areaRows(
  area: string,
  names: Readonly<Record<string, string>>,
  totals: readonly ContestTotals[],
): readonly TableRow[] {
  return totals.map(({ contest, counts, votes, registered, tookPart, ...stations }) => {
    const { stationsDue, stationsCounted, stationsAnnulled } = stations;
    const head = {
      contest,
      area,
      status: stationsCounted + stationsAnnulled === stationsDue ? 'complete' : 'counting',
      'stations-due': String(stationsDue),
      'stations-counted': String(stationsCounted),
      'stations-annulled': String(stationsAnnulled),
      registered: String(registered?.sum ?? ''),
      'took-part': String(tookPart?.sum ?? ''),
    };
    return { key: `${contest} ${area}`, names, head, figures: { counts, votes } };
  });
}

function stationRows({ number, name, contests }: StationRow): readonly TableRow[] {
  const area = `station:${number}`;
  return contests.map(({ contest, status, content }) => {
    const head = {
      contest,
      area,
      status,
      'stations-due': '1',
      'stations-counted': status === 'accepted' ? '1' : '0',
      'stations-annulled': status === 'annulled' ? '1' : '0',
    };
    const { counts = {}, votes = {} } = content ?? {};
    return { key: `${contest} ${area}`, names: { '': name }, head, figures: { counts, votes } };
  });
}

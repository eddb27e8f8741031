import type { PublishedArea } from '@ovoz/contract';
import { type ElectionDefinition, optionsOf, type ResultForm, textIn } from '@ovoz/election-model';
import type { AreaContent, Totals } from './area-content.ts';

/** Columns are the same in all files of an election, so that they can be put under one another. */
export type CsvColumns = {
  readonly counts: readonly string[];
  readonly votes: readonly string[];
  /** Language of the names. */
  readonly language: string;
};

type StationRow = PublishedArea['stations'][number];

/** Excel takes a file for UTF-8 when it begins with this mark; without it Cyrillic is unreadable there. */
const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';
const PLACE = ['contest', 'area', 'name', 'status', 'stations-due', 'stations-counted'];
const HEAD = [...PLACE, 'stations-annulled', 'registered', 'took-part'];

/** All counts of the forms and all options of the ballots, in their order. */
export function csvColumns(
  definition: ElectionDefinition,
  forms: readonly ResultForm[],
  language: string,
): CsvColumns {
  const used = definition.contests.flatMap(({ code, form: name }) => {
    const form = forms.find((one) => one.code === name);
    const ballots = definition.ballots.filter(({ contest }) => contest === code);
    return form === undefined ? [] : [{ form, ballots }];
  });
  const options = used.flatMap(({ form, ballots }) =>
    ballots.flatMap((ballot) => optionsOf(form, ballot)),
  );
  return {
    counts: [...new Set(used.flatMap(({ form }) => form.fields.map(({ code }) => code)))],
    votes: [...new Set(options)],
    language,
  };
}

/**
 * The area and what lies right below it, a row for each contest: RFC 4180 with a header, UTF-8 with a byte
 * order mark. A cell is empty where the figure is unknown or does not belong to the contest; `unknown`
 * names the figures that some counted stations leave empty, with their number.
 */
export function areaCsv(content: AreaContent, columns: CsvColumns): Buffer {
  const header = [
    ...HEAD,
    ...columns.counts.map((field) => `counts.${field}`),
    ...columns.votes.map((option) => `votes.${option}`),
    'unknown',
  ];
  const nameIn = (name: AreaContent['name']) => textIn(name, columns.language);
  const lines = [
    header,
    ...totalsRows(content.area, nameIn(content.name), content.totals, columns),
    ...content.areas.flatMap(({ code, name, totals }) =>
      totalsRows(code, nameIn(name), totals, columns),
    ),
    ...content.stationRows.flatMap((row) => stationRows(JSON.parse(row) as StationRow, columns)),
  ];
  const text = lines.map((cells) => cells.map(csvCell).join(',')).join(LINE_END);
  return Buffer.from(`${BYTE_ORDER_MARK}${text}${LINE_END}`);
}

function totalsRows(
  area: string,
  name: string,
  totals: Totals,
  columns: CsvColumns,
): readonly (readonly string[])[] {
  return totals.map((one) => {
    const figures = [
      ...columns.counts.map((field) => [`counts.${field}`, one.counts[field]] as const),
      ...columns.votes.map((option) => [`votes.${option}`, one.votes[option]] as const),
    ];
    const unknown = figures.flatMap(([path, sum]) =>
      sum !== undefined && sum.unknown > 0 ? [`${path}=${sum.unknown}`] : [],
    );
    const isDone = one.stationsCounted + one.stationsAnnulled === one.stationsDue;
    return [
      one.contest,
      area,
      name,
      isDone ? 'complete' : 'counting',
      ...[one.stationsDue, one.stationsCounted, one.stationsAnnulled].map(String),
      String(one.registered?.sum ?? ''),
      String(one.tookPart?.sum ?? ''),
      ...figures.map(([, sum]) => String(sum?.sum ?? '')),
      unknown.join(' '),
    ];
  });
}

function stationRows(
  { number, name, contests }: StationRow,
  columns: CsvColumns,
): readonly (readonly string[])[] {
  return contests.map(({ contest, status, content }) => {
    const cell = (figures: Readonly<Record<string, number | null>> | undefined, code: string) =>
      String(figures?.[code] ?? '');
    const unknown = [
      ...Object.entries(content?.counts ?? {}).map(([code, count]) => [`counts.${code}`, count]),
      ...Object.entries(content?.votes ?? {}).map(([code, count]) => [`votes.${code}`, count]),
    ].flatMap(([path, count]) => (count === null ? [`${path}=1`] : []));
    return [
      contest,
      `station:${number}`,
      name,
      status,
      '1',
      status === 'accepted' ? '1' : '0',
      status === 'annulled' ? '1' : '0',
      '',
      '',
      ...columns.counts.map((field) => cell(content?.counts, field)),
      ...columns.votes.map((option) => cell(content?.votes, option)),
      unknown.join(' '),
    ];
  });
}

/** What a spreadsheet would take for a formula is made text with an apostrophe before it. */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell by RFC 4180: quoted where it holds a comma, a quote or a line end. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

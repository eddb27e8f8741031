import { localDay } from '@ovoz/election-model';
import type { ListedSupplement, StruckLine } from '../store-supplements.ts';
import type { HashedSheet, SupplementSheet } from '../supplement-sheet.ts';
import { type Column, digitsOf, pagesOf, sectionOf, shortColumn, textColumn } from './pages.ts';
import {
  documentHead,
  personColumns,
  type PrintContext,
  type PrintedStation,
  type RollDocument,
} from './roll-document.ts';
import { type RollWords, rollWordsIn } from './words.ts';

/** Number, name, birth date, address, reason, signature. */
const ADDED_WIDTHS = [13, 52, 19, 38, 34, 30] as const;
/** Line of the roll, reason, where the voter votes, since when, signature of who struck it out. */
const STRUCK_WIDTHS = [20, 58, 46, 30, 32] as const;

/** The supplementary sheet of a station. The same version gives the same document, whenever it is printed. */
export function sheetDocument(
  context: PrintContext,
  station: PrintedStation,
  { added, struck }: SupplementSheet,
  hashed: HashedSheet,
): RollDocument {
  const { language, pack } = context;
  const words = rollWordsIn(language);
  const { version } = hashed;
  const root = hashed.root.toString('hex');
  const newest = newestOf([...added, ...struck]).toISOString();
  const asOf = words.t('sheet.asOf', { version, time: words.dateTime(newest, pack.timeZone) });
  return {
    ...documentHead(context, station, { part: 'supplements', version, root }),
    title: words.t('sheet.title', { number: station.station }),
    head: words.t('sheet.head', { number: station.station }),
    counts: words.t('sheet.counts', { added: added.length, struck: struck.length }),
    root: `${asOf}\n${words.t('sheet.root', { root })}`,
    tables: tablesOf(words),
    pages: pagesOf(
      [
        sectionOf(
          { table: 0, caption: words.t('sheet.added') },
          added,
          (rows) => addedColumns(rows, words),
          (rows) => addedTotal(rows, words),
        ),
        sectionOf(
          { table: 1, caption: words.t('sheet.struck') },
          struck,
          (rows) => struckColumns(rows, words, pack.timeZone),
          (rows) => words.t('sheet.struckOnPage', { count: rows.length }),
        ),
      ],
      words,
    ),
    madeAt: newest,
  };
}

function newestOf(lines: readonly { readonly addedAt: Date }[]): Date {
  return new Date(Math.max(...lines.map(({ addedAt }) => addedAt.getTime())));
}

function tablesOf(words: RollWords): RollDocument['tables'] {
  return [
    {
      titles: [
        words.t('roll.number'),
        words.t('roll.name'),
        words.t('roll.born'),
        words.t('roll.address'),
        words.t('sheet.reason'),
        words.t('roll.signature'),
      ],
      widths: ADDED_WIDTHS,
    },
    {
      titles: [
        words.t('sheet.line'),
        words.t('sheet.reason'),
        words.t('sheet.votesAt'),
        words.t('sheet.since'),
        words.t('sheet.struckBy'),
      ],
      widths: STRUCK_WIDTHS,
    },
  ];
}

/** A number of its own, which no line of the roll has, and which no later supplement changes. */
function numberOf(number: number): string {
  return `S-${number}`;
}

function addedColumns(rows: readonly ListedSupplement[], words: RollWords): readonly Column[] {
  const [, nameMm, , addressMm, reasonMm] = ADDED_WIDTHS;
  return [
    shortColumn(
      rows.map(({ number }) => numberOf(number)),
      'right',
    ),
    ...personColumns(rows, { nameMm, addressMm }, words),
    textColumn(
      rows.map((row) => reasonOf(row, words)),
      reasonMm,
    ),
    { kind: 'blank' },
  ];
}

function reasonOf({ reason, home }: ListedSupplement, words: RollWords): string {
  const text = words.t(`sheet.reason.${reason}`);
  if (home === null) return text;
  return `${text}\n${words.t('sheet.home', { station: home.station, line: String(home.line) })}`;
}

function addedTotal(rows: readonly ListedSupplement[], words: RollWords): string {
  const [from, to] = [rows[0], rows.at(-1)].map((row) => numberOf(row?.number ?? 0));
  return words.t('sheet.addedOnPage', { count: rows.length, from: from ?? '', to: to ?? '' });
}

function struckColumns(
  rows: readonly StruckLine[],
  words: RollWords,
  timeZone: string,
): readonly Column[] {
  const [, reasonMm, stationMm] = STRUCK_WIDTHS;
  return [
    shortColumn(
      rows.map(({ line }) => String(line)),
      'right',
    ),
    textColumn(
      rows.map(() => words.t('sheet.struckReason')),
      reasonMm,
    ),
    textColumn(
      rows.map(({ station }) => words.t('sheet.station', { station })),
      stationMm,
    ),
    shortColumn(
      rows.map(({ addedAt }) => digitsOf(localDay(addedAt.getTime(), timeZone), words)),
      'left',
    ),
    { kind: 'blank' },
  ];
}

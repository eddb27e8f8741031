import type { RollWords } from './words.ts';

/** A table of a document: its columns have fixed widths in mm, 186 together. */
export type PrintTable = { readonly titles: readonly string[]; readonly widths: readonly number[] };

/** Texts that never need two lines, in one text with line feeds; texts with the sizes of their letters; or nothing. */
export type Column =
  | { readonly kind: 'short'; readonly side: 'left' | 'right'; readonly text: string }
  | { readonly kind: 'texts'; readonly texts: readonly (readonly [string, number])[] }
  | { readonly kind: 'blank' };

/** Rows of one table on one page. */
type Part = {
  /** Place of the table in the document. */
  readonly table: number;
  readonly caption: string | null;
  readonly rows: number;
  readonly columns: readonly Column[];
};

export type Page = {
  readonly parts: readonly Part[];
  readonly number: string;
  readonly total: string;
};

/** Rows that belong together, before they are on pages. */
export type Section = {
  readonly table: number;
  readonly caption: string | null;
  readonly count: number;
  /** Columns of the rows from..to, and what the foot of their page says of them. */
  readonly cut: (
    from: number,
    to: number,
  ) => { readonly columns: readonly Column[]; readonly total: string };
};

export function sectionOf<Row>(
  { table, caption }: Pick<Section, 'table' | 'caption'>,
  rows: readonly Row[],
  columnsOf: (rows: readonly Row[]) => readonly Column[],
  totalOf: (rows: readonly Row[]) => string,
): Section {
  const cut = (from: number, to: number) => {
    const shown = rows.slice(from, to);
    return { columns: columnsOf(shown), total: totalOf(shown) };
  };
  return { table, caption, count: rows.length, cut };
}

/** Rows of 7.5 mm below the head of the first page, and below that of the others; see roll.typ. */
const ROWS_ON_FIRST_PAGE = 29;
const ROWS_ON_PAGE = 34;
/** The count and the signatures stand below the last row. */
const ROWS_FOR_CLOSING = 4;

type Draft = { readonly parts: Part[]; readonly totals: string[]; left: number };

/** A row stands on the same page however often it is printed: pages have a fixed number of rows. */
export function pagesOf(sections: readonly Section[], words: RollWords): readonly Page[] {
  let page: Draft = { parts: [], totals: [], left: ROWS_ON_FIRST_PAGE };
  const drafts = [page];
  const turn = () => {
    page = { parts: [], totals: [], left: ROWS_ON_PAGE };
    drafts.push(page);
  };
  for (const section of sections) {
    for (let from = 0; from < section.count; ) {
      // A head and one row at least stand together.
      if (page.left < headRows(section, page) + 1) turn();
      from += fill(page, section, from);
    }
  }
  // No room for the signatures: they get a page of their own, rather than a row that moves.
  if (page.left < ROWS_FOR_CLOSING) turn();
  return drafts.map(({ parts, totals }, index) => ({
    parts,
    number: words.t('roll.page', { page: index + 1, pages: drafts.length }),
    total: totals.join(' · '),
  }));
}

/** Puts as many rows of a section on a page as it has room for. @returns how many. */
function fill(page: Draft, section: Section, from: number): number {
  const { table, caption, count, cut } = section;
  const above = headRows(section, page);
  const rows = Math.min(page.left - above, count - from);
  const { columns, total } = cut(from, from + rows);
  page.parts.push({ table, caption, rows, columns });
  page.totals.push(total);
  page.left -= above + rows;
  return rows;
}

/** As many rows as a caption takes, and the head of every table but the first of a page. */
function headRows({ caption }: Section, { parts }: Draft): number {
  return (caption === null ? 0 : 1) + (parts.length === 0 ? 0 : 1);
}

/** In digits, in the order of the country. */
export function digitsOf(date: string, words: RollWords): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return words.language.tag === 'mn' ? `${year}.${month}.${day}` : `${day}.${month}.${year}`;
}

export function shortColumn(texts: readonly string[], side: 'left' | 'right'): Column {
  return { kind: 'short', side, text: texts.join('\n') };
}

/**
 * @param texts what does not fit into two lines of 8 points is set smaller, and nothing is cut off; a text may say itself
 *   where its second line begins
 * @param widthMm of the column
 */
export function textColumn(texts: readonly string[], widthMm: number): Column {
  const letters = Math.floor(widthMm * LETTERS_PER_MM);
  return {
    kind: 'texts',
    texts: texts.map((text) => [text, sizeFor(lengthOf(text), letters)] as const),
  };
}

/** In two lines of 8 points. */
const LETTERS_PER_MM = 1.23;

/** Of two lines that are given the longer one counts for both. */
function lengthOf(text: string): number {
  const lines = text.split('\n').map(({ length }) => length);
  return lines.length * Math.max(...lines);
}

function sizeFor(length: number, letters: number): number {
  if (length <= letters) return 8;
  if (length <= letters * 1.12) return 7;
  if (length <= letters * 1.6) return 6;
  return length <= letters * 3 ? 4.5 : 3;
}

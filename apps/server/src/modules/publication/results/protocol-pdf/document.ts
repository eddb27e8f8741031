/** A document as the template sets it: everything is text already, in one language. */
export type ProtocolDocument = {
  /** ISO 639: decides about hyphenation, and stands in the file for screen readers. */
  readonly lang: string;
  readonly country: string;
  readonly publisher: string;
  readonly keywords: readonly string[];
  readonly election: string;
  readonly title: string;
  readonly subtitle: string | null;
  /** Says that it is no real vote. */
  readonly banner: string | null;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly parts: readonly DocumentPart[];
  /** Published file that it was made from, with its SHA-256, and the page that shows it. */
  readonly file: string;
  readonly hash: string;
  readonly address: string;
  /** SVG of the code that leads to the address. */
  readonly qr: string;
  readonly words: {
    readonly page: string;
    readonly file: string;
    readonly hash: string;
    readonly verify: string;
  };
  /** Time of publication of the file. */
  readonly madeAt: string;
};

export type DocumentPart =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly faint: boolean }
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'step'; readonly number: string; readonly text: string }
  | { readonly kind: 'page' }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly Row[] };

type Column = { readonly title: string; readonly number: boolean; readonly wide: boolean };
type Row = { readonly strong: boolean; readonly cells: readonly string[] };

export function heading(text: string, level: 1 | 2 = 1): DocumentPart {
  return { kind: 'heading', level, text };
}

export function paragraph(text: string, faint = false): DocumentPart {
  return { kind: 'text', text, faint };
}

/** @param columns titles; `#` before a title makes a column of numbers, `*` the one that takes the room. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  strong: (index: number) => boolean = () => false,
): DocumentPart {
  return {
    kind: 'table',
    columns: columns.map((title) => ({
      title: title.replace(/^[#*]/, ''),
      number: title.startsWith('#'),
      wide: title.startsWith('*'),
    })),
    rows: rows.map((cells, index) => ({ strong: strong(index), cells })),
  };
}

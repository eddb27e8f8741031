import {
  type CountryPack,
  type ElectionDefinition,
  type LocalizedText,
  nameInLetters,
  textInLetters,
} from '@ovoz/election-model';
import encodeQR from 'qr';
import type { RollEntry } from '../store-entries.ts';
import type { ListedStation, Roll } from '../store-rolls.ts';
import { type RollWords, rollWordsIn } from './words.ts';

/** Name, address, and the sizes of their letters in points. */
type Line = readonly [string, string, number, number];

type Page = {
  readonly lines: readonly Line[];
  /** Numbers and birth dates of the lines, each in one text with line feeds. */
  readonly numbers: string;
  readonly born: string;
  readonly number: string;
  readonly total: string;
};

/** A roll as the template sets it: everything is text already, in one language. */
export type RollDocument = {
  readonly lang: string;
  readonly country: string;
  readonly publisher: string;
  readonly keywords: readonly string[];
  readonly election: string;
  readonly title: string;
  readonly station: string;
  readonly place: string;
  /** Says across every page that it is no real vote. */
  readonly banner: string | null;
  readonly counts: string;
  readonly root: string;
  /** SVG, and what the code says. */
  readonly qr: string;
  readonly code: string;
  /** At the foot of every page: which printing it is, so that a copy leads to who had it made. */
  readonly mark: string;
  readonly columns: readonly string[];
  readonly signatures: readonly string[];
  readonly pages: readonly Page[];
  readonly madeAt: string;
};

/** What all rolls of a printing share. */
export type PrintContext = {
  readonly roll: Roll;
  readonly definition: Pick<ElectionDefinition, 'title'>;
  readonly pack: CountryPack;
  readonly language: string;
  /** Id of the printing. */
  readonly print: string;
};

export type PrintedStation = Pick<ListedStation, 'station' | 'voters' | 'abroad' | 'root'> & {
  readonly name: string;
  readonly address: string;
};

/** Lines of 7.5 mm below the head of the first page, and below that of the others; see roll.typ. */
const LINES_ON_FIRST_PAGE = 29;
const LINES_ON_PAGE = 34;
/** The count and the signatures stand below the last line. */
const LINES_FOR_CLOSING = 4;
/** Enough of the root to compare by eye. */
const ROOT_IN_CODE = 16;

/** The roll of a station. The same lines give the same document, whenever it is printed. */
export function rollDocument(
  context: PrintContext,
  station: PrintedStation,
  entries: readonly RollEntry[],
): RollDocument {
  const { roll, definition, pack, language, print } = context;
  const words = rollWordsIn(language);
  const tags = pack.languages.map(({ tag }) => tag);
  const say = (text: LocalizedText) => textInLetters(text, language, ...tags);
  const spell = (text: string) => nameInLetters(text, language, tags[0] ?? 'en');
  const root = station.root.toString('hex');
  const code = `ovoz:roll?election=${roll.election}&station=${station.station}&version=1&root=${root.slice(0, ROOT_IN_CODE)}`;
  return {
    lang: words.language.htmlLang.split('-', 1)[0] ?? 'en',
    country: say(pack.name),
    publisher: say(pack.commissionKinds[0]?.name ?? pack.name),
    keywords: [roll.election, station.station, root],
    election: `${say(definition.title)} · ${words.t('roll.votingDay', { day: words.day(roll.votingDay) })}`,
    title: words.t('roll.title', { number: station.station }),
    station: spell(station.name),
    place: spell(station.address),
    banner: roll.mode === 'live' ? null : words.t(`mode.${roll.mode}.banner`),
    counts: countsText(station, words),
    root: words.t('roll.root', { root }),
    qr: encodeQR(code, 'svg', { border: 1 }),
    code,
    mark: `${station.station} · ${root.slice(0, ROOT_IN_CODE)} · ${words.t('roll.printing', { print })}`,
    columns: [
      words.t('roll.number'),
      words.t('roll.name'),
      words.t('roll.born'),
      words.t('roll.address'),
      words.t('roll.signature'),
    ],
    signatures: [words.t('roll.chair'), words.t('roll.secretary')],
    pages: pagesOf(entries, words),
    madeAt: (roll.frozenAt ?? roll.approvedAt).toISOString(),
  };
}

/** Who votes abroad stands on the roll of a mission; here a count is left, where there is anybody. */
function countsText(
  { voters, abroad }: Pick<PrintedStation, 'voters' | 'abroad'>,
  words: RollWords,
): string {
  const onRoll = words.t('roll.onRoll', { count: voters });
  return abroad === 0 ? onRoll : `${onRoll} · ${words.t('roll.abroad', { count: abroad })}`;
}

/** A line stands on the same page however often the roll is printed: pages have a fixed number of lines. */
function pagesOf(entries: readonly RollEntry[], words: RollWords): readonly Page[] {
  const parts: (readonly RollEntry[])[] = [];
  for (let from = 0; from < entries.length; ) {
    const room = parts.length === 0 ? LINES_ON_FIRST_PAGE : LINES_ON_PAGE;
    parts.push(entries.slice(from, from + room));
    from += room;
  }
  const last = parts.at(-1)?.length ?? 0;
  const room = parts.length === 1 ? LINES_ON_FIRST_PAGE : LINES_ON_PAGE;
  // No room for the signatures: they get a page of their own, rather than a line that moves.
  if (parts.length === 0 || last > room - LINES_FOR_CLOSING) parts.push([]);
  return parts.map((lines, index) => ({
    lines: lines.map(lineOf),
    numbers: lines.map(({ line }) => String(line)).join('\n'),
    born: lines.map(({ birthDate }) => dayOf(birthDate, words)).join('\n'),
    number: words.t('roll.page', { page: index + 1, pages: parts.length }),
    total: totalOf(lines, words),
  }));
}

function totalOf(lines: readonly RollEntry[], words: RollWords): string {
  const [first] = lines;
  if (first === undefined) return '';
  const from = first.line;
  return words.t('roll.onPage', { count: lines.length, from, to: from + lines.length - 1 });
}

function lineOf({ surname, given, patronymic, address }: RollEntry): Line {
  const name = [surname, given, patronymic].filter((part) => part !== '').join(' ');
  return [name, address, sizeFor(name, 76), sizeFor(address, 68)];
}

/** In digits, in the order of the country. */
function dayOf(birthDate: string, words: RollWords): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  return words.language.tag === 'mn' ? `${year}.${month}.${day}` : `${day}.${month}.${year}`;
}

/** Two lines of 8 points hold so many letters; longer texts are set smaller, and none is cut off. */
function sizeFor(text: string, letters: number): number {
  if (text.length <= letters) return 8;
  if (text.length <= letters * 1.6) return 6;
  return text.length <= letters * 3 ? 4.5 : 3;
}

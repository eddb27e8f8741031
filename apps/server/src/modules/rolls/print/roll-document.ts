import {
  type CountryPack,
  type ElectionDefinition,
  type LocalizedText,
  nameInLetters,
  textInLetters,
} from '@ovoz/election-model';
import { ROOT_DIGITS_IN_CODE, rollCodeText } from '@ovoz/voter-register';
import encodeQR from 'qr';
import type { RollEntry } from '../store-entries.ts';
import type { ListedStation, Roll } from '../store-rolls.ts';
import {
  type Column,
  digitsOf,
  type Page,
  type PrintTable,
  pagesOf,
  sectionOf,
  shortColumn,
  textColumn,
} from './pages.ts';
import { type RollWords, rollWordsIn } from './words.ts';

/** A roll or a sheet as the template sets it: everything is text already, in one language. */
export type RollDocument = {
  readonly lang: string;
  readonly country: string;
  readonly publisher: string;
  readonly keywords: readonly string[];
  readonly election: string;
  readonly title: string;
  /** The same in short, above the pages that follow. */
  readonly head: string;
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
  readonly tables: readonly PrintTable[];
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

/** The frozen roll is never another. */
const VERSION = 1;
/** Number, name, birth date, address, signature. */
const WIDTHS = [11, 62, 19, 56, 38] as const;

/** The roll of a station. The same lines give the same document, whenever it is printed. */
export function rollDocument(
  context: PrintContext,
  station: PrintedStation,
  entries: readonly RollEntry[],
): RollDocument {
  const { roll } = context;
  const words = rollWordsIn(context.language);
  const root = station.root.toString('hex');
  return {
    ...documentHead(context, station, { part: 'roll', version: VERSION, root }),
    title: words.t('roll.title', { number: station.station }),
    head: words.t('roll.title', { number: station.station }),
    counts: countsText(station, words),
    root: words.t('roll.root', { root }),
    tables: [
      {
        titles: [
          words.t('roll.number'),
          words.t('roll.name'),
          words.t('roll.born'),
          words.t('roll.address'),
          words.t('roll.signature'),
        ],
        widths: WIDTHS,
      },
    ],
    pages: pagesOf(
      [
        sectionOf(
          { table: 0, caption: null },
          entries,
          (rows) => columnsOf(rows, words),
          (rows) => totalOf(rows, words),
        ),
      ],
      words,
    ),
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

type Rooted = {
  readonly part: 'roll' | 'supplements';
  readonly version: number;
  /** Hexadecimal. */
  readonly root: string;
};

/** What a roll and a sheet have in common: whose it is, its code and its mark. */
export function documentHead(
  { roll, definition, pack, language, print }: PrintContext,
  { station, name, address }: PrintedStation,
  { part, version, root }: Rooted,
) {
  const words = rollWordsIn(language);
  const tags = pack.languages.map(({ tag }) => tag);
  const say = (text: LocalizedText) => textInLetters(text, language, ...tags);
  const spell = (text: string) => nameInLetters(text, language, tags[0] ?? 'en');
  const code = rollCodeText({ part, election: roll.election, station, version, root });
  return {
    lang: words.language.htmlLang.split('-', 1)[0] ?? 'en',
    country: say(pack.name),
    publisher: say(pack.commissionKinds[0]?.name ?? pack.name),
    keywords: [roll.election, station, root],
    election: `${say(definition.title)} · ${words.t('roll.votingDay', { day: words.day(roll.votingDay) })}`,
    station: spell(name),
    place: spell(address),
    banner: roll.mode === 'live' ? null : words.t(`mode.${roll.mode}.banner`),
    qr: encodeQR(code, 'svg', { border: 1 }),
    code,
    mark: `${station} · ${root.slice(0, ROOT_DIGITS_IN_CODE)} · ${words.t('roll.printing', { print })}`,
    signatures: [words.t('roll.chair'), words.t('roll.secretary')],
  };
}

function columnsOf(rows: readonly RollEntry[], words: RollWords): readonly Column[] {
  const [, nameMm, , addressMm] = WIDTHS;
  return [
    shortColumn(
      rows.map(({ line }) => String(line)),
      'right',
    ),
    ...personColumns(rows, { nameMm, addressMm }, words),
    { kind: 'blank' },
  ];
}

/** Full name, day of birth and address, as they stand side by side on a roll and on its supplementary sheet. */
export function personColumns(
  rows: readonly Pick<RollEntry, 'surname' | 'given' | 'patronymic' | 'birthDate' | 'address'>[],
  { nameMm, addressMm }: { readonly nameMm: number; readonly addressMm: number },
  words: RollWords,
): readonly Column[] {
  return [
    textColumn(rows.map(fullName), nameMm),
    shortColumn(
      rows.map(({ birthDate }) => digitsOf(birthDate, words)),
      'left',
    ),
    textColumn(
      rows.map(({ address }) => address),
      addressMm,
    ),
  ];
}

function fullName({
  surname,
  given,
  patronymic,
}: Pick<RollEntry, 'surname' | 'given' | 'patronymic'>): string {
  return [surname, given, patronymic].filter((part) => part !== '').join(' ');
}

function totalOf(rows: readonly RollEntry[], words: RollWords): string {
  const from = rows[0]?.line ?? 0;
  return words.t('roll.onPage', { count: rows.length, from, to: from + rows.length - 1 });
}

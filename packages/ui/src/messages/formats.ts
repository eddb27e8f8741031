import { CONVENTIONS, type Conventions } from './conventions.ts';
import type { Language } from './languages.ts';

/** How a language writes numbers, days, times and lists. Days are ISO 8601, instants UTC. */
export type Formats = {
  readonly number: (value: number) => string;
  /** With one decimal, also where it is zero, so that numbers below each other are aligned. */
  readonly oneDecimal: (value: number) => string;
  /** An exact share as a percentage with one decimal, halves rounded up: `74,7 %`. */
  readonly percent: (numerator: number, denominator: number) => string;
  /** An exact share with as many decimals as it needs, two at most: `7 %`. */
  readonly share: (numerator: number, denominator: number) => string;
  /** `2026-12-27` → `27 December 2026`. */
  readonly day: (isoDay: string) => string;
  /** The day of the week, as it stands alone: `Sunday`. */
  readonly weekday: (isoDay: string) => string;
  /** `27 Dec`, for narrow places; the year stands elsewhere. */
  readonly shortDay: (isoDay: string) => string;
  /** `2026-12` or a day in it → `December 2026`, as a heading. */
  readonly month: (isoMonth: string) => string;
  /** Day and time of day in a zone, 24 hours. */
  readonly dateTime: (instant: string, timeZone: string) => string;
  /** Time of day in a zone, 24 hours. */
  readonly time: (instant: string, timeZone: string) => string;
  readonly list: (items: readonly string[]) => string;
  /** Name of a country by its two letters. Browsers know it in large languages only. */
  readonly country: (code: string) => string;
  /** Name of a language by its tag, in the language of the page. As with countries. */
  readonly languageName: (tag: string) => string;
  readonly compare: (left: string, right: string) => number;
};

/** The formats of a language. */
export function createFormats(language: Language): Formats {
  const own = CONVENTIONS[language.tag];
  const day = (isoDay: string) => writeDate(own.date, own.months, isoDay);
  const rounded = (numerator: number, denominator: number, decimals: number) => {
    const power = 10 ** decimals;
    return Math.round((numerator * 100 * power) / denominator) / power;
  };
  const names = once(() => displayNames(language));
  return {
    number: (value) => writeNumber(own, value),
    oneDecimal: (value) => writeNumber(own, value, 1),
    percent: (numerator, denominator) =>
      writeNumber(own, rounded(numerator, denominator, 1), 1) + own.percent,
    share: (numerator, denominator) =>
      writeNumber(own, rounded(numerator, denominator, 2)) + own.percent,
    day,
    weekday: (isoDay) => own.weekdays[(new Date(isoDay).getUTCDay() + 6) % 7] ?? isoDay,
    shortDay: (isoDay) => writeDate(own.shortDate, own.shortMonths, isoDay),
    month: (isoMonth) =>
      capitalized(writeDate(own.month, own.monthsAlone ?? own.months, isoMonth), language),
    dateTime: (instant, timeZone) => {
      const local = localTime(instant, timeZone);
      return `${day(local.day)}, ${local.time}`;
    },
    time: (instant, timeZone) => localTime(instant, timeZone).time,
    list: (items) => writeList(own, items),
    country: (code) => uzbekApostrophes(language, names().countries.of(code) ?? code),
    languageName: (tag) => uzbekApostrophes(language, names().languages.of(tag) ?? tag),
    compare: (left, right) => names().collator.compare(left, right),
  };
}

/** Decimals of a number that is no whole one, unless told otherwise. */
const MOST_DECIMALS = 3;

/** A number with the separators of the language; `decimals` fixes how many are written. */
export function writeNumber(own: Conventions, value: number, decimals?: number): string {
  const most = value.toFixed(decimals ?? MOST_DECIMALS);
  const text = decimals === undefined && most.includes('.') ? most.replace(/\.?0+$/, '') : most;
  const [whole = '', part] = text.replace('-', '').split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, own.group);
  const sign = value < 0 && /[1-9]/.test(text) ? '−' : '';
  return sign + grouped + (part === undefined ? '' : own.decimal + part);
}

function writeDate(pattern: string, months: readonly string[], isoDay: string): string {
  const [year = '', month = '', day = ''] = isoDay.split('-');
  return pattern
    .replace('{y}', year)
    .replace('{m}', months[Number(month) - 1] ?? month)
    .replace('{d}', String(Number(day)));
}

function writeList({ and }: Conventions, items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${and} ${last}`;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Local day and time of an instant. Only numbers are asked for, which every browser can tell. */
function localTime(instant: string, timeZone: string) {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    const options = { dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' } as const;
    clock = new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
    clocks.set(timeZone, clock);
  }
  const parts = new Map(clock.formatToParts(new Date(instant)).map((one) => [one.type, one.value]));
  return {
    day: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  };
}

function displayNames({ locale }: Language) {
  return {
    countries: new Intl.DisplayNames(locale, { type: 'region' }),
    languages: new Intl.DisplayNames(locale, { type: 'language' }),
    collator: new Intl.Collator(locale, { numeric: true }),
  };
}

function once<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= make());
}

// Georgian has no such letters: its capitals are for whole words.
function capitalized(text: string, { tag, locale }: Language): string {
  return tag === 'ka' ? text : text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

// CLDR writes oʻ and gʻ with a quotation mark; the alphabet has U+02BB, and U+02BC for tutuq belgisi.
function uzbekApostrophes(language: Language, text: string): string {
  if (language.tag !== 'uz-Latn') return text;
  return text.replaceAll('‘', 'ʻ').replaceAll('’', 'ʼ');
}

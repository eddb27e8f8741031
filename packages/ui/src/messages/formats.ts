import type { Language } from './languages.ts';

/** How a language writes numbers, days, times and lists. Days are ISO 8601, instants UTC. */
export type Formats = {
  readonly number: (value: number) => string;
  /** An exact share as a percentage with one decimal: `74,7 %`. */
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
  /** Name of a country by its two letters. */
  readonly country: (code: string) => string;
  /** Name of a language by its tag, in the language of the page. */
  readonly languageName: (tag: string) => string;
  readonly compare: (left: string, right: string) => number;
};

/** The formats of a language. Each Intl object is made when first used, then kept. */
export function createFormats(language: Language): Formats {
  const { locale } = language;
  const kept = new Map<string, Intl.DateTimeFormat>();
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const name = JSON.stringify(options);
    const format = kept.get(name) ?? new Intl.DateTimeFormat(locale, options);
    kept.set(name, format);
    return format;
  };
  const write = (options: Intl.DateTimeFormatOptions, date: Date) =>
    uzbekApostrophes(language, dates(options).format(date));
  const lazy = lazyFormats(locale);
  const day = (isoDay: string) => write(dayStyle(language), midnight(isoDay));
  const time = (instant: string, timeZone: string) =>
    write({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }, new Date(instant));
  return {
    number: (value) => lazy.number().format(value),
    percent: (numerator, denominator) => lazy.percent().format(numerator / denominator),
    share: (numerator, denominator) => lazy.share().format(numerator / denominator),
    day,
    weekday: (isoDay) =>
      capitalized(language, write({ weekday: 'long', timeZone: 'UTC' }, midnight(isoDay))),
    shortDay: (isoDay) =>
      write({ day: 'numeric', month: 'short', timeZone: 'UTC' }, midnight(isoDay)),
    month: (isoMonth) => {
      const first = midnight(`${isoMonth.slice(0, 7)}-01`);
      return capitalized(
        language,
        write({ month: 'long', year: 'numeric', timeZone: 'UTC' }, first),
      );
    },
    dateTime: (instant, timeZone) =>
      `${day(localDayOf(instant, timeZone, dates))}, ${time(instant, timeZone)}`,
    time,
    list: (items) => lazy.list().format(items),
    country: (code) => uzbekApostrophes(language, lazy.countries().of(code) ?? code),
    languageName: (tag) => uzbekApostrophes(language, lazy.languages().of(tag) ?? tag),
    compare: (left, right) => lazy.collator().compare(left, right),
  };
}

function lazyFormats(locale: string) {
  return {
    number: once(() => new Intl.NumberFormat(locale)),
    percent: once(
      () =>
        new Intl.NumberFormat(locale, {
          style: 'percent',
          minimumFractionDigits: 1,
          maximumFractionDigits: 1,
        }),
    ),
    share: once(
      () => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }),
    ),
    list: once(() => new Intl.ListFormat(locale, { type: 'conjunction' })),
    countries: once(() => new Intl.DisplayNames(locale, { type: 'region' })),
    languages: once(() => new Intl.DisplayNames(locale, { type: 'language' })),
    collator: once(() => new Intl.Collator(locale, { numeric: true })),
  };
}

function once<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= make());
}

// The long Mongolian style spells the month out as an ordinal; people write its number.
function dayStyle(language: Language): Intl.DateTimeFormatOptions {
  return { dateStyle: language.tag === 'mn' ? 'medium' : 'long', timeZone: 'UTC' };
}

function midnight(isoDay: string): Date {
  return new Date(`${isoDay}T00:00:00.000Z`);
}

function localDayOf(
  instant: string,
  timeZone: string,
  dates: (options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat,
): string {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', timeZone } as const;
  const parts = new Map(
    dates(options)
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value]),
  );
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}

// Many languages write weekdays and months small, but not as a heading. Georgian has no such letters:
// its capitals are for whole words.
function capitalized({ tag, locale }: Language, text: string): string {
  return tag === 'ka' ? text : text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

// CLDR writes oʻ and gʻ with a quotation mark; the alphabet has U+02BB, and U+02BC for tutuq belgisi.
function uzbekApostrophes(language: Language, text: string): string {
  if (language.tag !== 'uz-Latn') return text;
  return text.replaceAll('‘', 'ʻ').replaceAll('’', 'ʼ');
}

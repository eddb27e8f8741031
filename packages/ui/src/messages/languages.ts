/**
 * The languages of all screens. `segment` stands in addresses, `htmlLang` in the `lang` attribute,
 * `locale` is what Intl is asked for. Order: as offered to the visitor.
 */
export type LanguageTag = 'uz-Latn' | 'uz-Cyrl' | 'ru' | 'en' | 'mn' | 'az' | 'ky' | 'kk' | 'ka';

export type Language = {
  readonly tag: LanguageTag;
  /** The language's name in itself. */
  readonly name: string;
  readonly htmlLang: string;
  readonly segment: string;
  readonly locale: string;
  /** False until a native speaker has read the translation; pages say so. */
  readonly reviewed: boolean;
};

export const LANGUAGES: readonly Language[] = [
  language('uz-Latn', 'Oʻzbekcha', 'uz', 'uz-Latn-UZ'),
  language('uz-Cyrl', 'Ўзбекча', 'uz-cyrl', 'uz-Cyrl-UZ'),
  language('ru', 'Русский', 'ru', 'ru'),
  { ...language('en', 'English', 'en', 'en-GB'), reviewed: true },
  language('mn', 'Монгол', 'mn', 'mn'),
  language('az', 'Azərbaycanca', 'az', 'az'),
  language('ky', 'Кыргызча', 'ky', 'ky'),
  language('kk', 'Қазақша', 'kk', 'kk'),
  language('ka', 'ქართული', 'ka', 'ka'),
];

/** The cookie that remembers the visitor's language; its value is a language tag. */
export const LANGUAGE_COOKIE = 'ovoz-language';

/** The language of a tag; null when the screens do not have it. */
export function languageOf(tag: string): Language | null {
  return LANGUAGES.find((one) => one.tag === tag) ?? null;
}

/** The language of the first part of an address; null when there is none. */
export function languageOfSegment(segment: string): Language | null {
  return LANGUAGES.find((one) => one.segment === segment) ?? null;
}

function language(tag: LanguageTag, name: string, segment: string, locale: string): Language {
  return { tag, name, segment, locale, htmlLang: tag, reviewed: false };
}

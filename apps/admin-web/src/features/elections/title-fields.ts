import type { CountryPack, LocalizedText } from '@ovoz/election-model';

/** Form values of a title in several languages, `title.ru`, and of the chosen languages, `language.ru`. */
export type TitleValues = { readonly [field: `title.${string}`]: string };
export type LanguageValues = { readonly [field: `language.${string}`]: boolean };

/** The languages in which a title is asked for: English as the last resort, then those of the country. */
export function titleLanguages(pack: Pick<CountryPack, 'languages'>): readonly string[] {
  return [...new Set([...pack.languages.map((language) => language.tag), 'en'])];
}

export function titleValues(title: Partial<LocalizedText>, tags: readonly string[]): TitleValues {
  return Object.fromEntries(tags.map((tag) => [`title.${tag}`, title[tag] ?? '']));
}

/** The title that was typed, without the languages that were left empty. English is checked before. */
export function titleOf(values: TitleValues, tags: readonly string[]): LocalizedText {
  const typed = tags.map((tag) => [tag, (values[`title.${tag}`] ?? '').trim()] as const);
  return Object.fromEntries(typed.filter(([, text]) => text !== '')) as LocalizedText;
}

export function languageValues(
  chosen: readonly string[],
  pack: Pick<CountryPack, 'languages'>,
): LanguageValues {
  return Object.fromEntries(
    pack.languages.map(({ tag }) => [`language.${tag}`, chosen.includes(tag)]),
  );
}

/** The chosen languages, in the order of the country. */
export function chosenLanguages(
  values: LanguageValues,
  pack: Pick<CountryPack, 'languages'>,
): readonly string[] {
  return pack.languages.map(({ tag }) => tag).filter((tag) => values[`language.${tag}`] === true);
}

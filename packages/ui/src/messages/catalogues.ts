import type { LanguageTag } from './languages.ts';

/** Messages of one language: flat keys, ICU MessageFormat. */
export type Catalogue<Key extends string = string> = Readonly<Record<Key, string>>;

/** The same keys in several languages. English is always there. */
export type Catalogues<Key extends string = string> = {
  readonly en: Catalogue<Key>;
} & { readonly [Tag in LanguageTag]?: Catalogue<Key> };

/** Joins catalogues, of the shared parts and of an app; only languages that both have remain. */
export function mergeCatalogues<First extends string, Second extends string>(
  first: Catalogues<First>,
  second: Catalogues<Second>,
): Catalogues<First | Second> {
  const merged: { [Tag in LanguageTag]?: Catalogue } = {};
  for (const [tag, messages] of entriesOf(first)) {
    const others = second[tag];
    if (others !== undefined) merged[tag] = { ...messages, ...others };
  }
  // English is in both, so it is in the result.
  return merged as Catalogues<First | Second>;
}

/**
 * Uzbek in Cyrillic letters, written from the Latin messages by `transliterateMessage` of the
 * election model; `overrides` holds the messages that the rules get wrong.
 */
export function addUzbekCyrillic<Key extends string>(
  catalogues: Catalogues<Key>,
  overrides: Readonly<Partial<Record<Key, string>>>,
  transliterateMessage: (message: string) => string,
): Catalogues<Key> {
  const latin = catalogues['uz-Latn'];
  if (latin === undefined) return catalogues;
  const cyrillic: Record<string, string> = {};
  for (const key of Object.keys(latin) as Key[]) {
    cyrillic[key] = overrides[key] ?? transliterateMessage(latin[key]);
  }
  return { ...catalogues, 'uz-Cyrl': cyrillic as Catalogue<Key> };
}

/** The languages that the catalogues hold, with their messages. */
export function entriesOf<Key extends string>(
  catalogues: Catalogues<Key>,
): readonly (readonly [LanguageTag, Catalogue<Key>])[] {
  return Object.entries(catalogues) as [LanguageTag, Catalogue<Key>][];
}

import { type LocalizedText, transliterateUzbek } from '@ovoz/election-model';
import { type LanguageTag, type Translator, useTranslator } from '@ovoz/ui';
import { createContext, type ReactNode, useContext } from 'react';
import type { PageKey } from './messages.ts';

/** What a page needs to know besides its election. */
export type PageContextValue = {
  /** Path of the page below its language: `elections/…/map/`. */
  readonly path: string;
  /** First part of the addresses of its language. */
  readonly segment: string;
  /** Address of a page in the language of this one. */
  readonly to: (path: string) => string;
  readonly say: Say;
  /** The installation shows itself: nothing here is an election administration's. */
  readonly isDemo: boolean;
};

/** Texts of packs and definitions in the language of the page. */
export type Say = {
  readonly text: (text: LocalizedText) => string;
  /** Language that `text` answers in. */
  readonly languageOf: (text: LocalizedText) => string;
  /** A name or address that has no translations: Uzbek ones follow the alphabet of the page. */
  readonly name: (name: string) => string;
};

const PageContext = createContext<PageContextValue | null>(null);

type Props = { readonly value: PageContextValue; readonly children: ReactNode };

export function PageContextProvider({ value, children }: Props) {
  return <PageContext.Provider value={value}>{children}</PageContext.Provider>;
}

/** Messages, formats, texts and links of the page that is being rendered. */
export function usePage(): PageContextValue & { readonly say: Say } & Translator<PageKey> {
  const page = useContext(PageContext);
  if (page === null) throw new Error('there is no PageContextProvider above');
  return { ...useTranslator<PageKey>(), ...page };
}

/**
 * How a language says the texts of a pack whose main language is `mainLanguage`. Uzbek in Cyrillic
 * letters is written from the Latin text where a pack does not have it.
 */
export function createSay(tag: LanguageTag, mainLanguage: string): Say {
  const cyrillic = remembered(transliterateUzbek);
  const languageOf = (text: LocalizedText) => {
    if (text[tag] !== undefined) return tag;
    return tag === 'uz-Cyrl' && text['uz-Latn'] !== undefined ? 'uz-Cyrl' : 'en';
  };
  return {
    languageOf,
    text: (text) => {
      const own = text[tag];
      if (own !== undefined) return own;
      const latin = text['uz-Latn'];
      return tag === 'uz-Cyrl' && latin !== undefined ? cyrillic(latin) : text.en;
    },
    name: tag === 'uz-Cyrl' && mainLanguage === 'uz-Latn' ? cyrillic : (name) => name,
  };
}

// 22,000 names and addresses come twice, in the table and in files.
function remembered(change: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const changed = change(text);
    known.set(text, changed);
    return changed;
  };
}

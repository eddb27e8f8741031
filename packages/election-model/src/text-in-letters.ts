import { type LocalizedText, textIn } from './text.ts';
import { transliterateUzbek } from './uzbek-transliteration.ts';

/**
 * The text in a language, or in the first fallback that is there, or in English. Uzbek in Cyrillic letters is written
 * from the Latin text where a pack does not have it.
 */
export function textInLetters(
  text: LocalizedText,
  tag: string,
  ...fallbacks: readonly string[]
): string {
  const latin = text['uz-Latn'];
  const isWritten = tag === 'uz-Cyrl' && text[tag] === undefined && latin !== undefined;
  return isWritten ? transliterateUzbek(latin) : textIn(text, tag, ...fallbacks);
}

/** A name or an address that stands in one language only, in the letters of another one. */
export function nameInLetters(name: string, tag: string, mainLanguage: string): string {
  return tag === 'uz-Cyrl' && mainLanguage === 'uz-Latn' ? transliterateUzbek(name) : name;
}

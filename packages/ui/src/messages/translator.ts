import { type Formatters, IntlMessageFormat } from 'intl-messageformat';
import type { Catalogue, Catalogues } from './catalogues.ts';
import { CONVENTIONS } from './conventions.ts';
import { createFormats, type Formats, writeNumber } from './formats.ts';
import { LANGUAGES, type Language, type LanguageTag } from './languages.ts';

export type MessageArguments = Readonly<Record<string, string | number | Date>>;

/** Says things in one language: messages by key, and numbers, dates and lists as it writes them. */
export type Translator<Key extends string = string> = Formats & {
  readonly language: Language;
  readonly t: (key: Key, args?: MessageArguments) => string;
};

/** A translator for a language; in English when the catalogues lack the language. */
export function createTranslator<Key extends string>(
  catalogues: Catalogues<Key>,
  tag: LanguageTag,
): Translator<Key> {
  const found = catalogues[tag];
  return translatorOf(found ?? catalogues.en, found === undefined ? 'en' : tag);
}

/** A translator over one language's messages, for pages that carry only what they need. */
export function translatorOf<Key extends string>(
  messages: Catalogue<Key>,
  tag: LanguageTag,
): Translator<Key> {
  const language = LANGUAGES.find((one) => one.tag === tag);
  if (language === undefined) throw new Error(`no such language: ${tag}`);
  const compiled = new Map<Key, IntlMessageFormat | string>();
  return {
    ...createFormats(language),
    language,
    t: (key, args) => {
      let message = compiled.get(key);
      if (message === undefined) {
        message = compileMessage(messages[key], key, language);
        compiled.set(key, message);
      }
      return typeof message === 'string' ? message : String(message.format(args));
    },
  };
}

function compileMessage(text: string | undefined, key: string, language: Language) {
  if (text === undefined) throw new Error(`no message ${key} in ${language.tag}`);
  // Most messages are plain text; compiling them would cost time and memory for nothing.
  if (!/[{}']/.test(text)) return text;
  return new IntlMessageFormat(text, language.locale, undefined, {
    ignoreTag: true,
    formatters: formattersOf(language),
  });
}

/** Numbers inside messages are written by our tables, for the reason given there. */
function formattersOf(language: Language): Formatters {
  const own = CONVENTIONS[language.tag];
  const numbers = { format: (value: number) => writeNumber(own, value) };
  return {
    // The library calls `format` and nothing else.
    getNumberFormat: () => numbers as Intl.NumberFormat,
    getDateTimeFormat: (...args) => new Intl.DateTimeFormat(...args),
    getPluralRules: (...args) => new Intl.PluralRules(...args),
  };
}

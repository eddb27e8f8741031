import { transliterateMessage } from '@ovoz/election-model';
import { LANGUAGE_COOKIE, languageOf, type Translator, translatorOf, uiCatalogues } from '@ovoz/ui';
import { ADMIN_LANGUAGES, type AdminKey, type AdminLanguage, type MessageKey } from './language.ts';
import latinWords from './messages/uz-Cyrl.words.json' with { type: 'json' };

export type AdminTranslator = Translator<MessageKey>;

type Messages = Readonly<Record<MessageKey, string>>;
type Own = Readonly<Record<AdminKey, string>>;

/** Fetches the messages of a language and makes its translator. */
export async function loadTranslator(tag: AdminLanguage): Promise<AdminTranslator> {
  const translator = translatorOf(await LOADERS[tag](), tag);
  document.documentElement.lang = translator.language.htmlLang;
  return translator;
}

const LOADERS: Readonly<Record<AdminLanguage, () => Promise<Messages>>> = {
  en: async () => joined((await import('./messages/en.json')).default, 'en'),
  ru: async () => joined((await import('./messages/ru.json')).default, 'ru'),
  'uz-Latn': async () => joined((await import('./messages/uz-Latn.json')).default, 'uz-Latn'),
  'uz-Cyrl': async () => inCyrillic(await LOADERS['uz-Latn']()),
};

function joined(own: Own, tag: 'en' | 'ru' | 'uz-Latn'): Messages {
  return { ...(uiCatalogues[tag] ?? uiCatalogues.en), ...own };
}

/** Uzbek in Cyrillic letters is written from the Latin messages; a few words stay Latin. */
function inCyrillic(latin: Messages): Messages {
  return Object.fromEntries(
    Object.entries(latin).map(([key, text]) => [key, transliterateMessage(text, latinWords)]),
  ) as Messages;
}

/** The remembered language, else the first of the browser's that the administration speaks. */
export function startingLanguage(): AdminLanguage {
  const cookie = new RegExp(`(?:^|; )${LANGUAGE_COOKIE}=([^;]+)`).exec(document.cookie)?.[1];
  const wished = [cookie ?? '', ...navigator.languages.map(tagOfBrowser)];
  return wished.find(isAdminLanguage) ?? 'en';
}

/** `uz` and `uz-UZ` are Uzbek in Latin letters, `ru-RU` is Russian. */
function tagOfBrowser(locale: string): string {
  const { language, script } = new Intl.Locale(locale);
  if (language !== 'uz') return language;
  return script === 'Cyrl' ? 'uz-Cyrl' : 'uz-Latn';
}

function isAdminLanguage(tag: string): tag is AdminLanguage {
  return languageOf(tag) !== null && (ADMIN_LANGUAGES as readonly string[]).includes(tag);
}

const YEAR_SECONDS = 365 * 24 * 60 * 60;

export function rememberLanguage(tag: AdminLanguage): void {
  // The cookie store of the browser is asynchronous and not everywhere; this one-liner is.
  document.cookie = `${LANGUAGE_COOKIE}=${tag}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

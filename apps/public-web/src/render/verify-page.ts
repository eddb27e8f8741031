import { createTranslator, LANGUAGES, type Language } from '@ovoz/ui/messages';
import { type PageKey, siteCatalogues } from '../site/messages.ts';

/** Where the page has its words, in all languages, and what it says to browsers that run no scripts. */
const WORDS = '<!-- words -->';
const NO_SCRIPTS = '<!-- no-scripts -->';
/** What it says besides its own messages. */
const ALSO: readonly PageKey[] = [
  'language.choose',
  'mode.live',
  'mode.training',
  'mode.drill',
  'origin.station-signed',
  'origin.keyed',
  'origin.corrected',
];

/** The page that verifies the record, with its words in all languages inside: people keep it as one file. */
export function withWords(page: string): string {
  for (const place of [WORDS, NO_SCRIPTS]) {
    if (!page.includes(place)) throw new Error(`the page of the verifier has no ${place}`);
  }
  const words = JSON.stringify(LANGUAGES.map(wordsOf)).replaceAll('<', String.raw`\u003c`);
  const sentences = LANGUAGES.map(({ tag, htmlLang }) => {
    const text = (siteCatalogues[tag] ?? siteCatalogues.en)['verify.noScripts'];
    return `<p class="problem" lang="${htmlLang}">${text}</p>`;
  });
  return page.replace(WORDS, () => words).replace(NO_SCRIPTS, () => sentences.join('\n'));
}

function wordsOf({ tag, segment, name, htmlLang }: Language) {
  const messages = siteCatalogues[tag] ?? siteCatalogues.en;
  const { number } = createTranslator(siteCatalogues, tag);
  const keys = Object.keys(siteCatalogues.en).filter(
    (key) => key.startsWith('verify.') || (ALSO as readonly string[]).includes(key),
  ) as PageKey[];
  return {
    segment,
    name,
    tag: htmlLang,
    // As the language writes 1,000.
    group: number(1000).slice(1, -3),
    messages: Object.fromEntries(keys.map((key) => [key, messages[key]])),
  };
}

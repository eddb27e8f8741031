import { IntlMessageFormat } from 'intl-messageformat';
import { type Catalogues, entriesOf } from './catalogues.ts';
import { type LanguageTag, languageOf } from './languages.ts';

/** Something wrong with a catalogue, in words for the person who mends it. */
export type CatalogueFinding = {
  readonly tag: LanguageTag;
  readonly key: string;
  readonly reason: string;
};

/**
 * Compares each language with English: missing keys, keys too many, empty texts, broken ICU syntax,
 * arguments that differ, plurals without the categories of the language, straight apostrophes in Uzbek.
 */
export function checkCatalogues(
  catalogues: Catalogues,
  required: readonly LanguageTag[],
): readonly CatalogueFinding[] {
  const findings: CatalogueFinding[] = [];
  for (const tag of required) {
    if (catalogues[tag] === undefined) findings.push({ tag, key: '*', reason: 'no catalogue' });
  }
  for (const [tag, messages] of entriesOf(catalogues)) {
    const add = (key: string, reason: string) => findings.push({ tag, key, reason });
    for (const key of Object.keys(messages)) {
      if (catalogues.en[key] === undefined) add(key, 'not in English');
    }
    for (const [key, english] of Object.entries(catalogues.en)) {
      const text = messages[key];
      if (text === undefined) add(key, 'missing');
      else for (const reason of faultsOf(text, english, tag)) add(key, reason);
    }
  }
  return findings;
}

function faultsOf(text: string, english: string, tag: LanguageTag): readonly string[] {
  if (text.trim() === '') return ['empty'];
  const faults: string[] = [];
  if (tag === 'uz-Latn' && /['‘’`]/.test(text)) faults.push('apostrophe is not U+02BB or U+02BC');
  try {
    const here = argumentsOf(text, tag);
    const there = argumentsOf(english, 'en');
    if (here.join() !== there.join())
      faults.push(`arguments ${here.join()} are not ${there.join()}`);
    faults.push(...pluralFaults(text, tag));
  } catch (error) {
    faults.push(`not ICU MessageFormat: ${String(error)}`);
  }
  return faults;
}

/** Names of the arguments of a message with their kinds, sorted. */
export function argumentsOf(text: string, tag: LanguageTag): readonly string[] {
  const names = new Set<string>();
  for (const element of elementsOf(text, tag)) names.add(element.value);
  return [...names].toSorted();
}

function pluralFaults(text: string, tag: LanguageTag): readonly string[] {
  const wanted = new Intl.PluralRules(localeOf(tag)).resolvedOptions().pluralCategories;
  const faults: string[] = [];
  for (const element of elementsOf(text, tag)) {
    if (element.options === undefined || element.pluralType !== 'cardinal') continue;
    const options = Object.keys(element.options);
    const missing = wanted.filter((category) => !options.includes(category));
    if (missing.length > 0) faults.push(`plural of ${element.value} lacks ${missing.join(', ')}`);
  }
  return faults;
}

type Element = {
  readonly value: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly unknown[] }>>;
  readonly pluralType?: string;
};

const LITERAL = 0;
const POUND = 7;

function elementsOf(text: string, tag: LanguageTag): readonly Element[] {
  const parsed = new IntlMessageFormat(text, localeOf(tag), undefined, { ignoreTag: true });
  const found: Element[] = [];
  const visit = (nodes: readonly unknown[]) => {
    // The library's tree is typed with enums; only these three fields of it are read.
    for (const node of nodes as readonly (Element & { readonly type: number })[]) {
      if (node.type === LITERAL || node.type === POUND) continue;
      found.push(node);
      for (const option of Object.values(node.options ?? {})) visit(option.value);
    }
  };
  visit(parsed.getAst());
  return found;
}

function localeOf(tag: LanguageTag): string {
  return languageOf(tag)?.locale ?? tag;
}

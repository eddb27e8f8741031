/// <reference lib="dom" />
import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const PROJECT = new URL('../../../', import.meta.url);
const CATALOGUES = [
  'packages/ui/messages/',
  'apps/admin-web/src/messages/',
  'apps/public-web/messages/',
];
/** Shorter texts may be the same in several languages by chance: "No.", "Ovoz", "CSV". */
const TELLING_LENGTH = 4;

type Messages = Readonly<Record<string, string>>;
const catalogues = new Map<string, Messages>();

/** All messages of a language, of both webs. */
export function messagesOf(tag: string): Messages {
  const known = catalogues.get(tag);
  if (known !== undefined) return known;
  const files = CATALOGUES.map((folder) => new URL(`${folder}${tag}.json`, PROJECT));
  // The administration speaks fewer languages than the public pages.
  const all = files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'));
  const messages: Messages = Object.assign({}, ...all.map((text) => JSON.parse(text)));
  catalogues.set(tag, messages);
  return messages;
}

/** Texts that people see or hear, with the language in which the page says they are. */
type Shown = { readonly text: string; readonly language: string };

/**
 * What should never be read on a screen: keys of messages, placeholders that nobody filled, values of
 * the program, and English sentences of our own on a page in another language.
 */
export async function strayWords(page: Page): Promise<readonly string[]> {
  const english = messagesOf('en');
  return (await shownTexts(page)).flatMap(({ text, language }) => {
    if (/\{\s*\w+\s*[},]/.test(text)) return [`placeholder: ${text}`];
    if (/\bundefined\b|\bNaN\b|\[object |Invalid Date/.test(text)) return [`value: ${text}`];
    // Files for download are called like keys.
    if (text in english && !/\.(csv|ics)$/.test(text)) return [`key: ${text}`];
    return isLeftInEnglish(text, language) ? [`English: ${text}`] : [];
  });
}

function isLeftInEnglish(text: string, language: string): boolean {
  const tag = language.startsWith('uz') ? 'uz-Latn' : language;
  if (tag === 'en' || text.length < TELLING_LENGTH) return false;
  const own = messagesOf(tag);
  const english = englishTexts();
  const keys = english.get(text) ?? [];
  return keys.length > 0 && keys.every((key) => own[key] !== text) && !wordsOf(own).has(text);
}

let byText: Map<string, string[]> | undefined;

function englishTexts(): Map<string, string[]> {
  if (byText !== undefined) return byText;
  byText = new Map();
  for (const [key, text] of Object.entries(messagesOf('en'))) {
    byText.set(text, [...(byText.get(text) ?? []), key]);
  }
  return byText;
}

const wordSets = new WeakMap<Messages, Set<string>>();

function wordsOf(messages: Messages): Set<string> {
  const known = wordSets.get(messages) ?? new Set(Object.values(messages));
  wordSets.set(messages, known);
  return known;
}

function shownTexts(page: Page): Promise<readonly Shown[]> {
  return page.evaluate(() => {
    const shown: { text: string; language: string }[] = [];
    // Exact bytes and codes stand in these; they are shown as they are.
    const isVerbatim = (element: Element) => element.closest('pre, code, script, style') !== null;
    const add = (element: Element, text: string | null) => {
      const trimmed = (text ?? '').trim();
      if (trimmed === '' || isVerbatim(element)) return;
      const language = element.closest('[lang]')?.getAttribute('lang') ?? '';
      shown.push({ text: trimmed, language });
    };
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const element = nodes.currentNode.parentElement;
      if (element !== null) add(element, nodes.currentNode.textContent);
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        add(element, element.getAttribute(name));
      }
    }
    add(document.documentElement, document.title);
    return shown;
  });
}

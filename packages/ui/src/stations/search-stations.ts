import type { StationPoints } from './station-points.ts';

/** A search over all stations, prepared once: `(query) => indexes`, in the order of the columns. */
export type StationSearch = (query: string) => readonly number[];

/** Longest query that is looked at; more is a paste by mistake. */
const MAX_QUERY = 100;

/**
 * Prepares the search. A station matches when each word of the query occurs in its number, name or
 * address. A query that is exactly a number puts that station first.
 */
export function prepareSearch(points: StationPoints): StationSearch {
  const texts = points.numbers.map((number, index) =>
    foldText(`${number} ${points.names[index] ?? ''} ${points.addresses[index] ?? ''}`),
  );
  const all = points.numbers.map((_, index) => index);
  return (query) => {
    const words = foldText(query.slice(0, MAX_QUERY)).split(' ').filter(Boolean);
    if (words.length === 0) return all;
    const found = all.filter((index) => words.every((word) => texts[index]?.includes(word)));
    const exact = points.numbers.indexOf(query.trim().toUpperCase());
    return exact < 0 ? found : [exact, ...found.filter((index) => index !== exact)];
  };
}

/**
 * What people type in place of what is written: case, accents and the many apostrophes of Uzbek do not
 * count. й and ё are not letters with accents.
 */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[ʻʼ‘’'`´]/g, '')
    .replaceAll('ё', 'е')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replaceAll(/(?<![иИ])\p{M}/gu, '')
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

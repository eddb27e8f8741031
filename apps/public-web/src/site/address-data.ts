import type { Language } from '@ovoz/ui/messages';
import { ABROAD, addresses } from './addresses.ts';
import type { ElectionView } from './election-view.ts';
import { type PageKey, siteCatalogues } from './messages.ts';
import type { Say } from './page-context.tsx';

/** Messages that the search by address says in the browser. */
export const ADDRESS_WORDS = [
  'address.territory',
  'address.locality',
  'address.street',
  'address.house',
  'address.noStreet',
  'address.choose',
  'address.loading',
  'address.none',
  'address.failed',
  'address.yours',
  'address.way',
  'address.metres',
  'address.kilometres',
  'address.there',
  'address.onMap',
  'address.otherMap',
  'address.row',
  'address.note',
  'direction.n',
  'direction.ne',
  'direction.e',
  'direction.se',
  'direction.s',
  'direction.sw',
  'direction.w',
  'direction.nw',
  'station.address',
  'station.directions',
  'station.hours',
  'station.stepFree',
  'station.languages',
  'stepFree.yes',
  'stepFree.with-help',
  'stepFree.no',
  'stepFree.unknown',
] as const satisfies readonly PageKey[];

export type AddressWord = (typeof ADDRESS_WORDS)[number];

/** What the search by address gets with its page; the addresses themselves it loads. */
export type AddressData = {
  readonly language: Language;
  readonly words: Readonly<Record<AddressWord, string>>;
  /** Folder of the files by which addresses are found. */
  readonly folder: string;
  /** Folder of the stations by region. */
  readonly stations: string;
  /** Code → name and the territory above, below the country. */
  readonly territories: Readonly<Record<string, readonly [name: string, parent: string | null]>>;
  /** Region → page with the rows of its stations. */
  readonly pages: Readonly<Record<string, string>>;
  /** Language tag → its name in the language of the page, of languages that stations speak. */
  readonly languageNames: Readonly<Record<string, string>>;
};

/** Gathers what the search by address needs in the language of the page. */
export function addressData(
  view: ElectionView,
  language: Language,
  say: Say,
  to: (path: string) => string,
  languageName: (tag: string) => string,
): AddressData {
  const catalogue = siteCatalogues[language.tag] ?? siteCatalogues.en;
  const inside = [...view.territories.values()].filter(({ level }) => level > 0);
  const spoken = new Set(
    [...view.stations.values()].flatMap(({ stations }) =>
      stations.flatMap(({ station }) => station.languages),
    ),
  );
  return {
    language,
    words: Object.fromEntries(ADDRESS_WORDS.map((key) => [key, catalogue[key]])) as Record<
      AddressWord,
      string
    >,
    folder: `/published/packs/${view.election.pack.code}/addresses/`,
    stations: `/published/elections/${view.code}/stations/`,
    territories: Object.fromEntries(
      inside.map(({ code, name, parentCode, level }) => [
        code,
        [say.text(name), level === 1 ? null : parentCode] as const,
      ]),
    ),
    pages: Object.fromEntries(
      [...view.stations.keys()]
        .filter((region) => region !== ABROAD)
        .map((region) => [region, to(addresses.territory(view.code, region))]),
    ),
    languageNames: Object.fromEntries([...spoken].map((tag) => [tag, languageName(tag)])),
  };
}

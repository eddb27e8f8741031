import type { LanguageTag, MessageArguments, UiKey } from '@ovoz/ui';
import { ABROAD, addresses } from './addresses.ts';
import type { ElectionView } from './election-view.ts';
import { type PageKey, siteCatalogues } from './messages.ts';
import type { Say } from './page-context.tsx';

/** Messages that the finder says in the browser. */
const FINDER_KEYS = [
  'map.credits',
  'map.keys',
  'map.stations',
  'map.wholeCountry',
  'map.zoomIn',
  'map.zoomOut',
  'station.address',
  'stations.found',
  'stations.inTable',
  'stations.list',
  'stations.none',
  'stations.notOnMap',
  'stations.search',
] as const satisfies readonly (PageKey | UiKey)[];

export type FinderKey = (typeof FINDER_KEYS)[number];

/** What the finder gets with its page; the stations themselves it loads. */
export type FinderData = {
  readonly language: LanguageTag;
  readonly messages: Readonly<Record<FinderKey, string>>;
  /** What the form says before the finder is there. */
  readonly words: { readonly loading: string; readonly failed: string };
  readonly pointsUrl: string;
  readonly boundariesUrl: string | null;
  readonly credits: readonly { readonly text: string; readonly licence: string }[];
  /** Territory code → name, and the page that has its stations' rows. */
  readonly territories: Readonly<Record<string, readonly [name: string, page: string]>>;
  /** Page with the rows of stations abroad, by number; the others follow from their territory. */
  readonly abroad: {
    readonly page: string;
    readonly name: string;
    readonly numbers: readonly string[];
  };
};

/** Gathers what the finder needs in the language of the page. */
export function finderData(
  view: ElectionView,
  language: LanguageTag,
  say: Say,
  to: (path: string) => string,
  t: (key: PageKey, args?: MessageArguments) => string,
): FinderData {
  const { pack } = view.election;
  const catalogue = siteCatalogues[language] ?? siteCatalogues.en;
  const territories: Record<string, readonly [string, string]> = {};
  for (const territory of view.territories.values()) {
    const region = territory.path.split('/')[1];
    if (region === undefined) continue;
    territories[territory.code] = [
      say.text(territory.name),
      to(addresses.territory(view.code, region)),
    ];
  }
  const abroad = view.stations.get(ABROAD)?.stations ?? [];
  return {
    language,
    messages: Object.fromEntries(FINDER_KEYS.map((key) => [key, catalogue[key]])) as Record<
      FinderKey,
      string
    >,
    words: { loading: t('stations.loading'), failed: t('stations.failed') },
    pointsUrl: `/published/elections/${view.code}/station-points.json`,
    boundariesUrl: view.boundaries.has(1)
      ? `/published/packs/${pack.code}/boundaries-1.geojson`
      : null,
    credits: pack.credits,
    territories,
    abroad: {
      page: to(addresses.territory(view.code, ABROAD)),
      name: t('territory.abroad'),
      numbers: abroad.map(({ station }) => station.number),
    },
  };
}

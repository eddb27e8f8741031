import type { LanguageTag } from '@ovoz/ui/messages';
import type { ReactNode } from 'react';
import { AbroadPage } from '../pages/AbroadPage.tsx';
import { CalendarPage } from '../pages/CalendarPage.tsx';
import { DataPage } from '../pages/DataPage.tsx';
import { DistrictPage } from '../pages/DistrictPage.tsx';
import { DistrictsPage } from '../pages/DistrictsPage.tsx';
import { ElectionPage } from '../pages/ElectionPage.tsx';
import { FrozenRollPage } from '../pages/FrozenRollPage.tsx';
import { HomePage } from '../pages/HomePage.tsx';
import { MapPage } from '../pages/MapPage.tsx';
import { NotFoundPage } from '../pages/NotFoundPage.tsx';
import { BRAND } from '../pages/PageFrame.tsx';
import { PartiesPage } from '../pages/PartiesPage.tsx';
import { PartyPage } from '../pages/PartyPage.tsx';
import { StationsPage } from '../pages/StationsPage.tsx';
import { TerritoryPage } from '../pages/TerritoryPage.tsx';
import { VoterLookupPage } from '../pages/VoterLookupPage.tsx';
import { VotingAbroadPage } from '../pages/VotingAbroadPage.tsx';
import { ABROAD, addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { createSay, type Say } from '../site/page-context.tsx';
import { partyFacts } from '../site/party-facts.ts';
import type { Island } from './client-assets.ts';
import type { LanguageSetting, PageContent } from './document.tsx';

/** Pages of a language, each made when it is asked for: a nation's pages would fill the memory. */
export type PlannedPage = { readonly path: string; readonly content: () => PageContent };

/** All pages of a language. */
export function planPages(
  setting: LanguageSetting,
  elections: readonly ElectionView[],
): readonly PlannedPage[] {
  const { tag } = setting.language;
  const { t } = setting.translator;
  const plain = createSay(tag, '');
  const [only] = elections.length === 1 ? elections : [];
  const homeSay = only === undefined ? plain : sayOf(only, tag);
  return [
    page(addresses.home(), BRAND, homeSay, () => <HomePage elections={elections} />),
    page('404.html', t('notFound.title'), plain, () => <NotFoundPage />),
    ...elections.flatMap((view) => planElection(setting, view)),
  ];
}

function planElection(setting: LanguageSetting, view: ElectionView): readonly PlannedPage[] {
  const { t } = setting.translator;
  const { code } = view;
  const say = sayOf(view, setting.language.tag);
  const own = (path: string, title: string, body: () => ReactNode) =>
    page(path, `${title} – ${say.text(view.title)}`, say, body);
  return [
    page(addresses.election(code), say.text(view.title), say, () => <ElectionPage view={view} />),
    own(addresses.calendar(code), t('calendar.title'), () => <CalendarPage view={view} />),
    own(addresses.map(code), t('map.title'), () => <MapPage view={view} />),
    own(addresses.stations(code), t('stations.title'), () => <StationsPage view={view} />),
    own(addresses.voterLookup(code), t('lookup.title'), () => <VoterLookupPage view={view} />),
    own(addresses.votingAbroad(code), t('abroad.title'), () => <VotingAbroadPage view={view} />),
    own(addresses.frozenRoll(code), t('roll.title'), () => <FrozenRollPage view={view} />),
    own(addresses.data(code), t('data.title'), () => <DataPage view={view} />),
    own(addresses.districts(code), t('districts.title'), () => <DistrictsPage view={view} />),
    own(addresses.parties(code), t('parties.title'), () => <PartiesPage view={view} />),
    ...partyFacts(view).map((facts) =>
      own(addresses.party(code, facts.party.code), say.text(facts.party.name), () => (
        <PartyPage view={view} facts={facts} />
      )),
    ),
    ...view.districts.map((entry) => {
      const { set, code: district, name } = entry.district;
      return own(addresses.district(code, set, district), say.text(name), () => (
        <DistrictPage view={view} entry={entry} />
      ));
    }),
    ...view.regions.map((territory) =>
      own(addresses.territory(code, territory.code), say.text(territory.name), () => (
        <TerritoryPage view={view} territory={territory} />
      )),
    ),
    ...(view.stations.has(ABROAD)
      ? [
          own(addresses.territory(code, ABROAD), t('territory.abroad'), () => (
            <AbroadPage view={view} />
          )),
        ]
      : []),
  ];
}

function page(path: string, title: string, say: Say, body: () => ReactNode): PlannedPage {
  const island = islandOf(path);
  return { path, content: () => ({ path, title, say, body: body(), island }) };
}

const ISLANDS: readonly (readonly [ending: string, island: Island])[] = [
  ['/stations/', 'finder'],
  ['/my-entry/', 'voter-lookup'],
  ['/voting-abroad/', 'voting-abroad'],
  ['/roll/', 'frozen-roll'],
];

/** The script of a page, where it has one. */
function islandOf(path: string): Island | null {
  const [, island = null] = ISLANDS.find(([ending]) => path.endsWith(ending)) ?? [];
  return island;
}

/** Names of one election in one language are written once and kept for all its pages. */
export function sayOf(view: ElectionView, tag: LanguageTag): Say {
  const kept = says.get(view) ?? new Map<LanguageTag, Say>();
  says.set(view, kept);
  const say = kept.get(tag) ?? createSay(tag, view.election.pack.languages[0]?.tag ?? 'en');
  kept.set(tag, say);
  return say;
}

const says = new WeakMap<ElectionView, Map<LanguageTag, Say>>();

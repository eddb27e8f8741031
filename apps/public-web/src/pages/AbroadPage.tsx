import { AsOf, GeneratedMark } from '@ovoz/ui';
import { ABROAD, addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { usePage } from '../site/page-context.tsx';
import { PageFrame } from './PageFrame.tsx';
import { StationTable } from './StationTable.tsx';
import { OtherTerritories } from './TerritoryPage.tsx';

/** Stations abroad, by country. */
export function AbroadPage({ view }: { readonly view: ElectionView }) {
  const { t, to, country, compare } = usePage();
  const stations = view.stations.get(ABROAD)?.stations ?? [];
  const byCountry = Map.groupBy(stations, ({ station }) => station.hostCountry ?? '');
  const countries = [...byCountry]
    .map(([code, own]) => ({ code, name: code === '' ? '' : country(code), stations: own }))
    .toSorted((left, right) => compare(left.name, right.name));
  return (
    <PageFrame
      title={t('territory.abroad')}
      steps={[{ path: addresses.map(view.code), text: t('map.title') }]}
      view={view}
    >
      <p className="site-lead">{t('territory.lead', { count: stations.length })}</p>
      <p>{t('territory.abroad.text')}</p>
      <p>
        <a href={to(addresses.votingAbroad(view.code))}>{t('abroad.title')}</a>
      </p>
      {stations.some(({ station }) => station.generated) ? (
        <p>
          <GeneratedMark /> {t('generated.stations')}
        </p>
      ) : null}
      <AsOf instant={view.election.publishedAt} timeZone={view.election.definition.timeZone} />
      {countries.map(({ code, name, stations: own }) => (
        <StationTable key={code} caption={name} view={view} stations={own} />
      ))}
      <OtherTerritories view={view} here={ABROAD} />
    </PageFrame>
  );
}

import type { Territory } from '@ovoz/election-model';
import { AsOf, DataTable, GeneratedMark, type MapArea, TerritoryMap } from '@ovoz/ui';
import type { ReactNode } from 'react';
import { ABROAD, addresses } from '../site/addresses.ts';
import { childrenOf, type ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { useNameOrder } from '../site/name-order.ts';
import { usePage } from '../site/page-context.tsx';
import { shortNames } from '../site/short-names.ts';
import { hasGeneratedStations } from './KeyFigures.tsx';
import { PageFrame } from './PageFrame.tsx';

/** The regions as a map and as a table. */
export function MapPage({ view }: { readonly view: ElectionView }) {
  const { t } = usePage();
  return (
    <PageFrame title={t('map.title')} view={view}>
      <p className="site-lead">{t('map.lead')}</p>
      <RegionMap view={view} alternative={<p>{t('map.tableBelow')}</p>} />
      <RegionTable view={view} />
      {hasGeneratedStations(view) ? (
        <p>
          <GeneratedMark /> {t('generated.stations')}
        </p>
      ) : null}
      <AsOf instant={view.election.publishedAt} timeZone={view.election.definition.timeZone} />
    </PageFrame>
  );
}

type MapProps = { readonly view: ElectionView; readonly alternative: ReactNode };

/** The regions, shaded by their stations; each is a link. */
export function RegionMap({ view, alternative }: MapProps) {
  const { t, to, say } = usePage();
  const boundaries = view.boundaries.get(1);
  if (boundaries === undefined) return <p>{t('map.none')}</p>;
  const counts = view.regions.map(({ code }) => view.stationCounts.get(code) ?? 0);
  const labels = shortNames(view.regions.map(({ name }) => say.text(name)));
  const areas = new Map(
    view.regions.map((region, index): [string, MapArea] => {
      const count = view.stationCounts.get(region.code) ?? 0;
      const name = say.text(region.name);
      return [
        region.code,
        {
          name,
          label: labels[index] ?? name,
          href: to(addresses.territory(view.code, region.code)),
          shade: shadeOf(count, counts),
          value: t('territory.lead', { count }),
        },
      ];
    }),
  );
  return (
    <>
      <TerritoryMap
        title={say.text(view.election.pack.name)}
        boundaries={boundaries}
        areas={areas}
        credits={view.election.pack.credits}
        alternative={alternative}
      />
      <p className="ov-as-of">{t('map.shade')}</p>
    </>
  );
}

/** The regions as a table, with those abroad. */
export function RegionTable({ view }: { readonly view: ElectionView }) {
  const { t, to, number } = usePage();
  const inOrder = useNameOrder(view);
  const { pack, stationCounts } = view.election;
  const [, regionLevel, unitLevel] = pack.territoryLevels;
  const total = stationCounts.domestic + stationCounts.remote + stationCounts.special;
  const units = view.regions.reduce((sum, one) => sum + childrenOf(view, one.code).length, 0);
  const abroad = view.stations.has(ABROAD) ? (
    <tr>
      <th scope="row">
        <a href={to(addresses.territory(view.code, ABROAD))}>{t('territory.abroad')}</a>
      </th>
      {unitLevel === undefined ? null : <td className="ov-number">–</td>}
      <td className="ov-number">{number(stationCounts.abroad)}</td>
    </tr>
  ) : null;
  return (
    <DataTable
      caption={<Localized text={pack.name} />}
      rows={inOrder(view.regions)}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'region',
          header: regionLevel === undefined ? '' : <Localized text={regionLevel} />,
          rowHeader: true,
          cell: ({ code, name }) => (
            <a href={to(addresses.territory(view.code, code))}>
              <Localized text={name} />
            </a>
          ),
        },
        ...(unitLevel === undefined
          ? []
          : [
              {
                key: 'units',
                header: <Localized text={unitLevel} />,
                numeric: true,
                cell: ({ code }: Territory) => number(childrenOf(view, code).length),
              },
            ]),
        {
          key: 'stations',
          header: t('figures.stations'),
          numeric: true,
          cell: ({ code }) => number(view.stationCounts.get(code) ?? 0),
        },
      ]}
      foot={
        <>
          {abroad}
          <tr className="site-total">
            <th scope="row">
              <Localized text={pack.name} />
            </th>
            {unitLevel === undefined ? null : <td className="ov-number">{number(units)}</td>}
            <td className="ov-number">{number(total + stationCounts.abroad)}</td>
          </tr>
        </>
      }
    />
  );
}

/** Fifths of the regions by their counts: evenly spaced steps would leave most regions pale. */
function shadeOf(count: number, counts: readonly number[]): 0 | 1 | 2 | 3 | 4 {
  const shades = [0, 1, 2, 3, 4] as const;
  const fewer = counts.filter((other) => other < count).length;
  return shades[Math.min(4, Math.floor((fewer / counts.length) * 5))] ?? 0;
}

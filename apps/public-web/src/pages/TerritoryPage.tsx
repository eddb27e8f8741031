import type { Territory } from '@ovoz/election-model';
import { AsOf, EmptyState, GeneratedMark, type MapArea, TerritoryMap } from '@ovoz/ui';
import { addresses } from '../site/addresses.ts';
import { childrenOf, type ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { useNameOrder } from '../site/name-order.ts';
import { usePage } from '../site/page-context.tsx';
import { PageFrame } from './PageFrame.tsx';
import { type StationEntry, StationTable } from './StationTable.tsx';

type Props = { readonly view: ElectionView; readonly territory: Territory };

/** A region: its map, its units, and the polling stations of each unit. */
export function TerritoryPage({ view, territory }: Props) {
  const { t } = usePage();
  const inOrder = useNameOrder(view);
  const stations = view.stations.get(territory.code)?.stations ?? [];
  const groups = stationsByUnit(
    view,
    territory,
    inOrder(childrenOf(view, territory.code)),
    stations,
  );
  return (
    <PageFrame
      title={territory.name}
      steps={[{ path: addresses.map(view.code), text: t('map.title') }]}
      view={view}
    >
      <p className="site-lead">{t('territory.lead', { count: stations.length })}</p>
      {stations.some(({ station }) => station.generated) ? (
        <p>
          <GeneratedMark /> {t('generated.stations')}
        </p>
      ) : null}
      <AsOf instant={view.election.publishedAt} timeZone={view.election.definition.timeZone} />
      <UnitMap view={view} territory={territory} stations={stations} />
      <UnitList groups={groups} view={view} />
      {stations.length === 0 ? <EmptyState title={t('territory.none')} /> : null}
      {groups.map(({ unit, stations: own }) =>
        own.length === 0 ? null : (
          <section key={unit.code} id={`unit-${unit.code}`} className="site-unit">
            <StationTable caption={<Localized text={unit.name} />} view={view} stations={own} />
          </section>
        ),
      )}
      <OtherTerritories view={view} here={territory.code} />
    </PageFrame>
  );
}

type Group = { readonly unit: Territory; readonly stations: readonly StationEntry[] };

/** Stations under the territory's direct parts, and those that belong to the territory itself. */
function stationsByUnit(
  view: ElectionView,
  territory: Territory,
  units: readonly Territory[],
  stations: readonly StationEntry[],
): readonly Group[] {
  const unitOf = ({ station }: StationEntry) => {
    const path = view.territories.get(station.territoryCode)?.path ?? '';
    return path.slice(territory.path.length + 1).split('/')[0] || territory.code;
  };
  const byUnit = Map.groupBy(stations, unitOf);
  return [territory, ...units]
    .map((unit) => ({ unit, stations: byUnit.get(unit.code) ?? [] }))
    .filter(({ unit, stations: own }) => unit !== territory || own.length > 0);
}

function UnitMap({ view, territory, stations }: Props & { stations: readonly StationEntry[] }) {
  const { t, say } = usePage();
  const units = childrenOf(view, territory.code);
  const codes = new Set([territory.code, ...units.map(({ code }) => code)]);
  const featuresOf = (level: number) =>
    view.boundaries.get(level)?.features.filter(({ properties }) => codes.has(properties.code)) ??
    [];
  const fine = featuresOf(2);
  const features = fine.length > 0 ? fine : featuresOf(1);
  if (features.length === 0) return <p className="ov-as-of">{t('territory.noMap')}</p>;
  const areas = new Map(
    units.map((unit): [string, MapArea] => [
      unit.code,
      { name: say.text(unit.name), href: `#unit-${unit.code}` },
    ]),
  );
  const places = stations.flatMap(({ station: { longitudeE4, latitudeE4 } }) =>
    longitudeE4 === null || latitudeE4 === null
      ? []
      : [[longitudeE4 / 10_000, latitudeE4 / 10_000] as const],
  );
  return (
    <TerritoryMap
      title={say.text(territory.name)}
      boundaries={{ type: 'FeatureCollection', features }}
      areas={areas}
      places={places}
      credits={view.election.pack.credits}
      alternative={
        <p className="ov-as-of">
          {t('territory.dots')} {t('map.tableBelow')}
        </p>
      }
    />
  );
}

function UnitList({ groups, view }: { groups: readonly Group[]; view: ElectionView }) {
  const { number } = usePage();
  const level = view.election.pack.territoryLevels[2];
  if (groups.length < 2) return null;
  return (
    <section className="ov-no-print">
      {level === undefined ? null : (
        <h2>
          <Localized text={level} />
        </h2>
      )}
      <ul className="site-columns">
        {groups.map(({ unit, stations }) => (
          <li key={unit.code}>
            <a href={`#unit-${unit.code}`}>
              <Localized text={unit.name} />
            </a>{' '}
            <span className="ov-as-of">{number(stations.length)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type OtherProps = { readonly view: ElectionView; readonly here: string | null };

/** Links to the pages of all regions. */
export function OtherTerritories({ view, here }: OtherProps) {
  const { t, to } = usePage();
  const inOrder = useNameOrder(view);
  return (
    <nav className="ov-no-print" aria-label={t('territory.other')}>
      <h2>{t('territory.other')}</h2>
      <ul className="site-columns">
        {inOrder(view.regions)
          .filter(({ code }) => code !== here)
          .map(({ code, name }) => (
            <li key={code}>
              <a href={to(addresses.territory(view.code, code))}>
                <Localized text={name} />
              </a>
            </li>
          ))}
        {view.stations.has('abroad') && here !== 'abroad' ? (
          <li>
            <a href={to(addresses.territory(view.code, 'abroad'))}>{t('territory.abroad')}</a>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}

import { getStationPoints } from '@ovoz/contract';
import type { StationKind } from '@ovoz/election-model';
import { EmptyState, StationFinder } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, useMemo, useState } from 'react';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useText, useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { Section } from '../../page/Page.tsx';
import { useBoundaries } from '../../places/boundaries.ts';
import { reading } from '../../server/reading.ts';
import { StationDetails } from './StationDetails.tsx';
import { choosePoints } from './choose-points.ts';
import { useCountry, useTerritories } from './use-geography.ts';

const KINDS: readonly StationKind[] = ['domestic', 'abroad', 'remote', 'special'];

/** All stations of the own territory on the map and in the list. */
export function StationsPart() {
  const { t, compare } = useTranslator();
  const text = useText();
  const pack = useCountry();
  const rows = useTerritories();
  const navigate = useNavigate();
  const { territory = '' } = useSearch({ from: '/shell/geography/$pack/stations' });
  const [kind, setKind] = useState<StationKind | ''>('');
  const { data } = useSuspenseQuery(
    reading(getStationPoints, { params: { pack: pack.code }, query: {} }),
  );
  const boundaries = useBoundaries(pack, 1);
  const points = useMemo(
    () => choosePoints(data, rows, { territory, kind }, text),
    [data, rows, territory, kind, text],
  );
  const choices = rows
    .filter(({ territory: one }) => one.level > 0 && one.level < 3)
    .map(({ territory: one }) => ({
      value: one.code,
      label: one.level === 1 ? text(one.name) : `${regionOf(one.path)} – ${text(one.name)}`,
    }))
    .toSorted((a, b) => compare(a.label, b.label));
  function regionOf(path: string): string {
    const region = rows.find(
      ({ territory: one }) => one.level === 1 && path.startsWith(`${one.path}/`),
    );
    return region === undefined ? '' : text(region.territory.name);
  }
  const present = KINDS.filter((one) => data.kinds.includes(one));
  return (
    <Section title={t('geography.stations')}>
      <div className="filters">
        <FilterSelect
          label={t('geography.territory')}
          value={territory}
          empty={t('geography.everywhere')}
          onChange={(code) =>
            void navigate({
              to: '/geography/$pack/stations',
              params: { pack: pack.code },
              search: code === '' ? {} : { territory: code },
            })
          }
          choices={choices}
        />
        {present.length > 1 && (
          <FilterSelect
            label={t('station.kind')}
            value={kind}
            empty={t('geography.all-kinds')}
            onChange={(value) => setKind(value as StationKind | '')}
            choices={present.map((one) => ({ value: one, label: t(`station-kind.${one}`) }))}
          />
        )}
      </div>
      {points.numbers.length === 0 ? (
        <EmptyState title={t('geography.no-stations')}>
          <p>{t('geography.no-stations-text')}</p>
        </EmptyState>
      ) : (
        <StationFinder
          key={`${territory} ${kind}`}
          points={points}
          boundaries={boundaries}
          credits={pack.credits}
          details={(index) => (
            <Suspense fallback={<Loading />}>
              <StationDetails pack={pack.code} number={points.numbers[index] ?? ''} />
            </Suspense>
          )}
        />
      )}
    </Section>
  );
}

import { StationMap } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { getStation } from '@ovoz/contract';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useMessages } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { useBoundaries } from '../../places/boundaries.ts';
import { reading } from '../../server/reading.ts';
import { StationDetails } from './StationDetails.tsx';
import { useCountry } from './use-geography.ts';

/** One station with an address of its own, to be sent to somebody. */
export function StationPart() {
  const t = useMessages();
  const pack = useCountry();
  const { number } = useParams({ from: '/shell/geography/$pack/stations/$number' });
  const { data } = useQuery(
    reading(getStation, { params: { pack: pack.code, number }, query: {} }),
  );
  const boundaries = useBoundaries(pack, 1);
  const station = data?.station;
  const points = useMemo(
    () =>
      station === undefined || station.latitudeE4 === null
        ? null
        : {
            numbers: [station.number],
            names: [station.name],
            addresses: [station.address],
            latitudesE4: [station.latitudeE4],
            longitudesE4: [station.longitudeE4],
          },
    [station],
  );
  return (
    <Section title={t('station.title', { number })}>
      <p className="page-back">
        <PageLink to="/geography/$pack/stations" params={{ pack: pack.code }}>
          {t('station.back')}
        </PageLink>
      </p>
      <StationDetails pack={pack.code} number={number} standsAlone />
      {points !== null && (
        <StationMap
          points={points}
          boundaries={boundaries}
          shown={null}
          chosen={0}
          onChoose={() => undefined}
          credits={pack.credits}
        />
      )}
    </Section>
  );
}

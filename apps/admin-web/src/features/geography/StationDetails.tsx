import { getStation } from '@ovoz/contract';
import { Heading } from '@digdir/designsystemet-react';
import { DefinitionList, GeneratedMark } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useText, useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { usePack } from '../../places/use-pack.ts';
import { reading } from '../../server/reading.ts';
import { degreesText } from './degrees-text.ts';

type Props = { readonly pack: string; readonly number: string; readonly standsAlone?: boolean };

/** Everything about one polling station. */
export function StationDetails({ pack: packCode, number, standsAlone }: Props) {
  const { t, list, languageName, country } = useTranslator();
  const text = useText();
  const pack = usePack(packCode);
  const { station, territories, districts } = useSuspenseQuery(
    reading(getStation, { params: { pack: packCode, number }, query: {} }),
  ).data;
  const place = degreesText(station.latitudeE4, station.longitudeE4);
  const setName = (code: string) => {
    const set = pack.districtSets.find((one) => one.code === code);
    return set === undefined ? code : text(set.name);
  };
  return (
    <div className="station-details">
      <Heading level={3} data-size="2xs">
        {t('station.title', { number: station.number })}: {station.name}{' '}
      </Heading>
      {station.generated && <GeneratedMark />}
      <DefinitionList
        items={[
          { term: t('station.address'), description: station.address },
          ...(station.directions === undefined
            ? []
            : [{ term: t('station.directions'), description: text(station.directions) }]),
          {
            term: t('geography.territory'),
            description: territories.map((territory) => text(territory.name)).join(' › '),
          },
          { term: t('station.kind'), description: t(`station-kind.${station.kind}`) },
          ...(station.hostCountry === null
            ? []
            : [{ term: t('station.host'), description: country(station.hostCountry) }]),
          { term: t('station.place'), description: place ?? t('station.no-place') },
          { term: t('station.access'), description: t(`step-free.${station.stepFree}`) },
          {
            term: t('station.hours'),
            description: `${station.opens}–${station.closes} (${station.timeZone})`,
          },
          {
            term: t('station.languages'),
            description: list(station.languages.map(languageName)),
          },
          ...districts.map((district) => ({
            term: setName(district.set),
            description: `${district.code} – ${text(district.name)}`,
          })),
        ]}
      />
      {standsAlone !== true && (
        <PageLink to="/geography/$pack/stations/$number" params={{ pack: packCode, number }}>
          {t('station.own-page')}
        </PageLink>
      )}
    </div>
  );
}

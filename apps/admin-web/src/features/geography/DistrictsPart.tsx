import { listDistricts } from '@ovoz/contract';
import { DataTable, EmptyState, GeneratedMark } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useText, useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { useCountry } from './use-geography.ts';

/** The districts of each set, with the totals that the law asks for. */
export function DistrictsPart() {
  const { t, number } = useTranslator();
  const text = useText();
  const pack = useCountry();
  const { districts } = useSuspenseQuery(
    reading(listDistricts, { params: { pack: pack.code }, query: {} }),
  ).data;
  if (pack.districtSets.length === 0) {
    return (
      <EmptyState title={t('districts.none')}>
        <p>{t('districts.none-text')}</p>
      </EmptyState>
    );
  }
  return pack.districtSets.map((set) => {
    const own = districts.filter(({ district }) => district.set === set.code);
    const seats = own.reduce((sum, { district }) => sum + district.seats, 0);
    return (
      <Section key={set.code} title={text(set.name)}>
        <p>
          {t('districts.totals', {
            districts: own.length,
            lawDistricts: set.districts,
            seats,
            lawSeats: set.seats,
          })}{' '}
          {own.some(({ district }) => district.generated) && <GeneratedMark />}
        </p>
        <DataTable
          caption={t('districts.count', { count: own.length })}
          rows={own}
          rowKey={({ district }) => district.code}
          columns={[
            { key: 'code', header: t('districts.number'), cell: ({ district }) => district.code },
            {
              key: 'name',
              header: t('districts.name'),
              rowHeader: true,
              cell: ({ district }) => text(district.name),
            },
            {
              key: 'seats',
              header: t('contest.seats'),
              numeric: true,
              cell: ({ district }) => number(district.seats),
            },
            {
              key: 'stations',
              header: t('districts.stations'),
              numeric: true,
              cell: ({ stations }) => number(stations),
            },
          ]}
        />
      </Section>
    );
  });
}

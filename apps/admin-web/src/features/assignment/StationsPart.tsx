import { type AssignedStation, type AssignmentSet, listAssignedStations } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useState } from 'react';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { MoreButton } from '../../page/MoreButton.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { usePages } from '../../page/use-pages.ts';
import { usePlaceOf } from './use-assignment.ts';

type Props = { readonly pack: string; readonly set: AssignmentSet };
type Finding = NonNullable<AssignedStation['finding']>;

const FINDINGS: readonly Finding[] = [
  'station-too-large',
  'station-too-small',
  'station-without-addresses',
];

/** What each station gets, and whether its size is within the law. */
export function StationsPart({ pack, set }: Props) {
  const { t, number } = useTranslator();
  const placeOf = usePlaceOf();
  const [finding, setFinding] = useState<Finding | ''>('');
  const filter = finding === '' ? {} : { finding };
  const params = { pack, set: String(set.number) };
  const { pages, error, more, isFetching } = usePages(
    listAssignedStations,
    { ...params, finding, computedAt: set.computedAt },
    (after) => ({ params, query: { ...filter, ...(after === undefined ? {} : { after }) } }),
  );
  const stations = pages?.flatMap((page) => page.stations) ?? [];
  return (
    <Section title={t('assignment.stations')}>
      <FilterSelect
        label={t('assignment.size')}
        value={finding}
        empty={t('assignment.all-sizes')}
        onChange={(value) => setFinding(FINDINGS.find((one) => one === value) ?? '')}
        choices={FINDINGS.map((one) => ({ value: one, label: t(`assignment-size.${one}`) }))}
      />
      {error !== null && <QueryRefusal error={error} />}
      {pages === null && error === null && <Loading />}
      {pages !== null && stations.length === 0 && (
        <EmptyState title={t('assignment.no-such-stations')} />
      )}
      {stations.length > 0 && (
        <DataTable
          caption={t('difference.listed', {
            shown: stations.length,
            all: pages?.[0]?.total ?? stations.length,
          })}
          rows={stations}
          rowKey={({ station }) => station}
          columns={[
            {
              key: 'station',
              header: t('assignment.station'),
              rowHeader: true,
              cell: ({ station }) => station,
            },
            {
              key: 'territory',
              header: t('geography.territory'),
              cell: ({ territoryPath }) => placeOf(territoryPath),
            },
            {
              key: 'addresses',
              header: t('assignment.addresses'),
              numeric: true,
              cell: ({ addresses }) => number(addresses),
            },
            {
              key: 'voters',
              header: t('assignment.voters'),
              numeric: true,
              cell: ({ voters }) => number(voters),
            },
            {
              key: 'finding',
              header: t('assignment.size'),
              cell: (station) =>
                station.finding === null
                  ? t('assignment.fine')
                  : t(`assignment-size.${station.finding}`),
            },
          ]}
        />
      )}
      <MoreButton more={more} isFetching={isFetching} />
    </Section>
  );
}

import { Tag } from '@digdir/designsystemet-react';
import { listRollStations } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { FilterSearch, FilterSelect } from '../../forms/inputs.tsx';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { MoreButton } from '../../page/MoreButton.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { usePages } from '../../page/use-pages.ts';
import { ShortHash } from '../../values/Hash.tsx';

/** Stations with the count and the root of their rolls, and what was added since. */
export function RollStations({ code }: { readonly code: string }) {
  const { t, number } = useTranslator();
  const { pack } = useParams({ from: '/shell/voters/$pack' });
  const [search, setSearch] = useState('');
  const [remarkable, setRemarkable] = useState<'yes' | ''>('');
  const query = {
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(remarkable === '' ? {} : { remarkable }),
  };
  const { pages, error, more, isFetching } = usePages(
    listRollStations,
    { code, ...query },
    (after) => ({
      params: { code },
      query: { ...query, ...(after === undefined ? {} : { after }) },
    }),
  );
  const stations = pages?.flatMap((page) => page.stations) ?? [];
  return (
    <Section title={t('rolls.stations')}>
      <FilterSearch label={t('rolls.station-number')} value={search} onChange={setSearch} />
      <FilterSelect
        label={t('rolls.supplements')}
        value={remarkable}
        empty={t('rolls.all-stations')}
        onChange={(value) => setRemarkable(value === 'yes' ? 'yes' : '')}
        choices={[{ value: 'yes', label: t('rolls.remarkable') }]}
      />
      {error !== null && <QueryRefusal error={error} />}
      {pages !== null && stations.length === 0 && <EmptyState title={t('rolls.no-stations')} />}
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
              header: t('rolls.station'),
              rowHeader: true,
              cell: ({ station, name }) => (
                <PageLink
                  to="/voters/$pack/rolls/$code/stations/$station"
                  params={{ pack, code, station }}
                >
                  {`${station} · ${name}`}
                </PageLink>
              ),
            },
            {
              key: 'voters',
              header: t('rolls.voters'),
              numeric: true,
              cell: ({ voters }) => number(voters),
            },
            {
              key: 'supplements',
              header: t('rolls.supplements'),
              numeric: true,
              cell: ({ supplements, remarkable: isRemarkable }) =>
                isRemarkable ? (
                  <Tag data-color="warning">{`${number(supplements)} · ${t('rolls.remarkable')}`}</Tag>
                ) : (
                  number(supplements)
                ),
            },
            {
              key: 'root',
              header: t('rolls.root'),
              cell: ({ root }) => <ShortHash value={root} />,
            },
          ]}
        />
      )}
      <MoreButton more={more} isFetching={isFetching} />
    </Section>
  );
}

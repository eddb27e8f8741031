import {
  createCommission,
  importCommissions,
  listCommissions,
  listTerritories,
} from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { FilterSearch, FilterSelect } from '../../forms/inputs.tsx';
import { useText, useTranslator } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { MoreButton } from '../../page/MoreButton.tsx';
import { Page } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { usePages } from '../../page/use-pages.ts';
import { usePack } from '../../places/use-pack.ts';
import { FOREVER, reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { useDelayed } from '../../values/use-delayed.ts';
import type { CommissionFilter } from './routes.tsx';

/** Commissions of the own territory, the highest first, by kind, place and name. */
export function CommissionsPage() {
  const { t } = useTranslator();
  const may = useMay();
  const { pack: code } = useParams({ from: '/shell/commissions/$pack' });
  return (
    <Page
      title={t('menu.commissions')}
      actions={
        <>
          {may(createCommission) && (
            <ButtonLink to="/commissions/$pack/new" params={{ pack: code }}>
              {t('commissions.new')}
            </ButtonLink>
          )}
          {may(importCommissions) && (
            <ButtonLink to="/commissions/$pack/import" params={{ pack: code }} variant="secondary">
              {t('commissions.import')}
            </ButtonLink>
          )}
        </>
      }
    >
      <Filters />
      <CommissionTable />
    </Page>
  );
}

function Filters() {
  const { t, compare } = useTranslator();
  const text = useText();
  const { pack: code } = useParams({ from: '/shell/commissions/$pack' });
  const filter = useSearch({ from: '/shell/commissions/$pack' });
  const pack = usePack(code);
  const navigate = useNavigate();
  const { territories } = useSuspenseQuery({
    ...reading(listTerritories, { params: { pack: code }, query: {} }),
    staleTime: FOREVER.staleTime,
  }).data;
  const [words, setWords] = useState(filter.search ?? '');
  const change = (changed: { readonly [Name in keyof CommissionFilter]: string }) => {
    const all = Object.entries({ ...filter, ...changed }).filter(([, value]) => value !== '');
    void navigate({
      to: '/commissions/$pack',
      params: { pack: code },
      search: Object.fromEntries(all),
      replace: true,
    });
  };
  const searchSoon = useDelayed((search: string) => change({ search }));
  const type = (typed: string) => {
    setWords(typed);
    searchSoon(typed);
  };
  const regions = territories
    .filter(({ territory }) => territory.level === 1)
    .map(({ territory }) => ({ value: territory.code, label: text(territory.name) }))
    .toSorted((a, b) => compare(a.label, b.label));
  return (
    <div className="filters">
      <FilterSearch label={t('commissions.search')} value={words} onChange={type} />
      <FilterSelect
        label={t('commissions.kind')}
        value={filter.kind ?? ''}
        empty={t('report.all')}
        onChange={(kind) => change({ kind })}
        choices={pack.commissionKinds.map((kind) => ({
          value: kind.code,
          label: text(kind.name),
        }))}
      />
      <FilterSelect
        label={t('geography.territory')}
        value={filter.territory ?? ''}
        empty={t('geography.everywhere')}
        onChange={(territory) => change({ territory })}
        choices={regions}
      />
    </div>
  );
}

function CommissionTable() {
  const { t, number } = useTranslator();
  const text = useText();
  const { pack: code } = useParams({ from: '/shell/commissions/$pack' });
  const filter = useSearch({ from: '/shell/commissions/$pack' });
  const pack = usePack(code);
  const { pages, error, more, isFetching } = usePages(listCommissions, [code, filter], (after) => ({
    params: { pack: code },
    query: { ...filter, ...(after === undefined ? {} : { after }) },
  }));
  if (error !== null) return <QueryRefusal error={error} />;
  if (pages === null) return <Loading />;
  const rows = pages.flatMap((page) => page.commissions);
  if (rows.length === 0) {
    return (
      <EmptyState title={t('commissions.empty')}>
        <p>{t('commissions.empty-text')}</p>
      </EmptyState>
    );
  }
  const kindName = (kind: string) => {
    const found = pack.commissionKinds.find((one) => one.code === kind);
    return found === undefined ? kind : text(found.name);
  };
  return (
    <>
      <DataTable
        caption={t('commissions.count', { shown: rows.length, all: pages[0]?.total ?? 0 })}
        rows={rows}
        rowKey={({ commission }) => commission.code}
        columns={[
          {
            key: 'name',
            header: t('commissions.name'),
            rowHeader: true,
            cell: ({ commission }) => (
              <PageLink
                to="/commissions/$pack/$code"
                params={{ pack: code, code: commission.code }}
              >
                {text(commission.name)}
              </PageLink>
            ),
          },
          {
            key: 'kind',
            header: t('commissions.kind'),
            cell: ({ commission }) => kindName(commission.kind),
          },
          {
            key: 'chair',
            header: t('office.chair'),
            cell: ({ chair }) =>
              chair ?? <span className="quiet">{t('commissions.no-chair')}</span>,
          },
          {
            key: 'members',
            header: t('commissions.members'),
            numeric: true,
            cell: ({ members }) => number(members),
          },
        ]}
      />
      <MoreButton more={more} isFetching={isFetching} />
    </>
  );
}

import { listElections, listEventTypes, listFacts } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useMessages, useText, useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { MoreButton } from '../../page/MoreButton.tsx';
import { NoAccess } from '../../page/NoAccess.tsx';
import { Page } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { usePages } from '../../page/use-pages.ts';
import { FOREVER, reading } from '../../server/reading.ts';
import { useMay, useSession } from '../../session/use-session.ts';
import { ShortHash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { Catalogue } from './Catalogue.tsx';
import { roleName } from './role-name.ts';
import type { FactFilter } from './routes.tsx';

/** What was recorded, newest first, and what each kind of record means. */
export function FactsPage() {
  const t = useMessages();
  const may = useMay();
  if (!may(listFacts)) return <NoAccess />;
  return (
    <Page title={t('menu.evidence')} lead={t('evidence.lead')}>
      <Filters />
      <FactTable />
    </Page>
  );
}

function Filters() {
  const t = useMessages();
  const text = useText();
  const may = useMay();
  const { grants } = useSession();
  const navigate = useNavigate();
  const filter = useSearch({ from: '/shell/evidence' });
  const { eventTypes } = useSuspenseQuery({ ...reading(listEventTypes, {}), ...FOREVER }).data;
  const { data } = useQuery({ ...reading(listElections, {}), enabled: may(listElections) });
  const isAuditor = grants.some((grant) => grant.active && grant.role === 'auditor');
  const change = (changed: { readonly [Name in keyof FactFilter]: string }) => {
    const all = Object.entries({ ...filter, ...changed }).filter(([, value]) => value !== '');
    void navigate({ to: '/evidence', search: Object.fromEntries(all), replace: true });
  };
  const log = filter.log ?? 'public';
  return (
    <>
      <div className="filters">
        {isAuditor && (
          <FilterSelect
            label={t('evidence.log')}
            value={log}
            onChange={(value) => change({ log: value, type: '' })}
            choices={(['public', 'audit'] as const).map((one) => ({
              value: one,
              label: t(`evidence-log.${one}`),
            }))}
          />
        )}
        <FilterSelect
          label={t('evidence.type')}
          value={filter.type ?? ''}
          empty={t('report.all')}
          onChange={(type) => change({ type })}
          choices={eventTypes
            .filter((one) => one.log === log)
            .map((one) => ({ value: one.type, label: one.type }))}
        />
        <FilterSelect
          label={t('grant.election')}
          value={filter.election ?? ''}
          empty={t('report.all')}
          onChange={(election) => change({ election })}
          choices={(data?.elections ?? []).map((election) => ({
            value: election.code,
            label: text(election.title),
          }))}
        />
      </div>
      <Catalogue
        eventTypes={eventTypes.filter(
          (one) => one.log === log && (filter.type === undefined || one.type === filter.type),
        )}
      />
    </>
  );
}

function FactTable() {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  const filter = useSearch({ from: '/shell/evidence' });
  const { pages, error, more, isFetching } = usePages(listFacts, filter, (after) => ({
    query: { ...filter, ...(after === undefined ? {} : { after }) },
  }));
  if (error !== null) return <QueryRefusal error={error} />;
  if (pages === null) return <Loading />;
  const facts = pages.flatMap((page) => page.facts);
  if (facts.length === 0) {
    return (
      <EmptyState title={t('evidence.empty')}>
        <p>{t('evidence.empty-text')}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <DataTable
        caption={t('evidence.count', { count: facts.length })}
        rows={facts}
        rowKey={(fact) => fact.id}
        columns={[
          {
            key: 'time',
            header: t('evidence.recorded'),
            cell: (fact) => ownTime(fact.recordedAt),
          },
          {
            key: 'type',
            header: t('evidence.type'),
            rowHeader: true,
            cell: (fact) => (
              <PageLink to="/evidence/$id" params={{ id: fact.id }}>
                {fact.type}
              </PageLink>
            ),
          },
          {
            key: 'subject',
            header: t('evidence.subject'),
            cell: (fact) => <span className="subject">{fact.subject}</span>,
          },
          {
            key: 'role',
            header: t('evidence.actor'),
            cell: (fact) => roleName(fact.actorRole, t),
          },
          {
            key: 'leaf',
            header: t('evidence.leaf'),
            numeric: true,
            cell: ({ leafIndex }) =>
              leafIndex === null ? t('evidence.not-yet') : number(leafIndex),
          },
          {
            key: 'hash',
            header: t('versions.hash'),
            cell: (fact) => <ShortHash value={fact.hash} />,
          },
        ]}
      />
      <MoreButton more={more} isFetching={isFetching} />
    </>
  );
}

import { Paragraph } from '@digdir/designsystemet-react';
import { listVoterRequests, type RequestSummary } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useMessages } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { PageLink } from '../../page/links.tsx';
import { MoreButton } from '../../page/MoreButton.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { usePages } from '../../page/use-pages.ts';
import { useOwnTime } from '../../values/moments.ts';
import { REQUEST_VIEWS, requestSearch } from './request-search.ts';
import { ClockOfRequest, StatusOfRequest } from './StatusOfRequest.tsx';

/** Requests of the own territory, the most urgent first. */
export function RequestsPart() {
  const t = useMessages();
  const navigate = useNavigate();
  const { pack } = useParams({ from: '/shell/voters/$pack/requests' });
  const { view = 'waiting' } = useSearch({ from: '/shell/voters/$pack/requests' });
  const { pages, error, more, isFetching } = usePages(
    listVoterRequests,
    { pack, view },
    (after) => ({
      params: { pack },
      query: { view, ...(after === undefined ? {} : { after }) },
    }),
  );
  if (error !== null) return <QueryRefusal error={error} />;
  if (pages === null) return <Loading />;
  const [first] = pages;
  const requests = pages.flatMap((page) => page.requests);
  return (
    <Section title={t('requests.title')}>
      {first !== undefined && (
        <Paragraph>
          {t('requests.counts', { waiting: first.waiting, overdue: first.overdue })}
        </Paragraph>
      )}
      <div className="filters">
        <FilterSelect
          label={t('requests.view')}
          value={view}
          onChange={(value) =>
            void navigate({
              to: '/voters/$pack/requests',
              params: { pack },
              search: requestSearch({ view: value }),
              replace: true,
            })
          }
          choices={REQUEST_VIEWS.map((value) => ({ value, label: t(`request-view.${value}`) }))}
        />
      </div>
      {requests.length === 0 ? (
        <EmptyState title={t('requests.none')}>
          <p>{t('requests.none-text')}</p>
        </EmptyState>
      ) : (
        <RequestTable pack={pack} requests={requests} />
      )}
      <MoreButton more={more} isFetching={isFetching} />
    </Section>
  );
}

function RequestTable({
  pack,
  requests,
}: {
  readonly pack: string;
  readonly requests: readonly RequestSummary[];
}) {
  const t = useMessages();
  const ownTime = useOwnTime();
  return (
    <DataTable
      caption={t('requests.title')}
      stacked
      rows={requests}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'number',
          header: t('requests.request'),
          rowHeader: true,
          cell: ({ id, number, kind }) => (
            <PageLink to="/voters/$pack/requests/$id" params={{ pack, id }}>
              {number}: {t(`request-kind.${kind}`)}
            </PageLink>
          ),
        },
        {
          key: 'person',
          header: t('voters.name'),
          line: true,
          cell: ({ person, channel }) => (
            <>
              {person}
              {channel === 'online' && <span className="quiet"> ({t('requests.online')})</span>}
            </>
          ),
        },
        {
          key: 'received',
          header: t('requests.received'),
          line: true,
          cell: ({ receivedAt }) => ownTime(receivedAt),
        },
        {
          key: 'status',
          header: t('voters.status'),
          cell: ({ status }) => <StatusOfRequest status={status} />,
        },
        {
          key: 'clock',
          header: t('requests.clock'),
          cell: ({ clock }) => <ClockOfRequest clock={clock} />,
        },
      ]}
    />
  );
}

import { listProposals, type Proposal, type ProposalStatus } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useMessages } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { Page } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { reading } from '../../server/reading.ts';
import { whileSomebodyIsThere } from '../../session/activity.ts';
import { useOwnTime } from '../../values/moments.ts';
import { ProposalTag } from '../../values/StatusTag.tsx';
import { subjectInWords } from './content-rows.ts';

const RENEW_MS = 15_000;
const STATUSES: readonly ProposalStatus[] = [
  'waiting',
  'approved',
  'declined',
  'withdrawn',
  'expired',
];

/** Everything that needs a second person, and what became of it. */
export function WaitingPage() {
  const t = useMessages();
  const { status = 'waiting' } = useSearch({ from: '/shell/waiting' });
  const navigate = useNavigate();
  const { data, error } = useQuery({
    ...reading(listProposals, { query: { status } }),
    refetchInterval: whileSomebodyIsThere(RENEW_MS),
  });
  return (
    <Page title={t('waiting.title')} lead={t('waiting.lead')}>
      <div className="filters">
        <FilterSelect
          label={t('waiting.show')}
          value={status}
          onChange={(value) =>
            void navigate({ to: '/waiting', search: { status: value as ProposalStatus } })
          }
          choices={STATUSES.map((one) => ({ value: one, label: t(`proposal-status.${one}`) }))}
        />
      </div>
      <QueryRefusal error={error} />
      {data === undefined ? (
        error === null && <Loading />
      ) : (
        <ProposalTable proposals={data.proposals} status={status} />
      )}
    </Page>
  );
}

type TableProps = { readonly proposals: readonly Proposal[]; readonly status: ProposalStatus };

function ProposalTable({ proposals, status }: TableProps) {
  const t = useMessages();
  const ownTime = useOwnTime();
  if (proposals.length === 0) {
    return (
      <EmptyState title={t(status === 'waiting' ? 'waiting.empty' : 'waiting.empty-other')}>
        <p>{t('waiting.empty-text')}</p>
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption={t('waiting.count', { count: proposals.length })}
      rows={proposals}
      rowKey={(proposal) => proposal.id}
      columns={[
        {
          key: 'what',
          header: t('waiting.what'),
          rowHeader: true,
          cell: (proposal) => (
            <>
              <PageLink to="/waiting/$id" params={{ id: proposal.id }}>
                {t(`proposal-kind.${proposal.kind}`)}
              </PageLink>
              <br />
              {subjectInWords(proposal.subject, { t })}
            </>
          ),
        },
        { key: 'who', header: t('waiting.who'), cell: (proposal) => proposal.proposedBy },
        {
          key: 'since',
          header: t('waiting.since'),
          cell: (proposal) => ownTime(proposal.proposedAt),
        },
        status === 'waiting'
          ? {
              key: 'expires',
              header: t('waiting.expires'),
              cell: (proposal) => ownTime(proposal.expiresAt),
            }
          : {
              key: 'decided',
              header: t('waiting.decided'),
              cell: (proposal) => (
                <>
                  {proposal.decidedBy}
                  <br />
                  {proposal.decidedAt === null ? null : ownTime(proposal.decidedAt)}
                </>
              ),
            },
        {
          key: 'yours',
          header: t('waiting.for-you'),
          cell: (proposal) =>
            proposal.mayDecide ? (
              t('waiting.you-decide')
            ) : proposal.mayWithdraw ? (
              t('waiting.you-proposed')
            ) : (
              <ProposalTag status={proposal.status} />
            ),
        },
      ]}
    />
  );
}

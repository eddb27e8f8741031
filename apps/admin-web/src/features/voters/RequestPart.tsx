import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { getVoterRequest, type VoterRequest } from '@ovoz/contract';
import { DataTable, DefinitionList } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { reading } from '../../server/reading.ts';
import { useOwnTime } from '../../values/moments.ts';
import { hasLetter, NoticeLetter } from './NoticeLetter.tsx';
import { RequestActions } from './RequestActions.tsx';
import { RequestPapers } from './RequestPapers.tsx';
import { ClockOfRequest, StatusOfRequest } from './StatusOfRequest.tsx';
import { useFieldName } from './use-field-name.ts';

/** One request: what is asked, on what evidence, who did what, and what comes next. */
export function RequestPart() {
  const { t } = useTranslator();
  const { pack, id } = useParams({ from: '/shell/voters/$pack/requests/$id' });
  const { data, error } = useQuery(reading(getVoterRequest, { params: { id } }));
  const [isLetter, setLetter] = useState(false);
  if (error !== null) return <QueryRefusal error={error} />;
  if (data === undefined) return <Loading />;
  const { request } = data;
  if (isLetter) return <NoticeLetter request={request} onBack={() => setLetter(false)} />;
  const { number, kind } = request.summary;
  return (
    <>
      <div className="button-row no-print">
        <PageLink to="/voters/$pack/requests" params={{ pack }}>
          {t('requests.all')}
        </PageLink>
        {hasLetter(request) && (
          <Button variant="secondary" data-size="sm" onClick={() => setLetter(true)}>
            {t('letter.title')}
          </Button>
        )}
      </div>
      <Section title={t('requests.one', { number, kind: t(`request-kind.${kind}`) })}>
        <Facts request={request} />
        <Asked request={request} />
        <RequestActions request={request} />
      </Section>
      <RequestPapers request={request} />
      <Notices request={request} />
      <Steps request={request} />
    </>
  );
}

type Part = { readonly request: VoterRequest };

function Facts({ request }: Part) {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  const { pack } = useParams({ from: '/shell/voters/$pack/requests/$id' });
  const { summary, requester, reason, receivedBy, words, appeal, proposalId } = request;
  return (
    <>
      <DefinitionList
        items={[
          { term: t('voters.status'), description: <StatusOfRequest status={summary.status} /> },
          { term: t('requests.clock'), description: <ClockOfRequest clock={summary.clock} /> },
          { term: t('voters.name'), description: summary.person },
          { term: t('requests.requester'), description: requester },
          { term: t('requests.reason'), description: reason },
          {
            term: t('requests.received'),
            description: `${ownTime(summary.receivedAt)} (${receivedBy ?? t('requests.online')})`,
          },
          ...(summary.station === null
            ? []
            : [{ term: t('voters.station'), description: summary.station }]),
          ...(summary.outcome === null
            ? []
            : [{ term: t('requests.outcome'), description: `${summary.outcome}: ${words ?? ''}` }]),
        ]}
      />
      {proposalId !== null && (
        <Alert data-color="info">
          <Paragraph>
            {t('requests.proposed-text')}{' '}
            <PageLink to="/waiting/$id" params={{ id: proposalId }}>
              {t('requests.to-proposal')}
            </PageLink>
          </Paragraph>
        </Alert>
      )}
      {request.needsSupplement && summary.election !== null && (
        <Alert data-color="warning">
          <Paragraph>
            {t('requests.needs-supplement')}{' '}
            <PageLink to="/voters/$pack/rolls/$code" params={{ pack, code: summary.election }}>
              {t('requests.to-roll')}
            </PageLink>
          </Paragraph>
        </Alert>
      )}
      {appeal !== null && (
        <Alert data-color="warning">
          <Paragraph>
            {t('requests.appeal-of', { person: appeal.submittedBy })} {appeal.ground}
          </Paragraph>
          {appeal.outcome !== null && (
            <Paragraph>
              {t(`appeal-outcome.${appeal.outcome}`)}: {appeal.words}
            </Paragraph>
          )}
        </Alert>
      )}
    </>
  );
}

function Asked({ request }: Part) {
  const { t } = useTranslator();
  const fieldName = useFieldName();
  if (request.fields.length === 0) return null;
  return (
    <DataTable
      caption={t('requests.asked')}
      rows={request.fields}
      rowKey={({ field }) => field}
      columns={[
        {
          key: 'field',
          header: t('requests.field'),
          rowHeader: true,
          cell: ({ field }) => fieldName(field),
        },
        { key: 'now', header: t('requests.now'), cell: ({ now }) => now ?? '–' },
        {
          key: 'asked',
          header: t('requests.asked'),
          cell: ({ asked }) => <strong>{asked}</strong>,
        },
      ]}
    />
  );
}

function Notices({ request }: Part) {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  if (request.notices.length === 0) return null;
  return (
    <Section title={t('requests.notices')}>
      <DataTable
        caption={t('requests.notices')}
        stacked
        rows={request.notices}
        rowKey={({ number }) => String(number)}
        columns={[
          {
            key: 'subject',
            header: t('requests.notice'),
            rowHeader: true,
            cell: ({ subject, method }) =>
              `${t(`notice-subject.${subject}`)}, ${t(`notice-method.${method}`)}`,
          },
          { key: 'words', header: t('requests.words'), cell: ({ words }) => words },
          { key: 'sent', header: t('requests.sent'), cell: ({ sentAt }) => ownTime(sentAt) },
          {
            key: 'answer',
            header: t('requests.answer'),
            cell: ({ deliveredAt, answer }) =>
              deliveredAt === null
                ? '–'
                : `${ownTime(deliveredAt)}: ${answer ?? t('requests.no-answer')}`,
          },
        ]}
      />
    </Section>
  );
}

function Steps({ request }: Part) {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  return (
    <Section title={t('requests.steps')}>
      <DataTable
        caption={t('requests.steps')}
        rows={request.steps}
        rowKey={({ event, at }) => `${at} ${event}`}
        columns={[
          { key: 'at', header: t('requests.when'), rowHeader: true, cell: ({ at }) => ownTime(at) },
          {
            key: 'event',
            header: t('requests.step'),
            cell: ({ event }) => t(`request-event.${event}`),
          },
          { key: 'person', header: t('requests.by'), cell: ({ person }) => person ?? '–' },
          { key: 'words', header: t('requests.words'), cell: ({ words }) => words ?? '' },
        ]}
      />
    </Section>
  );
}

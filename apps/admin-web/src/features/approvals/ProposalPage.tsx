import { Alert, Button, Details, Paragraph } from '@digdir/designsystemet-react';
import { getProposal, withdrawProposal } from '@ovoz/contract';
import { DefinitionList } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Page, Section } from '../../page/Page.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { Hash } from '../../values/Hash.tsx';
import { RawText } from '../../values/RawText.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { ProposalTag } from '../../values/StatusTag.tsx';
import { ApproveDialog } from './ApproveDialog.tsx';
import { ContentRows } from './ContentRows.tsx';
import { placeOfLink, subjectInWords } from './content-rows.ts';
import { DeclineDialog } from './DeclineDialog.tsx';
import { ShownOnce } from './ShownOnce.tsx';

type Asking = 'nothing' | 'approve' | 'decline';

/** One proposal with the exact content, and the decision. */
export function ProposalPage() {
  const t = useMessages();
  const ownTime = useOwnTime();
  const { id } = useParams({ from: '/shell/waiting/$id' });
  const shown = useSuspenseQuery(reading(getProposal, { params: { id } })).data;
  const withdraw = useAct(withdrawProposal);
  const [asking, setAsking] = useState<Asking>('nothing');
  const [secret, setSecret] = useState<string | null>(null);
  const { proposal, rows, content } = shown;
  const place = placeOfLink(shown.link);
  return (
    <Page
      title={t(`proposal-kind.${proposal.kind}`)}
      lead={subjectInWords(proposal.subject, { t })}
      back={<PageLink to="/waiting">{t('waiting.back')}</PageLink>}
    >
      {secret !== null && <ShownOnce secret={secret} kind={proposal.kind} />}
      {proposal.status === 'approved' && (
        <Alert data-color="success">
          <Paragraph>{t('waiting.took-effect')}</Paragraph>
        </Alert>
      )}
      <DefinitionList
        items={[
          { term: t('waiting.status'), description: <ProposalTag status={proposal.status} /> },
          { term: t('waiting.who'), description: proposal.proposedBy },
          { term: t('waiting.since'), description: ownTime(proposal.proposedAt) },
          { term: t('waiting.reason'), description: proposal.reason },
          ...(proposal.status === 'waiting'
            ? [{ term: t('waiting.expires'), description: ownTime(proposal.expiresAt) }]
            : []),
          ...(proposal.decidedBy === null
            ? []
            : [{ term: t('waiting.decided-by'), description: proposal.decidedBy }]),
          ...(proposal.decidedAt === null
            ? []
            : [{ term: t('waiting.decided'), description: ownTime(proposal.decidedAt) }]),
          ...(proposal.decisionReason === null
            ? []
            : [{ term: t('waiting.decision-reason'), description: proposal.decisionReason }]),
        ]}
      />
      <Section title={t('waiting.takes-effect')}>
        <ContentRows rows={rows} />
        {place !== null && (
          <Paragraph>
            <Link to={place} className="ds-link">
              {t('waiting.see-whole')}
            </Link>
          </Paragraph>
        )}
        <DefinitionList
          items={[{ term: t('waiting.hash'), description: <Hash value={proposal.contentHash} /> }]}
        />
        <Paragraph className="quiet">{t('waiting.hash-text')}</Paragraph>
        <Details>
          <Details.Summary>{t('waiting.exact-content')}</Details.Summary>
          <Details.Content>
            <RawText>{content}</RawText>
          </Details.Content>
        </Details>
      </Section>
      <RefusalNotice refusal={withdraw.refusal} />
      {proposal.mayDecide && (
        <div className="button-row no-print">
          <Button onClick={() => setAsking('approve')}>{t('waiting.approve')}</Button>
          <Button variant="secondary" data-color="danger" onClick={() => setAsking('decline')}>
            {t('waiting.decline')}
          </Button>
        </div>
      )}
      {proposal.mayWithdraw && (
        <div className="no-print">
          <Paragraph className="quiet">{t('waiting.own')}</Paragraph>
          <Button
            variant="secondary"
            loading={withdraw.pending}
            onClick={() => void withdraw.run({ params: { id }, body: {} })}
          >
            {t('waiting.withdraw')}
          </Button>
        </div>
      )}
      {asking === 'approve' && (
        <ApproveDialog shown={shown} onClose={() => setAsking('nothing')} onSecret={setSecret} />
      )}
      {asking === 'decline' && (
        <DeclineDialog proposal={proposal} onClose={() => setAsking('nothing')} />
      )}
    </Page>
  );
}

import { Button, Paragraph } from '@digdir/designsystemet-react';
import { type AnswerOf, type LookupPurpose, openDuplicatePair } from '@ovoz/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { DecideForm } from './DecideForm.tsx';
import { DecisionList } from './DecisionList.tsx';
import { PairComparison } from './PairComparison.tsx';

export type OpenedPair = AnswerOf<typeof openDuplicatePair>;

/** Reviewing duplicates is the purpose here; the voters read it. */
const PURPOSE: LookupPurpose = 'duplicate';

/** One pair: opened on purpose, compared side by side, decided. */
export function PairPart() {
  const t = useMessages();
  const { pack, pair } = useParams({ from: '/shell/voters/$pack/duplicates/$pair' });
  const open = useAct(openDuplicatePair);
  const [opened, setOpened] = useState<OpenedPair | null>(null);
  const look = async () => {
    const body = { purpose: PURPOSE, words: '' };
    const answer = await open.run({ params: { pack, pair }, body });
    if (answer?.ok === true) setOpened(answer.value);
  };
  return (
    <>
      <p className="page-back">
        <PageLink to="/voters/$pack/duplicates" params={{ pack }} search={{}}>
          {t('duplicates.back')}
        </PageLink>
      </p>
      {opened === null || opened.pair.id !== pair ? (
        <Section title={t('duplicates.one', { pair })}>
          <div className="stack narrow">
            <Paragraph>{t('duplicates.open-text')}</Paragraph>
            <RefusalNotice refusal={open.refusal} />
            <Button loading={open.pending} onClick={() => void look()}>
              {t('duplicates.open')}
            </Button>
          </div>
        </Section>
      ) : (
        <Opened pack={pack} opened={opened} onChanged={() => void look()} />
      )}
    </>
  );
}

function Opened({
  pack,
  opened,
  onChanged,
}: {
  readonly pack: string;
  readonly opened: OpenedPair;
  readonly onChanged: () => void;
}) {
  const t = useMessages();
  const { pair, decisions, proposal } = opened;
  const isOpen = pair.status === 'open' || pair.status === 'unsure';
  return (
    <>
      <Section title={t('duplicates.one', { pair: pair.id })}>
        <PairComparison pack={pack} opened={opened} />
      </Section>
      {isOpen && (
        <Section title={t('duplicates.decide')}>
          <DecideForm pack={pack} opened={opened} onUnsure={onChanged} />
        </Section>
      )}
      {proposal !== null && (
        <p>
          {t('versions.waits')}{' '}
          <PageLink to="/waiting/$id" params={{ id: proposal }}>
            {t('home.to-waiting')}
          </PageLink>
        </p>
      )}
      {decisions.length > 0 && (
        <Section title={t('duplicates.decisions')}>
          <DecisionList decisions={decisions} />
        </Section>
      )}
    </>
  );
}

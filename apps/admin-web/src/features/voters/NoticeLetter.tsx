import { Button, Paragraph } from '@digdir/designsystemet-react';
import type { VoterRequest } from '@ovoz/contract';
import { useTranslator } from '../../language.ts';
import { BackButton } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { Article } from '../../values/Article.tsx';
import { useOwnTime } from '../../values/moments.ts';

const BEFORE = ['notice-due', 'notice-given'];
const AFTER = ['granted', 'rejected', 'upheld', 'overturned', 'reversed'];

/** Whether there is something to tell: that somebody is to be removed, or what was decided. */
export function hasLetter({ summary }: VoterRequest): boolean {
  return [...BEFORE, ...AFTER].includes(summary.status);
}

type Props = { readonly request: VoterRequest; readonly onBack: () => void };

/** What the person concerned is told, as a letter to print, sign and hand over. */
export function NoticeLetter({ request, onBack }: Props) {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  const { summary, reason } = request;
  const { number, kind } = summary;
  const isBefore = BEFORE.includes(summary.status);
  return (
    <>
      <p className="page-back">
        <BackButton onBack={onBack}>{t('letter.back')}</BackButton>
      </p>
      <div className="button-row no-print">
        <Button onClick={() => print()}>{t('value.print')}</Button>
      </div>
      <Section title={t(isBefore ? 'letter.before' : 'letter.after')}>
        <Paragraph>{t('letter.to', { person: summary.person })}</Paragraph>
        <Paragraph>
          {t('letter.asked', {
            number,
            kind: t(`request-kind.${kind}`),
            moment: ownTime(summary.receivedAt),
          })}
        </Paragraph>
        <Paragraph>{t('letter.reason', { reason })}</Paragraph>
        {isBefore ? <Hearing request={request} /> : <Decision request={request} />}
        <Paragraph>
          {t('letter.article')} <Article article={request.article} confirmed={request.confirmed} />
        </Paragraph>
        <Paragraph>{t('letter.signature')} ______________________________</Paragraph>
      </Section>
    </>
  );
}

type Part = { readonly request: VoterRequest };

function Hearing({ request: { answerUntil } }: Part) {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  return (
    <Paragraph>
      {answerUntil === null
        ? t('letter.answer')
        : t('letter.answer-until', { moment: ownTime(answerUntil) })}
    </Paragraph>
  );
}

function Decision({ request: { summary, words, appeal } }: Part) {
  const { t } = useTranslator();
  const isFinal = appeal !== null;
  return (
    <>
      <Paragraph>
        <strong>{t(`request-status.${summary.status}`)}.</strong>{' '}
        {(isFinal ? appeal.words : null) ?? words}
      </Paragraph>
      {!isFinal && <Paragraph>{t('letter.appeal')}</Paragraph>}
    </>
  );
}

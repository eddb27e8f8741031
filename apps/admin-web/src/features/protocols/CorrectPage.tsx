import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { type ProtocolVersionView, proposeCorrection } from '@ovoz/contract';
import type { CountKind, ProtocolContent } from '@ovoz/election-model';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { compareFigures } from '../../counting/compare-figures.ts';
import { FigureFields } from '../../counting/FigureFields.tsx';
import type { Figure } from '../../counting/figures.ts';
import { FigureTable } from '../../counting/FigureTable.tsx';
import { type KeyedTexts, textOfCount } from '../../counting/keyed-text.ts';
import { moveOn } from '../../counting/move-on.ts';
import { useContestName } from '../../counting/use-contest.ts';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { ReasonInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Page, Section } from '../../page/Page.tsx';
import { useAct } from '../../server/acting.ts';
import { contentOf } from '../../counting/content-of.ts';
import { type ProtocolParams, useProtocol } from './use-protocol.ts';

/** Other figures in place of the standing ones: proposed here, decided by a second person. */
export function CorrectPage() {
  const t = useMessages();
  const raw = useParams({ from: '/shell/count/$code/protocols/$contest/$station/$count/correct' });
  const params: ProtocolParams = { ...raw, count: raw.count as CountKind };
  const { counted, paper, standing } = useProtocol(params);
  const contestName = useContestName(counted);
  return (
    <Page
      title={t('correct.title', { number: params.station })}
      lead={contestName(params.contest)}
      back={
        <PageLink to="/count/$code/protocols/$contest/$station/$count" params={params}>
          {t('correct.back')}
        </PageLink>
      }
    >
      {standing === null || paper === null ? (
        <Alert data-color="warning">
          <Paragraph>{t('protocol.nothing-text')}</Paragraph>
        </Alert>
      ) : (
        // Another standing version makes a new form: nobody corrects what they have not seen.
        <CorrectForm
          key={standing.hash}
          params={params}
          standing={standing}
          figures={paper.figures}
        />
      )}
    </Page>
  );
}

type Props = {
  readonly params: ProtocolParams;
  readonly standing: ProtocolVersionView;
  readonly figures: readonly Figure[];
};

function CorrectForm({ params, standing, figures }: Props) {
  const t = useMessages();
  const navigate = useNavigate();
  const act = useAct(proposeCorrection);
  const checks = checksIn(t);
  const [texts, setTexts] = useState<KeyedTexts>(() =>
    Object.fromEntries(
      compareFigures(figures, [standing.content]).map(({ figure, counts }) => [
        figure.name,
        textOfCount(counts[0]),
      ]),
    ),
  );
  const [content, isComplete] = contentOf(figures, texts);
  const hasChanged = compareFigures(figures, [standing.content, content]).some(
    ({ differs }) => differs,
  );
  const form = useForm({
    initial: { reason: '' },
    check: ({ reason }) => found({ reason: checks.reason(reason) }),
    send: ({ reason }) =>
      act.run({ params, body: { hash: standing.hash, content, reason: reason.trim() } }),
    onDone: ({ proposalId }) => void navigate({ to: '/waiting/$id', params: { id: proposalId } }),
  });
  const parts = (['counts', 'votes'] as const).map((part) =>
    figures.filter((figure) => figure.part === part),
  );
  const set = (name: string, text: string) => setTexts((before) => ({ ...before, [name]: text }));
  return (
    // The fields are real controls; only Enter among them is caught here.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="entry-form" onKeyDown={moveOn}>
      <p className="quiet">{t('keying.keys')}</p>
      {parts.map((part, index) => (
        <fieldset key={part[0]?.name ?? index}>
          <Heading level={2} data-size="xs" asChild>
            <legend>{t(index === 0 ? 'correct.counts' : 'keying.votes')}</legend>
          </Heading>
          <FigureFields figures={part} texts={texts} set={set} findings={[]} />
        </fieldset>
      ))}
      <Section title={t('correct.difference')}>
        {hasChanged ? (
          <Difference figures={figures} before={standing.content} after={content} />
        ) : (
          <Paragraph className="quiet">{t('correct.no-difference')}</Paragraph>
        )}
      </Section>
      {!isComplete && (
        <Alert data-color="warning">
          <Paragraph>{t('correct.incomplete')}</Paragraph>
        </Alert>
      )}
      {hasChanged && isComplete ? (
        <FormFrame form={form} submitLabel={t('protocol.propose')}>
          <ReasonInput field={form.bind('reason')} label={t('correct.reason')} />
          <Paragraph>{t('correct.text')}</Paragraph>
        </FormFrame>
      ) : (
        <div className="button-row">
          <Button disabled>{t('protocol.propose')}</Button>
          <ButtonLink
            variant="secondary"
            to="/count/$code/protocols/$contest/$station/$count"
            params={params}
          >
            {t('dialog.cancel')}
          </ButtonLink>
        </div>
      )}
    </div>
  );
}

function Difference({
  figures,
  before,
  after,
}: {
  readonly figures: readonly Figure[];
  readonly before: ProtocolContent;
  readonly after: ProtocolContent;
}) {
  const t = useMessages();
  return (
    <FigureTable
      caption={t('correct.changes')}
      figures={figures}
      withGap
      onlyDifferent
      columns={[
        { key: 'before', header: t('changes.before'), content: before },
        { key: 'after', header: t('changes.after'), content: after },
      ]}
    />
  );
}

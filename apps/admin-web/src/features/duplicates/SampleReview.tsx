import { Button, Fieldset, Paragraph, Radio } from '@digdir/designsystemet-react';
import {
  type AnswerOf,
  openSamplePair,
  reviewSamplePair,
  type SampleVerdict,
} from '@ovoz/contract';
import { useState } from 'react';
import { found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { FieldProblem } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { PairComparison } from './PairComparison.tsx';

type Opened = AnswerOf<typeof openSamplePair>;

const VERDICTS: readonly SampleVerdict[] = ['same', 'different', 'unsure'];

/** Pairs of the sample, one after the other, without what anybody else said of them. */
export function SampleReview({ pack }: { readonly pack: string }) {
  const { t } = useTranslator();
  const open = useAct(openSamplePair);
  const [opened, setOpened] = useState<Opened | null>(null);
  const look = async () => {
    const answer = await open.run({ params: { pack } });
    if (answer?.ok === true) setOpened(answer.value);
  };
  const pair = opened?.pair ?? null;
  return (
    <Section title={t('duplicates.review')}>
      {pair === null ? (
        <div className="stack narrow">
          <Paragraph>
            {t(opened === null ? 'duplicates.review-text' : 'duplicates.review-done')}
          </Paragraph>
          <RefusalNotice refusal={open.refusal} />
          <Button loading={open.pending} onClick={() => void look()}>
            {t('duplicates.review-next')}
          </Button>
        </div>
      ) : (
        <>
          <p>{t('duplicates.review-left', { count: opened?.left ?? 0 })}</p>
          <PairComparison pack={pack} opened={{ ...pair, pair }} />
          <VerdictForm key={pair.id} pack={pack} pair={pair.id} onDone={() => setOpened(null)} />
        </>
      )}
    </Section>
  );
}

type FormProps = { readonly pack: string; readonly pair: string; readonly onDone: () => void };

function VerdictForm({ pack, pair, onDone }: FormProps) {
  const { t } = useTranslator();
  const act = useAct(reviewSamplePair);
  const form = useForm({
    initial: { verdict: '' },
    check: ({ verdict }) =>
      found({ verdict: verdict === '' ? t('duplicates.choose-outcome') : undefined }),
    send: ({ verdict }) =>
      act.run({
        params: { pack, pair },
        body: { verdict: VERDICTS.find((one) => one === verdict) ?? 'unsure' },
      }),
    onDone,
  });
  const verdict = form.bind('verdict');
  return (
    <div className="narrow">
      <FormFrame form={form} submitLabel={t('duplicates.send')}>
        <Fieldset id={verdict.id}>
          <Fieldset.Legend>{t('duplicates.outcome')}</Fieldset.Legend>
          {VERDICTS.map((one) => (
            <Radio
              key={one}
              name={verdict.name}
              value={one}
              label={t(`pair-outcome.${one}`)}
              checked={verdict.value === one}
              onChange={() => verdict.set(one)}
            />
          ))}
          <FieldProblem sentence={verdict.error} />
        </Fieldset>
      </FormFrame>
    </div>
  );
}

import { Fieldset, Paragraph, Radio } from '@digdir/designsystemet-react';
import { decideDuplicatePair, type PairOutcome } from '@ovoz/contract';
import { useNavigate } from '@tanstack/react-router';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { FieldProblem, ReasonInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useTranslator } from '../../language.ts';
import { useAct } from '../../server/acting.ts';
import type { OpenedPair } from './PairPart.tsx';

const OUTCOMES: readonly PairOutcome[] = ['same', 'different', 'relatives', 'unsure'];

type Props = {
  readonly pack: string;
  readonly opened: OpenedPair;
  readonly onUnsure: () => void;
};

/** Says what the pair is; another person confirms it. Nobody is removed by it. */
export function DecideForm({ pack, opened, onUnsure }: Props) {
  const { t } = useTranslator();
  const navigate = useNavigate();
  const act = useAct(decideDuplicatePair);
  const checks = checksIn(t);
  const form = useForm({
    initial: { outcome: '', superfluous: '', reason: '' },
    check: ({ outcome, superfluous, reason }) =>
      found({
        outcome: outcome === '' ? t('duplicates.choose-outcome') : undefined,
        superfluous:
          outcome === 'same' && superfluous === '' ? t('duplicates.choose-superfluous') : undefined,
        reason: checks.reason(reason),
      }),
    send: ({ outcome, superfluous, reason }) => {
      const chosen = OUTCOMES.find((one) => one === outcome) ?? 'unsure';
      return act.run({
        params: { pack, pair: opened.pair.id },
        body: {
          outcome: chosen,
          superfluous: chosen === 'same' ? superfluous : null,
          reason: reason.trim(),
        },
      });
    },
    onDone: ({ proposalId }) =>
      proposalId === null
        ? onUnsure()
        : void navigate({ to: '/waiting/$id', params: { id: proposalId } }),
  });
  const outcome = form.bind('outcome');
  const superfluous = form.bind('superfluous');
  return (
    <div className="narrow">
      <FormFrame form={form} submitLabel={t('duplicates.send')}>
        <Fieldset id={outcome.id}>
          <Fieldset.Legend>{t('duplicates.outcome')}</Fieldset.Legend>
          {OUTCOMES.map((one) => (
            <Radio
              key={one}
              name={outcome.name}
              value={one}
              label={t(`pair-outcome.${one}`)}
              description={t(`pair-outcome-text.${one}`)}
              checked={outcome.value === one}
              onChange={() => outcome.set(one)}
            />
          ))}
          <FieldProblem sentence={outcome.error} />
        </Fieldset>
        {outcome.value === 'same' && (
          <Fieldset id={superfluous.id}>
            <Fieldset.Legend>{t('duplicates.superfluous')}</Fieldset.Legend>
            <Paragraph>{t('duplicates.superfluous-text')}</Paragraph>
            {[opened.a, opened.b].map(({ voter }, at) => (
              <Radio
                key={voter}
                name={superfluous.name}
                value={voter}
                label={t('duplicates.entry', { letter: 'AB'.charAt(at), number: voter })}
                checked={superfluous.value === voter}
                onChange={() => superfluous.set(voter)}
              />
            ))}
            <FieldProblem sentence={superfluous.error} />
          </Fieldset>
        )}
        <ReasonInput field={form.bind('reason')} />
      </FormFrame>
    </div>
  );
}

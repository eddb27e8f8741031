import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import type { CallRefusal } from '@ovoz/client';
import { type AnswerOf, getSuccessor } from '@ovoz/contract';
import { type FormEvent, useId, useState } from 'react';
import { useCounted } from '../../counting/use-counted.ts';
import { SelectInput, TextInput } from '../../forms/inputs.tsx';
import { useMessages, useText } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { client } from '../../server/client.ts';

/** Who follows when an elected member leaves, by the rule of the contest and the certified result. */
export function SuccessorSection({ code }: { readonly code: string }) {
  const t = useMessages();
  const text = useText();
  const prefix = useId();
  const { definition } = useCounted();
  const [values, setValues] = useState({
    contest: definition.contests[0]?.code ?? '',
    district: '',
    option: '',
    candidate: '',
  });
  const [answer, setAnswer] = useState<AnswerOf<typeof getSuccessor> | null>(null);
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const contest = definition.contests.find((one) => one.code === values.contest);
  const needsDistrict = contest !== undefined && contest.districtSet !== null;
  const ballot = definition.ballots.find(
    (one) =>
      one.contest === values.contest && one.district === (needsDistrict ? values.district : null),
  );
  const options = [
    ...(ballot?.lists ?? []).map(({ party }) => ({
      value: party,
      label: text(definition.parties.find((one) => one.code === party)?.name ?? { en: party }),
    })),
    ...(ballot?.candidates ?? []).map(({ number, name }) => ({
      value: `candidate-${number}`,
      label: name,
    })),
  ];
  const bind = (name: keyof typeof values) => ({
    id: `${prefix}-${name}`,
    name,
    value: values[name],
    set: (value: string) => {
      setAnswer(null);
      setValues((before) => ({ ...before, [name]: value }));
    },
    error: undefined,
  });
  const isList = values.option !== '' && !values.option.startsWith('candidate-');
  const candidate = isList ? values.candidate.trim() : values.option.replace('candidate-', '');
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await client.call(getSuccessor, {
      params: { code },
      query: {
        contest: values.contest,
        option: values.option,
        candidate,
        ...(needsDistrict ? { district: values.district } : {}),
      },
    });
    setAnswer(outcome.ok ? outcome.value : null);
    setRefusal(outcome.ok ? null : outcome.refusal);
  };
  return (
    <Section title={t('successor.title')}>
      <form className="form" onSubmit={(event) => void ask(event)}>
        <SelectInput
          field={bind('contest')}
          label={t('candidates.contest')}
          choices={definition.contests.map((one) => ({ value: one.code, label: text(one.title) }))}
        />
        {needsDistrict && (
          <TextInput field={bind('district')} label={t('candidates.district')} maxLength={8} />
        )}
        <SelectInput
          field={bind('option')}
          label={t('results.option')}
          empty={t('places.choose')}
          choices={options}
        />
        {isList && (
          <TextInput
            field={bind('candidate')}
            label={t('successor.number')}
            inputMode="numeric"
            maxLength={4}
          />
        )}
        <Button type="submit" variant="secondary" disabled={!/^[1-9]\d{0,3}$/.test(candidate)}>
          {t('successor.ask')}
        </Button>
      </form>
      <RefusalNotice refusal={refusal} />
      {answer !== null && (
        <Alert data-color="info" role="status">
          <Paragraph>
            {t(`successor.${answer.outcome}`)}{' '}
            {answer.successor !== null && (
              <strong>
                {answer.successor.name} ({answer.successor.candidate})
              </strong>
            )}
          </Paragraph>
        </Alert>
      )}
    </Section>
  );
}

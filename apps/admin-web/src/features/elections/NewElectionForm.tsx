import { Button, Fieldset, Radio } from '@digdir/designsystemet-react';
import { createElection, getPack } from '@ovoz/contract';
import type { CountryPack, ElectionMode } from '@ovoz/election-model';
import { DefinitionList, ErrorSummary } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { DateInput, SelectInput, TextInput } from '../../forms/inputs.tsx';
import { type Form, type FormProblems, useForm } from '../../forms/use-form.ts';
import { useText, useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { FOREVER, reading } from '../../server/reading.ts';
import { TitleFields } from './TitleFields.tsx';
import { titleLanguages, titleOf, titleValues, type TitleValues } from './title-fields.ts';

type Values = {
  readonly system: string;
  readonly mode: string;
  readonly calledOn: string;
  readonly votingDay: string;
  readonly code: string;
} & TitleValues;

const STEPS = ['law', 'name', 'days', 'check'] as const;
const MODES: readonly ElectionMode[] = ['training', 'drill', 'live'];

/** Four steps; nothing is made before the last button. */
export function NewElectionForm({ packCode }: { readonly packCode: string }) {
  const { t } = useTranslator();
  const { pack } = useSuspenseQuery({
    ...reading(getPack, { params: { pack: packCode } }),
    ...FOREVER,
  }).data;
  const [step, setStep] = useState(0);
  const tags = titleLanguages(pack);
  const form = useNewElection(pack, tags, step);
  const last = STEPS.length - 1;
  const goOn = (event: FormEvent) => {
    event.preventDefault();
    if (step === last) return void form.submit();
    if (form.verify()) setStep(step + 1);
  };
  return (
    <form className="form" noValidate onSubmit={goOn}>
      <p className="quiet" role="status">
        {t('form.step', { step: step + 1, steps: STEPS.length })}
      </p>
      <ErrorSummary errors={form.summary} />
      <RefusalNotice refusal={form.refusal} />
      {step === 0 && <LawStep form={form} pack={pack} />}
      {step === 1 && (
        <Section title={t('new-election.step-name')}>
          <TitleFields bind={(field) => form.bind(field)} tags={tags} />
        </Section>
      )}
      {step === 2 && <DaysStep form={form} />}
      {step === 3 && <CheckStep form={form} pack={pack} tags={tags} />}
      <div className="button-row">
        <Button type="submit" loading={form.pending}>
          {t(step === last ? 'new-election.create' : 'form.next')}
        </Button>
        {step > 0 && (
          <Button type="button" variant="secondary" onClick={() => setStep(step - 1)}>
            {t('form.previous')}
          </Button>
        )}
      </div>
    </form>
  );
}

function useNewElection(pack: CountryPack, tags: readonly string[], step: number) {
  const { t } = useTranslator();
  const navigate = useNavigate();
  const act = useAct(createElection);
  const checks = checksIn(t);
  const first = pack.systems[0];
  return useForm<Values, { readonly code: string; readonly version: number }>({
    initial: {
      system: first?.code ?? '',
      mode: 'training',
      ...titleValues(first?.title ?? {}, tags),
      calledOn: '',
      votingDay: '',
      code: '',
    },
    check: (values) => {
      const problems: FormProblems<Values>[] = [
        {},
        found({ 'title.en': checks.required(values['title.en'] ?? '') }),
        found({
          calledOn: checks.day(values.calledOn),
          votingDay:
            checks.day(values.votingDay) ??
            (values.votingDay > values.calledOn ? undefined : t('form.days-order')),
        }),
        found({ code: values.code === '' ? undefined : checks.slug(values.code) }),
      ];
      return Object.assign({}, ...problems.slice(0, step + 1)) as FormProblems<Values>;
    },
    send: (values) =>
      act.run({
        body: {
          pack: pack.code,
          system: values.system,
          mode: values.mode as ElectionMode,
          title: titleOf(values, tags),
          calledOn: values.calledOn,
          votingDay: values.votingDay,
          code: codeOf(values, pack.code),
        },
      }),
    onDone: ({ code, version }) =>
      void navigate({
        to: '/elections/$code/versions/$version',
        params: { code, version: String(version) },
      }),
    fieldOfCode: (code) => (code === 'election-code-taken' ? 'code' : null),
    explainCode: () => t('refusal.election-code-taken'),
  });
}

/** The public code: the one that was typed, else country, day and system. It stays for ever. */
function codeOf(values: Pick<Values, 'code' | 'votingDay' | 'system'>, pack: string): string {
  return values.code === '' ? `${pack}-${values.votingDay}-${values.system}` : values.code;
}

type StepProps = { readonly form: Form<Values>; readonly pack: CountryPack };

function LawStep({ form, pack }: StepProps) {
  const { t } = useTranslator();
  const text = useText();
  const choose = (code: string) => {
    const system = pack.systems.find((one) => one.code === code);
    const titles = titleValues(system?.title ?? {}, titleLanguages(pack));
    form.change({ ...titles, system: code });
  };
  const mode = form.bind('mode');
  return (
    <Section title={t('new-election.step-law')}>
      <SelectInput
        field={{ ...form.bind('system'), set: choose }}
        label={t('election.system')}
        choices={pack.systems.map((system) => ({ value: system.code, label: text(system.title) }))}
      />
      <Fieldset>
        <Fieldset.Legend>{t('elections.mode')}</Fieldset.Legend>
        {MODES.map((one) => (
          <Radio
            key={one}
            name={mode.name}
            value={one}
            label={t(`mode.${one}`)}
            description={t(`mode-meaning.${one}`)}
            checked={mode.value === one}
            onChange={() => mode.set(one)}
          />
        ))}
      </Fieldset>
    </Section>
  );
}

function DaysStep({ form }: Pick<StepProps, 'form'>) {
  const { t } = useTranslator();
  return (
    <Section title={t('new-election.step-days')}>
      <DateInput
        field={form.bind('calledOn')}
        label={t('election.called-on')}
        hint={t('new-election.called-hint')}
      />
      <DateInput
        field={form.bind('votingDay')}
        label={t('elections.voting-day')}
        hint={t('new-election.voting-hint')}
      />
    </Section>
  );
}

function CheckStep({ form, pack, tags }: StepProps & { readonly tags: readonly string[] }) {
  const { t, day, weekday, languageName } = useTranslator();
  const text = useText();
  const { values } = form;
  const system = pack.systems.find((one) => one.code === values.system);
  return (
    <Section title={t('new-election.step-check')}>
      <DefinitionList
        items={[
          { term: t('new-election.country'), description: text(pack.name) },
          {
            term: t('election.system'),
            description: system === undefined ? values.system : text(system.title),
          },
          { term: t('elections.mode'), description: t(`mode.${values.mode as ElectionMode}`) },
          ...tags
            .filter((tag) => values[`title.${tag}`] !== '')
            .map((tag) => ({
              term: t('election.title-in', { language: languageName(tag) }),
              description: <span lang={tag}>{values[`title.${tag}`]}</span>,
            })),
          { term: t('election.called-on'), description: day(values.calledOn) },
          {
            term: t('elections.voting-day'),
            description: `${day(values.votingDay)} (${weekday(values.votingDay)})`,
          },
          ...(system === undefined
            ? []
            : [
                {
                  term: t('new-election.from-law'),
                  description: t('new-election.from-law-counts', {
                    contests: system.contests.length,
                    duties: system.calendar.length,
                  }),
                },
              ]),
        ]}
      />
      <TextInput
        field={form.bind('code')}
        label={t('election.code')}
        hint={t('new-election.code-hint', { code: codeOf({ ...values, code: '' }, pack.code) })}
        optional
        maxLength={100}
      />
    </Section>
  );
}

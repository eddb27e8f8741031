import { Textfield } from '@digdir/designsystemet-react';
import { present } from '@ovoz/basics';
import { type BodyOf, decideObjection, registerObjection } from '@ovoz/contract';
import { useCounted } from '../../counting/use-counted.ts';
import { checksIn, found } from '../../forms/check.ts';
import { DateInput, SelectInput, TextInput } from '../../forms/inputs.tsx';
import { type FieldBinding, useForm } from '../../forms/use-form.ts';
import { useMessages, useText } from '../../language.ts';
import { FormDialog } from '../../page/FormDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { instantOf, localTimeOf } from '../../values/zoned-time.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Most laws give commissions three days; the field can be changed. */
const USUAL_DAYS = 3;

type Props = { readonly code: string; readonly onClose: () => void };

export function RegisterObjectionDialog({ code, onClose }: Props) {
  const t = useMessages();
  const text = useText();
  const { definition, election } = useCounted();
  const act = useAct(registerObjection);
  const checks = checksIn(t);
  const due = localTimeOf(
    Date.parse(election.legalTime) + USUAL_DAYS * DAY_MS,
    definition.timeZone,
  );
  const form = useForm({
    initial: { station: '', contest: '', submittedBy: '', text: '', day: due.day, time: due.time },
    check: (values) =>
      found({
        station: checks.required(values.station),
        submittedBy: checks.required(values.submittedBy),
        text: checks.reason(values.text),
        day: checks.day(values.day),
        time: checks.timeOfDay(values.time),
      }),
    send: (values) =>
      act.run({
        params: { code },
        body: {
          station: values.station.trim(),
          contest: values.contest === '' ? null : values.contest,
          submittedBy: values.submittedBy.trim(),
          text: values.text.trim(),
          deadline: new Date(
            present(instantOf(values, definition.timeZone), 'day and time were checked'),
          ).toISOString(),
        },
      }),
    onDone: onClose,
    fieldOfCode: (refused) => (refused === 'station-unknown' ? 'station' : null),
    explainCode: () => t('refusal.station-unknown'),
  });
  return (
    <FormDialog
      title={t('objection.register')}
      submitLabel={t('form.save')}
      form={form}
      onClose={onClose}
    >
      <TextInput field={form.bind('station')} label={t('keying.search')} maxLength={24} />
      <SelectInput
        field={form.bind('contest')}
        label={t('candidates.contest')}
        empty={t('count.all-contests')}
        choices={definition.contests.map((one) => ({ value: one.code, label: text(one.title) }))}
      />
      <TextInput field={form.bind('submittedBy')} label={t('objection.by')} maxLength={300} />
      <LongText field={form.bind('text')} label={t('objection.text')} />
      <DateInput field={form.bind('day')} label={t('objection.deadline')} />
      <TextInput
        field={form.bind('time')}
        label={t('clock.time')}
        hint={t('clock.time-hint')}
        maxLength={5}
      />
    </FormDialog>
  );
}

type Decision = BodyOf<typeof decideObjection>['decision'];
const DECISIONS: readonly Decision[] = ['upheld', 'partly-upheld', 'rejected', 'withdrawn'];

export function DecideObjectionDialog({
  code,
  number,
  onClose,
}: Props & { readonly number: number }) {
  const t = useMessages();
  const act = useAct(decideObjection);
  const checks = checksIn(t);
  const form = useForm({
    initial: { decision: '', text: '' },
    check: (values) =>
      found({ decision: checks.required(values.decision), text: checks.reason(values.text) }),
    send: (values) =>
      act.run({
        params: { code, number: String(number) },
        body: { decision: values.decision as Decision, text: values.text.trim() },
      }),
    onDone: onClose,
  });
  return (
    <FormDialog
      title={t('objection.decide-one', { number })}
      submitLabel={t('form.save')}
      form={form}
      onClose={onClose}
    >
      <SelectInput
        field={form.bind('decision')}
        label={t('protocol.decision')}
        empty={t('places.choose')}
        choices={DECISIONS.map((one) => ({ value: one, label: t(`objection-decision.${one}`) }))}
      />
      <LongText field={form.bind('text')} label={t('objection.reasons')} />
    </FormDialog>
  );
}

function LongText({
  field,
  label,
}: {
  readonly field: FieldBinding<string>;
  readonly label: string;
}) {
  return (
    <Textfield
      multiline
      id={field.id}
      name={field.name}
      rows={5}
      maxLength={4000}
      label={label}
      value={field.value}
      onChange={(event) => field.set(event.currentTarget.value.replaceAll(/[\r\n\t]+/g, ' '))}
      error={field.error}
      aria-required
      className="field"
    />
  );
}

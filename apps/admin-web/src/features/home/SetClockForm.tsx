import { type ElectionSummary, moveElectionClock } from '@ovoz/contract';
import { present } from '@ovoz/basics';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { DateInput, ReasonInput, SelectInput, TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { useAct } from '../../server/acting.ts';
import { instantOf, localTimeOf } from '../../values/zoned-time.ts';
import { SPEEDS, useSpeedName } from './speeds.ts';

type Props = {
  readonly election: ElectionSummary;
  readonly legalMs: number;
  readonly timeZone: string;
};

/** Sets the clock to a day, a time and a speed. */
export function SetClockForm({ election, legalMs, timeZone }: Props) {
  const t = useMessages();
  const speedName = useSpeedName();
  const act = useAct(moveElectionClock);
  const checks = checksIn(t);
  const form = useForm({
    initial: {
      ...localTimeOf(legalMs, timeZone),
      speed: String(election.clock?.speed ?? 1),
      reason: '',
    },
    check: (values) =>
      found({
        day: checks.day(values.day),
        time: checks.timeOfDay(values.time),
        reason: checks.reason(values.reason),
      }),
    send: (values) =>
      act.run({
        params: { code: election.code },
        body: {
          shows: new Date(
            present(instantOf(values, timeZone), 'day and time were checked'),
          ).toISOString(),
          speed: Number(values.speed),
          reason: values.reason.trim(),
        },
      }),
    onDone: (_, values) => form.reset({ ...values, reason: '' }),
  });
  const speeds = [...new Set<number>([...SPEEDS, election.clock?.speed ?? 1])];
  return (
    <FormFrame form={form} submitLabel={t('clock.set')}>
      <DateInput field={form.bind('day')} label={t('clock.date')} />
      <TextInput
        field={form.bind('time')}
        label={t('clock.time')}
        hint={t('clock.time-hint')}
        maxLength={5}
      />
      <SelectInput
        field={form.bind('speed')}
        label={t('clock.speed')}
        choices={speeds.map((speed) => ({ value: String(speed), label: speedName(speed) }))}
      />
      <ReasonInput field={form.bind('reason')} />
    </FormFrame>
  );
}

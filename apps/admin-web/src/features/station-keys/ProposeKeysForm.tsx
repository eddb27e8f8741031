import { Button, Paragraph } from '@digdir/designsystemet-react';
import { present } from '@ovoz/basics';
import { proposeStationKeys, type StationKey } from '@ovoz/contract';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCounted } from '../../counting/use-counted.ts';
import { checksIn, found } from '../../forms/check.ts';
import { DateInput, ReasonInput, TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { FormDialog } from '../../page/FormDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { instantOf } from '../../values/zoned-time.ts';

type Props = {
  readonly code: string;
  readonly keys: readonly StationKey[];
  readonly onDone: () => void;
};

/** Asks a second officer to certify the compared keys for a period, in legal time. */
export function ProposeKeysForm({ code, keys, onDone }: Props) {
  const t = useMessages();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('keys.propose', { count: keys.length })}</Button>
      {isOpen && (
        <ProposeDialog code={code} keys={keys} onClose={() => setOpen(false)} onDone={onDone} />
      )}
    </>
  );
}

/** Keys are good for the voting day and the days in which results are corrected. */
const DAYS_AFTER = 14;

function ProposeDialog({ code, keys, onClose, onDone }: Props & { readonly onClose: () => void }) {
  const t = useMessages();
  const navigate = useNavigate();
  const { definition } = useCounted();
  const act = useAct(proposeStationKeys);
  const checks = checksIn(t);
  const zone = definition.timeZone;
  const form = useForm({
    initial: {
      fromDay: definition.votingDay,
      fromTime: '00:00',
      untilDay: dayAfter(definition.votingDay, DAYS_AFTER),
      untilTime: '23:59',
      reason: '',
    },
    check: (values) =>
      found({
        fromDay: checks.day(values.fromDay),
        fromTime: checks.timeOfDay(values.fromTime),
        untilDay: checks.day(values.untilDay),
        untilTime: checks.timeOfDay(values.untilTime),
        reason: checks.reason(values.reason),
      }),
    send: (values) =>
      act.run({
        params: { code },
        body: {
          keys: keys.map(({ station, publicKey }) => ({ station, publicKey })),
          validFrom: iso(values.fromDay, values.fromTime, zone),
          validUntil: iso(values.untilDay, values.untilTime, zone),
          reason: values.reason.trim(),
        },
      }),
    onDone: ({ proposalId }) => {
      onDone();
      void navigate({ to: '/waiting/$id', params: { id: proposalId } });
    },
  });
  return (
    <FormDialog
      title={t('keys.propose', { count: keys.length })}
      submitLabel={t('protocol.propose')}
      explanation={<Paragraph>{t('keys.propose-text', { zone })}</Paragraph>}
      form={form}
      onClose={onClose}
    >
      <DateInput field={form.bind('fromDay')} label={t('keys.from-day')} />
      <TextInput
        field={form.bind('fromTime')}
        label={t('keys.from-time')}
        hint={t('clock.time-hint')}
        maxLength={5}
      />
      <DateInput field={form.bind('untilDay')} label={t('keys.until-day')} />
      <TextInput
        field={form.bind('untilTime')}
        label={t('keys.until-time')}
        hint={t('clock.time-hint')}
        maxLength={5}
      />
      <ReasonInput field={form.bind('reason')} />
    </FormDialog>
  );
}

function iso(day: string, time: string, zone: string): string {
  return new Date(
    present(instantOf({ day, time }, zone), 'day and time were checked'),
  ).toISOString();
}

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00.000Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

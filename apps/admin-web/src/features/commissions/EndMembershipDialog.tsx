import { Paragraph } from '@digdir/designsystemet-react';
import { endMembership } from '@ovoz/contract';
import { checksIn, found } from '../../forms/check.ts';
import { DateInput, ReasonInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { FormDialog } from '../../page/FormDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { today } from '../../values/today.ts';

type Props = { readonly id: string; readonly name: string; readonly onClose: () => void };

/** Ends a membership on a day, with a reason. */
export function EndMembershipDialog({ id, name, onClose }: Props) {
  const t = useMessages();
  const act = useAct(endMembership);
  const checks = checksIn(t);
  const form = useForm({
    initial: { on: today(), reason: '' },
    check: ({ on, reason }) => found({ on: checks.day(on), reason: checks.reason(reason) }),
    send: ({ on, reason }) => act.run({ params: { id }, body: { on, reason: reason.trim() } }),
    onDone: onClose,
  });
  return (
    <FormDialog
      title={t('commissions.end-of', { name })}
      submitLabel={t('commissions.end')}
      explanation={<Paragraph>{t('commissions.end-text')}</Paragraph>}
      form={form}
      onClose={onClose}
    >
      <DateInput field={form.bind('on')} label={t('commissions.end-on')} />
      <ReasonInput field={form.bind('reason')} />
    </FormDialog>
  );
}

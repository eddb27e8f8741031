import { Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { endMembership } from '@ovoz/contract';
import { useId } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { DateInput, ReasonInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { useAct } from '../../server/acting.ts';
import { today } from '../../values/today.ts';

type Props = { readonly id: string; readonly name: string; readonly onClose: () => void };

/** Ends a membership on a day, with a reason. */
export function EndMembershipDialog({ id, name, onClose }: Props) {
  const t = useMessages();
  const headingId = useId();
  const act = useAct(endMembership);
  const checks = checksIn(t);
  const form = useForm({
    initial: { on: today(), reason: '' },
    check: ({ on, reason }) => found({ on: checks.day(on), reason: checks.reason(reason) }),
    send: ({ on, reason }) => act.run({ params: { id }, body: { on, reason: reason.trim() } }),
    onDone: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      closeButton={t('dialog.close')}
      aria-labelledby={headingId}
      className="confirm"
    >
      <div className="stack">
        <Heading level={2} data-size="sm" id={headingId}>
          {t('commissions.end-of', { name })}
        </Heading>
        <Paragraph>{t('commissions.end-text')}</Paragraph>
        <FormFrame
          form={form}
          submitLabel={t('commissions.end')}
          cancel={
            <Button type="button" variant="secondary" onClick={onClose}>
              {t('dialog.cancel')}
            </Button>
          }
        >
          <DateInput field={form.bind('on')} label={t('commissions.end-on')} />
          <ReasonInput field={form.bind('reason')} />
        </FormFrame>
      </div>
    </Dialog>
  );
}

import { Button, Dialog, Heading } from '@digdir/designsystemet-react';
import type { Result } from '@ovoz/basics';
import type { CallRefusal } from '@ovoz/client';
import { type ReactNode, useId } from 'react';
import { checksIn, found } from '../forms/check.ts';
import { FormFrame } from '../forms/FormFrame.tsx';
import { ReasonInput } from '../forms/inputs.tsx';
import { useForm } from '../forms/use-form.ts';
import { useMessages } from '../language.ts';

type Props = {
  readonly title: string;
  /** The act in its own words. */
  readonly confirmLabel: string;
  /** What is asked for, where it is not "the reason". */
  readonly reasonLabel?: string;
  readonly onClose: () => void;
  readonly onDone?: () => void;
  readonly send: (reason: string) => Promise<Result<unknown, CallRefusal> | null>;
  readonly children?: ReactNode;
};

/** Asks for the reason of an act and does it. */
export function ReasonDialog(props: Props) {
  const { title, confirmLabel, reasonLabel, onClose, onDone, send, children } = props;
  const t = useMessages();
  const headingId = useId();
  const checks = checksIn(t);
  const form = useForm({
    initial: { reason: '' },
    check: ({ reason }) => found({ reason: checks.reason(reason) }),
    send: ({ reason }) => send(reason.trim()),
    onDone: () => {
      onClose();
      onDone?.();
    },
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
          {title}
        </Heading>
        {children}
        <FormFrame
          form={form}
          submitLabel={confirmLabel}
          cancel={
            <Button type="button" variant="secondary" onClick={onClose}>
              {t('dialog.cancel')}
            </Button>
          }
        >
          <ReasonInput
            field={form.bind('reason')}
            {...(reasonLabel === undefined ? {} : { label: reasonLabel })}
          />
        </FormFrame>
      </div>
    </Dialog>
  );
}

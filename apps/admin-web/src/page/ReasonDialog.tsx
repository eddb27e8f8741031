import type { Result } from '@ovoz/basics';
import type { CallRefusal } from '@ovoz/client';
import type { ReactNode } from 'react';
import { checksIn, found } from '../forms/check.ts';
import { ReasonInput } from '../forms/inputs.tsx';
import { useForm } from '../forms/use-form.ts';
import { useMessages } from '../language.ts';
import { FormDialog } from './FormDialog.tsx';

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
    <FormDialog
      title={title}
      submitLabel={confirmLabel}
      explanation={children}
      form={form}
      onClose={onClose}
    >
      <ReasonInput
        field={form.bind('reason')}
        {...(reasonLabel === undefined ? {} : { label: reasonLabel })}
      />
    </FormDialog>
  );
}

import { Button, Dialog, Heading } from '@digdir/designsystemet-react';
import { type ReactNode, useId } from 'react';
import { FormFrame } from '../forms/FormFrame.tsx';
import type { Form, FormValues } from '../forms/use-form.ts';
import { useMessages } from '../language.ts';

type Props<Values extends FormValues> = {
  readonly title: string;
  /** What the button does, where that is not the title. */
  readonly submitLabel?: string;
  /** What one should know before filling in; stands above the form and its problems. */
  readonly explanation?: ReactNode;
  readonly form: Form<Values>;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A form in a dialog, whose act is its title unless it says otherwise. */
export function FormDialog<Values extends FormValues>(props: Props<Values>) {
  const { title, submitLabel = title, explanation, form, onClose, children } = props;
  const t = useMessages();
  const headingId = useId();
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
        {explanation}
        <FormFrame
          form={form}
          submitLabel={submitLabel}
          cancel={
            <Button type="button" variant="secondary" onClick={onClose}>
              {t('dialog.cancel')}
            </Button>
          }
        >
          {children}
        </FormFrame>
      </div>
    </Dialog>
  );
}

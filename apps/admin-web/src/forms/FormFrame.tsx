import { Button } from '@digdir/designsystemet-react';
import { ErrorSummary } from '@ovoz/ui';
import type { ReactNode } from 'react';
import { useMessages } from '../language.ts';
import { RefusalNotice } from '../page/RefusalNotice.tsx';
import type { Form, FormValues } from './use-form.ts';

type Props<Values extends FormValues> = {
  readonly form: Form<Values>;
  readonly submitLabel: string;
  /** Way out without doing it. */
  readonly cancel?: ReactNode;
  readonly children: ReactNode;
};

/** A form: problems above, fields, one main button. */
export function FormFrame<Values extends FormValues>({
  form,
  submitLabel,
  cancel,
  children,
}: Props<Values>) {
  const t = useMessages();
  return (
    <form className="form" noValidate onSubmit={(event) => void form.submit(event)}>
      <ErrorSummary errors={form.summary} />
      <RefusalNotice refusal={form.refusal} />
      {children}
      <div className="button-row">
        <Button type="submit" loading={form.pending} aria-label={submitLabel}>
          {form.pending ? t('form.sending') : submitLabel}
        </Button>
        {cancel}
      </div>
    </form>
  );
}

import { Button, Dialog, Heading } from '@digdir/designsystemet-react';
import type { CallRefusal } from '@ovoz/client';
import { type ReactNode, useId } from 'react';
import { useMessages } from '../language.ts';
import { RefusalNotice } from './RefusalNotice.tsx';

type Props = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What takes effect, repeated. */
  readonly children: ReactNode;
  /** The act in its own words, never "OK". */
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  readonly pending: boolean;
  readonly refusal: CallRefusal | null;
  readonly danger?: boolean;
};

/** Asks once more before something takes effect. Escape and the cross mean no. */
export function ConfirmDialog(props: Props) {
  const t = useMessages();
  const headingId = useId();
  if (!props.open) return null;
  return (
    <Dialog
      open
      onClose={props.onClose}
      closeButton={t('dialog.close')}
      aria-labelledby={headingId}
      className="confirm"
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          props.onConfirm();
        }}
      >
        <Heading level={2} data-size="sm" id={headingId}>
          {props.title}
        </Heading>
        {props.children}
        <RefusalNotice refusal={props.refusal} />
        <div className="button-row">
          <Button
            type="submit"
            loading={props.pending}
            {...(props.danger === true ? { 'data-color': 'danger' } : {})}
          >
            {props.confirmLabel}
          </Button>
          <Button type="button" variant="secondary" onClick={props.onClose}>
            {t('dialog.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

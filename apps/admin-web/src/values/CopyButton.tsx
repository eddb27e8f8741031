import { Button } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useMessages } from '../language.ts';

type Outcome = 'ready' | 'copied' | 'failed';

/** Copies a text and says whether it worked: the clipboard can be barred by the browser. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const t = useMessages();
  const [outcome, setOutcome] = useState<Outcome>('ready');
  const copy = () => {
    navigator.clipboard
      .writeText(text)
      .then(() => setOutcome('copied'))
      .catch(() => setOutcome('failed'));
  };
  const said = {
    ready: label ?? t('value.copy'),
    copied: t('value.copied'),
    failed: t('value.copy-failed'),
  };
  return (
    <Button
      type="button"
      variant="tertiary"
      data-size="sm"
      className="no-print"
      onClick={copy}
      onBlur={() => setOutcome('ready')}
    >
      <span aria-live="polite">{said[outcome]}</span>
    </Button>
  );
}

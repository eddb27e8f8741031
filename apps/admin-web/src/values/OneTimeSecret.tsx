import { Button } from '@digdir/designsystemet-react';
import { useMessages } from '../language.ts';
import { CopyButton } from './CopyButton.tsx';

/** A secret that is shown once: to copy, or to print and hand over in person. */
export function OneTimeSecret({
  label,
  value,
}: {
  readonly label: string;
  readonly value: string;
}) {
  const t = useMessages();
  return (
    <div className="one-time-secret">
      <p>
        {label}
        <br />
        <code className="secret">{value}</code>
      </p>
      <div className="button-row no-print">
        <CopyButton text={value} />
        <Button type="button" variant="tertiary" data-size="sm" onClick={() => print()}>
          {t('value.print')}
        </Button>
      </div>
    </div>
  );
}

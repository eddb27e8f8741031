import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { EntryOutcome, EntryView } from '@ovoz/contract';
import { useEffect, useRef } from 'react';
import { useMessages } from '../../language.ts';
import { ButtonLink } from '../../page/links.tsx';
import { Hash } from '../../values/Hash.tsx';
import { AttachScan } from '../../counting/AttachScan.tsx';

type Props = {
  readonly ended: Exclude<EntryOutcome, { readonly state: 'check' }>;
  readonly entry: EntryView;
  readonly code: string;
};

/** What became of the entry, and the way to the next paper: one press of Enter. */
export function OutcomePanel({ ended, entry, code }: Props) {
  const t = useMessages();
  const next = useRef<HTMLDivElement>(null);
  useEffect(() => next.current?.querySelector('a')?.focus(), []);
  const { contest, station, count } = entry;
  const isGood = ended.state === 'finished' || ended.state === 'received';
  return (
    <div className="stack">
      <Alert data-color={isGood ? 'success' : 'warning'} role="status">
        <Heading level={2} data-size="xs">
          {t(`keying.outcome-${ended.state}`)}
        </Heading>
        <Paragraph>
          {ended.state === 'different' || ended.state === 'unresolved'
            ? t(`keying.outcome-${ended.state}-text`, { count: ended.fields })
            : t(`keying.outcome-${ended.state}-text`)}
        </Paragraph>
        {ended.state === 'received' && <Receipt receipt={ended.receipt} />}
      </Alert>
      <div className="button-row" ref={next}>
        <ButtonLink to="/count/$code/keying" params={{ code }} search={{}}>
          {t('keying.next-paper')}
        </ButtonLink>
      </div>
      <AttachScan params={{ code, contest, station, count }} />
    </div>
  );
}

type ReceiptProps = {
  readonly receipt: Extract<EntryOutcome, { readonly state: 'received' }>['receipt'];
};

function Receipt({ receipt }: ReceiptProps) {
  const t = useMessages();
  return (
    <>
      {receipt.outcome === 'alarm-raised' && <Paragraph>{t('keying.alarm-raised')}</Paragraph>}
      {(receipt.errors > 0 || receipt.warnings > 0) && (
        <Paragraph>
          {t('findings.count', { errors: receipt.errors, warnings: receipt.warnings })}
        </Paragraph>
      )}
      <Paragraph>
        {t('protocol.hash')}: <Hash value={receipt.hash} />
      </Paragraph>
    </>
  );
}

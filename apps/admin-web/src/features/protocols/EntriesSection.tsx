import { Button, Paragraph } from '@digdir/designsystemet-react';
import { discardEntries, type ProtocolRow } from '@ovoz/contract';
import { useState } from 'react';
import { EntryTag } from '../../counting/Tags.tsx';
import { useMessages } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { useMay } from '../../session/use-session.ts';
import type { ProtocolParams } from './use-protocol.ts';

/** Where double entry stands, and the way to begin it anew. */
export function EntriesSection({
  params,
  row,
}: {
  readonly params: ProtocolParams;
  readonly row: ProtocolRow;
}) {
  const t = useMessages();
  const may = useMay();
  const act = useAct(discardEntries);
  const [isAsking, setAsking] = useState(false);
  if (row.entry === null) return null;
  return (
    <Section title={t('protocol.entries')}>
      <Paragraph>
        <EntryTag entry={row.entry} />
      </Paragraph>
      <Paragraph className="quiet">{t(`entry-meaning.${row.entry}`)}</Paragraph>
      {may(discardEntries, row.territoryPath) && (
        <Button variant="secondary" className="no-print" onClick={() => setAsking(true)}>
          {t('protocol.discard-entries')}
        </Button>
      )}
      {isAsking && (
        <ReasonDialog
          title={t('protocol.discard-entries')}
          confirmLabel={t('protocol.discard-entries')}
          onClose={() => setAsking(false)}
          send={(reason) => act.run({ params, body: { reason } })}
        >
          <Paragraph>{t('protocol.discard-text')}</Paragraph>
        </ReasonDialog>
      )}
    </Section>
  );
}

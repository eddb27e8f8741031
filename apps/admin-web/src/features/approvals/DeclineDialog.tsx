import { Paragraph } from '@digdir/designsystemet-react';
import { declineProposal, type Proposal } from '@ovoz/contract';
import { useMessages } from '../../language.ts';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { subjectInWords } from './content-rows.ts';

type Props = { readonly proposal: Proposal; readonly onClose: () => void };

export function DeclineDialog({ proposal, onClose }: Props) {
  const t = useMessages();
  const act = useAct(declineProposal);
  return (
    <ReasonDialog
      title={t('waiting.decline-title')}
      confirmLabel={t('waiting.decline-confirm')}
      onClose={onClose}
      send={(reason) => act.run({ params: { id: proposal.id }, body: { reason } })}
    >
      <Paragraph>{subjectInWords(proposal.subject, { t })}</Paragraph>
      <Paragraph>{t('waiting.decline-text', { name: proposal.proposedBy })}</Paragraph>
    </ReasonDialog>
  );
}

import { Paragraph } from '@digdir/designsystemet-react';
import { approveProposal, type ProposalWithContent } from '@ovoz/contract';
import { useMessages } from '../../language.ts';
import { ConfirmDialog } from '../../page/ConfirmDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { hashGroups } from '../../values/hash-groups.ts';
import { ContentRows } from './ContentRows.tsx';
import { subjectInWords } from './content-rows.ts';

type Props = {
  readonly shown: ProposalWithContent;
  readonly onClose: () => void;
  readonly onSecret: (secret: string | null) => void;
};

/** Repeats what takes effect, then approves exactly the content that was shown: its hash goes along. */
export function ApproveDialog({ shown, onClose, onSecret }: Props) {
  const t = useMessages();
  const act = useAct(approveProposal);
  const { proposal, rows } = shown;
  const approve = async () => {
    const { id, contentHash } = proposal;
    const answer = await act.run({ params: { id }, body: { contentHash } });
    if (answer?.ok !== true) return;
    onSecret(answer.value.secret);
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('waiting.approve-title')}
      confirmLabel={t('waiting.approve-confirm')}
      onConfirm={() => void approve()}
      pending={act.pending}
      refusal={act.refusal}
    >
      <Paragraph>
        <strong>{t(`proposal-kind.${proposal.kind}`)}</strong>
        <br />
        {subjectInWords(proposal.subject, { t })}
      </Paragraph>
      <ContentRows rows={rows.slice(0, ROWS_REPEATED)} />
      <Paragraph className="quiet">
        {t('waiting.hash')}: <code>{hashGroups(proposal.contentHash).slice(0, 4).join(' ')} …</code>
      </Paragraph>
      <Paragraph>{t(`approve-effect.${proposal.kind}`)}</Paragraph>
    </ConfirmDialog>
  );
}

/** A dialog that has to be scrolled is not read; the page behind it has them all. */
const ROWS_REPEATED = 6;

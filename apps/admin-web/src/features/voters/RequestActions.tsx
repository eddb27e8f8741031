import { Button } from '@digdir/designsystemet-react';
import {
  appealVoterRequest,
  decideVoterAppeal,
  decideVoterRequest,
  giveDecisionNotice,
  giveHearingNotice,
  recordDelivery,
  registerVoterRequest,
  type VoterRequest,
  withdrawVoterRequest,
} from '@ovoz/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../language.ts';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { NoticeDialog } from './NoticeDialog.tsx';
import { RejectDialog } from './RejectDialog.tsx';

type Act =
  | 'grant'
  | 'reject'
  | 'hear'
  | 'deliver'
  | 'tell'
  | 'withdraw'
  | 'appeal'
  | 'reverse'
  | 'uphold'
  | 'overturn';
const WAITING = ['notice-due', 'notice-given', 'open'];
const DECIDED = ['granted', 'rejected'];

/** What can be done with a request as it stands; the server decides whether it may. */
export function RequestActions({ request }: { readonly request: VoterRequest }) {
  const t = useMessages();
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const { status } = request.summary;
  const acts: readonly Act[] = [
    ...(request.mayDecide ? (['grant', 'reject'] as const) : []),
    ...(status === 'notice-due' ? (['hear'] as const) : []),
    ...(status === 'notice-given' ? (['deliver'] as const) : []),
    ...(WAITING.includes(status) ? (['withdraw'] as const) : []),
    ...(DECIDED.includes(status) ? (['tell', 'appeal'] as const) : []),
    ...(isReversible(request) ? (['reverse'] as const) : []),
    ...(request.mayDecideAppeal ? (['overturn', 'uphold'] as const) : []),
  ];
  if (acts.length === 0) return null;
  return (
    <>
      <div className="button-row no-print">
        {acts.map((one, index) => (
          <Button
            key={one}
            variant={index === 0 ? 'primary' : 'secondary'}
            onClick={() => setAct(one)}
          >
            {t(`request-act.${one}`)}
          </Button>
        ))}
      </div>
      {act === 'reject' && <RejectDialog request={request} onClose={close} />}
      {act === 'hear' && (
        <NoticeDialog request={request} operation={giveHearingNotice} act="hear" onClose={close} />
      )}
      {act === 'tell' && (
        <NoticeDialog request={request} operation={giveDecisionNotice} act="tell" onClose={close} />
      )}
      {act !== null && act !== 'reject' && act !== 'hear' && act !== 'tell' && (
        <WordsDialog request={request} act={act} onClose={close} />
      )}
    </>
  );
}

/** Decisions that a request of its own can take back; a voter returns from abroad by another kind. */
function isReversible({ summary, voter }: VoterRequest): boolean {
  return (
    voter !== null &&
    summary.status === 'granted' &&
    ['add', 'remove', 'fix', 'move'].includes(summary.kind)
  );
}

type WithWords = Exclude<Act, 'reject' | 'hear' | 'tell'>;

/** Acts that need nothing but words. */
function WordsDialog({
  request,
  act,
  onClose,
}: {
  readonly request: VoterRequest;
  readonly act: WithWords;
  readonly onClose: () => void;
}) {
  const t = useMessages();
  const { pack } = useParams({ from: '/shell/voters/$pack/requests/$id' });
  const send = useWords(pack, request);
  return (
    <ReasonDialog
      title={t(`request-act.${act}`)}
      confirmLabel={t(`request-act.${act}`)}
      {...(act === 'deliver' ? { reasonLabel: t('requests.answer') } : {})}
      onClose={onClose}
      send={(words) => send(act, words)}
    />
  );
}

function useWords(pack: string, { summary, revision, requester, voter }: VoterRequest) {
  const ask = useAct(registerVoterRequest);
  const decide = useAct(decideVoterRequest);
  const deliver = useAct(recordDelivery);
  const withdraw = useAct(withdrawVoterRequest);
  const appeal = useAct(appealVoterRequest);
  const decideAppeal = useAct(decideVoterAppeal);
  const params = { id: summary.id };
  return (act: WithWords, words: string) => {
    switch (act) {
      case 'grant':
        return decide.run({ params, body: { revision, decision: 'grant', error: null, words } });
      case 'deliver':
        return deliver.run({ params, body: { answer: words } });
      case 'withdraw':
        return withdraw.run({ params, body: { words } });
      case 'appeal':
        return appeal.run({ params, body: { submittedBy: requester, ground: words } });
      case 'reverse':
        return ask.run({
          params: { pack },
          body: {
            kind: 'restore',
            about: 'self',
            voter,
            election: null,
            fields: {},
            station: null,
            reverses: summary.id,
            requester,
            reason: words,
          },
        });
      case 'uphold':
        return decideAppeal.run({ params, body: { outcome: 'upheld', words } });
      case 'overturn':
        return decideAppeal.run({ params, body: { outcome: 'overturned', words } });
    }
  };
}

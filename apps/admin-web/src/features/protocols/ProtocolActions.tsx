import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import {
  acceptProtocols,
  type ProtocolVersionView,
  type ProtocolView,
  proposeAnnulment,
  proposeCorrection,
  returnProtocol,
} from '@ovoz/contract';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../language.ts';
import { ButtonLink } from '../../page/links.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { knownCode } from '../../server/refusal.ts';
import { useMay } from '../../session/use-session.ts';
import { actsFor } from './acts-for.ts';
import type { ProtocolParams } from './use-protocol.ts';

type Props = {
  readonly params: ProtocolParams;
  readonly view: ProtocolView;
  readonly standing: ProtocolVersionView | null;
};

type Asking = 'nothing' | 'accept' | 'return' | 'annul' | 'reinstate';

/** What a decider can do with the protocol as it stands. Each act names the hash that was looked at. */
export function ProtocolActions({ params, view, standing }: Props) {
  const t = useMessages();
  const may = useMay();
  const accept = useAct(acceptProtocols);
  const [asking, setAsking] = useState<Asking>('nothing');
  const [problem, setProblem] = useState<string | null>(null);
  const { row } = view;
  if (standing === null) return null;
  const acts = actsFor(row);
  const at = row.territoryPath;
  const acceptNow = async (reason: string | null) => {
    const { code, ...which } = params;
    const protocols = [{ ...which, hash: standing.hash, reason }];
    const answer = await accept.run({ params: { code }, body: { protocols } });
    const refused = answer?.ok === true ? answer.value.refused[0] : undefined;
    setProblem(refused?.code ?? null);
    return answer;
  };
  return (
    <>
      {row.alarms > 0 && (
        <Alert data-color="danger">
          <Paragraph>{t('protocol.alarm-first')}</Paragraph>
        </Alert>
      )}
      <RefusalNotice refusal={accept.refusal} />
      {problem !== null && (
        <Alert data-color="danger" role="alert">
          <Paragraph>{t(`refusal.${knownCode(problem)}`)}</Paragraph>
        </Alert>
      )}
      <div className="button-row no-print protocol-acts">
        {acts.accept && may(acceptProtocols, at) && (
          <Button
            loading={accept.pending}
            onClick={() => (row.errors > 0 ? setAsking('accept') : void acceptNow(null))}
          >
            {t(row.errors > 0 ? 'protocol.accept-with-errors' : 'protocol.accept')}
          </Button>
        )}
        {acts.return && may(returnProtocol, at) && (
          <Button variant="secondary" onClick={() => setAsking('return')}>
            {t('protocol.return')}
          </Button>
        )}
        {acts.correct && may(proposeCorrection, at) && (
          <ButtonLink
            variant="secondary"
            to="/count/$code/protocols/$contest/$station/$count/correct"
            params={params}
          >
            {t('protocol.correct')}
          </ButtonLink>
        )}
        {acts.annul && may(proposeAnnulment, at) && (
          <Button variant="secondary" data-color="danger" onClick={() => setAsking('annul')}>
            {t('protocol.annul')}
          </Button>
        )}
        {acts.reinstate && may(proposeAnnulment, at) && (
          <Button variant="secondary" onClick={() => setAsking('reinstate')}>
            {t('protocol.reinstate')}
          </Button>
        )}
      </div>
      {asking === 'accept' && (
        <ReasonDialog
          title={t('protocol.accept-with-errors')}
          confirmLabel={t('protocol.accept')}
          onClose={() => setAsking('nothing')}
          send={acceptNow}
        >
          <Paragraph>{t('protocol.accept-errors-text', { count: row.errors })}</Paragraph>
        </ReasonDialog>
      )}
      {asking === 'return' && (
        <ReturnDialog params={params} hash={standing.hash} onClose={() => setAsking('nothing')} />
      )}
      {(asking === 'annul' || asking === 'reinstate') && (
        <AnnulDialog
          params={params}
          hash={standing.hash}
          act={asking}
          onClose={() => setAsking('nothing')}
        />
      )}
    </>
  );
}

type DialogProps = {
  readonly params: ProtocolParams;
  readonly hash: string;
  readonly onClose: () => void;
};

function ReturnDialog({ params, hash, onClose }: DialogProps) {
  const t = useMessages();
  const act = useAct(returnProtocol);
  return (
    <ReasonDialog
      title={t('protocol.return')}
      confirmLabel={t('protocol.return')}
      onClose={onClose}
      send={(reason) => act.run({ params, body: { hash, reason } })}
    >
      <Paragraph>{t('protocol.return-text')}</Paragraph>
    </ReasonDialog>
  );
}

function AnnulDialog({
  params,
  hash,
  act,
  onClose,
}: DialogProps & { readonly act: 'annul' | 'reinstate' }) {
  const t = useMessages();
  const navigate = useNavigate();
  const propose = useAct(proposeAnnulment);
  const send = async (reason: string) => {
    const answer = await propose.run({ params, body: { hash, act, reason } });
    if (answer?.ok === true) {
      void navigate({ to: '/waiting/$id', params: { id: answer.value.proposalId } });
    }
    return answer;
  };
  return (
    <ReasonDialog
      title={t(`protocol.${act}`)}
      confirmLabel={t('protocol.propose')}
      onClose={onClose}
      send={send}
    >
      <Paragraph>{t(`protocol.${act}-text`)}</Paragraph>
    </ReasonDialog>
  );
}

import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import {
  type AssignmentSet,
  computeAssignment,
  discardAssignment,
  proposeAssignment,
} from '@ovoz/contract';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { useMay } from '../../session/use-session.ts';

type Props = { readonly pack: string; readonly set: AssignmentSet };

/** A set can be put before a second person, or aside, and be counted anew. */
export function SetActions({ pack, set }: Props) {
  const t = useMessages();
  const may = useMay();
  const navigate = useNavigate();
  const propose = useAct(proposeAssignment);
  const discard = useAct(discardAssignment);
  const compute = useAct(computeAssignment);
  const [asking, setAsking] = useState<'nothing' | 'propose' | 'discard'>('nothing');
  const params = { pack, set: String(set.number) };
  if (set.status === 'superseded' || set.status === 'discarded') return null;
  const proposeNow = async (reason: string) => {
    const answer = await propose.run({ params, body: { reason } });
    if (answer?.ok === true) {
      void navigate({ to: '/waiting/$id', params: { id: answer.value.proposalId } });
    }
    return answer;
  };
  return (
    <>
      {set.status === 'proposed' && (
        <Alert data-color="info">
          <Paragraph>
            {t('versions.waits')} <PageLink to="/waiting">{t('home.to-waiting')}</PageLink>
          </Paragraph>
        </Alert>
      )}
      <div className="button-row no-print">
        {set.status === 'draft' && may(proposeAssignment) && (
          <Button onClick={() => setAsking('propose')}>{t('assignment.propose')}</Button>
        )}
        {!set.isComputing && may(computeAssignment) && (
          <Button
            variant="secondary"
            loading={compute.pending}
            onClick={() => void compute.run({ params, body: {} })}
          >
            {t('assignment.compute')}
          </Button>
        )}
        {(set.status === 'draft' || set.status === 'computing') && may(discardAssignment) && (
          <Button variant="tertiary" data-color="danger" onClick={() => setAsking('discard')}>
            {t('versions.discard')}
          </Button>
        )}
      </div>
      {compute.refusal !== null && <RefusalNotice refusal={compute.refusal} />}
      {asking === 'propose' && (
        <ReasonDialog
          title={t('assignment.propose')}
          confirmLabel={t('versions.propose-confirm')}
          onClose={() => setAsking('nothing')}
          send={proposeNow}
        >
          <Paragraph>{t('assignment.propose-text')}</Paragraph>
        </ReasonDialog>
      )}
      {asking === 'discard' && (
        <ReasonDialog
          title={t('versions.discard')}
          confirmLabel={t('versions.discard')}
          onClose={() => setAsking('nothing')}
          send={(reason) => discard.run({ params, body: { reason } })}
        >
          <Paragraph>{t('assignment.discard-text')}</Paragraph>
        </ReasonDialog>
      )}
    </>
  );
}

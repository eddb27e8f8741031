import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { discardGeographyVersion, proposeGeographyVersion } from '@ovoz/contract';
import type { GeographyVersionSummary } from '@ovoz/election-model';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { useMay } from '../../session/use-session.ts';

type Props = { readonly pack: string; readonly version: GeographyVersionSummary };

/** A draft can be put before a second person, or aside. */
export function GeographyActions({ pack, version }: Props) {
  const t = useMessages();
  const may = useMay();
  const navigate = useNavigate();
  const propose = useAct(proposeGeographyVersion);
  const discard = useAct(discardGeographyVersion);
  const [asking, setAsking] = useState<'nothing' | 'propose' | 'discard'>('nothing');
  const params = { pack, version: String(version.number) };
  if (version.status === 'proposed') {
    return (
      <Alert data-color="info">
        <Paragraph>
          {t('versions.waits')} <PageLink to="/waiting">{t('home.to-waiting')}</PageLink>
        </Paragraph>
      </Alert>
    );
  }
  if (version.status !== 'draft') return null;
  const proposeNow = async (reason: string) => {
    const answer = await propose.run({ params, body: { reason } });
    if (answer?.ok === true) {
      void navigate({ to: '/waiting/$id', params: { id: answer.value.proposalId } });
    }
    return answer;
  };
  return (
    <>
      <div className="button-row no-print">
        {may(proposeGeographyVersion) && (
          <Button onClick={() => setAsking('propose')}>{t('geography.propose')}</Button>
        )}
        {may(discardGeographyVersion) && (
          <Button variant="tertiary" data-color="danger" onClick={() => setAsking('discard')}>
            {t('versions.discard')}
          </Button>
        )}
      </div>
      {asking === 'propose' && (
        <ReasonDialog
          title={t('geography.propose')}
          confirmLabel={t('versions.propose-confirm')}
          onClose={() => setAsking('nothing')}
          send={proposeNow}
        >
          <Paragraph>{t('geography.propose-text')}</Paragraph>
        </ReasonDialog>
      )}
      {asking === 'discard' && (
        <ReasonDialog
          title={t('versions.discard')}
          confirmLabel={t('versions.discard')}
          onClose={() => setAsking('nothing')}
          send={(reason) => discard.run({ params, body: { reason } })}
        >
          <Paragraph>{t('versions.discard-text')}</Paragraph>
        </ReasonDialog>
      )}
    </>
  );
}

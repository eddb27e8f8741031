import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import {
  type DefinitionVersion,
  discardDefinition,
  importCandidates,
  proposeDefinition,
  saveDefinition,
} from '@ovoz/contract';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../language.ts';
import { ConfirmDialog } from '../../page/ConfirmDialog.tsx';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { useMay } from '../../session/use-session.ts';
import { Hash } from '../../values/Hash.tsx';

type Props = {
  readonly code: string;
  readonly version: DefinitionVersion;
  /** Findings that stop the sealing. */
  readonly errors: number;
};

/** Edit, import, propose to seal, put aside: what a draft allows. */
export function VersionActions({ code, version, errors }: Props) {
  const t = useMessages();
  const may = useMay();
  const navigate = useNavigate();
  const propose = useAct(proposeDefinition);
  const discard = useAct(discardDefinition);
  const [asking, setAsking] = useState<'nothing' | 'propose' | 'discard'>('nothing');
  const params = { code, version: String(version.number) };
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
  const proposeNow = async () => {
    const answer = await propose.run({ params, body: { revision: version.revision } });
    if (answer?.ok === true) {
      void navigate({ to: '/waiting/$id', params: { id: answer.value.proposalId } });
    }
  };
  return (
    <>
      <div className="button-row no-print">
        {may(proposeDefinition) && (
          <Button disabled={errors > 0} onClick={() => setAsking('propose')}>
            {t('versions.propose')}
          </Button>
        )}
        {may(saveDefinition) && (
          <ButtonLink
            variant="secondary"
            to="/elections/$code/versions/$version/edit"
            params={params}
          >
            {t('versions.edit')}
          </ButtonLink>
        )}
        {may(importCandidates) && (
          <ButtonLink
            variant="secondary"
            to="/elections/$code/versions/$version/import"
            params={params}
          >
            {t('versions.import')}
          </ButtonLink>
        )}
        {may(discardDefinition) && (
          <Button variant="tertiary" data-color="danger" onClick={() => setAsking('discard')}>
            {t('versions.discard')}
          </Button>
        )}
      </div>
      {errors > 0 && may(proposeDefinition) && (
        <Paragraph className="quiet">{t('versions.mend-first', { errors })}</Paragraph>
      )}
      {asking === 'propose' && (
        <ConfirmDialog
          open
          onClose={() => setAsking('nothing')}
          title={t('versions.propose-title')}
          confirmLabel={t('versions.propose-confirm')}
          onConfirm={() => void proposeNow()}
          pending={propose.pending}
          refusal={propose.refusal}
        >
          <Paragraph>{t('versions.propose-text')}</Paragraph>
          <Paragraph>
            {t('versions.hash')}: <Hash value={version.hash} />
          </Paragraph>
        </ConfirmDialog>
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

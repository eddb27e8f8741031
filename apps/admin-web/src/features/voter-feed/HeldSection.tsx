import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import {
  type AnswerOf,
  type getRegisterBatch,
  proposeBatchRelease,
  refuseHeldBatch,
} from '@ovoz/contract';
import type { BatchReport } from '@ovoz/voter-register';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { useMay } from '../../session/use-session.ts';
import { DistrictTable } from './DistrictsSection.tsx';

type Props = {
  readonly pack: string;
  readonly id: string;
  readonly report: BatchReport;
  readonly limits: AnswerOf<typeof getRegisterBatch>['limits'];
};

/** Why a batch is held, and the two ways on. */
export function HeldSection({ pack, id, report, limits }: Props) {
  const { t } = useTranslator();
  const may = useMay();
  const [act, setAct] = useState<'release' | 'refuse' | null>(null);
  const held = report.districts.filter(({ isHeld }) => isHeld);
  return (
    <Section
      title={t('held.title')}
      actions={
        <>
          {may(proposeBatchRelease) && (
            <Button onClick={() => setAct('release')}>{t('held.release')}</Button>
          )}
          {may(refuseHeldBatch) && (
            <Button variant="secondary" data-color="danger" onClick={() => setAct('refuse')}>
              {t('held.refuse')}
            </Button>
          )}
        </>
      }
    >
      <Alert data-color="warning">
        <Paragraph>{t('held.text', limits)}</Paragraph>
      </Alert>
      <DistrictTable
        pack={pack}
        districts={held}
        caption={t('held.districts', { count: held.length })}
      />
      {act === 'release' && <ReleaseDialog id={id} onClose={() => setAct(null)} />}
      {act === 'refuse' && <RefuseDialog id={id} onClose={() => setAct(null)} />}
    </Section>
  );
}

type DialogProps = { readonly id: string; readonly onClose: () => void };

function ReleaseDialog({ id, onClose }: DialogProps) {
  const { t } = useTranslator();
  const navigate = useNavigate();
  const act = useAct(proposeBatchRelease);
  return (
    <ReasonDialog
      title={t('held.release')}
      confirmLabel={t('protocol.propose')}
      onClose={onClose}
      send={async (reason) => {
        const answer = await act.run({ params: { id }, body: { reason } });
        if (answer?.ok === true) {
          void navigate({ to: '/waiting/$id', params: { id: answer.value.proposalId } });
        }
        return answer;
      }}
    >
      <Paragraph>{t('held.release-text')}</Paragraph>
    </ReasonDialog>
  );
}

function RefuseDialog({ id, onClose }: DialogProps) {
  const { t } = useTranslator();
  const act = useAct(refuseHeldBatch);
  return (
    <ReasonDialog
      title={t('held.refuse')}
      confirmLabel={t('held.refuse')}
      onClose={onClose}
      send={(reason) => act.run({ params: { id }, body: { reason } })}
    >
      <Paragraph>{t('held.refuse-text')}</Paragraph>
    </ReasonDialog>
  );
}

import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { proposeFreeze, type RollState } from '@ovoz/contract';
import { DataTable, ProgressBar } from '@ovoz/ui';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { useMay } from '../../session/use-session.ts';

/** Before the freeze: what is still open. While it runs: how far it is. */
export function FreezePart({ state }: { readonly state: RollState }) {
  const { t, day } = useTranslator();
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  if (state.status === 'freezing') return <Freezing state={state} />;
  const isBlocked = state.preconditions.some(({ blocks }) => blocks);
  return (
    <Section
      title={t('rolls.before')}
      actions={
        may(proposeFreeze) && (
          <Button disabled={isBlocked} onClick={() => setAsking(true)}>
            {t('rolls.freeze')}
          </Button>
        )
      }
    >
      <Paragraph>{t('rolls.before-text')}</Paragraph>
      {state.freezeFrom !== null && (
        <Paragraph>
          {t('rolls.freeze-from', { day: day(state.freezeFrom), voting: day(state.votingDay) })}
        </Paragraph>
      )}
      <Preconditions state={state} />
      {isAsking && <FreezeDialog code={state.election} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function Preconditions({ state: { preconditions } }: { readonly state: RollState }) {
  const { t, number } = useTranslator();
  if (preconditions.length === 0) {
    return (
      <Alert data-color="success">
        <Paragraph>{t('rolls.nothing-open')}</Paragraph>
      </Alert>
    );
  }
  return (
    <DataTable
      caption={t('rolls.open')}
      rows={preconditions}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'code',
          header: t('rolls.open'),
          rowHeader: true,
          cell: ({ code }) => t(`rolls.open.${code}`),
        },
        {
          key: 'count',
          header: t('rolls.count'),
          numeric: true,
          cell: ({ count }) => number(count),
        },
        {
          key: 'blocks',
          header: t('rolls.consequence'),
          cell: ({ blocks }) => t(blocks ? 'rolls.blocks' : 'rolls.answers-for'),
        },
      ]}
    />
  );
}

function Freezing({ state }: { readonly state: RollState }) {
  const { t } = useTranslator();
  const step = t(`rolls.step.${state.step ?? 'selecting'}`);
  return (
    <Section title={t('rolls.being-frozen')}>
      <ProgressBar label={step} done={state.progress} total={1000} />
      <Paragraph>{t('rolls.freezing-text')}</Paragraph>
    </Section>
  );
}

function FreezeDialog({ code, onClose }: { readonly code: string; readonly onClose: () => void }) {
  const { t } = useTranslator();
  const navigate = useNavigate();
  const act = useAct(proposeFreeze);
  return (
    <ReasonDialog
      title={t('rolls.freeze')}
      confirmLabel={t('protocol.propose')}
      onClose={onClose}
      send={async (reason) => {
        const answer = await act.run({ params: { code }, body: { reason } });
        if (answer?.ok === true) {
          void navigate({ to: '/waiting/$id', params: { id: answer.value.proposalId } });
        }
        return answer;
      }}
    >
      <Paragraph>{t('rolls.freeze-text')}</Paragraph>
    </ReasonDialog>
  );
}

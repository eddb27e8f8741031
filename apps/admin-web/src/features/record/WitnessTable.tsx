import { Button, Paragraph, Tag } from '@digdir/designsystemet-react';
import { proposeWitnessRemoval, type WitnessState } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslator } from '../../language.ts';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { useMay } from '../../session/use-session.ts';
import { useOwnTime } from '../../values/moments.ts';

type Props = { readonly witnesses: readonly WitnessState[]; readonly pack: string | null };

/** Witnesses with what each co-signed last; those that were removed at the end. */
export function WitnessTable({ witnesses, pack }: Props) {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  const may = useMay();
  const [removing, setRemoving] = useState<WitnessState | null>(null);
  return (
    <>
      <DataTable
        caption={t('record.witnesses')}
        stacked
        rows={witnesses}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            header: t('record.witness'),
            rowHeader: true,
            cell: ({ name, organisation }) => (
              <>
                <strong>{organisation}</strong>
                <br />
                <span className="quiet">{name}</span>
              </>
            ),
          },
          {
            key: 'since',
            header: t('protocols.status'),
            cell: ({ registeredAt, removedAt }) => (
              <>
                <Tag data-color={removedAt === null ? 'success' : 'neutral'}>
                  {t(removedAt === null ? 'record.in-force' : 'record.removed')}
                </Tag>
                <br />
                <span className="quiet">{ownTime(removedAt ?? registeredAt)}</span>
              </>
            ),
          },
          {
            key: 'size',
            header: t('record.last-cosigned'),
            numeric: true,
            cell: ({ size }) => (size === null ? '–' : number(size)),
          },
          {
            key: 'at',
            header: t('record.cosigned-at'),
            cell: ({ cosignedAt }) => (cosignedAt === null ? '–' : ownTime(cosignedAt)),
          },
          {
            key: 'act',
            header: t('table.actions'),
            line: true,
            cell: (witness) =>
              witness.removedAt === null && pack !== null && may(proposeWitnessRemoval) ? (
                <Button
                  variant="tertiary"
                  data-size="sm"
                  data-color="danger"
                  aria-label={t('record.remove-one', { name: witness.name })}
                  onClick={() => setRemoving(witness)}
                >
                  {t('record.remove')}
                </Button>
              ) : null,
          },
        ]}
      />
      {removing !== null && pack !== null && (
        <RemoveDialog witness={removing} pack={pack} onClose={() => setRemoving(null)} />
      )}
    </>
  );
}

function RemoveDialog({
  witness,
  pack,
  onClose,
}: {
  readonly witness: WitnessState;
  readonly pack: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslator();
  const navigate = useNavigate();
  const act = useAct(proposeWitnessRemoval);
  return (
    <ReasonDialog
      title={t('record.remove-one', { name: witness.name })}
      confirmLabel={t('protocol.propose')}
      onClose={onClose}
      send={async (reason) => {
        const answer = await act.run({ params: { pack }, body: { witness: witness.id, reason } });
        if (answer?.ok === true) {
          void navigate({ to: '/waiting/$id', params: { id: answer.value.proposalId } });
        }
        return answer;
      }}
    >
      <Paragraph>{t('record.remove-text')}</Paragraph>
    </ReasonDialog>
  );
}

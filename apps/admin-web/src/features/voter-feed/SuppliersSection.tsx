import { Button, Paragraph, Tag } from '@digdir/designsystemet-react';
import {
  listRegisterSuppliers,
  proposeRegisterSupplier,
  proposeSupplierEnd,
  type RegisterSupplier,
} from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { Hash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { RegisterSupplierForm } from './RegisterSupplierForm.tsx';

/** Whose signed batches are taken. */
export function SuppliersSection({ pack }: { readonly pack: string }) {
  const { t } = useTranslator();
  const may = useMay();
  const { data, error } = useQuery(reading(listRegisterSuppliers, { params: { pack } }));
  if (error !== null) return <QueryRefusal error={error} />;
  if (data === undefined) return <Loading />;
  const actions = may(proposeRegisterSupplier) && <RegisterSupplierForm pack={pack} />;
  return (
    <Section title={t('suppliers.title')} actions={actions}>
      <Paragraph>{t('suppliers.text')}</Paragraph>
      {data.suppliers.length === 0 ? (
        <EmptyState title={t('suppliers.none')}>
          <p>{t('suppliers.none-text')}</p>
        </EmptyState>
      ) : (
        <SupplierTable pack={pack} suppliers={data.suppliers} />
      )}
    </Section>
  );
}

type TableProps = { readonly pack: string; readonly suppliers: readonly RegisterSupplier[] };

function SupplierTable({ pack, suppliers }: TableProps) {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  const may = useMay();
  const [ending, setEnding] = useState<RegisterSupplier | null>(null);
  return (
    <>
      <DataTable
        caption={t('suppliers.title')}
        stacked
        rows={suppliers}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            header: t('suppliers.name'),
            rowHeader: true,
            cell: ({ name, register }) => (
              <>
                <strong>{name}</strong>
                <br />
                <span className="quiet">{t(`register.${register}`)}</span>
              </>
            ),
          },
          {
            key: 'status',
            header: t('feed.status'),
            line: true,
            cell: ({ registeredAt, endedAt }) => (
              <>
                <Tag data-color={endedAt === null ? 'success' : 'neutral'}>
                  {t(endedAt === null ? 'suppliers.in-force' : 'suppliers.ended')}
                </Tag>
                <br />
                <span className="quiet">{ownTime(endedAt ?? registeredAt)}</span>
              </>
            ),
          },
          {
            key: 'fingerprint',
            header: t('suppliers.fingerprint'),
            line: true,
            cell: ({ fingerprint }) => <Hash value={fingerprint} />,
          },
          {
            key: 'act',
            header: t('table.actions'),
            line: true,
            cell: (supplier) =>
              supplier.endedAt === null && may(proposeSupplierEnd) ? (
                <Button
                  variant="tertiary"
                  data-size="sm"
                  data-color="danger"
                  aria-label={t('suppliers.end-one', { name: supplier.name })}
                  onClick={() => setEnding(supplier)}
                >
                  {t('suppliers.end')}
                </Button>
              ) : null,
          },
        ]}
      />
      {ending !== null && (
        <EndDialog pack={pack} supplier={ending} onClose={() => setEnding(null)} />
      )}
    </>
  );
}

type EndProps = {
  readonly pack: string;
  readonly supplier: RegisterSupplier;
  readonly onClose: () => void;
};

function EndDialog({ pack, supplier, onClose }: EndProps) {
  const { t } = useTranslator();
  const navigate = useNavigate();
  const act = useAct(proposeSupplierEnd);
  return (
    <ReasonDialog
      title={t('suppliers.end-one', { name: supplier.name })}
      confirmLabel={t('protocol.propose')}
      onClose={onClose}
      send={async (reason) => {
        const answer = await act.run({ params: { pack }, body: { supplier: supplier.id, reason } });
        if (answer?.ok === true) {
          void navigate({ to: '/waiting/$id', params: { id: answer.value.proposalId } });
        }
        return answer;
      }}
    >
      <Paragraph>{t('suppliers.end-text')}</Paragraph>
    </ReasonDialog>
  );
}

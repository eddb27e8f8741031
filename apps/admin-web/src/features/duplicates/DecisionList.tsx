import type { PairDecision } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { useTranslator } from '../../language.ts';
import { useOwnTime } from '../../values/moments.ts';

/** What was decided about a pair, the newest first. */
export function DecisionList({ decisions }: { readonly decisions: readonly PairDecision[] }) {
  const { t, list } = useTranslator();
  const ownTime = useOwnTime();
  return (
    <DataTable
      caption={t('duplicates.decisions')}
      rows={decisions}
      rowKey={({ decidedAt }) => decidedAt}
      columns={[
        {
          key: 'at',
          header: t('duplicates.decided-at'),
          rowHeader: true,
          cell: ({ decidedAt }) => ownTime(decidedAt),
        },
        {
          key: 'outcome',
          header: t('duplicates.outcome'),
          cell: ({ outcome, superfluous, request }) => (
            <>
              {t(`pair-outcome.${outcome}`)}
              {superfluous !== null && (
                <>
                  <br />
                  <span className="quiet">
                    {t(request === null ? 'duplicates.to-request' : 'duplicates.requested', {
                      number: superfluous,
                    })}
                  </span>
                </>
              )}
            </>
          ),
        },
        { key: 'by', header: t('duplicates.by'), cell: ({ decidedBy }) => list(decidedBy) },
        { key: 'reason', header: t('form.reason'), cell: ({ reason }) => reason },
      ]}
    />
  );
}

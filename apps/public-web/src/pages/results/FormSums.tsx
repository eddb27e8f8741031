import type { ContestTotals } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import type { ElectionView } from '../../site/election-view.ts';
import { Localized } from '../../site/Localized.tsx';
import { usePage } from '../../site/page-context.tsx';
import { type Contest, formOf } from '../../site/result-facts.ts';

type Props = {
  readonly view: ElectionView;
  readonly contest: Contest;
  readonly totals: ContestTotals;
};

/** The counts of the form, summed over the counted protocols, row by row as on the paper. */
export function FormSums({ view, contest, totals }: Props) {
  const { t, number } = usePage();
  const form = formOf(view, contest);
  if (form === null || totals.stationsCounted === 0) return null;
  return (
    <details className="res-details">
      <summary>{t('results.sums')}</summary>
      <DataTable
        caption={<Localized text={form.title} />}
        rows={form.fields}
        rowKey={({ code }) => code}
        columns={[
          { key: 'row', header: t('results.row'), cell: ({ row }) => row },
          {
            key: 'caption',
            header: t('results.caption'),
            rowHeader: true,
            cell: ({ caption }) => <Localized text={caption} />,
          },
          {
            key: 'sum',
            header: t('results.sum'),
            numeric: true,
            cell: ({ code }) => {
              const sum = totals.counts[code];
              if (sum === undefined) return t('value.unknown');
              const more = sum.unknown > 0 ? t('results.unknownIn', { count: sum.unknown }) : null;
              return (
                <>
                  {number(sum.sum)}
                  {more === null ? null : <span className="ov-as-of"> ({more})</span>}
                </>
              );
            },
          },
        ]}
      />
    </details>
  );
}

import { DataTable } from '@ovoz/ui';
import type { BatchReport } from '@ovoz/voter-register';
import { useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';

const OUTCOMES = [
  'added',
  'changed',
  'unchanged',
  'removed',
  'facts',
  'kept',
  'missing',
  'quarantined',
] as const;

/** What became of the rows, and what is to be looked at although it was taken over. */
export function OutcomeSection({ report }: { readonly report: BatchReport }) {
  const { t, number } = useTranslator();
  const quality = report.quality.filter(({ count }) => count > 0);
  return (
    <>
      <Section title={t('feed.outcome')}>
        <DataTable
          caption={t('feed.outcome-of', { rows: report.rows })}
          rows={OUTCOMES.filter((outcome) => report.outcomes[outcome] > 0)}
          rowKey={(outcome) => outcome}
          columns={[
            {
              key: 'outcome',
              header: t('feed.what'),
              rowHeader: true,
              cell: (outcome) => t(`batch-outcome.${outcome}`),
            },
            {
              key: 'count',
              header: t('feed.rows'),
              numeric: true,
              cell: (outcome) => number(report.outcomes[outcome]),
            },
          ]}
        />
      </Section>
      {quality.length > 0 && (
        <Section title={t('feed.quality')}>
          <DataTable
            caption={t('feed.quality-of', { rows: report.rows })}
            stacked
            rows={quality}
            rowKey={({ finding }) => finding}
            columns={[
              {
                key: 'finding',
                header: t('feed.what'),
                rowHeader: true,
                cell: ({ finding }) => t(`quality.${finding}`),
              },
              {
                key: 'count',
                header: t('feed.rows'),
                label: t('feed.rows'),
                line: true,
                numeric: true,
                cell: ({ count }) => number(count),
              },
              {
                key: 'share',
                header: t('feed.share'),
                line: true,
                cell: ({ count }) => <ShareBar count={count} of={report.rows} />,
              },
            ]}
          />
        </Section>
      )}
    </>
  );
}

/** A share as a bar and in per cent. */
export function ShareBar({ count, of }: { readonly count: number; readonly of: number }) {
  const { percent } = useTranslator();
  const share = of === 0 ? 0 : Math.min(1, count / of);
  return (
    <>
      <span className="share-bar" aria-hidden="true">
        <span style={{ inlineSize: `${share * 100}%` }} />
      </span>
      {of === 0 ? '–' : percent(count, of)}
    </>
  );
}

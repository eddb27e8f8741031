import { type Coverage, listProtocols, type ProtocolFilter } from '@ovoz/contract';
import type { ReactNode } from 'react';
import { CoverageBar } from '../../counting/CoverageBar.tsx';
import { type AdminKey, useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { useMay } from '../../session/use-session.ts';

type Props = {
  readonly code: string;
  readonly coverage: Coverage;
  /** Where the lists behind the numbers are narrowed to. */
  readonly narrowed: { readonly territory: string; readonly contest?: string };
};

/** What needs somebody, in the order of urgency, each with the list behind it. */
const OPEN: readonly {
  readonly part:
    | 'awaited'
    | 'overdue'
    | 'received'
    | 'alarms'
    | 'withErrors'
    | 'different'
    | 'returned';
  readonly label: AdminKey;
  readonly filter: ProtocolFilter;
  readonly isTrouble: boolean;
}[] = [
  { part: 'awaited', label: 'coverage.awaited', filter: 'missing', isTrouble: false },
  { part: 'overdue', label: 'coverage.overdue', filter: 'overdue', isTrouble: true },
  { part: 'received', label: 'coverage.to-decide', filter: 'to-decide', isTrouble: false },
  { part: 'alarms', label: 'coverage.alarms', filter: 'with-alarms', isTrouble: true },
  { part: 'withErrors', label: 'coverage.with-errors', filter: 'with-errors', isTrouble: true },
  { part: 'different', label: 'coverage.different', filter: 'different', isTrouble: true },
  { part: 'returned', label: 'coverage.returned', filter: 'returned', isTrouble: false },
];

/** The whole of an area: one large share, its bar, and what is open. */
export function CoverageSummary({ code, coverage, narrowed }: Props) {
  const { t, number, percent } = useTranslator();
  const may = useMay();
  const { accepted, due } = coverage;
  return (
    <section className="coverage-whole" aria-label={t('follow.whole')}>
      <p className="coverage-share">
        <strong>{due === 0 ? '–' : percent(accepted, due)}</strong>{' '}
        <span>{t('coverage.of', { accepted, due })}</span>
      </p>
      <CoverageBar coverage={coverage} />
      <ul className="open-counts">
        {OPEN.map(({ part, label, filter, isTrouble }) => {
          const count = coverage[part];
          const link = (content: ReactNode) =>
            count > 0 && may(listProtocols) ? (
              <PageLink
                to="/count/$code/protocols"
                params={{ code }}
                search={{ filter, ...narrowed }}
              >
                {content}
              </PageLink>
            ) : (
              <span>{content}</span>
            );
          return (
            <li key={part} data-trouble={isTrouble && count > 0 ? true : undefined}>
              {link(
                <>
                  <strong>{number(count)}</strong> {t(label)}
                </>,
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

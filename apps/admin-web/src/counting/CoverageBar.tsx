import type { Coverage } from '@ovoz/contract';
import { useTranslator } from '../language.ts';

const PARTS = ['accepted', 'received', 'returned', 'annulled'] as const;

/** How far an area is, as a bar: the empty part is what is missing. The text says the same. */
export function CoverageBar({ coverage }: { readonly coverage: Coverage }) {
  const { t, number } = useTranslator();
  const { due } = coverage;
  const said = PARTS.filter((part) => coverage[part] > 0).map(
    (part) => `${t(`coverage.${part}`)}: ${number(coverage[part])}`,
  );
  return (
    <div
      className="coverage-bar"
      role="img"
      aria-label={[
        t('coverage.of', { accepted: coverage.accepted, due }),
        ...said,
        `${t('coverage.awaited')}: ${number(coverage.awaited)}`,
      ].join('; ')}
    >
      {PARTS.map((part) => (
        <span
          key={part}
          data-part={part}
          style={{ inlineSize: due === 0 ? '0' : `${(coverage[part] * 100) / due}%` }}
        />
      ))}
    </div>
  );
}

/** What the colours of the bars mean. */
export function CoverageLegend() {
  const { t } = useTranslator();
  return (
    <ul className="coverage-legend" aria-hidden="true">
      {([...PARTS, 'awaited'] as const).map((part) => (
        <li key={part} data-part={part}>
          {t(`coverage.${part}`)}
        </li>
      ))}
    </ul>
  );
}

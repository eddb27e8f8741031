import type { ContestTotals } from '@ovoz/contract';
import { AsOf } from '@ovoz/ui';
import type { ElectionView } from '../../site/election-view.ts';
import { Localized } from '../../site/Localized.tsx';
import { usePage } from '../../site/page-context.tsx';
import { contestOf, isOneCoverage } from '../../site/result-facts.ts';
import type { AreaResult } from '../../site/result-files.ts';
import { ShareLine } from './ShareLine.tsx';

type Props = { readonly view: ElectionView; readonly result: AreaResult };

/** Where the result stands: status, how much is counted, and when that was true. */
export function ResultHead({ view, result }: Props) {
  const { t } = usePage();
  const { status, totals, legalTime } = result.area;
  const shown = isOneCoverage(totals) ? totals.slice(0, 1) : totals;
  return (
    <section className={`res-head res-head--${status}`} aria-label={t('results.state')}>
      <p className="res-head__status">{t(`results.status.${status}`)}</p>
      <p>{t(`results.status.${status}.text`)}</p>
      {shown.map((one) => (
        <Coverage key={one.contest} view={view} totals={one} named={shown.length > 1} />
      ))}
      <AsOf instant={legalTime} timeZone={view.election.definition.timeZone} />
      <p className="ov-as-of ov-no-print" data-live-note="on" hidden>
        {t('results.live')}
      </p>
      <p className="res-head__offline ov-no-print" data-live-note="off" hidden>
        {t('results.offline')}
      </p>
    </section>
  );
}

type CoverageProps = {
  readonly view: ElectionView;
  readonly totals: ContestTotals;
  readonly named: boolean;
};

function Coverage({ view, totals, named }: CoverageProps) {
  const { t, number, percent } = usePage();
  const { stationsDue: due, stationsCounted: counted, stationsAnnulled: annulled } = totals;
  const contest = contestOf(view, totals.contest);
  const missing = due - counted - annulled;
  return (
    <div className="res-coverage">
      {named && contest !== null ? (
        <p className="res-coverage__name">
          <Localized text={contest.title} />
        </p>
      ) : null}
      <p className="res-coverage__words" data-coverage>
        {t('results.coverage', {
          counted,
          due,
          share: due === 0 ? number(0) : percent(counted, due),
        })}
      </p>
      <ShareLine part={counted} whole={due} />
      <p className="ov-as-of">
        {[
          ...(missing > 0 ? [t('results.missing', { count: missing })] : []),
          ...(annulled > 0 ? [t('results.annulled', { count: annulled })] : []),
        ].join(' · ')}
      </p>
    </div>
  );
}

import type { PublishedTurnout } from '@ovoz/contract';
import { AsOf } from '@ovoz/ui';
import type { ElectionView } from '../../site/election-view.ts';
import { usePage } from '../../site/page-context.tsx';
import { resultFile, TURNOUT } from '../../site/result-files.ts';
import { ShareLine } from './ShareLine.tsx';

type Props = { readonly view: ElectionView; readonly turnout: PublishedTurnout };

/** Turnout at the last hour that was reported, when that was true, and what is doubtful about it. */
export function TurnoutHead({ view, turnout }: Props) {
  const { t, percent } = usePage();
  const latest = turnout.whole.findLast(({ listed }) => listed !== null && listed > 0);
  const file = `${TURNOUT}.json`;
  return (
    <section className="res-head" aria-label={t('results.turnout')}>
      {latest === undefined ? null : (
        <div className="res-coverage">
          <p className="res-coverage__words" data-coverage>
            {`${t('results.turnout')}, ${latest.hour}: ${percent(latest.votersOfListed, latest.listed ?? 1)}`}
          </p>
          <ShareLine part={latest.votersOfListed} whole={latest.listed ?? 1} />
        </div>
      )}
      <p>{t('results.turnout.noResult')}</p>
      {turnout.implausible === 0 ? null : (
        <p>{t('results.turnout.implausible', { count: turnout.implausible })}</p>
      )}
      <AsOf instant={turnout.legalTime} timeZone={view.election.definition.timeZone} />
      <p className="ov-as-of">
        <a href={resultFile(view.code, file)} download>
          {file}
        </a>{' '}
        ({t('downloads.signed')})
      </p>
      <p className="ov-as-of ov-no-print" data-live-note="on" hidden>
        {t('results.live')}
      </p>
      <p className="res-head__offline ov-no-print" data-live-note="off" hidden>
        {t('results.offline')}
      </p>
    </section>
  );
}

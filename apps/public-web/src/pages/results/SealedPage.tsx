import type { PublishedTurnout } from '@ovoz/contract';
import { EmptyState } from '@ovoz/ui';
import type { ElectionView } from '../../site/election-view.ts';
import { usePage } from '../../site/page-context.tsx';
import { releaseMs } from '../../site/release.ts';
import { versionOf } from '../../site/result-files.ts';
import { PageFrame } from '../PageFrame.tsx';
import { TurnoutByHour } from './TurnoutByHour.tsx';
import { TurnoutByRegion } from './TurnoutByRegion.tsx';
import { TurnoutHead } from './TurnoutHead.tsx';

type Props = { readonly view: ElectionView; readonly turnout: PublishedTurnout | null };

/** Before the first figures of protocols: why there are none, from when there will be, and turnout so far. */
export function SealedPage({ view, turnout }: Props) {
  const { t, day, dateTime } = usePage();
  const { votingDay, timeZone } = view.election.definition;
  const release = releaseMs(view);
  const isSealed = release === null || view.nowMs < release;
  return (
    <PageFrame title={t('results.title')} view={view}>
      <div id="result" data-edition={0} data-version={turnout === null ? '' : versionOf(turnout)}>
        <EmptyState
          title={
            isSealed && release !== null
              ? t('results.sealed.title', {
                  time: dateTime(new Date(release).toISOString(), timeZone),
                })
              : t('results.none.title')
          }
        >
          <p>{isSealed ? t('results.sealed.text') : t('results.none.text')}</p>
          <p>{t('home.votingDay', { day: day(votingDay) })}</p>
        </EmptyState>
        <p role="status" className="res-announce" data-announce />
        {turnout === null ? null : (
          <>
            <TurnoutHead view={view} turnout={turnout} />
            <TurnoutByHour turnout={turnout.whole} />
            <TurnoutByRegion view={view} turnout={turnout} />
          </>
        )}
      </div>
    </PageFrame>
  );
}

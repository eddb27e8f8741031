import { EmptyState } from '@ovoz/ui';
import type { ElectionView } from '../../site/election-view.ts';
import { usePage } from '../../site/page-context.tsx';
import { releaseMs } from '../../site/release.ts';
import { PageFrame } from '../PageFrame.tsx';

/** Before the first figures: why there are none, and from when there will be. */
export function SealedPage({ view }: { readonly view: ElectionView }) {
  const { t, day, dateTime } = usePage();
  const { votingDay, timeZone } = view.election.definition;
  const release = releaseMs(view);
  const isSealed = release === null || view.nowMs < release;
  return (
    <PageFrame title={t('results.title')} view={view}>
      <div id="result" data-edition={0} data-version="">
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
      </div>
    </PageFrame>
  );
}

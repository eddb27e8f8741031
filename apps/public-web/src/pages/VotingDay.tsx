import { localDay } from '@ovoz/election-model';
import { addresses } from '../site/addresses.ts';
import { daysToVoting, type ElectionView } from '../site/election-view.ts';
import { usePage } from '../site/page-context.tsx';

/** The day of voting in large letters, the days left by the election's clock, and the hours. */
export function VotingDay({ view }: { readonly view: ElectionView }) {
  const { t, to, day, weekday, dateTime } = usePage();
  const { definition, pack, clock } = view.election;
  const { votingDay, timeZone } = definition;
  const left = daysToVoting(votingDay, localDay(view.nowMs, timeZone));
  const now = dateTime(new Date(view.nowMs).toISOString(), timeZone);
  return (
    <section className="site-day" aria-labelledby="voting-day">
      <h2 id="voting-day" className="site-day__title">
        {t('election.votingDay')}
      </h2>
      <p className="site-day__date">
        <time dateTime={votingDay}>{day(votingDay)}</time>
      </p>
      <p className="site-day__weekday">{weekday(votingDay)}</p>
      <p className="site-day__left">
        {left > 0 ? t('election.daysLeft', { days: left }) : null}
        {left === 0 ? t('election.today') : null}
        {left < 0 ? t('election.over') : null}
        {left <= 0 ? (
          <>
            {' · '}
            <a href={to(addresses.results(view.code))}>{t('results.title')}</a>
          </>
        ) : null}
      </p>
      <p className="site-day__clock">
        {clock === null ? t('asOf', { time: now }) : t('election.clock', { time: now })}
        {clock === null ? null : <span> {t('election.clock.explanation')}</span>}
      </p>
      <p className="site-day__hours">
        {t('election.hours', {
          opens: pack.pollingHours.opens,
          closes: pack.pollingHours.closes,
        })}
      </p>
    </section>
  );
}

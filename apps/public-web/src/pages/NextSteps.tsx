import { dutyState } from '@ovoz/election-model';
import { addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { usePage } from '../site/page-context.tsx';
import { timeWords } from './calendar-words.ts';
import { LegalBasis } from './LegalBasis.tsx';

/** As many as a person takes in at a glance. */
const SHOWN = 5;

/** The next dated steps of the calendar. */
export function NextSteps({ view }: { readonly view: ElectionView }) {
  const { t, to, day, time } = usePage();
  const { calendar, definition } = view.election;
  const { timeZone } = definition;
  const next = calendar.filter((entry) => {
    const state = dutyState(entry, view.nowMs, timeZone);
    return state === 'upcoming' || state === 'today';
  });
  return (
    <section>
      <h2>{t('steps.title')}</h2>
      {next.length === 0 ? <p>{t('steps.none')}</p> : null}
      <ol className="site-steps">
        {next.slice(0, SHOWN).map((entry) => (
          <li key={entry.rule.code}>
            <p className="site-steps__day">
              <time dateTime={entry.day}>{day(entry.day)}</time>{' '}
              <span>{timeWords(entry, timeZone, { t, time })}</span>
            </p>
            <p className="site-steps__title">
              <Localized text={entry.rule.title} />
            </p>
            <p className="site-article">
              <LegalBasis article={entry.rule.article} confirmed={entry.rule.confirmed} />
            </p>
          </li>
        ))}
      </ol>
      <p>
        <a href={to(addresses.calendar(view.code))}>{t('steps.all')}</a>
      </p>
    </section>
  );
}

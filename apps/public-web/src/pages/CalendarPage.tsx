import { type CalendarEntry, dutyState } from '@ovoz/election-model';
import { DataTable } from '@ovoz/ui';
import { addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { usePage } from '../site/page-context.tsx';
import { timeWords } from './calendar-words.ts';
import { LegalBasis } from './LegalBasis.tsx';
import { PageFrame } from './PageFrame.tsx';

/** All dated steps by month, with their state and article. */
export function CalendarPage({ view }: { readonly view: ElectionView }) {
  const { t, to } = usePage();
  const { calendar, definition } = view.election;
  const months = Map.groupBy(calendar, (entry) => entry.day.slice(0, 7));
  return (
    <PageFrame title={t('calendar.title')} view={view}>
      <p className="site-lead">{t('calendar.lead')}</p>
      <p>{t('election.zone', { zone: definition.timeZone })}</p>
      {calendar.every(({ rule }) => rule.confirmed) ? null : (
        <p>{t('law.unconfirmed.explanation')}</p>
      )}
      <p className="site-downloads ov-no-print">
        <a href={to(addresses.calendarFile(view.code, 'ics'))} download>
          {t('calendar.ics')}
        </a>
        <a href={to(addresses.calendarFile(view.code, 'csv'))} download>
          {t('calendar.csv')}
        </a>
      </p>
      {[...months].map(([month, entries]) => (
        <Month key={month} month={month} entries={entries} view={view} />
      ))}
    </PageFrame>
  );
}

type MonthProps = {
  readonly month: string;
  readonly entries: readonly CalendarEntry[];
  readonly view: ElectionView;
};

function Month({ month, entries, view }: MonthProps) {
  const { t, time, day, ...page } = usePage();
  const { timeZone } = view.election.definition;
  const stateOf = (entry: CalendarEntry) => dutyState(entry, view.nowMs, timeZone);
  return (
    <DataTable
      caption={page.month(month)}
      className="site-calendar"
      stacked
      rows={entries}
      rowKey={(entry) => entry.rule.code}
      rowId={(entry) => entry.rule.code}
      columns={[
        {
          key: 'day',
          header: t('calendar.day'),
          cell: (entry) => (
            <span className="site-when">
              <time dateTime={entry.day}>{day(entry.day)}</time>
              <span>{timeWords(entry, timeZone, { t, time })}</span>
            </span>
          ),
        },
        {
          key: 'step',
          header: t('calendar.step'),
          rowHeader: true,
          cell: ({ rule }) => (
            <>
              <b>
                <Localized text={rule.title} />
              </b>
              <br />
              <Localized text={rule.duty} />
            </>
          ),
        },
        {
          key: 'basis',
          line: true,
          header: t('calendar.basis'),
          cell: ({ rule }) => <LegalBasis article={rule.article} confirmed={rule.confirmed} />,
        },
        {
          key: 'state',
          line: true,
          header: t('calendar.state'),
          cell: (entry) => (
            <span className={`site-state site-state--${stateOf(entry)}`}>
              {t(`state.${stateOf(entry)}`)}
            </span>
          ),
        },
      ]}
    />
  );
}

import { type CalendarEntry, dutyState } from '@ovoz/election-model';
import type { Translator } from '@ovoz/ui/messages';
import { isWholeDay, timeWords } from '../pages/calendar-words.ts';
import type { ElectionView } from '../site/election-view.ts';
import type { PageKey } from '../site/messages.ts';
import type { Say } from '../site/page-context.tsx';
import { writeCsv } from './csv.ts';
import { writeICalendar } from './icalendar.ts';

type Words = { readonly translator: Translator<PageKey>; readonly say: Say };

/** The calendar of an election for people's own calendars. Its mode stands in every entry. */
export function calendarAsICalendar(view: ElectionView, { translator, say }: Words): string {
  const { definition, calendar, publishedAt, definitionVersion } = view.election;
  const { t } = translator;
  const mark = view.mode === 'live' ? '' : `${t(`mode.${view.mode}.banner`)}: `;
  return writeICalendar({
    name: mark + say.text(definition.title),
    language: translator.language.tag,
    publishedAt,
    version: definitionVersion,
    events: calendar.map((entry) => ({
      uid: `${entry.rule.code}.${definition.code}@ovoz`,
      summary: mark + say.text(entry.rule.title),
      description: [
        say.text(entry.rule.duty),
        timeWords(entry, definition.timeZone, translator),
        basisOf(entry, { translator, say }),
      ].join('\n'),
      at: isWholeDay(entry) ? { day: entry.day } : { instant: entry.instant },
    })),
  });
}

/** The same as a table. */
export function calendarAsCsv(view: ElectionView, { translator, say }: Words): string {
  const { definition, calendar } = view.election;
  const { t } = translator;
  const header = [
    t('calendar.day'),
    t('calendar.time'),
    t('calendar.step'),
    t('calendar.duty'),
    t('calendar.basis'),
    t('calendar.state'),
  ];
  const rows = calendar.map((entry) => [
    entry.day,
    timeWords(entry, definition.timeZone, translator),
    say.text(entry.rule.title),
    say.text(entry.rule.duty),
    basisOf(entry, { translator, say }),
    t(`state.${dutyState(entry, view.nowMs, definition.timeZone)}`),
  ]);
  return writeCsv(header, rows);
}

function basisOf({ rule }: CalendarEntry, { translator: { t }, say }: Words): string {
  const basis = t('law.basis', { article: say.text(rule.article) });
  return rule.confirmed ? basis : `${basis} (${t('law.unconfirmed')})`;
}

import type { CalendarEntry } from '@ovoz/election-model';
import type { Translator } from '@ovoz/ui/messages';
import type { PageKey } from '../site/messages.ts';

type Words = Pick<Translator<PageKey>, 't' | 'time'>;

/** At which time of its day a step opens, closes or happens. */
export function timeWords(entry: CalendarEntry, zone: string, words: Words): string {
  const { rule, instant } = entry;
  const { t, time } = words;
  if (isWholeDay(entry)) {
    if (rule.kind === 'opens' && rule.at === 'start-of-day') return t('when.fromDay');
    if (rule.kind === 'closes' && rule.at === 'end-of-day') return t('when.untilDay');
    if (rule.kind === 'moment') return t('when.onDay');
  }
  const said = { time: time(instant, zone) };
  if (rule.kind === 'opens') return t('when.from', said);
  return rule.kind === 'closes' ? t('when.until', said) : t('when.at', said);
}

/** True when the step is about a day and not about a time of it. */
export function isWholeDay({ rule }: CalendarEntry): boolean {
  return rule.offset.unit !== 'hours' && !/\d/.test(rule.at);
}

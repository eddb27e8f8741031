import type { CalendarEntry } from '@ovoz/election-model';

/**
 * The local time of day of a duty as law says it: the end of a day is 24:00 of that day, not 00:00 of the
 * next. Null for duties that are counted in hours, whose time only the zone can tell.
 */
export function dutyTime({ rule }: Pick<CalendarEntry, 'rule'>): string | null {
  if (rule.offset.unit === 'hours') return null;
  if (rule.at === 'start-of-day') return '00:00';
  return rule.at === 'end-of-day' ? '24:00' : rule.at;
}

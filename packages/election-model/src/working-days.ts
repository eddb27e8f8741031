import type { Temporal } from 'temporal-polyfill';
import type { RefuseCalendar } from './calendar-anchors.ts';
import { isDay, isYearlyDay } from './calendar-day.ts';
import type { CountryPack } from './country-pack.ts';

/** Working week and holidays in a form that is quick to ask. */
export type WorkingDays = {
  /** 1 Monday … 7 Sunday. */
  readonly week: ReadonlySet<number>;
  /** `MM-DD` of every year, and `YYYY-MM-DD` of one. */
  readonly holidays: ReadonlySet<string>;
};

/** Reads the pack's week and holidays; a week without a day of work, or a day that no year has, is refused. */
export function workingDaysOf(
  pack: Pick<CountryPack, 'workingWeek' | 'holidays'>,
  refuse: RefuseCalendar,
): WorkingDays {
  if (pack.workingWeek.length === 0) {
    refuse('no-working-days', 'workingWeek', 'the working week has no day');
  }
  for (const { day } of pack.holidays) {
    // 29 February is a holiday in leap years only.
    if (isDay(day) || isYearlyDay(day)) continue;
    refuse('impossible-date', 'holidays', `${day} is not a day of the calendar`);
  }
  return {
    week: new Set(pack.workingWeek),
    holidays: new Set(pack.holidays.map((holiday) => holiday.day)),
  };
}

export function isWorkingDay(day: Temporal.PlainDate, working: WorkingDays): boolean {
  const text = day.toString();
  return (
    working.week.has(day.dayOfWeek) &&
    !working.holidays.has(text) &&
    !working.holidays.has(text.slice(5))
  );
}

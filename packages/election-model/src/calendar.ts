import { ok, present, type Result, refused } from '@ovoz/basics';
import { Temporal } from 'temporal-polyfill';
import { orderByAnchor, type RefuseCalendar } from './calendar-anchors.ts';
import { isDay } from './calendar-day.ts';
import type { CalendarEntry, CalendarRule } from './calendar-rule.ts';
import type { CountryPack, ElectoralSystem } from './country-pack.ts';
import { isWorkingDay, type WorkingDays, workingDaysOf } from './working-days.ts';

/** What of an election the calendar depends on. Days are ISO 8601, the zone is an IANA name. */
export type CalendarFacts = {
  readonly votingDay: string;
  readonly calledOn: string;
  readonly timeZone: string;
};

/** Why a calendar cannot be dated. `place` names the fact or the rule. */
export type CalendarRefusal = {
  readonly code:
    | 'impossible-date'
    | 'unknown-time-zone'
    | 'date-out-of-range'
    | 'unknown-anchor'
    | 'anchor-cycle'
    | 'duplicate-rule'
    | 'no-working-days';
  readonly place: string;
  readonly reason: string;
};

/** Dates outside these years are a slip of the keyboard, and keep every instant at four-digit years. */
export const EARLIEST_YEAR = 1900;
export const LATEST_YEAR = 2199;

/**
 * Turns the rules of a system into dated entries, ordered by instant, then by the order of the pack.
 *
 * Where laws leave a choice, this engine decides:
 * - The anchor's day is not counted: 15 days before voting on the 27th is the 12th.
 * - Working days are counted one by one away from the anchor, which is not counted either; 0 of them
 *   is the anchor's day even when that is a holiday. A holiday on a weekend is not moved: a country
 *   that moves it lists the other day as a holiday too.
 * - Months keep the number of the day, or take the last day of a shorter month: a month after
 *   31 January is the last day of February.
 * - `start-of-day` is the first instant of the local day, `end-of-day` is 24:00, the first instant of
 *   the next. A deadline at the end of a day is met until then, and missed at that instant.
 * - A local time that a clock change skips moves forward by the gap; one that it repeats is the first.
 * - Hours run from the instant of the anchor, which is 00:00 for the voting day and the called day.
 *   They are elapsed hours, so a clock change does not stretch them. `at` plays no part; the day of
 *   such an entry is the local day of its instant.
 */
export function dateCalendar(
  pack: Pick<CountryPack, 'workingWeek' | 'holidays'>,
  system: Pick<ElectoralSystem, 'calendar'>,
  facts: CalendarFacts,
): Result<readonly CalendarEntry[], readonly CalendarRefusal[]> {
  const refusals: CalendarRefusal[] = [];
  const refuse: RefuseCalendar = (code, place, reason) => refusals.push({ code, place, reason });
  const votingDay = existingDay(facts.votingDay, 'votingDay', refusals);
  const calledDay = existingDay(facts.calledOn, 'calledOn', refusals);
  if (!isTimeZone(facts.timeZone)) {
    const reason = `${facts.timeZone} is not a time zone of the IANA database`;
    refusals.push({ code: 'unknown-time-zone', place: 'timeZone', reason });
  }
  const working = workingDaysOf(pack, refuse);
  const ordered = orderByAnchor(system.calendar, refuse);
  if (refusals.length > 0) return refused(refusals);

  const zone = facts.timeZone;
  const dated = new Map<string, DatedRule>([
    ['voting-day', wholeDay(present(votingDay, 'a day that was refused ends above'), zone)],
    ['called-day', wholeDay(present(calledDay, 'a day that was refused ends above'), zone)],
  ]);
  for (const rule of ordered) {
    const anchor = present(dated.get(rule.anchor), 'rules come after their anchors');
    const date = dateRule(rule, anchor, zone, working);
    if (date === null) refusals.push(outOfRange(rule.code));
    // A rule that fell out of range leaves its anchor's date, so that the others are still checked.
    dated.set(rule.code, date ?? anchor);
  }
  if (refusals.length > 0) return refused(refusals);
  return ok(entriesInOrder(system.calendar, dated));
}

type DatedRule = { readonly day: Temporal.PlainDate; readonly instant: Temporal.Instant };

function entriesInOrder(
  rules: readonly CalendarRule[],
  dated: ReadonlyMap<string, DatedRule>,
): readonly CalendarEntry[] {
  return rules
    .map((rule) => {
      const { day, instant } = present(dated.get(rule.code), 'every rule was dated');
      const text = instant.toString({ fractionalSecondDigits: 3 });
      return { rule, day: day.toString(), instant: text };
    })
    .toSorted((a, b) => (a.instant < b.instant ? -1 : a.instant > b.instant ? 1 : 0));
}

function dateRule(
  rule: CalendarRule,
  anchor: DatedRule,
  zone: string,
  working: WorkingDays,
): DatedRule | null {
  const { amount, unit } = rule.offset;
  if (unit === 'hours') {
    const instant = anchor.instant.add({ hours: amount });
    const day = instant.toZonedDateTimeISO(zone).toPlainDate();
    return inRange(day) ? { day, instant } : null;
  }
  const day =
    unit === 'working-days'
      ? addWorkingDays(anchor.day, amount, working)
      : unit === 'months'
        ? anchor.day.add({ months: amount })
        : anchor.day.add({ days: amount });
  return inRange(day) ? { day, instant: instantOn(day, rule.at, zone) } : null;
}

function addWorkingDays(
  from: Temporal.PlainDate,
  amount: number,
  working: WorkingDays,
): Temporal.PlainDate {
  const step = amount < 0 ? -1 : 1;
  let day = from;
  let left = Math.abs(amount);
  // A rule that leaves the range is refused by the caller; the range also bounds this loop.
  while (left > 0 && inRange(day)) {
    day = day.add({ days: step });
    if (isWorkingDay(day, working)) left -= 1;
  }
  return day;
}

function instantOn(day: Temporal.PlainDate, at: string, timeZone: string): Temporal.Instant {
  if (at === 'start-of-day') return day.toZonedDateTime(timeZone).toInstant();
  if (at === 'end-of-day') return day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant();
  return day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(at) }).toInstant();
}

function wholeDay(day: Temporal.PlainDate, timeZone: string): DatedRule {
  return { day, instant: instantOn(day, 'start-of-day', timeZone) };
}

function existingDay(
  text: string,
  place: string,
  refusals: CalendarRefusal[],
): Temporal.PlainDate | null {
  if (!isDay(text)) {
    refusals.push({
      code: 'impossible-date',
      place,
      reason: `${text} is not a day of the calendar`,
    });
    return null;
  }
  const day = Temporal.PlainDate.from(text);
  if (inRange(day)) return day;
  refusals.push(outOfRange(place));
  return null;
}

/** True for a name of the IANA time zone database: `Asia/Tashkent`; offsets like `+05:00` are not names. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function inRange(day: Temporal.PlainDate): boolean {
  return day.year >= EARLIEST_YEAR && day.year <= LATEST_YEAR;
}

function outOfRange(place: string): CalendarRefusal {
  const reason = `the day lies outside the years ${EARLIEST_YEAR} to ${LATEST_YEAR}`;
  return { code: 'date-out-of-range', place, reason };
}

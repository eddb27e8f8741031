import { Temporal } from 'temporal-polyfill';
import type { CalendarEntry, DutyState, GovernedAct } from './calendar-rule.ts';

/**
 * How a dated rule stands at a moment (`nowMs`: legal time, milliseconds since 1970).
 * - `upcoming`: its local day has not come.
 * - `today`: its day is here and its instant is not, or it is a moment of today.
 * - `open`: what it opens has been opened.
 * - `past`: the deadline or the moment has gone by.
 */
export function dutyState(entry: CalendarEntry, nowMs: number, timeZone: string): DutyState {
  const today = localDay(nowMs, timeZone);
  if (nowMs < Date.parse(entry.instant)) return entry.day === today ? 'today' : 'upcoming';
  if (entry.rule.kind === 'opens') return 'open';
  return entry.rule.kind === 'moment' && entry.day === today ? 'today' : 'past';
}

/** The duties of a day, each in one list only, each list in the order of the calendar. */
export type Duties = {
  /** Dated today, deadlines of today that were missed excepted. */
  readonly today: readonly CalendarEntry[];
  /** Opened on an earlier day, and not closed by a deadline of the same act. */
  readonly open: readonly CalendarEntry[];
  /** Deadlines that went by and are not among those done. */
  readonly overdue: readonly CalendarEntry[];
  /** Dated on later days. */
  readonly next: readonly CalendarEntry[];
};

/** Sorts the calendar for a home page. `done` holds codes of rules whose duty was seen to. */
export function dutiesOn(
  entries: readonly CalendarEntry[],
  nowMs: number,
  timeZone: string,
  done: ReadonlySet<string> = new Set(),
): Duties {
  const today = localDay(nowMs, timeZone);
  const stateOf = (entry: CalendarEntry) => dutyState(entry, nowMs, timeZone);
  const isOverdue = (entry: CalendarEntry) =>
    entry.rule.kind === 'closes' && stateOf(entry) === 'past' && !done.has(entry.rule.code);
  const isClosed = (act: GovernedAct | undefined) =>
    act !== undefined &&
    entries.some(
      (entry) =>
        entry.rule.kind === 'closes' &&
        entry.rule.governs?.act === act &&
        Date.parse(entry.instant) <= nowMs,
    );
  return {
    today: entries.filter((entry) => entry.day === today && !isOverdue(entry)),
    open: entries.filter(
      (entry) =>
        entry.day !== today && stateOf(entry) === 'open' && !isClosed(entry.rule.governs?.act),
    ),
    overdue: entries.filter(isOverdue),
    next: entries.filter((entry) => entry.day !== today && stateOf(entry) === 'upcoming'),
  };
}

export type ActPermission =
  | { readonly outcome: 'allowed' }
  | { readonly outcome: 'warned'; readonly entry: CalendarEntry }
  | { readonly outcome: 'blocked'; readonly entry: CalendarEntry };

/**
 * Whether the calendar lets an act happen now. A rule that `opens` the act speaks before its instant,
 * a rule that `closes` it speaks from its instant on; at the very instant an opening has happened and
 * a deadline is over. A block outweighs a warning; among equals the first in the calendar is named.
 * A `moment` opens and closes nothing (the check of a pack refuses one that governs an act).
 */
export function mayAct(
  entries: readonly CalendarEntry[],
  act: GovernedAct,
  nowMs: number,
): ActPermission {
  const speaking = entries.filter(
    (entry) => entry.rule.governs?.act === act && speaksAt(entry, nowMs),
  );
  const blocking = speaking.find((entry) => entry.rule.governs?.effect === 'block');
  if (blocking !== undefined) return { outcome: 'blocked', entry: blocking };
  const warning = speaking[0];
  return warning === undefined ? { outcome: 'allowed' } : { outcome: 'warned', entry: warning };
}

function speaksAt(entry: CalendarEntry, nowMs: number): boolean {
  const instantMs = Date.parse(entry.instant);
  if (entry.rule.kind === 'opens') return nowMs < instantMs;
  return entry.rule.kind === 'closes' && nowMs >= instantMs;
}

/** The local day of an instant, `YYYY-MM-DD`. */
export function localDay(nowMs: number, timeZone: string): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(nowMs);
  return instant.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

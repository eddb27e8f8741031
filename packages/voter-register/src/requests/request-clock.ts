import { localDay, type VoterListRules } from '@ovoz/election-model';

const HOUR_MS = 3_600_000;

/** The day that the clock looks at, with the zone of the country; null: no election is called. */
export type VotingDay = { readonly day: string; readonly timeZone: string };

/**
 * Until when the law wants a request decided that is ready now: so many hours, fewer on the eve and on the day of
 * voting (`correctionHours` of the pack).
 */
export function requestDueAt(
  readyAtMs: number,
  { correctionHours: hours }: Pick<VoterListRules, 'correctionHours'>,
  voting: VotingDay | null,
): number {
  const today = voting === null ? '' : localDay(readyAtMs, voting.timeZone);
  const allowed =
    voting === null || today < daysBefore(voting.day, 1)
      ? hours.before
      : today < voting.day
        ? hours.eve
        : hours.day;
  return readyAtMs + allowed * HOUR_MS;
}

/** How much of the time is used: half of it is a warning, the last eighth an urgent one. */
export type ClockState = 'running' | 'half' | 'closing' | 'overdue';

const HALF = 1 / 2;
const CLOSING = 7 / 8;

export function clockState(readyAtMs: number, dueAtMs: number, nowMs: number): ClockState {
  if (nowMs >= dueAtMs) return 'overdue';
  const used = (nowMs - readyAtMs) / (dueAtMs - readyAtMs);
  if (used >= CLOSING) return 'closing';
  return used >= HALF ? 'half' : 'running';
}

/** Whether the list of a station is on public display: from so many days before voting to the day itself. */
export function isOnDisplay(nowMs: number, displayDays: number, voting: VotingDay): boolean {
  const today = localDay(nowMs, voting.timeZone);
  return today >= daysBefore(voting.day, displayDays) && today <= voting.day;
}

/** The day so many days before another, by the calendar and not by hours: clocks change. */
export function daysBefore(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00.000Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

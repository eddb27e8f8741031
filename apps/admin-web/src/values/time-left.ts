/** A stretch of time in the two largest units that matter, for people who look at a clock. */
export type TimeLeft =
  | { readonly unit: 'days'; readonly days: number; readonly hours: number }
  | { readonly unit: 'hours'; readonly hours: number; readonly minutes: number }
  | { readonly unit: 'minutes'; readonly minutes: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Splits a stretch of milliseconds; its sign is left to the caller. Rounded down to whole minutes. */
export function timeLeft(ms: number): TimeLeft {
  const left = Math.abs(ms);
  if (left >= DAY_MS) {
    return {
      unit: 'days',
      days: Math.floor(left / DAY_MS),
      hours: Math.floor((left % DAY_MS) / HOUR_MS),
    };
  }
  if (left >= HOUR_MS) {
    return {
      unit: 'hours',
      hours: Math.floor(left / HOUR_MS),
      minutes: Math.floor((left % HOUR_MS) / MINUTE_MS),
    };
  }
  return { unit: 'minutes', minutes: Math.floor(left / MINUTE_MS) };
}

import { Temporal } from 'temporal-polyfill';
import type { PollingStation } from './geography.ts';
import { localInstant } from './local-time.ts';

/**
 * When a station closes on voting day. One that closes at or before the hour at which it opens votes past
 * midnight.
 */
export function closingTime(
  { opens, closes, timeZone }: Pick<PollingStation, 'opens' | 'closes' | 'timeZone'>,
  votingDay: string,
): Date {
  const day = closes > opens ? votingDay : nextDay(votingDay);
  return localInstant(day, closes, timeZone);
}

function nextDay(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

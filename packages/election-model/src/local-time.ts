import { Temporal } from 'temporal-polyfill';

/**
 * The instant at which clocks in the zone show the time on the day. A time that a clock change skips moves
 * forward by the gap, one that it repeats is the first.
 * @param day `YYYY-MM-DD`, @param time `HH:MM`, @param timeZone IANA name.
 */
export function localInstant(day: string, time: string, timeZone: string): Date {
  const plainTime = Temporal.PlainTime.from(time);
  const zoned = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime });
  return new Date(zoned.epochMilliseconds);
}

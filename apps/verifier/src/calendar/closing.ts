import type { SealedElection, Station } from '../election-types.ts';
import { dayAfter, localInstantMs } from './local-time.ts';

/**
 * When a station closes on the day of voting, in milliseconds since 1970; null when its hours make no sense.
 * One that closes at or before the hour at which it opens votes past midnight.
 */
export function closingMs(
  { opens, closes, timeZone }: Pick<Station, 'opens' | 'closes' | 'timeZone'>,
  votingDay: string,
): number | null {
  return localInstantMs(closes > opens ? votingDay : dayAfter(votingDay), closes, timeZone);
}

/** Closing times of all stations by number. Thousands of stations keep a handful of hours. */
export function closingTimes(sealed: SealedElection): ReadonlyMap<string, number | null> {
  const known = new Map<string, number | null>();
  const { votingDay } = sealed.definition;
  const closing = (station: Station) => {
    const hours = `${station.opens} ${station.closes} ${station.timeZone}`;
    if (!known.has(hours)) known.set(hours, closingMs(station, votingDay));
    return known.get(hours) ?? null;
  };
  return new Map([...sealed.stations].map(([number, station]) => [number, closing(station)]));
}

/** Before this legal time no figure is public: the close of the last station that the law waits for. */
export function releaseMs(
  sealed: SealedElection,
  closing: ReadonlyMap<string, number | null>,
): number | null {
  const system = sealed.pack.systems.find(({ code }) => code === sealed.definition.system);
  const waited = [...sealed.stations.values()]
    .filter(({ kind }) => system?.release === 'last-station-anywhere' || kind !== 'abroad')
    .map(({ number }) => closing.get(number) ?? null);
  const times = waited.filter((time) => time !== null);
  return times.length === 0 || times.length < waited.length ? null : Math.max(...times);
}

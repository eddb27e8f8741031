import type { ClockMove } from '../election-types.ts';

/**
 * Legal time of an election at a real time, both in milliseconds since 1970: the clock of a training or a drill runs
 * from where it was set last, and before it was set for the first time legal time is real time.
 */
export function legalTimeMs(clock: readonly ClockMove[], realMs: number): number {
  const last = clock.findLast(({ time }) => Date.parse(time) <= realMs);
  if (last === undefined) return realMs;
  return Date.parse(last.shows) + (realMs - Date.parse(last.time)) * last.speed;
}

import type { ClockMove } from '../election-types.ts';

/**
 * Whoever asked while somebody set the clock may have been answered by the one before or the one after: acts
 * begin a little before they are written down.
 */
const RACE_MS = 10_000;

/**
 * Legal time in milliseconds, for a real time in the same unit: that of the last move of the clock that is not
 * later. Before the first move, and in an election without one, it is real time.
 */
export function legalTimeMs(clock: readonly ClockMove[], realMs: number): number {
  const times = timesOf(clock);
  let last: ClockMove | null = null;
  for (const [at, move] of clock.entries()) {
    if ((times[at] ?? 0) <= realMs) last = move;
  }
  return shownBy(last, realMs);
}

/** Real times of the moves. A nation asks for legal time a hundred thousand times, of a dozen moves. */
function timesOf(clock: readonly ClockMove[]): readonly number[] {
  const known = TIMES.get(clock);
  if (known !== undefined) return known;
  const times = clock.map(({ time }) => Date.parse(time));
  TIMES.set(clock, times);
  return times;
}

const TIMES = new WeakMap<readonly ClockMove[], readonly number[]>();

/** The legal times that an act at this real time may have been judged by: more than one near a move. */
export function possibleLegalTimesMs(
  clock: readonly ClockMove[],
  realMs: number,
): readonly number[] {
  const own = legalTimeMs(clock, realMs);
  const times = timesOf(clock);
  const near = clock.filter((_, at) => Math.abs((times[at] ?? 0) - realMs) <= RACE_MS);
  if (near.length === 0) return [own];
  const first = near[0];
  const before = clock[first === undefined ? 0 : clock.indexOf(first) - 1] ?? null;
  return [own, ...[before, ...near].map((move) => shownBy(move, realMs))];
}

function shownBy(move: ClockMove | null, realMs: number): number {
  if (move === null) return realMs;
  return Date.parse(move.shows) + (realMs - Date.parse(move.time)) * move.speed;
}

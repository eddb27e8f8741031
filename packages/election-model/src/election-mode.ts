import Type, { type Static } from 'typebox';
import { Instant } from './text.ts';

/** What an election is for. Every page, document and package that is not live says so. */
export const ElectionMode = Type.Union([
  Type.Literal('live'),
  Type.Literal('training'),
  Type.Literal('drill'),
]);
export type ElectionMode = Static<typeof ElectionMode>;

/**
 * The election clock gives the legal time of training and drill elections:
 * at the real instant `setAt` it showed `shows`, and it runs `speed` times as fast as real time
 * (0 stands still). Sessions, one-time codes and checkpoints never use it.
 */
export const ElectionClock = Type.Object(
  {
    setAt: Instant,
    shows: Instant,
    speed: Type.Integer({ minimum: 0, maximum: 100_000 }),
  },
  { additionalProperties: false },
);
export type ElectionClock = Static<typeof ElectionClock>;

/** Legal time in milliseconds since 1970, for a real time in the same unit. A null clock is real time. */
export function legalTimeMs(clock: ElectionClock | null, realTimeMs: number): number {
  if (clock === null) return realTimeMs;
  return Date.parse(clock.shows) + (realTimeMs - Date.parse(clock.setAt)) * clock.speed;
}

import type { StationPlan } from './night-plan.ts';

/** A part of the night in which the election's clock runs at one speed. */
export type ClockPart = {
  readonly fromMs: number;
  readonly speed: number;
  readonly papers: readonly StationPlan[];
};

const PARTS = 5;
/** Twenty thousand seconds in one: five hours. Faster, a moment of waiting would be days of the election. */
const FASTEST = 20_000;

/**
 * Cuts the night into parts with about as many papers each, so that a wave after the close and a long wait for
 * the last stations abroad both take their share of the real time.
 * @param seconds real time of the whole night.
 */
export function clockParts(plans: readonly StationPlan[], seconds: number): readonly ClockPart[] {
  const size = Math.ceil(plans.length / PARTS);
  return Array.from({ length: PARTS }, (_, part) => plans.slice(part * size, (part + 1) * size))
    .filter((papers) => papers.length > 0)
    .map((papers, part) => {
      const before = plans[part * size - 1]?.arrivesAtMs ?? papers[0]?.arrivesAtMs ?? 0;
      const legalMs = (papers.at(-1)?.arrivesAtMs ?? before) - before;
      const realMs = (seconds * 1000 * papers.length) / plans.length;
      const speed = Math.min(FASTEST, Math.max(1, Math.ceil(legalMs / realMs)));
      return { fromMs: before, speed, papers };
    });
}

import type { ElectionSummary } from '@ovoz/contract';
import { useNow } from './use-now.ts';

/**
 * Legal time of an election in milliseconds, from what the server said at `receivedAtMs` by this
 * computer's clock, whose error therefore does not matter.
 */
export function legalTimeNow(
  election: Pick<ElectionSummary, 'legalTime' | 'clock'>,
  receivedAtMs: number,
  nowMs: number,
): number {
  const speed = election.clock?.speed ?? 1;
  return Date.parse(election.legalTime) + (nowMs - receivedAtMs) * speed;
}

/** The same, renewed as the clock runs. */
export function useLegalTime(
  election: Pick<ElectionSummary, 'legalTime' | 'clock'>,
  receivedAtMs: number,
): number {
  return legalTimeNow(election, receivedAtMs, Math.max(useNow(1000), receivedAtMs));
}

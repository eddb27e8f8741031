import type { Finding } from '../finding.ts';
import type { Primitives, SignatureClaim } from '../primitives.ts';
import type { StationContext, StationTask } from './station-task.ts';

/** A signature that is claimed, and what is told when it does not hold. */
export type PendingClaim = { readonly claim: SignatureClaim; readonly otherwise: Finding };

/** What a check of one station writes to. */
export type StationChecking = {
  readonly context: StationContext;
  readonly task: StationTask;
  readonly sha256: Primitives['sha256'];
  readonly publishedMs: number;
  readonly tell: (finding: Finding) => void;
  readonly claims: PendingClaim[];
};

/**
 * An act is dated when it begins and is seen when it is finished; a file that was written so much later than an act
 * must show it.
 */
export const MARGIN_MS = 15_000;

/** Clocks of several servers may differ so much. */
const CLOCK_MS = 500;

/**
 * Whether the file may tell more than the log: only when it was written after the last entry. The sequencer leaves
 * nothing behind that was finished before an act that it takes.
 */
export function isAhead({ logEndMs }: StationContext, publishedMs: number): boolean {
  return publishedMs >= logEndMs - CLOCK_MS;
}

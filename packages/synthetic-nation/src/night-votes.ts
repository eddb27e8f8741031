import { apportion } from './apportion.ts';
import type { SeededRandom } from './seeded-random.ts';

/**
 * Whole votes of each option, together exactly `valid`. `spread` is how far the share of an option strays at a
 * station, relative to its own weight.
 */
export function shareVotes(
  valid: number,
  { weights, spread }: { readonly weights: readonly number[]; readonly spread: number },
  random: SeededRandom,
): readonly number[] {
  // The bell ends at ±3: no weight gets below a tenth.
  const strayed = weights.map((weight) => weight * Math.max(0.1, 1 + spread * random.bell()));
  return apportion(valid, strayed);
}

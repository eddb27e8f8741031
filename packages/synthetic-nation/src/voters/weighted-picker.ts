import type { SeededRandom } from '../seeded-random.ts';

/**
 * Draws indexes by weight in constant time (Walker's alias method, as Vose builds it): names are drawn a
 * hundred million times for a large nation.
 * @param weights not negative, not all zero.
 */
export function weightedPicker(weights: readonly number[]): (random: SeededRandom) => number {
  const size = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError('nothing to pick from');
  const chance = Float64Array.from(weights, (weight) => (weight * size) / total);
  const alias = Uint32Array.from(weights, (_, index) => index);
  const small: number[] = [];
  const large: number[] = [];
  chance.forEach((share, index) => (share < 1 ? small : large).push(index));
  for (;;) {
    const [less, more] = [small.pop(), large.pop()];
    if (less === undefined || more === undefined) {
      // What is left over is 1 but for rounding.
      for (const index of [less, more, ...small, ...large]) {
        if (index !== undefined) chance[index] = 1;
      }
      break;
    }
    alias[less] = more;
    const rest = (chance[more] ?? 0) + (chance[less] ?? 0) - 1;
    chance[more] = rest;
    (rest < 1 ? small : large).push(more);
  }
  return (random) => {
    const index = random.below(size);
    return random.next() < (chance[index] ?? 1) ? index : (alias[index] ?? index);
  };
}

import { present } from '@ovoz/basics';

/**
 * Whole shares of a total in proportion to the weights, by largest remainders; ties go to the earlier one.
 * Each gets at least `least`. For generated data only: weights are guesses, so fractions need not be exact.
 */
export function apportion(total: number, weights: readonly number[], least = 0): number[] {
  const sum = weights.reduce((before, weight) => before + weight, 0);
  const free = total - least * weights.length;
  if (free < 0 || (sum === 0 && free > 0)) throw new RangeError('the total cannot be shared');
  const exact = weights.map((weight) => (sum === 0 ? 0 : (free * weight) / sum));
  const shares = exact.map((share) => least + Math.floor(share));
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index);
  let left = total - shares.reduce((before, share) => before + share, 0);
  for (const { index } of byRemainder) {
    if (left === 0) break;
    shares[index] = present(shares[index], 'remainders and shares have the same length') + 1;
    left -= 1;
  }
  return shares;
}

/**
 * Parts for each group so that parts are alike: one each, then always one more to the group whose parts
 * are the largest; ties go to the earlier one.
 */
export function partsAlike(parts: number, sizes: readonly number[]): number[] {
  if (parts < sizes.length) throw new RangeError('every group gets a part');
  const shares = sizes.map(() => 1);
  const average = (index: number) => (sizes[index] ?? 0) / (shares[index] ?? 1);
  for (let given = sizes.length; given < parts; given++) {
    const largest = sizes.reduce(
      (best, _, index) => (average(index) > average(best) ? index : best),
      0,
    );
    shares[largest] = present(shares[largest], 'sizes and shares have the same length') + 1;
  }
  return shares;
}

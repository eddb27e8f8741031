/** Quantile of the normal distribution for 95 in a hundred. */
const Z = 1.959963984540054;

/**
 * Where a share lies that a random sample showed, with 95 % confidence: the score interval of E. B. Wilson, Probable
 * inference, the law of succession, and statistical inference, JASA 22 (1927). It holds for small samples and for shares near
 * zero and one, where the usual interval does not (Brown, Cai and DasGupta, Statistical Science 16, 2001).
 * @returns shares from 0 to 1
 */
export function wilsonInterval(
  hits: number,
  trials: number,
): { readonly low: number; readonly high: number } {
  const share = hits / trials;
  const weight = Z ** 2 / trials;
  const middle = (share + weight / 2) / (1 + weight);
  const half =
    (Z / (1 + weight)) * Math.sqrt((share * (1 - share)) / trials + weight / (4 * trials));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

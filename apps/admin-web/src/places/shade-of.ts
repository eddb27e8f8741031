/** Shade of an area by its share of the largest, in fifths: 0 lightest, 4 darkest. */
export function shadeOf(value: number, largest: number): 0 | 1 | 2 | 3 | 4 {
  const fifth = Math.min(4, Math.floor((value * 5) / Math.max(largest, 1)));
  return fifth as 0 | 1 | 2 | 3 | 4;
}

/** Puts an option at a place of the order; where it stood before is free again. */
export function placeInOrder(
  order: readonly (string | null)[],
  place: number,
  option: string,
): readonly (string | null)[] {
  return order.map((one, index) => {
    if (index === place) return option === '' ? null : option;
    return one === option ? null : one;
  });
}

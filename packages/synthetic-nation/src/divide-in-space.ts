/** Something with a place in ten-thousandths of a degree, or without one. */
type Placed = { readonly latitudeE4: number | null; readonly longitudeE4: number | null };

/**
 * Divides items into groups of the given sizes that lie together: cut across the wider side again and
 * again. The sizes sum to the number of items; items without a place keep their order.
 */
export function divideInSpace<Item extends Placed>(
  items: readonly Item[],
  sizes: readonly number[],
): readonly (readonly Item[])[] {
  if (sizes.length <= 1) return [items];
  const half = Math.ceil(sizes.length / 2);
  const [firstSizes, otherSizes] = [sizes.slice(0, half), sizes.slice(half)];
  const cut = firstSizes.reduce((sum, size) => sum + size, 0);
  const axis = widerAxis(items);
  const sorted = items.toSorted((a, b) => axis(a) - axis(b));
  return [
    ...divideInSpace(sorted.slice(0, cut), firstSizes),
    ...divideInSpace(sorted.slice(cut), otherSizes),
  ];
}

function widerAxis(items: readonly Placed[]): (item: Placed) => number {
  const longitude = (item: Placed) => item.longitudeE4 ?? 0;
  const latitude = (item: Placed) => item.latitudeE4 ?? 0;
  const range = (of: (item: Placed) => number) => {
    const values = items.map(of);
    return Math.max(...values) - Math.min(...values);
  };
  return range(longitude) > range(latitude) ? longitude : latitude;
}

import type { Element, Group } from '../groups/group.ts';

/**
 * m from 0 to `most` with g^m = element, or null: baby steps and giant steps (Shanks), about 2 sqrt(most)
 * multiplications. The baby steps are worked out once for many elements.
 */
export function logarithmFinder(group: Group, most: number): (element: Element) => number | null {
  const stride = Math.max(1, Math.ceil(Math.sqrt(most + 1)));
  const babies = new Map<string, number>();
  let baby = group.neutral;
  for (let i = 0; i < stride; i++) {
    babies.set(baby.text, i);
    baby = group.multiply(baby, group.generator);
  }
  const giant = group.invert(baby);
  return (element) => {
    let rest = element;
    for (let i = 0; i * stride <= most; i++) {
      const found = babies.get(rest.text);
      if (found !== undefined) return i * stride + found <= most ? i * stride + found : null;
      rest = group.multiply(rest, giant);
    }
    return null;
  };
}

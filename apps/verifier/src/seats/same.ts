import { compare } from '@ovoz/basics';
import { fractionIn } from './written.ts';

/** Where two pieces of JSON differ first, fractions compared by their value; null when they are the same. */
export type Difference = {
  readonly path: string;
  readonly published: unknown;
  readonly own: unknown;
};

export function firstDifference(published: unknown, own: unknown, path = ''): Difference | null {
  const difference = { path, published, own };
  if (!isObject(published) || !isObject(own)) return published === own ? null : difference;
  const [left, right] = [fractionIn(published), fractionIn(own)];
  if (left !== null && right !== null) return compare(left, right) === 0 ? null : difference;
  if (Array.isArray(published) !== Array.isArray(own)) return difference;
  const names = new Set([...Object.keys(own), ...Object.keys(published)]);
  for (const name of names) {
    const inside = firstDifference(published[name], own[name], `${path}/${name}`);
    if (inside !== null) return inside;
  }
  return null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

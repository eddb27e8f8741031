import { compare } from '@ovoz/basics';
import { fractionIn } from './written.ts';

/** Where two pieces of JSON differ first. */
export type Difference = {
  readonly path: string;
  readonly published: unknown;
  readonly own: unknown;
};

/** The first difference of two pieces of JSON, fractions compared by their value; null when they are the same. */
export function firstDifference(published: unknown, own: unknown): Difference | null {
  if (published === own) return null;
  const difference = { path: '', published, own };
  if (!isObject(published) || !isObject(own)) return difference;
  if (Array.isArray(published) !== Array.isArray(own)) return difference;
  const [left, right] = [fractionIn(published), fractionIn(own)];
  if (left !== null && right !== null) return compare(left, right) === 0 ? null : difference;
  for (const name of Object.keys(own)) {
    const inside = firstDifference(published[name], own[name]);
    if (inside !== null) return { ...inside, path: `/${name}${inside.path}` };
  }
  for (const name of Object.keys(published)) {
    if (!Object.hasOwn(own, name)) {
      return { path: `/${name}`, published: published[name], own: undefined };
    }
  }
  return null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

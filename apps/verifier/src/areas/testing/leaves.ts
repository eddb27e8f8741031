type Path = readonly string[];

/** Paths of every number and word in a piece of JSON. */
export function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, inside]) => leavesOf(inside, [...path, name]));
}

/** A copy in which the leaf is another: a number that much higher, digits too, a word longer. */
export function withOtherLeaf(value: unknown, [name, ...rest]: Path, by: number): unknown {
  if (name === undefined) return other(value, by);
  const changed = withOtherLeaf((value as Record<string, unknown>)[name], rest, by);
  if (Array.isArray(value)) return value.with(Number(name), changed);
  return { ...(value as object), [name]: changed };
}

function other(leaf: unknown, by: number): unknown {
  if (typeof leaf === 'number') return leaf + by;
  if (typeof leaf === 'boolean') return !leaf;
  if (typeof leaf === 'string' && /^[0-9]+$/.test(leaf)) return String(BigInt(leaf) + BigInt(by));
  return `${JSON.stringify(leaf)}x`;
}

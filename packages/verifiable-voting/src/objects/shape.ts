/**
 * Reading of JSON objects that have one canonical text. A reader demands the exact keys in the exact order, so
 * that `JSON.stringify(JSON.parse(text)) === text` and the shape together leave no second way to write a value.
 */
export class Malformed extends Error {
  override name = 'Malformed';
  readonly path: string;

  constructor(path: string, expected: string) {
    super(`${path === '' ? 'the object' : path} is not ${expected}`);
    this.path = path;
  }
}

export type JsonObject = { readonly [key: string]: unknown };

/** An object with these keys in this order; keys with `?` in front may be missing. */
export function objectAt(value: unknown, path: string, keys: readonly string[]): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Malformed(path, 'an object');
  }
  const found = Object.keys(value);
  let at = 0;
  for (const key of keys) {
    const name = key.startsWith('?') ? key.slice(1) : key;
    if (found[at] === name) at++;
    else if (!key.startsWith('?')) throw new Malformed(`${path}.${name}`, 'where it belongs');
  }
  if (at !== found.length) throw new Malformed(`${path}.${found[at]}`, 'a field of this object');
  return value as JsonObject;
}

export function arrayAt(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Malformed(path, 'a list');
  return value;
}

/** Reads each item of a list. */
export function listAt<Item>(
  value: unknown,
  path: string,
  read: (item: unknown, path: string) => Item,
): readonly Item[] {
  return arrayAt(value, path).map((item, index) => read(item, `${path}[${index}]`));
}

export function stringAt(value: unknown, path: string): string {
  if (typeof value !== 'string' || !value.isWellFormed()) throw new Malformed(path, 'a text');
  return value;
}

export function countAt(value: unknown, path: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0 || Object.is(value, -0)) {
    throw new Malformed(path, 'a whole number');
  }
  return value as number;
}

/** 64 lower-case hexadecimal digits. */
export function hashAt(value: unknown, path: string): string {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) {
    throw new Malformed(path, 'a SHA-256 in hexadecimal');
  }
  return value;
}

/** Reads a text of JSON that is canonical. @throws Malformed */
export function parseCanonical<Value>(text: string, read: (value: unknown) => Value): Value {
  const value = parseJson(text);
  const read1 = read(value);
  if (canonicalText(value) !== text) throw new Malformed('', 'in its canonical form');
  return read1;
}

/** @throws Malformed */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Malformed('', 'JSON');
  }
}

/** Compact JSON as the reference tool writes it: it escapes DEL, which JavaScript does not. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value).replaceAll('\u007f', '\\u007f');
}

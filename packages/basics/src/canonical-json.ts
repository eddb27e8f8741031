/**
 * Canonical JSON, RFC 8785 (JSON Canonicalization Scheme), restricted to what evidence may hold:
 * whole numbers within ±(2^53 − 1), no fractions, no lone surrogates, no undefined.
 * The bytes that are hashed and signed are the UTF-8 encoding of this text.
 */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Nesting beyond this is refused: no record of an election needs it, and recursion must be bounded. */
export const MAX_JSON_DEPTH = 64;

export class NotCanonicalizable extends Error {
  override name = 'NotCanonicalizable';
}

/** The canonical text of a value. @throws NotCanonicalizable with the path of the offending value. */
export function canonicalJson(value: JsonValue): string {
  return write(value, '', 0);
}

/** The canonical text as UTF-8 bytes. */
export function canonicalBytes(value: JsonValue): Uint8Array {
  return new TextEncoder().encode(canonicalJson(value));
}

function write(value: JsonValue, path: string, depth: number): string {
  if (depth > MAX_JSON_DEPTH) throw new NotCanonicalizable(`${path}: nested too deeply`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value, path);
  if (typeof value === 'string') return writeString(value, path);
  if (Array.isArray(value)) {
    const items = value.map((item: JsonValue, index) => write(item, `${path}/${index}`, depth + 1));
    return `[${items.join(',')}]`;
  }
  if (typeof value === 'object') {
    return writeObject(value as { readonly [key: string]: JsonValue }, path, depth);
  }
  throw new NotCanonicalizable(`${path}: ${typeof value} is not JSON`);
}

function writeNumber(value: number, path: string): string {
  if (!Number.isSafeInteger(value)) {
    throw new NotCanonicalizable(`${path}: only whole numbers within ±(2^53 − 1)`);
  }
  return Object.is(value, -0) ? '0' : String(value);
}

function writeString(value: string, path: string): string {
  if (!value.isWellFormed()) throw new NotCanonicalizable(`${path}: lone surrogate`);
  return JSON.stringify(value);
}

function writeObject(
  value: { readonly [key: string]: JsonValue },
  path: string,
  depth: number,
): string {
  // RFC 8785 section 3.2.3: keys sort by UTF-16 code units, which is what `<` compares.
  const keys = Object.keys(value).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const members = keys.map((key) => {
    const member = value[key];
    if (member === undefined) throw new NotCanonicalizable(`${path}/${key}: undefined`);
    return `${writeString(key, path)}:${write(member, `${path}/${key}`, depth + 1)}`;
  });
  return `{${members.join(',')}}`;
}

/** Conversions between big numbers, bytes and text. Hexadecimal is lower case. */

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** The bytes of lower-case hexadecimal, or null for anything else. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

/** The big-endian number in bytes. */
export function numberOfBytes(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}

/** `length` bytes of a number, most significant first. */
export function bytesOfNumber(value: bigint, length: number): Uint8Array<ArrayBuffer> {
  const text = value.toString(16).padStart(2 * length, '0');
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

/** Canonical decimal below a bound: no sign, no leading zero. Null for anything else. */
export function parseDecimal(text: unknown, bound: bigint): bigint | null {
  if (typeof text !== 'string' || text.length > MAX_DECIMAL_DIGITS || !DECIMAL.test(text)) {
    return null;
  }
  const value = BigInt(text);
  return value < bound ? value : null;
}

const DECIMAL = /^(?:0|[1-9][0-9]*)$/;
/** 2^2048 has 617 digits; longer texts are not worth the multiplication. */
const MAX_DECIMAL_DIGITS = 617;

/** a modulo m, from 0 to m - 1. */
export function modulo(a: bigint, m: bigint): bigint {
  const rest = a % m;
  return rest < 0n ? rest + m : rest;
}

/** 1 / a modulo a prime m, by Euclid's algorithm. Variable time: for public numbers only. */
export function inverseModulo(a: bigint, m: bigint): bigint {
  let [low, high] = [modulo(a, m), m];
  let [x, y] = [1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [low, high] = [high - quotient * low, low];
    [x, y] = [y - quotient * x, x];
  }
  return modulo(x, m);
}

/** a^e modulo m. Variable time: for public numbers only. */
export function powerModulo(a: bigint, e: bigint, m: bigint): bigint {
  let result = 1n;
  for (let i = e.toString(2).length - 1; i >= 0; i--) {
    result = (result * result) % m;
    if ((e >> BigInt(i)) & 1n) result = (result * a) % m;
  }
  return result;
}

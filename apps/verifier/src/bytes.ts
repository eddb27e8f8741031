/** Lower-case hexadecimal, two digits a byte. Made at once: a text put together piece by piece keeps its pieces. */
export function toHex(bytes: Uint8Array): string {
  const digits = new Uint8Array(2 * bytes.length);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    digits[2 * at] = HEX_DIGITS[byte >> 4] ?? 0;
    digits[2 * at + 1] = HEX_DIGITS[byte & 15] ?? 0;
  }
  return ASCII.decode(digits);
}

const HEX_DIGITS = new TextEncoder().encode('0123456789abcdef');
const ASCII = new TextDecoder();

/** Bytes of base64 (RFC 4648 section 4, with padding), or null unless it is the one text of them. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  return decode(text.replace(/=+$/, ''), STANDARD);
}

/** Bytes of base64url without padding (RFC 4648 section 5), or null unless it is the one text of them. */
export function fromBase64url(text: string): Uint8Array | null {
  return decode(text, URL_SAFE);
}

const STANDARD = valuesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const URL_SAFE = valuesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');

function valuesOf(letters: string): Int8Array {
  const values = new Int8Array(128).fill(-1);
  for (let at = 0; at < letters.length; at += 1) values[letters.charCodeAt(at)] = at;
  return values;
}

function decode(text: string, values: Int8Array): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let [bits, held, at] = [0, 0, 0];
  for (let place = 0; place < text.length; place += 1) {
    const value = values[text.charCodeAt(place)] ?? -1;
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at] = (bits >> held) & 0xff;
    at += 1;
  }
  // Bits that are left over are zero, else two texts would be the same bytes.
  return (bits & ((1 << held) - 1)) === 0 ? bytes : null;
}

/** Whether both are the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

/** One after the other. */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

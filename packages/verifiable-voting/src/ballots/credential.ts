/** Private credentials of voters, in both forms, and what is derived from them. */
import type { Platform } from '../platform.ts';
import type { SecretArithmetic, SecretScalar } from '../secrets/secret-arithmetic.ts';

export const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** `2.0`: 14 characters and a checksum. `2.4`: 22 characters in groups of 5, 6, 5 and 6. */
export type CredentialForm = '2.0' | '2.4';

/** PBKDF2 with HMAC-SHA-256 (RFC 8018): 32 bytes, from the platform. */
export type Pbkdf2 = (password: string, salt: string, iterations: number) => Uint8Array;

const PBKDF2_ITERATIONS = 1000;

/** Random characters of base 58, each equally likely. */
export function randomBase58({ randomBytes }: Platform, length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      // 232 = 4 * 58: the bytes above would make some characters likelier.
      if (byte < 232 && text.length < length) text += BASE58[byte % 58];
    }
  }
  return text;
}

export function generateCredential(platform: Platform, form: CredentialForm): string {
  if (form === '2.0') {
    const digits = randomBase58(platform, 14);
    return inThrees(digits + checksumOf(digits));
  }
  const digits = randomBase58(platform, 22);
  return [digits.slice(0, 5), digits.slice(5, 11), digits.slice(11, 16), digits.slice(16)].join(
    '-',
  );
}

function inThrees(digits: string): string {
  return (digits.match(/.{3}/g) ?? []).join('-');
}

/** The form of a credential as a voter typed it, or null where it is none: a typing error is seen here. */
export function credentialForm(text: string): CredentialForm | null {
  const digits = text.replaceAll('-', '');
  if (!/^[1-9A-HJ-NP-Za-km-z]*$/.test(digits)) return null;
  if (/^(?:.{15}|(?:.{3}-){4}.{3})$/.test(text) && digits.length === 15) {
    return digits.endsWith(checksumOf(digits.slice(0, 14))) ? '2.0' : null;
  }
  return /^.{5}-.{6}-.{5}-.{6}$/.test(text) && digits.length === 22 ? '2.4' : null;
}

/** Specification 2.0, section 4.8: 53 minus the number modulo 53. */
function checksumOf(digits: string): string {
  let value = 0;
  for (const digit of digits) value = (value * 58 + BASE58.indexOf(digit)) % 53;
  return BASE58[53 - value] ?? '';
}

/** The secret exponent of a credential in an election. Null for what is no credential. */
export function secretOfCredential(
  platform: Platform,
  secrets: SecretArithmetic,
  pbkdf2: Pbkdf2,
  uuid: string,
  text: string,
): SecretScalar | null {
  switch (credentialForm(text)) {
    case '2.0': {
      // The dashes are part of the password, whether the voter typed them or not.
      const password = inThrees(text.replaceAll('-', ''));
      return secrets.ofBytes(pbkdf2(password, uuid, PBKDF2_ITERATIONS));
    }
    case '2.4': {
      const blocks = [0, 1].map((i) => platform.sha256(`derive_credential|${uuid}|${i}|${text}`));
      const bytes = new Uint8Array(64);
      blocks.forEach((block, i) => bytes.set(block, 32 * i));
      return secrets.ofBytes(bytes);
    }
    case null:
      return null;
  }
}

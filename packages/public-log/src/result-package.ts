/**
 * Signing of result packages. Canonical JSON is RFC 8785, signatures are Ed25519 (RFC 8032, section 5.1),
 * hashes SHA-256 (FIPS 180-4). The primitives are arguments: node:crypto on servers and devices, WebCrypto in
 * browsers. README.md shows the format byte by byte.
 */
import {
  canonicalJson,
  type JsonValue,
  NotCanonicalizable,
  ok,
  type Result,
  refused,
} from '@ovoz/basics';
import { fromBase64url, toBase64url } from './base64url.ts';
import { toHex } from './bytes.ts';

export const PACKAGE_TYPE = 'ovoz-result-package';
/** What is signed begins with this line, so that no signature for another purpose is one of a package. */
export const PACKAGE_DOMAIN = 'ovoz-package-v1\n';

export type SignedPackage<Payload extends JsonValue = JsonValue> = {
  readonly format: 1;
  readonly type: typeof PACKAGE_TYPE;
  /** Fingerprint of the key that signed: SHA-256 of the raw public key, lower-case hexadecimal. */
  readonly key: string;
  readonly payload: Payload;
  /** Ed25519, base64url without padding. */
  readonly signature: string;
};

/** 64 bytes for a message. */
export type Sign = (message: Uint8Array) => Uint8Array;
/** Whether the 64 bytes are a signature of the message by the raw 32-byte public key. */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** A package, and its canonical text: exactly what is sent, kept and hashed. */
export type PackageAndText<Payload extends JsonValue> = {
  readonly package: SignedPackage<Payload>;
  readonly text: string;
};

/** Signs a payload by the key with this fingerprint. */
export function signPackage<Payload extends JsonValue>(
  payload: Payload,
  key: string,
  sign: Sign,
): PackageAndText<Payload> {
  const unsigned = { format: 1, type: PACKAGE_TYPE, key, payload } as const;
  const signature = toBase64url(sign(messageOf(unsigned)));
  const signed = { ...unsigned, signature };
  return { package: signed, text: canonicalJson(signed) };
}

/**
 * Reads a package. Only its canonical text is one, so that one package has one hash: white space, another
 * order, a name twice, `1.0`, `1e2` and escapes that are not needed are refused.
 * @param isPackage the schema of the package: names, types and bounds, nothing beside them.
 */
export function parsePackage<Package extends SignedPackage>(
  text: string,
  isPackage: (value: unknown) => value is Package,
): Result<Package, 'package-malformed' | 'package-not-canonical'> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('package-malformed');
  }
  if (!isPackage(value)) return refused('package-malformed');
  return isCanonical(value, text) ? ok(value) : refused('package-not-canonical');
}

function isCanonical(value: SignedPackage, text: string): boolean {
  try {
    return canonicalJson(value) === text;
  } catch (error) {
    // A fraction or half a character, which no canonical text holds.
    if (error instanceof NotCanonicalizable) return false;
    throw error;
  }
}

/** Whether the owner of the public key signed exactly this package under the fingerprint that it names. */
export function verifyPackage(
  signed: SignedPackage,
  publicKey: Uint8Array,
  { verify, sha256 }: { readonly verify: Verify; readonly sha256: Sha256 },
): boolean {
  const { signature, ...unsigned } = signed;
  const bytes = fromBase64url(signature);
  return (
    bytes?.length === SIGNATURE_BYTES &&
    fingerprintOf(publicKey, sha256) === signed.key &&
    verify(publicKey, messageOf(unsigned), bytes)
  );
}

const SIGNATURE_BYTES = 64;

/** SHA-256 of the UTF-8 bytes of a package's text: the name that it has everywhere. Hexadecimal. */
export function packageHash(text: string, sha256: Sha256): string {
  return toHex(sha256(new TextEncoder().encode(text)));
}

/** SHA-256 of a raw public key, hexadecimal. */
export function fingerprintOf(publicKey: Uint8Array, sha256: Sha256): string {
  return toHex(sha256(publicKey));
}

/** The bytes that are signed. */
function messageOf(unsigned: Omit<SignedPackage, 'signature'>): Uint8Array {
  return new TextEncoder().encode(PACKAGE_DOMAIN + canonicalJson(unsigned));
}

import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import { brotliDecompress, gunzip } from 'node:zlib';
import { toHex } from '../bytes.ts';
import {
  type Packing,
  PUBLIC_KEY_BYTES,
  type Primitives,
  SIGNATURE_BYTES,
  type SignatureClaim,
} from '../primitives.ts';

/** RFC 8410: the bytes before a raw public key in its DER form. */
const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** Keys that sign thousands of times are made once; those of stations sign a handful of times. */
const MAX_KEYS = 1000;

/** SHA-256, Ed25519 and BLAKE2b of OpenSSL. */
export function nodePrimitives(): Primitives {
  const keys = new Map<string, KeyObject | null>();
  return {
    sha256: (bytes) => hash('sha256', bytes, 'buffer'),
    blake2b512: (bytes) => hash('blake2b512', bytes, 'buffer'),
    verifyAll: async (claims) => claims.map((claim) => holds(keys, claim)),
    unpack,
  };
}

function holds(
  keys: Map<string, KeyObject | null>,
  { publicKey, message, signature }: SignatureClaim,
): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  const name = toHex(publicKey);
  let key = keys.get(name);
  if (key === undefined) {
    key = keyOf(publicKey);
    if (keys.size >= MAX_KEYS) keys.clear();
    keys.set(name, key);
  }
  return key !== null && verify(null, message, key, signature);
}

/** Null for 32 bytes that are no key. */
function keyOf(publicKey: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({
      key: Buffer.concat([DER_PREFIX, publicKey]),
      format: 'der',
      type: 'spki',
    });
  } catch {
    return null;
  }
}

function unpack(bytes: Uint8Array, packing: Packing, maxBytes: number): Promise<Uint8Array | null> {
  const options = { maxOutputLength: maxBytes };
  return new Promise((resolve) => {
    const done = (error: Error | null, unpacked: Buffer) =>
      resolve(error === null ? unpacked : null);
    if (packing === 'gz') gunzip(bytes, options, done);
    else brotliDecompress(bytes, options, done);
  });
}

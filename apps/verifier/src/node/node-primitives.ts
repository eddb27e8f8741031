import { createPublicKey, generateKeyPairSync, hash, type KeyObject, verify } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
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
  const name = Buffer.from(publicKey).toString('latin1');
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
    return TAKES_RAW_KEYS ? rawKey(publicKey) : derKey(publicKey);
  } catch {
    return null;
  }
}

function rawKey(publicKey: Uint8Array): KeyObject {
  const key = Buffer.from(publicKey);
  return createPublicKey({ key, format: 'raw-public', asymmetricKeyType: 'ed25519' });
}

function derKey(publicKey: Uint8Array): KeyObject {
  const key = Buffer.concat([DER_PREFIX, publicKey]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

/** Newer releases of Node take a key as it is, in half of the time. */
const TAKES_RAW_KEYS = takesRawKeys();

function takesRawKeys(): boolean {
  try {
    const { publicKey } = generateKeyPairSync('ed25519');
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(DER_PREFIX.length);
    return rawKey(raw).equals(publicKey);
  } catch {
    return false;
  }
}

/** At once: files are small, and the thread has nothing to do meanwhile that would be worth the way. */
async function unpack(
  bytes: Uint8Array,
  packing: Packing,
  maxBytes: number,
): Promise<Uint8Array | null> {
  const options = { maxOutputLength: maxBytes };
  try {
    return packing === 'gz' ? gunzipSync(bytes, options) : brotliDecompressSync(bytes, options);
  } catch {
    return null;
  }
}

import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import { sha256 } from './evidence.ts';

/** RFC 8410: what stands before a raw 32-byte key in its DER forms. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A key that signs by Ed25519 (RFC 8032). */
export type SigningKey = {
  /** Raw, 32 bytes. */
  readonly publicKey: Buffer;
  /** SHA-256 of the raw public key, hexadecimal. */
  readonly fingerprint: string;
  /** 64 bytes for a message. */
  readonly sign: (message: Uint8Array) => Buffer;
};

/** @param seed the 32 bytes that are the private key. */
export function signingKeyOf(seed: Buffer): SigningKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PRIVATE_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = der.subarray(PUBLIC_PREFIX.length);
  return {
    publicKey,
    fingerprint: sha256(publicKey).toString('hex'),
    sign: (message) => signBytes(null, message, privateKey),
  };
}

/** Whether the 64 bytes are a signature of the message by the raw public key. Bytes that are no key sign nothing. */
export function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const key = publicKeyOf(publicKey);
  return key !== null && verifyBytes(null, message, key, signature);
}

function publicKeyOf(raw: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({
      key: Buffer.concat([PUBLIC_PREFIX, raw]),
      format: 'der',
      type: 'spki',
    });
  } catch {
    return null;
  }
}

import { createPublicKey, hash, verify as verifyWith } from 'node:crypto';
import type { Sha256, Verify } from '@ovoz/public-log';

export const sha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer');

/** Ed25519 by a raw public key. A key that is no point of the curve verifies nothing. */
export const verify: Verify = (publicKey, message, signature) => {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verifyWith(null, message, key, signature);
};

export const nodeCrypto = { sha256, verify };

export function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

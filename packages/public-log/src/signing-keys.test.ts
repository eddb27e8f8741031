// Ed25519 of node:crypto for raw keys, as the tests of this package hand it over.
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';
import { test } from 'node:test';
import type { Sign, Verify } from './result-package.ts';

/** RFC 8410: the bytes before a raw key in its DER forms. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/** A key of which the seed is known. */
export function keyOf(seed: Uint8Array): { readonly publicKey: Uint8Array; readonly sign: Sign } {
  const der = Buffer.concat([PRIVATE_PREFIX, seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: Uint8Array.from(spki.subarray(PUBLIC_PREFIX.length)),
    sign: (message) => sign(null, message, key),
  };
}

/** A key for tests, another one for each number. */
export const testKey = (number: number) => keyOf(new Uint8Array(32).fill(number));

export const verifyEd25519: Verify = (publicKey, message, signature) =>
  verify(
    null,
    message,
    createPublicKey({
      key: Buffer.concat([PUBLIC_PREFIX, publicKey]),
      format: 'der',
      type: 'spki',
    }),
    signature,
  );

test('signatures are those of RFC 8032, section 7.1, test 2', () => {
  const seed = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb';
  const key = keyOf(Buffer.from(seed, 'hex'));
  const signature = Buffer.from(key.sign(Uint8Array.of(0x72))).toString('hex');
  assert.match(signature, /^92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da/);
  assert.ok(verifyEd25519(key.publicKey, Uint8Array.of(0x72), Buffer.from(signature, 'hex')));
});

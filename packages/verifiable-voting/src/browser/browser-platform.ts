/**
 * What the package needs from a browser. Nothing here touches a page, so it runs in workers too. Hashes are not
 * WebCrypto's, which answers later only: proofs hash in the middle of their arithmetic.
 */
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ok, refused, type Result } from '@ovoz/basics';
import type { Pbkdf2 } from '../ballots/credential.ts';
import type { Group } from '../groups/group.ts';
import type { Platform } from '../platform.ts';
import { openEd25519Secrets } from '../secrets/ed25519-secrets.ts';
import type { SecretArithmetic } from '../secrets/secret-arithmetic.ts';

const encoder = new TextEncoder();

export const browserPlatform: Platform = {
  sha256: (data) => sha256(typeof data === 'string' ? encoder.encode(data) : data),
  randomBytes: (count) => {
    const { crypto } = globalThis as unknown as { readonly crypto: RandomSource };
    return crypto.getRandomValues(new Uint8Array(count));
  },
};

type RandomSource = { getRandomValues(bytes: Uint8Array): Uint8Array };

export const browserPbkdf2: Pbkdf2 = (password, salt, iterations) =>
  pbkdf2(sha256, password, salt, { c: iterations, dkLen: 32 });

/**
 * Secret arithmetic in a browser: libsodium's on Ed25519. The 2048-bit groups are refused, because browsers have
 * no library that works with secrets of theirs in constant time.
 */
export async function openBrowserSecrets(
  group: Group,
): Promise<Result<SecretArithmetic, 'group-has-no-browser-secrets'>> {
  return group.name === 'Ed25519'
    ? ok(await openEd25519Secrets(group, browserPlatform))
    : refused('group-has-no-browser-secrets');
}

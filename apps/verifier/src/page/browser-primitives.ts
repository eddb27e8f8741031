import { ed25519 } from '@noble/curves/ed25519.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Primitives, SignatureClaim } from '../primitives.ts';

/** Claims that are with the browser at the same time. */
const AT_ONCE = 256;

/**
 * The cryptography of a browser: Ed25519 by WebCrypto where it has it, else by a library, which takes ten times as
 * long. Hashes are of the library, because WebCrypto cannot hash at once.
 */
export async function browserPrimitives(): Promise<Primitives> {
  // The type says that it is always there; browsers leave it out on insecure origins.
  const subtle = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle;
  const hasEd25519 = subtle !== undefined && (await canVerify(subtle));
  return {
    sha256,
    blake2b512: (bytes) => blake2b(bytes, { dkLen: 64 }),
    verifyAll: (claims) => (hasEd25519 ? verifyByBrowser(claims, subtle) : verifyByLibrary(claims)),
  };
}

async function canVerify(subtle: SubtleCrypto): Promise<boolean> {
  try {
    const key = ed25519.getPublicKey(new Uint8Array(32));
    await subtle.importKey('raw', key.slice(), 'Ed25519', false, ['verify']);
    return true;
  } catch {
    return false;
  }
}

async function verifyByBrowser(
  claims: readonly SignatureClaim[],
  subtle: SubtleCrypto,
): Promise<readonly boolean[]> {
  const verdicts: boolean[] = [];
  for (let from = 0; from < claims.length; from += AT_ONCE) {
    const part = claims.slice(from, from + AT_ONCE);
    verdicts.push(...(await Promise.all(part.map((claim) => verifyOne(claim, subtle)))));
  }
  return verdicts;
}

async function verifyOne(
  { publicKey, message, signature }: SignatureClaim,
  subtle: SubtleCrypto,
): Promise<boolean> {
  try {
    const key = await subtle.importKey('raw', publicKey.slice(), 'Ed25519', false, ['verify']);
    return await subtle.verify('Ed25519', key, signature.slice(), message.slice());
  } catch {
    // No point of the curve, or not the length of a key: nothing is signed by it.
    return false;
  }
}

async function verifyByLibrary(claims: readonly SignatureClaim[]): Promise<readonly boolean[]> {
  return claims.map(({ publicKey, message, signature }) => {
    try {
      // RFC 8032, as the platforms verify; the library's own default is more lenient (ZIP 215).
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  });
}

import { sha256 } from '@noble/hashes/sha2.js';

/** A page that does not answer looks broken: it draws between turns of so many tries. */
const TRIES_A_TURN = 2000;

/** Finds a nonce with which SHA-256(challenge, ":", nonce) begins with so many zero bits. */
export async function solvePuzzle(challenge: string, zeroBits: number): Promise<string> {
  const encoder = new TextEncoder();
  for (let count = 0; ; count += 1) {
    const nonce = count.toString(36);
    if (leadingZeroBits(sha256(encoder.encode(`${challenge}:${nonce}`))) >= zeroBits) return nonce;
    if (count % TRIES_A_TURN === 0) {
      await new Promise((resolve) => {
        setTimeout(resolve);
      });
    }
  }
}

function leadingZeroBits(hash: Uint8Array): number {
  const whole = hash.findIndex((byte) => byte !== 0);
  return whole === -1 ? hash.length * 8 : whole * 8 + Math.clz32(hash[whole] ?? 0) - 24;
}

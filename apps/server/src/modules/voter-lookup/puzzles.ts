import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Puzzle } from '@ovoz/contract';
import { sha256 } from '../../platform/evidence.ts';

/** Longer than any telephone takes. */
const LIFETIME_MS = 120_000;
const MAC_BYTES = 12;
/** A second of a telephone; ten under attack. */
const ZERO_BITS = 14;
const ZERO_BITS_UNDER_ATTACK = 17;

export type Puzzles = {
  readonly give: (nowMs: number, isUnderAttack: boolean) => Puzzle;
  /** True once for each solved puzzle of this server that is not too old. */
  readonly take: (
    proof: { readonly challenge: string; readonly nonce: string },
    nowMs: number,
    isUnderAttack: boolean,
  ) => boolean;
};

/** Puzzles that the server need not remember before they are solved: `time.bits.random.mac`. */
export function createPuzzles(secret: Buffer): Puzzles {
  const used = new Map<string, number>();
  const macOf = (text: string) =>
    createHmac('sha256', secret)
      .update(`voter-lookup puzzle v1\n${text}`)
      .digest()
      .subarray(0, MAC_BYTES);
  return {
    give: (nowMs, isUnderAttack) => {
      const zeroBits = isUnderAttack ? ZERO_BITS_UNDER_ATTACK : ZERO_BITS;
      const text = `${nowMs.toString(36)}.${zeroBits}.${randomBytes(9).toString('base64url')}`;
      return { challenge: `${text}.${macOf(text).toString('base64url')}`, zeroBits };
    },
    take: ({ challenge, nonce }, nowMs, isUnderAttack) => {
      const at = challenge.lastIndexOf('.');
      const text = challenge.slice(0, at);
      const mac = Buffer.from(challenge.slice(at + 1), 'base64url');
      if (mac.length !== MAC_BYTES || !timingSafeEqual(mac, macOf(text))) return false;
      const [time = '', bits = ''] = text.split('.');
      const givenMs = Number.parseInt(time, 36);
      if (nowMs - givenMs > LIFETIME_MS) return false;
      if (isUnderAttack && Number(bits) < ZERO_BITS_UNDER_ATTACK) return false;
      if (leadingZeroBits(sha256(`${challenge}:${nonce}`)) < Number(bits)) return false;
      if (used.has(challenge)) return false;
      forgetOld(used, nowMs);
      used.set(challenge, givenMs);
      return true;
    },
  };
}

/** In the order of their use, which is nearly that of their age. */
function forgetOld(used: Map<string, number>, nowMs: number): void {
  for (const [challenge, givenMs] of used) {
    if (nowMs - givenMs <= LIFETIME_MS) break;
    used.delete(challenge);
  }
}

function leadingZeroBits(hash: Buffer): number {
  const whole = hash.findIndex((byte) => byte !== 0);
  if (whole === -1) return hash.length * 8;
  return whole * 8 + Math.clz32(hash[whole] ?? 0) - 24;
}

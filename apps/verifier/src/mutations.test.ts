import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../testing/make-log.ts';
import { smallRecord } from '../testing/small-record.ts';
import { verifyFiles } from '../testing/verify-files.ts';
import { toHex } from './bytes.ts';
import { nodePrimitives } from './node/node-primitives.ts';
import type { Primitives } from './primitives.ts';

const MUTATIONS = 10_000;
const SEED = 0x5eed_0004;

/** Mulberry32: the same seed gives the same mutations. */
function newRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Signatures of what was not changed are verified once: ten thousand records differ in one file each. */
function remembering(primitives: Primitives): Primitives {
  const known = new Map<string, boolean>();
  const nameOf = ({
    publicKey,
    message,
    signature,
  }: Parameters<Primitives['verifyAll']>[0][number]) =>
    `${toHex(publicKey)} ${toHex(signature)} ${toHex(sha256(message))}`;
  return {
    ...primitives,
    verifyAll: async (claims) => {
      const unknown = claims.filter((claim) => !known.has(nameOf(claim)));
      const found = await primitives.verifyAll(unknown);
      for (const [at, claim] of unknown.entries()) known.set(nameOf(claim), found[at] === true);
      return claims.map((claim) => known.get(nameOf(claim)) === true);
    },
  };
}

/** One change somewhere in the bytes: another bit, byte, a byte too many, one too few, an end cut off, two parts swapped. */
function mutated(bytes: Uint8Array, random: () => number): Uint8Array {
  const at = Math.floor(random() * bytes.length);
  const copy = Uint8Array.from(bytes);
  switch (Math.floor(random() * 6)) {
    case 0:
      copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      return copy;
    case 1:
      copy[at] = ((copy[at] ?? 0) + 1 + Math.floor(random() * 255)) % 256;
      return copy;
    case 2:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from([48 + Math.floor(random() * 10)]),
        bytes.subarray(at),
      ]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
    case 4:
      return bytes.slice(0, at);
    default: {
      const other = Math.floor(random() * bytes.length);
      [copy[at], copy[other]] = [copy[other] ?? 0, copy[at] ?? 0];
      return copy;
    }
  }
}

test('ten thousand changes of signed or logged bytes are all detected', async () => {
  const { files } = smallRecord();
  const primitives = remembering(nodePrimitives());
  const verdict = await verifyFiles(files, { primitives });
  assert.equal(verdict.outcome, 'verified', JSON.stringify(verdict.findings));
  const random = newRandom(SEED);
  // The line with the key is neither signed nor logged: who verifies has it from elsewhere.
  const paths = [...files.keys()].filter((path) => path !== 'log/vkey');
  const missed: string[] = [];
  let [made, wrong] = [0, 0];
  while (made < MUTATIONS) {
    const path = paths[Math.floor(random() * paths.length)] ?? '';
    const before = files.get(path) ?? new Uint8Array(0);
    const after = mutated(before, random);
    if (Buffer.from(before).equals(after)) continue;
    made += 1;
    files.set(path, after);
    const { outcome } = await verifyFiles(files, { primitives });
    files.set(path, before);
    if (outcome === 'false') wrong += 1;
    if (outcome === 'verified')
      missed.push(`${path} ${Buffer.from(after).toString('hex').slice(0, 80)}`);
  }
  assert.deepEqual(missed, []);
  // The others are gaps: a checkpoint cut to nothing, a file that is no more the one that was published.
  assert.ok(wrong > MUTATIONS * 0.99, `${wrong} of ${made} were called false`);
});

import type { Primitives } from '../primitives.ts';

/**
 * The Merkle tree of RFC 6962 section 2.1, built whole: a verifier that has all entries needs no proofs. A row of
 * hashes is one array of bytes, 32 each.
 */
export const HASH_BYTES = 32;

/** Hashes on one level of a tile: 2^8. */
const TILE_LEVELS = 8;

/** Hash of a leaf: SHA-256(00 ‖ entry). */
export function leafHash(entry: Uint8Array, sha256: Primitives['sha256']): Uint8Array {
  const message = new Uint8Array(1 + entry.length);
  message.set(entry, 1);
  return sha256(message);
}

export type Tree = {
  readonly size: number;
  readonly root: Uint8Array;
  /** Hashes of the whole subtrees of 256^L leaves, by L: what tiles of level L hold. */
  readonly rows: readonly Uint8Array[];
};

/** The tree over leaves whose hashes are given, one after the other. */
export function buildTree(leaves: Uint8Array, sha256: Primitives['sha256']): Tree {
  const size = leaves.length / HASH_BYTES;
  const rows: Uint8Array[] = [];
  /** Subtrees that have no brother on their right, from the right to the left. */
  const alone: Uint8Array[] = [];
  let row = leaves;
  for (let level = 0; row.length > 0; level += 1) {
    if (level % TILE_LEVELS === 0) rows.push(row);
    const count = row.length / HASH_BYTES;
    if (count % 2 === 1) alone.push(row.subarray(row.length - HASH_BYTES));
    row = rowAbove(row, sha256);
  }
  const [right, ...others] = alone;
  const root = others.reduce(
    (sum, left) => nodeHash(left, sum, sha256),
    right ?? sha256(new Uint8Array(0)),
  );
  return { size, root, rows };
}

/** Hash of a node: SHA-256(01 ‖ left ‖ right). */
function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Primitives['sha256']): Uint8Array {
  const message = new Uint8Array(1 + 2 * HASH_BYTES);
  message[0] = 1;
  message.set(left, 1);
  message.set(right, 1 + HASH_BYTES);
  return sha256(message);
}

function rowAbove(row: Uint8Array, sha256: Primitives['sha256']): Uint8Array {
  const pairs = Math.floor(row.length / (2 * HASH_BYTES));
  const above = new Uint8Array(pairs * HASH_BYTES);
  const message = new Uint8Array(1 + 2 * HASH_BYTES);
  message[0] = 1;
  for (let pair = 0; pair < pairs; pair += 1) {
    const from = pair * 2 * HASH_BYTES;
    message.set(row.subarray(from, from + 2 * HASH_BYTES), 1);
    above.set(sha256(message), pair * HASH_BYTES);
  }
  return above;
}

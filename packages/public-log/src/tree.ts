/**
 * The Merkle tree of RFC 6962, section 2.1 (the same in RFC 9162, section 2.1), over SHA-256.
 *
 * A proof is made of hashes of ranges of leaves, and a range of complete subtrees. A complete subtree of
 * 2^level leaves that begins at leaf index × 2^level is called by its place, so whoever keeps those hashes, in
 * memory or in tiles, can give every proof. Which places a proof needs follows from the sizes alone: they can be
 * fetched first (`placesOf`) and be read afterwards.
 */
import { assert, present } from '@ovoz/basics';
import { sameBytes } from './bytes.ts';
import type { Sha256 } from './result-package.ts';

export const HASH_BYTES = 32;

/** A complete subtree: its 2^level leaves begin at index × 2^level. */
export type Place = { readonly level: number; readonly index: number };
/** The hash of a complete subtree. */
export type HashAt = (level: number, index: number) => Uint8Array;
/** The leaves from `start` up to but without `end`. */
export type LeafRange = { readonly start: number; readonly end: number };

const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

// Two messages that are written again and again: measured, a new array for each costs a third of a hash.
let leafMessage = new Uint8Array(1024);
const nodeMessage = new Uint8Array(1 + 2 * HASH_BYTES);

/**
 * RFC 6962 section 2.1: SHA-256(0x00 ‖ entry).
 * @param sha256 works at once and does not keep the bytes that it is given.
 */
export function leafHash(entry: Uint8Array, sha256: Sha256): Uint8Array {
  const length = entry.length + 1;
  if (leafMessage.length < length) leafMessage = new Uint8Array(2 * length);
  leafMessage[0] = LEAF_PREFIX;
  leafMessage.set(entry, 1);
  return sha256(leafMessage.subarray(0, length));
}

/** RFC 6962 section 2.1: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  assert(left.length === HASH_BYTES && right.length === HASH_BYTES, 'a hash has 32 bytes');
  nodeMessage[0] = NODE_PREFIX;
  nodeMessage.set(left, 1);
  nodeMessage.set(right, 1 + HASH_BYTES);
  return sha256(nodeMessage);
}

/** RFC 6962 section 2.1: the root of the first `size` leaves; of none, SHA-256 of nothing. */
export function rootOf(size: number, hashAt: HashAt, sha256: Sha256): Uint8Array {
  return hashOfRange({ start: 0, end: size }, hashAt, sha256);
}

/** RFC 6962 section 2.1.1: that leaf `index` is in the tree of `size` leaves. */
export function inclusionProof(
  index: number,
  size: number,
  hashAt: HashAt,
  sha256: Sha256,
): readonly Uint8Array[] {
  return inclusionRanges(index, size).map((range) => hashOfRange(range, hashAt, sha256));
}

/** RFC 6962 section 2.1.2: that the tree of `oldSize` leaves is the beginning of that of `newSize`. From 0: empty. */
export function consistencyProof(
  oldSize: number,
  newSize: number,
  hashAt: HashAt,
  sha256: Sha256,
): readonly Uint8Array[] {
  return consistencyRanges(oldSize, newSize).map((range) => hashOfRange(range, hashAt, sha256));
}

/** RFC 9162 section 2.1.3.2. */
export function verifyInclusion(
  proof: readonly Uint8Array[],
  {
    index,
    size,
    leaf,
    root,
  }: {
    readonly index: number;
    readonly size: number;
    readonly leaf: Uint8Array;
    readonly root: Uint8Array;
  },
  sha256: Sha256,
): boolean {
  if (!isIndex(index) || !isIndex(size) || index >= size) return false;
  if (![leaf, ...proof].every(isHash)) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash, sha256);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else {
      hash = nodeHash(hash, sibling, sha256);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameBytes(hash, root);
}

/**
 * RFC 9162 section 2.1.4.2. The empty tree is the beginning of every tree, by the empty proof (C2SP tlog-witness);
 * a tree of the same size must have the same root, by the empty proof.
 */
export function verifyConsistency(
  proof: readonly Uint8Array[],
  older: { readonly size: number; readonly root: Uint8Array },
  newer: { readonly size: number; readonly root: Uint8Array },
  sha256: Sha256,
): boolean {
  if (!isIndex(older.size) || !isIndex(newer.size) || older.size > newer.size) return false;
  if (![older.root, newer.root, ...proof].every(isHash)) return false;
  if (older.size === newer.size) return proof.length === 0 && sameBytes(older.root, newer.root);
  if (older.size === 0)
    return proof.length === 0 && sameBytes(older.root, sha256(new Uint8Array()));
  const path = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof;
  const [first, ...rest] = path;
  if (first === undefined) return false;
  let [at, last] = [older.size - 1, newer.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let [oldHash, newHash] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      oldHash = nodeHash(sibling, oldHash, sha256);
      newHash = nodeHash(sibling, newHash, sha256);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else {
      newHash = nodeHash(newHash, sibling, sha256);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameBytes(oldHash, older.root) && sameBytes(newHash, newer.root);
}

/** Which ranges an inclusion proof hashes, in its order (RFC 6962 section 2.1.1, PATH). */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  assert(isIndex(index) && isIndex(size) && index < size, 'the leaf is in the tree');
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start);
    if (index < middle) {
      ranges.unshift({ start: middle, end });
      end = middle;
    } else {
      ranges.unshift({ start, end: middle });
      start = middle;
    }
  }
  return ranges;
}

/** Which ranges a consistency proof hashes, in its order (RFC 6962 section 2.1.2, SUBPROOF). */
export function consistencyRanges(oldSize: number, newSize: number): readonly LeafRange[] {
  assert(isIndex(oldSize) && isIndex(newSize) && oldSize <= newSize, 'a tree only grows');
  if (oldSize === 0 || oldSize === newSize) return [];
  const ranges: LeafRange[] = [];
  let [start, end] = [0, newSize];
  while (end !== oldSize) {
    const middle = start + largestPowerBelow(end - start);
    if (oldSize <= middle) {
      ranges.unshift({ start: middle, end });
      end = middle;
    } else {
      ranges.unshift({ start, end: middle });
      start = middle;
    }
  }
  return start === 0 ? ranges : [{ start, end }, ...ranges];
}

/** The complete subtrees of a range that a proof or a root hashes, from left to right, from large to small. */
export function placesOf({ start, end }: LeafRange): readonly Place[] {
  const places: Place[] = [];
  for (let at = start; at < end; ) {
    const length = largestPower(end - at);
    const level = Math.log2(length);
    assert(at % length === 0, 'a range of a proof begins where its largest subtree may begin');
    places.push({ level, index: at / length });
    at += length;
  }
  return places;
}

/** RFC 6962 section 2.1: the Merkle tree hash of a range of leaves. */
export function hashOfRange(range: LeafRange, hashAt: HashAt, sha256: Sha256): Uint8Array {
  const hashes = placesOf(range).map(({ level, index }) => hashAt(level, index));
  return foldHashes(hashes, sha256);
}

/**
 * The right edge of a growing tree, at most 53 hashes: enough to append to it and to know its root.
 * (The "compact range" of other implementations.)
 */
export class Frontier {
  readonly #sha256: Sha256;
  /** The complete subtrees from left to right, each smaller than the one before. */
  readonly #peaks: Uint8Array[];
  #size: number;

  /** The empty tree, or the edge of one whose hashes are kept. */
  constructor(sha256: Sha256, size = 0, hashAt?: HashAt) {
    this.#sha256 = sha256;
    this.#size = size;
    this.#peaks = placesOf({ start: 0, end: size }).map(({ level, index }) =>
      present(hashAt, 'a tree with leaves has a reader of hashes')(level, index),
    );
  }

  get size(): number {
    return this.#size;
  }

  /**
   * Appends a leaf by its hash.
   * @param onHash is told of each complete subtree that comes into being, the leaf first.
   */
  append(leaf: Uint8Array, onHash?: (place: Place, hash: Uint8Array) => void): void {
    let [level, index, hash] = [0, this.#size, leaf];
    onHash?.({ level, index }, hash);
    while (index % 2 === 1) {
      const left = present(this.#peaks.pop(), 'left of an odd subtree stands its sibling');
      [level, index, hash] = [level + 1, half(index), nodeHash(left, hash, this.#sha256)];
      onHash?.({ level, index }, hash);
    }
    this.#peaks.push(hash);
    this.#size += 1;
  }

  root(): Uint8Array {
    return foldHashes(this.#peaks, this.#sha256);
  }
}

/** From the smallest subtree on the right to the largest on the left. */
function foldHashes(hashes: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  if (hashes.length === 0) return sha256(new Uint8Array());
  return hashes.reduceRight((right, left) => nodeHash(left, right, sha256));
}

/** RFC 6962's k: the largest power of two smaller than n, for n > 1. */
function largestPowerBelow(n: number): number {
  const power = largestPower(n);
  return power === n ? n / 2 : power;
}

/** The largest power of two that is not above n, for n > 0. */
function largestPower(n: number): number {
  const power = 2 ** Math.floor(Math.log2(n));
  // The logarithm is rounded: of 2^53 - 1 it is 53.
  return power > n ? power / 2 : power;
}

// Sizes may pass 2^31, where shifts of 32 bits end.
function half(n: number): number {
  return Math.floor(n / 2);
}

function isPowerOfTwo(n: number): boolean {
  return largestPower(n) === n;
}

function isIndex(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}

/**
 * The files of a log, C2SP tlog-tiles (https://c2sp.org/tlog-tiles): tiles of 256 hashes, bundles of 256 entries.
 */
import { assert, present } from '@ovoz/basics';
import { joinBytes } from './bytes.ts';
import { HASH_BYTES, type HashAt, type LeafRange, nodeHash, type Place, placesOf } from './tree.ts';
import type { Sha256 } from './result-package.ts';

export const TILE_WIDTH = 256;
/** Levels of the tree in one tile: 2^8 = 256. */
export const TILE_HEIGHT = 8;
/** An entry stands behind its length in two bytes. */
export const MAX_ENTRY_BYTES = 65_535;
/** Sizes are at most 2^53 - 1, so levels of tiles end at 6. */
const MAX_TILE_LEVEL = 6;

/** Hashes of tree level 8 × `level`, from 256 × `index` on. Partial when `width` is below 256. */
export type Tile = { readonly level: number; readonly index: number; readonly width: number };
/** The bundle of the entries from 256 × `index` on. */
export type Bundle = { readonly index: number; readonly width: number };

/** `tile/0/x001/x234/067.p/8`, below the prefix of the log. */
export function tilePath({ level, index, width }: Tile): string {
  return `tile/${level}/${indexPath(index)}${partialPath(width)}`;
}

/** `tile/entries/x001/x234/067.p/8`, below the prefix of the log. */
export function bundlePath({ index, width }: Bundle): string {
  return `tile/entries/${indexPath(index)}${partialPath(width)}`;
}

function indexPath(index: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? [];
  return groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/');
}

function partialPath(width: number): string {
  assert(
    Number.isInteger(width) && width >= 1 && width <= TILE_WIDTH,
    'a tile has 1 to 256 hashes',
  );
  return width === TILE_WIDTH ? '' : `.p/${width}`;
}

/** What a path below the prefix names; null when no log of the layout has it. */
export function parseTilePath(
  path: string,
): Tile | (Bundle & { readonly level: 'entries' }) | null {
  const found = /^tile\/(entries|\d)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (found === null) return null;
  const [, level = '', groups = '', partial] = found;
  const index = Number(groups.replaceAll(/[x/]/g, ''));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  const isWritable = Number.isSafeInteger(index) && indexPath(index) === groups;
  if (!isWritable || (partial !== undefined && width >= TILE_WIDTH)) return null;
  if (level === 'entries') return { level, index, width };
  return Number(level) <= MAX_TILE_LEVEL ? { level: Number(level), index, width } : null;
}

/** The tiles of hashes in which a tree of `newSize` differs from one of `oldSize`: what its growth writes. */
export function tilesOfGrowth(oldSize: number, newSize: number): readonly Tile[] {
  assert(oldSize <= newSize, 'a tree only grows');
  const tiles: Tile[] = [];
  for (let level = 0; level <= MAX_TILE_LEVEL; level += 1) {
    const [before, after] = [hashesAt(level, oldSize), hashesAt(level, newSize)];
    for (const { index, width } of bundlesBetween(before, after)) {
      tiles.push({ level, index, width });
    }
  }
  return tiles;
}

/** The bundles of entries that the growth writes. */
export function bundlesOfGrowth(oldSize: number, newSize: number): readonly Bundle[] {
  assert(oldSize <= newSize, 'a tree only grows');
  return bundlesBetween(oldSize, newSize);
}

function bundlesBetween(before: number, after: number): readonly Bundle[] {
  const bundles: Bundle[] = [];
  if (before === after) return bundles;
  for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < after; index += 1) {
    bundles.push({ index, width: Math.min(TILE_WIDTH, after - index * TILE_WIDTH) });
  }
  return bundles;
}

/** How many hashes all tiles of a level have: floor(size / 256^level). */
function hashesAt(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** The tile of a tree of `size` leaves in which the hash of a subtree stands, or from which it follows. */
export function tileOf({ level, index }: Place, size: number): Tile {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const first = index * 2 ** (level % TILE_HEIGHT);
  const tileIndex = Math.floor(first / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, hashesAt(tileLevel, size) - tileIndex * TILE_WIDTH);
  assert((index + 1) * 2 ** level <= size, 'the subtree is complete in the tree');
  return { level: tileLevel, index: tileIndex, width };
}

/** Every tile, once, that is needed to hash the ranges of proofs and roots in a tree of `size` leaves. */
export function tilesFor(ranges: readonly LeafRange[], size: number): readonly Tile[] {
  const tiles = new Map<string, Tile>();
  for (const place of ranges.flatMap(placesOf)) {
    const tile = tileOf(place, size);
    tiles.set(tilePath(tile), tile);
  }
  return [...tiles.values()];
}

/**
 * Hashes of a tree of `size` leaves, read from its tiles.
 * @param readTile the bytes of a tile; more than its width are allowed, since the whole tile may have taken the
 *   place of a partial one. Bytes that are not from the signed tree lead to a root that is not the signed one.
 */
export function hashesInTiles(
  size: number,
  readTile: (tile: Tile) => Uint8Array,
  sha256: Sha256,
): HashAt {
  return (level, index) => {
    const tile = tileOf({ level, index }, size);
    const bytes = readTile(tile);
    assert(bytes.length >= tile.width * HASH_BYTES, 'a tile has the hashes of its width');
    const first = index * 2 ** (level % TILE_HEIGHT) - tile.index * TILE_WIDTH;
    let hashes = Array.from({ length: 2 ** (level % TILE_HEIGHT) }, (_, at) =>
      bytes.subarray((first + at) * HASH_BYTES, (first + at + 1) * HASH_BYTES),
    );
    while (hashes.length > 1) hashes = hashPairs(hashes, sha256);
    return present(hashes[0], 'the hashes of a subtree end in one');
  };
}

function hashPairs(hashes: readonly Uint8Array[], sha256: Sha256): Uint8Array[] {
  const next: Uint8Array[] = [];
  for (let at = 0; at + 1 < hashes.length; at += 2) {
    const [left, right] = [hashes[at], hashes[at + 1]];
    assert(left !== undefined && right !== undefined, 'hashes come in pairs');
    next.push(nodeHash(left, right, sha256));
  }
  return next;
}

/** A bundle of entries: each after its length in two bytes, most significant first. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  return joinBytes(...entries.flatMap((entry) => [lengthOf(entry), entry]));
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  assert(length <= MAX_ENTRY_BYTES, 'an entry has at most 65,535 bytes');
  return Uint8Array.of(length >> 8, length & 0xff);
}

/** The entries of a bundle, as parts of its bytes; null when they are not `width` entries and nothing else. */
export function decodeBundle(bytes: Uint8Array, width: number): readonly Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [high, low] = [bytes[at], bytes[at + 1]];
    if (high === undefined || low === undefined) return null;
    const end = at + 2 + high * 256 + low;
    if (end > bytes.length) return null;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries.length === width ? entries : null;
}

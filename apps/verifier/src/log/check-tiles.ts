import { sameBytes } from '../bytes.ts';
import type { Findings } from '../findings.ts';
import { type RecordSource, TooLarge } from '../sources/record-source.ts';
import { HASH_BYTES, type Tree } from './merkle-tree.ts';
import {
  entriesIn,
  MAX_BUNDLE_BYTES,
  TILE_WIDTH,
  type Tile,
  tileOf,
  tilePath,
  widthOf,
} from './tile-files.ts';

const MAX_TILE_BYTES = TILE_WIDTH * HASH_BYTES;
/** Files that are asked for at the same time. */
const AT_ONCE = 16;

/**
 * Compares every tile of hashes with the tree that follows from the entries, and bundles of entries that are beside
 * those that were read. Where the source can list its files all of them are looked at, else those that belong there.
 */
export async function checkTiles(
  source: RecordSource,
  tree: Tree,
  files: ReadonlySet<string> | null,
  findings: Findings,
): Promise<void> {
  const due = tilesOf(tree);
  const there = [...(files ?? [])].filter((path) => path.startsWith('log/tile/'));
  const wanted = new Map<string, Tile>(
    due.map((tile) => [tilePath(tile.level, tile.number, tile.width), tile]),
  );
  for (const path of there) {
    const tile = tileOf(path);
    if (tile !== null) wanted.set(path, tile);
  }
  const all = [...wanted];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE);
    await Promise.all(
      some.map(([path, tile]) => checkTile({ source, tree, findings }, path, tile)),
    );
  }
}

/** Tiles of hashes that a tree of this size has. */
function tilesOf(tree: Tree): readonly (Tile & { readonly level: number })[] {
  return tree.rows.flatMap((row, level) => {
    const count = row.length / HASH_BYTES;
    return Array.from({ length: Math.ceil(count / TILE_WIDTH) }, (_, number) => ({
      level,
      number,
      width: widthOf(number, count),
    }));
  });
}

type Checking = {
  readonly source: RecordSource;
  readonly tree: Tree;
  readonly findings: Findings;
};

async function checkTile(checking: Checking, path: string, tile: Tile): Promise<void> {
  const { source, tree, findings } = checking;
  const count =
    tile.level === 'entries' ? tree.size : (tree.rows[tile.level]?.length ?? 0) / HASH_BYTES;
  const width = Math.min(tile.width, widthOf(tile.number, count));
  if (width < tile.width) {
    const sentence = `This holds more than the ${tree.size} entries of the checkpoint: the log went on while the record was copied.`;
    findings.add({ severity: 'note', code: 'log-beyond-checkpoint', place: path, sentence });
    if (width === 0) return;
  }
  const bytes = await readTile(source, path, tile);
  if (bytes === null) {
    const whole = tilePath(tile.level, tile.number, TILE_WIDTH);
    const isReplaced = tile.width < TILE_WIDTH && (await readTile(source, whole, tile)) !== null;
    const sentence = 'A tile of hashes is missing; the tree was worked out without it.';
    if (!isReplaced)
      findings.add({ severity: 'gap', code: 'log-tile-missing', place: path, sentence });
    return;
  }
  if (tile.level === 'entries') await checkBundle(checking, path, tile, bytes);
  else checkHashes(checking, path, { ...tile, level: tile.level, width: tile.width }, bytes, width);
}

async function readTile(
  source: RecordSource,
  path: string,
  { level }: Tile,
): Promise<Uint8Array | null> {
  try {
    return await source.read(path, level === 'entries' ? MAX_BUNDLE_BYTES : MAX_TILE_BYTES);
  } catch (error) {
    // Longer than a tile can be: it is compared, and differs.
    if (error instanceof TooLarge) return new Uint8Array(0);
    throw error;
  }
}

function checkHashes(
  { tree, findings }: Checking,
  path: string,
  tile: Tile & { readonly level: number },
  bytes: Uint8Array,
  width: number,
): void {
  const from = tile.number * TILE_WIDTH * HASH_BYTES;
  const own = tree.rows[tile.level]?.subarray(from, from + width * HASH_BYTES) ?? new Uint8Array(0);
  const isWhole = bytes.length === tile.width * HASH_BYTES;
  if (isWhole && sameBytes(own, bytes.subarray(0, own.length))) return;
  const at = firstDifference(own, bytes) * TILE_WIDTH ** tile.level;
  const leaf = tile.number * TILE_WIDTH ** (tile.level + 1) + at;
  findings.add({
    severity: 'false',
    code: 'log-tile-wrong',
    place: path,
    sentence: `The hashes of this tile do not follow from the entries, from entry ${leaf} on.`,
  });
}

/** Place of the first hash that differs. */
function firstDifference(a: Uint8Array, b: Uint8Array): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return Math.floor(at / HASH_BYTES);
}

/** A bundle beside the one that was read has the same entries. */
async function checkBundle(
  { source, tree, findings }: Checking,
  path: string,
  tile: Tile,
  bytes: Uint8Array,
): Promise<void> {
  const width = widthOf(tile.number, tree.size);
  const readPath = tilePath('entries', tile.number, width);
  if (path === readPath) return;
  const read = await source.read(readPath, MAX_BUNDLE_BYTES);
  // The whole one was read in place of the partial one.
  if (read === null) return;
  const shorter = read.length < bytes.length ? read : bytes;
  const longer = shorter === read ? bytes : read;
  const isPrefix = sameBytes(shorter, longer.subarray(0, shorter.length));
  if (isPrefix && entriesIn(bytes, tile.width) !== null) return;
  const sentence = 'This holds other entries than the bundle that the log consists of.';
  findings.add({ severity: 'false', code: 'log-entries-differ', place: path, sentence });
}

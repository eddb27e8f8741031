import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { present } from '@ovoz/basics';
import type { Anchor } from '@ovoz/contract';
import {
  bundlePath,
  decodeBundle,
  formatNote,
  HASH_BYTES,
  hashesInTiles,
  inclusionProof,
  inclusionRanges,
  type SignedCheckpoint,
  TILE_WIDTH,
  type Tile,
  tilePath,
  tilesFor,
  toBase64,
} from '@ovoz/public-log';
import { sha256 } from '../../platform/evidence.ts';
import { readIfThere } from './durable-file.ts';
import type { LogIdentity } from './log-identity.ts';
import { lookupFolder } from './lookup-files.ts';
import { CHECKPOINT, PUBLIC_CHECKPOINT, readCheckpoint } from './signed-state.ts';

/**
 * An entry with the proof of its place, from the published files alone: what anybody could put together.
 * @param hash SHA-256 of the entry, hexadecimal.
 * @returns null while no checkpoint closes it.
 */
export async function anchorOf(identity: LogIdentity, hash: string): Promise<Anchor | null> {
  const index = await placeOf(identity, hash);
  if (index === null) return null;
  const chosen = await checkpointWith(identity, index);
  if (chosen === null) return null;
  const { size, note } = chosen.checkpoint;
  const entry = await entryAt(identity.folder, index, size);
  return {
    index,
    entry: Buffer.from(entry).toString('utf8'),
    proof: (await proofOf(identity.folder, index, size)).map(toBase64),
    checkpoint: formatNote(note),
    public: chosen.public,
  };
}

/** Where the entry stands, by the lookup lines. */
async function placeOf({ folder }: LogIdentity, hash: string): Promise<number | null> {
  const bytes = await readIfThere(join(lookupFolder(folder), hash.slice(0, 2)));
  const text = bytes?.toString('latin1') ?? '';
  const from = text.indexOf(`${hash} `);
  const end = text.indexOf('\n', from);
  return from < 0 || end < 0 ? null : Number(text.slice(from + hash.length + 1, end));
}

/** The public checkpoint when it closes the entry, else the newest one when that does. */
async function checkpointWith(
  identity: LogIdentity,
  index: number,
): Promise<{ readonly checkpoint: SignedCheckpoint; readonly public: boolean } | null> {
  for (const name of [PUBLIC_CHECKPOINT, CHECKPOINT]) {
    const checkpoint = await readCheckpoint(identity, join(identity.folder, name));
    if (checkpoint === null || checkpoint === 'damaged' || checkpoint.size <= index) continue;
    return { checkpoint, public: name === PUBLIC_CHECKPOINT };
  }
  return null;
}

async function proofOf(
  folder: string,
  index: number,
  size: number,
): Promise<readonly Uint8Array[]> {
  const tiles = new Map<string, Buffer>();
  for (const tile of tilesFor(inclusionRanges(index, size), size)) {
    tiles.set(tilePath(tile), await readTile(folder, tile));
  }
  const read = (tile: Tile) =>
    present(tiles.get(tilePath(tile)), 'tiles of a proof are read first');
  return inclusionProof(index, size, hashesInTiles(size, read, sha256), sha256);
}

/** The partial tile, or the whole one that took its place. */
async function readTile(folder: string, tile: Tile): Promise<Buffer> {
  const bytes =
    (await readIfThere(join(folder, tilePath(tile)))) ??
    (await readFile(join(folder, tilePath({ ...tile, width: TILE_WIDTH }))));
  return bytes.subarray(0, tile.width * HASH_BYTES);
}

async function entryAt(folder: string, index: number, size: number): Promise<Uint8Array> {
  const bundle = Math.floor(index / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, size - bundle * TILE_WIDTH);
  const partial = await readIfThere(join(folder, bundlePath({ index: bundle, width })));
  const entries =
    partial === null
      ? decodeBundle(
          await readFile(join(folder, bundlePath({ index: bundle, width: TILE_WIDTH }))),
          TILE_WIDTH,
        )
      : decodeBundle(partial, width);
  return present(entries?.[index - bundle * TILE_WIDTH], 'a bundle has the entries of its width');
}

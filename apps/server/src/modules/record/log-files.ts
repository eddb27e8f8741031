import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Bundle,
  bundlePath,
  HASH_BYTES,
  TILE_WIDTH,
  type Tile,
  tilePath,
} from '@ovoz/public-log';
import { readIfThere, writeDurably } from './durable-file.ts';
import { LogFaultFound } from './log-fault.ts';
import { filesOfGrowth, type TileBuffer } from './tile-buffer.ts';

/** A file of the log as it has to be. `signedBytes`: how many of its first bytes a signed checkpoint covers. */
type ExpectedFile = {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly signedBytes: number;
  /** Folder of the partial tiles that the whole one takes the place of; null for a partial one. */
  readonly partials: string | null;
};

/** Writes the tiles that are finished since the tree had `oldSize` leaves; partial ones of before are removed. */
export async function writeWhole(
  folder: string,
  buffer: TileBuffer,
  oldSize: number,
): Promise<void> {
  for (const { path, bytes, partials } of wholeFiles(buffer, oldSize, 0)) {
    await writeDurably(join(folder, path), bytes);
    if (partials !== null) await rm(join(folder, partials), { recursive: true, force: true });
  }
}

/** Writes the partial tiles that a checkpoint of the present size names. */
export async function writePartial(
  folder: string,
  buffer: TileBuffer,
  oldSize: number,
): Promise<void> {
  for (const { path, bytes } of partialFiles(buffer, oldSize)) {
    await writeDurably(join(folder, path), bytes);
  }
}

/**
 * Compares whole tiles with what the database says: what is missing is written, what differs is written again when
 * no checkpoint covers it.
 * @throws LogFaultFound `log-file-altered`
 */
export async function mendWhole(
  folder: string,
  buffer: TileBuffer,
  oldSize: number,
  signedSize: number,
): Promise<void> {
  for (const { path, bytes, signedBytes, partials } of wholeFiles(buffer, oldSize, signedSize)) {
    const before = await readIfThere(join(folder, path));
    if (before === null || !before.equals(bytes)) {
      if (before !== null) requireSigned(path, bytes.subarray(0, signedBytes), before);
      await writeDurably(join(folder, path), bytes);
    }
    if (partials !== null) await rm(join(folder, partials), { recursive: true, force: true });
  }
}

function requireSigned(path: string, signed: Uint8Array, found: Buffer): void {
  if (found.subarray(0, signed.length).equals(signed)) return;
  throw new LogFaultFound(
    'log-file-altered',
    `${path} is not what a signed checkpoint closes; the database still has it as it was.`,
  );
}

function wholeFiles(
  buffer: TileBuffer,
  oldSize: number,
  signedSize: number,
): readonly ExpectedFile[] {
  const { tiles, bundles } = filesOfGrowth(oldSize, buffer.size()).whole;
  return [
    ...tiles.map((tile) => ({
      path: tilePath(tile),
      bytes: buffer.tile(tile),
      signedBytes: HASH_BYTES * covered(Math.floor(signedSize / TILE_WIDTH ** tile.level), tile),
      partials: `${tilePath(tile)}.p`,
    })),
    ...bundles.map((bundle) => ({
      path: bundlePath(bundle),
      bytes: buffer.bundle(bundle),
      signedBytes: signedBundleBytes(buffer, bundle, covered(signedSize, bundle)),
      partials: `${bundlePath(bundle)}.p`,
    })),
  ];
}

function signedBundleBytes(buffer: TileBuffer, bundle: Bundle, entries: number): number {
  return entries === 0 ? 0 : buffer.bundle({ ...bundle, width: entries }).length;
}

/** How many of the first things of a tile are among the first `signed` of its level. */
function covered(signed: number, { index }: Pick<Tile, 'index'>): number {
  return Math.min(TILE_WIDTH, Math.max(0, signed - index * TILE_WIDTH));
}

export function partialFiles(
  buffer: TileBuffer,
  oldSize: number,
): readonly { readonly path: string; readonly bytes: Uint8Array }[] {
  const { tiles, bundles } = filesOfGrowth(oldSize, buffer.size()).partial;
  return [
    ...tiles.map((tile) => ({ path: tilePath(tile), bytes: buffer.tile(tile) })),
    ...bundles.map((bundle) => ({ path: bundlePath(bundle), bytes: buffer.bundle(bundle) })),
  ];
}

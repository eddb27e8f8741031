import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundlePath, parseTilePath, TILE_WIDTH, tilePath } from '@ovoz/public-log';
import { readIfThere, writeDurably } from './durable-file.ts';
import { LogFaultFound } from './log-fault.ts';
import type { TileBuffer } from './tile-buffer.ts';

/** A tile at the right edge: of which widths there may be files, and what they hold. */
type Edge = {
  /** Path of the widest partial file, or of the whole one when nothing is in the tile yet. */
  readonly folder: string;
  readonly whole: string;
  readonly width: number;
  readonly signedWidth: number;
  readonly bytes: (width: number) => Uint8Array;
};

/**
 * Compares the partial tiles at the right edge of the tree with what the database says. What no checkpoint covers and
 * is not so goes away: a database that was restored with its state begins to write there anew.
 * @throws LogFaultFound `log-file-altered`
 */
export async function mendPartial(
  folder: string,
  buffer: TileBuffer,
  signedSize: number,
): Promise<void> {
  for (const edge of edgesOf(buffer, signedSize)) {
    await mendEdge(folder, edge);
  }
  await removeBeyond(folder, buffer.size());
}

/** Nothing that was signed stands beyond the right edge: the tree is not smaller than what was signed. */
async function removeBeyond(folder: string, size: number): Promise<void> {
  for (const name of await namesIn(join(folder, 'tile'), true)) {
    const tile = parseTilePath(`tile/${name}`);
    if (tile === null) continue;
    const level = tile.level === 'entries' ? 0 : tile.level;
    if (tile.index * TILE_WIDTH >= Math.floor(size / TILE_WIDTH ** level)) {
      await rm(join(folder, 'tile', name), { force: true });
    }
  }
}

async function mendEdge(folder: string, edge: Edge): Promise<void> {
  // A whole tile where the tree has no whole one: the beginning of it may be signed.
  await mendFile(folder, edge.whole, TILE_WIDTH, edge);
  for (const name of await namesIn(join(folder, edge.folder))) {
    await mendFile(folder, `${edge.folder}/${name}`, Number(name), edge);
  }
  if (edge.width > 0) {
    const path = `${edge.folder}/${edge.width}`;
    const bytes = edge.bytes(edge.width);
    const before = await readIfThere(join(folder, path));
    if (before?.equals(bytes) !== true) await writeDurably(join(folder, path), bytes);
  }
}

async function mendFile(folder: string, path: string, width: number, edge: Edge): Promise<void> {
  const found = await readIfThere(join(folder, path));
  if (found === null) return;
  const isOurs = Number.isInteger(width) && width >= 1 && width <= edge.width;
  if (isOurs && found.equals(edge.bytes(width))) return;
  const signed = edge.bytes(Math.min(isOurs ? width : TILE_WIDTH, edge.signedWidth));
  if (!found.subarray(0, signed.length).equals(signed)) {
    throw new LogFaultFound(
      'log-file-altered',
      `${path} is not what a signed checkpoint closes; the database still has it as it was.`,
    );
  }
  await rm(join(folder, path), { force: true });
}

function edgesOf(buffer: TileBuffer, signedSize: number): readonly Edge[] {
  const size = buffer.size();
  const edges: Edge[] = [];
  for (let level = 0, count = size, signed = signedSize; level <= MAX_LEVEL; level += 1) {
    edges.push(
      edgeOf(count, signed, {
        pathOf: (index, width) => tilePath({ level, index, width }),
        bytesOf: (index, width) => buffer.tile({ level, index, width }),
      }),
    );
    if (count === 0) break;
    [count, signed] = [Math.floor(count / TILE_WIDTH), Math.floor(signed / TILE_WIDTH)];
  }
  edges.push(
    edgeOf(size, signedSize, {
      pathOf: (index, width) => bundlePath({ index, width }),
      bytesOf: (index, width) => buffer.bundle({ index, width }),
    }),
  );
  return edges;
}

/** Tiles have levels 0 to 6. */
const MAX_LEVEL = 6;

function edgeOf(
  count: number,
  signed: number,
  {
    pathOf,
    bytesOf,
  }: {
    readonly pathOf: (index: number, width: number) => string;
    readonly bytesOf: (index: number, width: number) => Uint8Array;
  },
): Edge {
  const index = Math.floor(count / TILE_WIDTH);
  return {
    folder: dirname(pathOf(index, 1)),
    whole: pathOf(index, TILE_WIDTH),
    width: count - index * TILE_WIDTH,
    signedWidth: Math.max(0, signed - index * TILE_WIDTH),
    bytes: (width) => (width === 0 ? new Uint8Array() : bytesOf(index, width)),
  };
}

async function namesIn(folder: string, recursive = false): Promise<readonly string[]> {
  try {
    return await readdir(folder, { recursive });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

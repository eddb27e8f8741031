import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bundlePath,
  bundlesOfGrowth,
  decodeBundle,
  Frontier,
  leafHash,
  openCheckpoint,
  parseTilePath,
  TILE_WIDTH,
  tilePath,
  tilesOfGrowth,
} from '@ovoz/public-log';
import { present } from '@ovoz/basics';
import { verifyEd25519 } from '../src/platform/ed25519.ts';
import { sha256 } from '../src/platform/evidence.ts';
import type { LogIdentity } from '../src/modules/record/log-identity.ts';

export type ReadLog = {
  readonly size: number;
  readonly root: Buffer;
  readonly entries: readonly string[];
};

/** Reads the files of a log as a stranger would, and asserts that everything in them follows from the entries. */
export function readLog({ folder, key }: LogIdentity): ReadLog {
  const note = readFileSync(join(folder, 'checkpoint'), 'utf8');
  const opened = openCheckpoint(note, key, verifyEd25519);
  assert.ok(opened.ok, 'the checkpoint is signed by the log');
  const { size, root } = opened.value;
  const entries = bundlesOfGrowth(0, size).flatMap((bundle) => {
    const bytes = readFileSync(join(folder, bundlePath(bundle)));
    return [...(decodeBundle(bytes, bundle.width) ?? assert.fail(`bundle ${bundle.index}`))];
  });
  const frontier = new Frontier(sha256);
  const levels: Uint8Array[][] = [];
  for (const entry of entries) {
    frontier.append(leafHash(entry, sha256), ({ level }, hash) => {
      if (level % 8 !== 0) return;
      levels[level / 8] ??= [];
      levels[level / 8]?.push(hash);
    });
  }
  assert.equal(entries.length, size);
  assert.deepEqual(Buffer.from(root), Buffer.from(frontier.root()), 'the root follows');
  for (const tile of tilesOfGrowth(0, size)) {
    const expected = Buffer.concat(
      present(levels[tile.level], 'the level is there').slice(
        tile.index * TILE_WIDTH,
        tile.index * TILE_WIDTH + tile.width,
      ),
    );
    assert.deepEqual(readFileSync(join(folder, tilePath(tile))), expected, tilePath(tile));
  }
  requireNoOtherTiles(folder, levels, entries);
  return {
    size,
    root: Buffer.from(root),
    entries: entries.map((entry) => Buffer.from(entry).toString()),
  };
}

/** Partial tiles of earlier sizes may stand there, but only such as follow from the entries, too. */
function requireNoOtherTiles(
  folder: string,
  levels: readonly Uint8Array[][],
  entries: readonly Uint8Array[],
): void {
  for (const name of readdirSync(join(folder, 'tile'), { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const path = join(name.parentPath, name.name).slice(folder.length + 1);
    const tile = parseTilePath(path) ?? assert.fail(`${path} is no tile`);
    const from = tile.index * TILE_WIDTH;
    const bytes = readFileSync(join(folder, path));
    if (tile.level === 'entries') {
      const read = decodeBundle(bytes, tile.width) ?? assert.fail(path);
      assert.deepEqual(read.map(String), entries.slice(from, from + tile.width).map(String), path);
    } else {
      const hashes = levels[tile.level]?.slice(from, from + tile.width) ?? [];
      assert.equal(hashes.length, tile.width, path);
      assert.deepEqual(bytes, Buffer.concat(hashes), path);
    }
  }
}

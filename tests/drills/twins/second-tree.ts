import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { present } from '@ovoz/basics';
import {
  bundlePath,
  bundlesOfGrowth,
  decodeBundle,
  encodeBundle,
  Frontier,
  TILE_WIDTH,
  leafHash,
  parseSignedCheckpoint,
  parseVkey,
  signCheckpoint,
  TILE_HEIGHT,
  tilePath,
  tilesOfGrowth,
} from '@ovoz/public-log';
import { signingKeyOf } from '../../../apps/server/src/platform/ed25519.ts';
import type { Stage } from './stage.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/**
 * What an operator does who shows one observer another history: copies the published record, alters the first
 * entry that names a role, makes all tiles anew, and signs a checkpoint of the same size with the key of the log.
 * @returns the folder of the second record.
 */
export function makeSecondTree(stage: Stage): string {
  const folder = join(stage.folder, 'second');
  cpSync(stage.published, folder, { recursive: true });
  const log = join(folder, 'log');
  const key = parseVkey(readFileSync(join(log, 'vkey'), 'utf8').trim(), sha256);
  const note = parseSignedCheckpoint(readFileSync(join(log, 'checkpoint'), 'utf8'));
  if (!key.ok || !note.ok) throw new Error('the honest log is one');
  const { origin, size } = note.value;
  const entries = readEntries(log, size);
  const at = entries.findIndex((entry) => Buffer.from(entry).includes('"role":"'));
  entries[at] = Buffer.from(
    Buffer.from(present(entries[at], 'somebody acted'))
      .toString()
      .replace(/"role":"[a-z-]+"/, '"role":"observer"'),
  );
  rmSync(join(log, 'tile'), { recursive: true });
  const root = writeTiles(log, entries);
  const { sign } = signingKeyOf(readFileSync(join(stage.data, 'keys', 'log.key')));
  writeFileSync(join(log, 'checkpoint'), signCheckpoint({ origin, size, root }, key.value, sign));
  return folder;
}

function readEntries(log: string, size: number): Uint8Array[] {
  return bundlesOfGrowth(0, size).flatMap((bundle) => {
    const bytes = readFileSync(join(log, bundlePath(bundle)));
    return [...present(decodeBundle(bytes, bundle.width), 'the honest log is whole')];
  });
}

/** @returns the root. */
function writeTiles(log: string, entries: readonly Uint8Array[]): Uint8Array {
  const hashes = new Map<string, Uint8Array>();
  const tree = new Frontier(sha256);
  for (const entry of entries) {
    tree.append(leafHash(entry, sha256), ({ level, index }, hash) => {
      if (level % TILE_HEIGHT === 0) hashes.set(`${level / TILE_HEIGHT}/${index}`, hash);
    });
  }
  const write = (path: string, bytes: Uint8Array) => {
    mkdirSync(dirname(join(log, path)), { recursive: true });
    writeFileSync(join(log, path), bytes);
  };
  for (const tile of tilesOfGrowth(0, entries.length)) {
    const first = tile.index * TILE_WIDTH;
    const own = Array.from({ length: tile.width }, (_, at) =>
      present(hashes.get(`${tile.level}/${first + at}`), 'a tile holds complete subtrees'),
    );
    write(tilePath(tile), Buffer.concat(own));
  }
  for (const bundle of bundlesOfGrowth(0, entries.length)) {
    const first = bundle.index * TILE_WIDTH;
    write(bundlePath(bundle), encodeBundle(entries.slice(first, first + bundle.width)));
  }
  return tree.root();
}

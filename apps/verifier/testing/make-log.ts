import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  bundlePath,
  bundlesOfGrowth,
  ED25519,
  encodeBundle,
  formatVkey,
  Frontier,
  HASH_BYTES,
  leafHash,
  type NoteKey,
  noteKey,
  signCheckpoint,
  TILE_HEIGHT,
  TILE_WIDTH,
  tilePath,
  tilesOfGrowth,
} from '@ovoz/public-log';

/** A record in the making: files by path. */
export type Files = Map<string, Uint8Array>;

export type Signer = {
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
};

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** An Ed25519 key of this run. */
export function newSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { publicKey: rawKey(publicKey), sign: (message) => sign(null, message, privateKey) };
}

function rawKey(key: KeyObject): Uint8Array {
  return key.export({ format: 'der', type: 'spki' }).subarray(-32);
}

export const ORIGIN = 'ovoz.log/test-installation/public';

export type LogSigner = { readonly key: NoteKey; readonly signer: Signer };

export function newLogSigner(): LogSigner {
  const signer = newSigner();
  return { key: noteKey(ORIGIN, signer.publicKey, ED25519, sha256), signer };
}

/** Writes a log of these entries as the sequencer publishes it, by `packages/public-log`. */
export function writeLog(files: Files, entries: readonly Uint8Array[], log: LogSigner): void {
  const hashes = new Map<string, Uint8Array>();
  const frontier = new Frontier(sha256);
  for (const entry of entries) {
    frontier.append(leafHash(entry, sha256), ({ level, index }, hash) => {
      hashes.set(`${level}/${index}`, Uint8Array.from(hash));
    });
  }
  // A map allows for taking away what is looked at.
  for (const path of files.keys()) if (path.startsWith('log/')) files.delete(path);
  for (const { level, index, width } of tilesOfGrowth(0, entries.length)) {
    const bytes = new Uint8Array(width * HASH_BYTES);
    for (let at = 0; at < width; at += 1) {
      const place = `${level * TILE_HEIGHT}/${index * TILE_WIDTH + at}`;
      bytes.set(hashes.get(place) ?? new Uint8Array(HASH_BYTES), at * HASH_BYTES);
    }
    files.set(`log/${tilePath({ level, index, width })}`, bytes);
  }
  for (const { index, width } of bundlesOfGrowth(0, entries.length)) {
    const own = entries.slice(index * TILE_WIDTH, index * TILE_WIDTH + width);
    files.set(`log/${bundlePath({ index, width })}`, encodeBundle(own));
  }
  const checkpoint = { origin: ORIGIN, size: entries.length, root: frontier.root() };
  files.set('log/checkpoint', utf8(signCheckpoint(checkpoint, log.key, log.signer.sign)));
  files.set('log/vkey', utf8(`${formatVkey(log.key)}\n`));
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

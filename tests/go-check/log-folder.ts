import {
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  sign as signWith,
  verify as verifyWith,
} from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  bundlePath,
  bundlesOfGrowth,
  COSIGNATURE_V1,
  consistencyProof,
  ED25519,
  encodeBundle,
  Frontier,
  formatVkey,
  type HashAt,
  inclusionProof,
  leafHash,
  type NoteKey,
  noteKey,
  rootOf,
  type Sign,
  signCheckpoint,
  tilePath,
  tilesOfGrowth,
  type Verify,
} from '@ovoz/public-log';

export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/** RFC 8410: the bytes before a raw key in its DER forms. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export type TestKey = { readonly key: NoteKey; readonly vkey: string; readonly sign: Sign };

/** A key that is the same each time for the same number. */
export function testKey(name: string, number: number, type: 'log' | 'witness' = 'log'): TestKey {
  const der = Buffer.concat([PRIVATE_PREFIX, Buffer.alloc(32, number)]);
  const secret: KeyObject = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  const publicKey = Uint8Array.from(spki.subarray(PUBLIC_PREFIX.length));
  const key = noteKey(name, publicKey, type === 'log' ? ED25519 : COSIGNATURE_V1, sha256);
  return { key, vkey: formatVkey(key), sign: (message) => signWith(null, message, secret) };
}

export const verify: Verify = (publicKey, message, signature) =>
  verifyWith(
    null,
    message,
    createPublicKey({
      key: Buffer.concat([PUBLIC_PREFIX, publicKey]),
      format: 'der',
      type: 'spki',
    }),
    signature,
  );

/** A log in a folder, as it is published: for tests that follow or attack one. */
export class LogFolder {
  readonly path: string;
  readonly signer: TestKey;
  readonly #frontier = new Frontier(sha256);
  readonly #entries: Uint8Array[] = [];
  readonly #hashes: Uint8Array[][] = [];

  constructor(path: string, signer = testKey('ovoz.log/test/public', 1)) {
    this.path = path;
    this.signer = signer;
  }

  readonly hashAt: HashAt = (level, index) => {
    const found = this.#hashes[level]?.[index];
    if (found === undefined) throw new RangeError(`no complete subtree ${level}/${index}`);
    return found;
  };

  get size(): number {
    return this.#frontier.size;
  }

  entry(index: number): Uint8Array {
    return this.#entries[index] ?? new Uint8Array();
  }

  /** Appends entries until there are so many, and writes what changed. */
  growTo(size: number, entryOf = (index: number) => `{"entry":${index}}`): this {
    const before = this.size;
    while (this.size < size) {
      const entry = Buffer.from(entryOf(this.size));
      this.#entries.push(entry);
      this.#frontier.append(leafHash(entry, sha256), ({ level }, of) => {
        (this.#hashes[level] ??= []).push(of);
      });
    }
    for (const tile of tilesOfGrowth(before, size)) {
      const from = tile.index * 256;
      const hashes = this.#hashes[8 * tile.level]?.slice(from, from + tile.width) ?? [];
      this.write(tilePath(tile), Buffer.concat(hashes));
    }
    for (const bundle of bundlesOfGrowth(before, size)) {
      const from = bundle.index * 256;
      this.write(bundlePath(bundle), encodeBundle(this.#entries.slice(from, from + bundle.width)));
    }
    return this;
  }

  /** Signs the tree as it is. @returns the checkpoint, which is published as well. */
  sign(): string {
    const checkpoint = { origin: this.signer.key.name, size: this.size, root: this.root() };
    const note = signCheckpoint(checkpoint, this.signer.key, this.signer.sign);
    this.write('vkey', `${this.signer.vkey}\n`);
    this.write('checkpoint', note);
    return note;
  }

  root(size = this.size): Uint8Array {
    return rootOf(size, this.hashAt, sha256);
  }

  inclusionProof(index: number): readonly Uint8Array[] {
    return inclusionProof(index, this.size, this.hashAt, sha256);
  }

  consistencyProof(oldSize: number): readonly Uint8Array[] {
    return consistencyProof(oldSize, this.size, this.hashAt, sha256);
  }

  write(path: string, bytes: Uint8Array | string): void {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

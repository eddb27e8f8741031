import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import {
  bundlePath,
  ED25519,
  encodeBundle,
  formatVkey,
  Frontier,
  leafHash,
  noteKey,
  signCheckpoint,
  tilePath,
} from '@ovoz/public-log';
import { checkLogSignature, openLog, proveEntry } from './log-proof.ts';

const ORIGIN = 'ovoz.log/test/public';
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const packageHash = (index: number) => hex(sha256(Buffer.from(`package ${index}`)));

/** A log of entries that each name a package, as files. */
function makeLog(size: number) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const key = noteKey(ORIGIN, raw, ED25519, sha256);
  const entries = Array.from({ length: size }, (_, index) =>
    Buffer.from(JSON.stringify({ id: index, payload: { hash: packageHash(index) } })),
  );
  const files = new Map<string, Uint8Array>();
  const frontier = new Frontier(sha256);
  const hashes: Uint8Array[] = [];
  const upper: Uint8Array[] = [];
  for (const entry of entries) {
    frontier.append(leafHash(entry, sha256), ({ level }, hash) => {
      if (level === 0) hashes.push(hash);
      if (level === 8) upper.push(hash);
    });
  }
  for (let index = 0; index * 256 < size; index += 1) {
    const part = entries.slice(index * 256, (index + 1) * 256);
    const width = part.length;
    files.set(bundlePath({ index, width }), encodeBundle(part));
    const tile = Buffer.concat(hashes.slice(index * 256, (index + 1) * 256));
    files.set(tilePath({ level: 0, index, width }), tile);
  }
  if (upper.length > 0) {
    files.set(tilePath({ level: 1, index: 0, width: upper.length }), Buffer.concat(upper));
  }
  for (const [index, entry] of entries.entries()) {
    const fact = hex(sha256(entry));
    const path = `lookup/${fact.slice(0, 2)}`;
    const before = Buffer.from(files.get(path) ?? []).toString();
    files.set(path, Buffer.from(`${before}${fact} ${index}\n`));
  }
  const checkpoint = { origin: ORIGIN, size, root: frontier.root() };
  const signed = signCheckpoint(checkpoint, key, (bytes) => sign(null, bytes, privateKey));
  files.set('checkpoint', Buffer.from(signed));
  files.set('vkey', Buffer.from(`${formatVkey(key)}\n`));
  return { files, facts: entries.map((entry) => hex(sha256(entry))) };
}

const open = (files: ReadonlyMap<string, Uint8Array>) =>
  openLog(async (path) => files.get(path) ?? null);

test('an entry is proven by the tiles of the log, in logs of every shape', async () => {
  for (const size of [1, 2, 255, 256, 257, 600]) {
    const { files, facts } = makeLog(size);
    const log = await open(files);
    for (const index of new Set([0, Math.floor(size / 2), size - 1])) {
      const proof = await proveEntry(log, facts[index] ?? '', packageHash(index));
      assert.equal(proof.kind, 'proven', `entry ${index} of ${size}`);
      assert.ok(proof.kind === 'proven' && proof.index === index);
    }
  }
});

test('an entry that says something else, a changed tile and a changed entry prove nothing', async () => {
  const { files, facts } = makeLog(300);
  const fact = facts[7] ?? '';
  const kindWith = async (path: string, change: (bytes: Buffer) => Buffer) => {
    const changed = new Map(files).set(path, change(Buffer.from(files.get(path) ?? [])));
    return (await proveEntry(await open(changed), fact, packageHash(7))).kind;
  };
  const flip = (bytes: Buffer) => bytes.with(bytes.length - 1, 1 ^ (bytes.at(-1) ?? 0));
  assert.equal((await proveEntry(await open(files), fact, packageHash(8))).kind, 'wrong');
  const tile = tilePath({ level: 0, index: 1, width: 44 });
  assert.equal(await kindWith(tile, (bytes) => Buffer.from(flip(bytes))), 'wrong');
  const bundle = bundlePath({ index: 0, width: 256 });
  const swap = (bytes: Buffer) =>
    Buffer.from(bytes.toString('latin1').replace('"id":7', '"id":9'), 'latin1');
  assert.equal(await kindWith(bundle, swap), 'wrong');
});

test('what the checkpoint does not reach, or the list does not name, is pending', async () => {
  const { files, facts } = makeLog(3);
  const fact = facts[0] ?? '';
  const path = `lookup/${fact.slice(0, 2)}`;
  const later = new Map(files).set(path, Buffer.from(`${fact} 3\n`));
  assert.equal((await proveEntry(await open(later), fact, '')).kind, 'pending');
  const unnamed = new Map(files);
  unnamed.delete(path);
  assert.equal((await proveEntry(await open(unnamed), fact, '')).kind, 'pending');
});

test('the signature of the checkpoint is right only under the key of the log', async () => {
  const { files } = makeLog(2);
  const verdict = async (changed: ReadonlyMap<string, Uint8Array>) =>
    (await checkLogSignature(await open(changed), crypto.subtle)).isRight;
  assert.equal(await verdict(files), true);
  const other = makeLog(2).files.get('vkey') ?? new Uint8Array();
  assert.equal(await verdict(new Map(files).set('vkey', other)), false);
  const grown = Buffer.from(files.get('checkpoint') ?? [])
    .toString()
    .replace('\n2\n', '\n3\n');
  assert.equal(await verdict(new Map(files).set('checkpoint', Buffer.from(grown))), false);
});

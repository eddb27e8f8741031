import { sha256 } from '@noble/hashes/sha2.js';
import {
  bundlePath,
  decodeBundle,
  ED25519,
  hashesInTiles,
  inclusionProof,
  inclusionRanges,
  leafHash,
  parseSignedCheckpoint,
  parseVkey,
  type SignedCheckpoint,
  signaturesOf,
  TILE_WIDTH,
  type Tile,
  tilePath,
  tilesFor,
  verifyInclusion,
} from '@ovoz/public-log';

/** Reads a file of the log by its path below the log; null when it is not there. Throws when nothing can be read. */
export type ReadLog = (path: string) => Promise<Uint8Array | null>;

/** A log as it was published at one moment. */
export type OpenLog = {
  readonly checkpoint: SignedCheckpoint;
  readonly read: ReadLog;
};

/** What the log says of an entry that somebody names by its hash. */
export type EntryProof =
  | { readonly kind: 'proven'; readonly index: number; readonly entry: string }
  /** The checkpoint does not reach so far yet. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'wrong' };

/** Whether the checkpoint is signed by the key that lies beside it; null where the browser cannot tell. */
export type LogSignature = { readonly key: string; readonly isRight: boolean | null };

/** Opens a log at its newest checkpoint. Throws when there is none, or none that can be read. */
export async function openLog(read: ReadLog): Promise<OpenLog> {
  const note = await mustRead(read, 'checkpoint');
  const checkpoint = parseSignedCheckpoint(new TextDecoder().decode(note));
  if (!checkpoint.ok) throw new Error(`checkpoint: ${checkpoint.refusal}`);
  return { checkpoint: checkpoint.value, read };
}

/** Verifies the signature of the checkpoint by WebCrypto. Old browsers have no Ed25519: then nothing is claimed. */
export async function checkLogSignature(
  { checkpoint, read }: OpenLog,
  subtle: SubtleCrypto,
): Promise<LogSignature> {
  const line = new TextDecoder().decode(await mustRead(read, 'vkey'));
  const key = parseVkey(line, sha256);
  if (!key.ok || key.value.type !== ED25519 || key.value.name !== checkpoint.origin) {
    return { key: line.trim(), isRight: false };
  }
  const own = signaturesOf(checkpoint.note, key.value);
  const message = new TextEncoder().encode(checkpoint.note.text);
  const imported = await subtle
    .importKey('raw', key.value.publicKey.slice(), 'Ed25519', false, ['verify'])
    .catch(() => null);
  if (imported === null) return { key: line.trim(), isRight: null };
  const verdicts = await Promise.all(
    own.map(({ signature }) => subtle.verify('Ed25519', imported, signature.slice(), message)),
  );
  return { key: line.trim(), isRight: own.length > 0 && verdicts.every(Boolean) };
}

/**
 * Looks an entry up by its hash and proves that the tree of the checkpoint has it.
 * @param fact SHA-256 of the entry, hexadecimal.
 * @param mentions what the entry has to name, such as the hash of a package.
 */
export async function proveEntry(
  log: OpenLog,
  fact: string,
  mentions: string,
): Promise<EntryProof> {
  const { checkpoint, read } = log;
  const { size, root } = checkpoint;
  const index = await lookUp(read, fact);
  if (index === null || index >= size) return { kind: 'pending' };
  const bytes = await readEntry(log, index);
  if (bytes === null || hexOf(sha256(bytes)) !== fact) return { kind: 'wrong' };
  const entry = new TextDecoder().decode(bytes);
  if (!entry.includes(JSON.stringify(mentions))) return { kind: 'wrong' };
  const proof = await readProof(log, index);
  const leaf = leafHash(bytes, sha256);
  const isRight = proof !== null && verifyInclusion(proof, { index, size, leaf, root }, sha256);
  return isRight ? { kind: 'proven', index, entry } : { kind: 'wrong' };
}

/** Where an entry stands; null while the list does not name it. */
async function lookUp(read: ReadLog, fact: string): Promise<number | null> {
  const list = await read(`lookup/${fact.slice(0, 2)}`);
  if (list === null) return null;
  const lines = new TextDecoder().decode(list).split('\n');
  const line = lines.find((one) => one.startsWith(`${fact} `));
  const index = Number(line?.slice(fact.length + 1) ?? Number.NaN);
  return Number.isSafeInteger(index) && index >= 0 ? index : null;
}

async function readEntry(log: OpenLog, index: number): Promise<Uint8Array | null> {
  const bundle = Math.floor(index / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, log.checkpoint.size - bundle * TILE_WIDTH);
  // Partial ones may be gone once the whole one is there.
  for (const one of new Set([width, TILE_WIDTH])) {
    const bytes = await log.read(bundlePath({ index: bundle, width: one }));
    if (bytes !== null) return decodeBundle(bytes, one)?.[index % TILE_WIDTH] ?? null;
  }
  return null;
}

/** The inclusion proof, put together from tiles; null when they are not as they should be. */
async function readProof(log: OpenLog, index: number): Promise<readonly Uint8Array[] | null> {
  const { size } = log.checkpoint;
  const tiles = new Map<string, Uint8Array>();
  for (const tile of tilesFor(inclusionRanges(index, size), size)) {
    const bytes = await readTile(log, tile);
    if (bytes === null) return null;
    tiles.set(tilePath(tile), bytes);
  }
  const hashAt = hashesInTiles(
    size,
    (tile) => tiles.get(tilePath(tile)) ?? new Uint8Array(),
    sha256,
  );
  return inclusionProof(index, size, hashAt, sha256);
}

async function readTile({ read }: OpenLog, tile: Tile): Promise<Uint8Array | null> {
  const bytes =
    (await read(tilePath(tile))) ?? (await read(tilePath({ ...tile, width: TILE_WIDTH })));
  // Hashes of 32 bytes each; a shorter tile proves nothing.
  return bytes !== null && bytes.length >= tile.width * 32 ? bytes : null;
}

async function mustRead(read: ReadLog, path: string): Promise<Uint8Array> {
  const bytes = await read(path);
  if (bytes === null) throw new Error(`${path} is not there`);
  return bytes;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

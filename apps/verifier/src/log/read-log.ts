import { toHex } from '../bytes.ts';
import type { Findings } from '../findings.ts';
import type { Primitives } from '../primitives.ts';
import type { Runner } from '../runner.ts';
import { type RecordSource, TooLarge } from '../sources/record-source.ts';
import { type Checkpoint, MAX_CHECKPOINT_BYTES, readCheckpoint } from './checkpoint.ts';
import { buildTree, HASH_BYTES, leafHash, type Tree } from './merkle-tree.ts';
import { type NoteKey, readKey, signatureBy } from './signed-note.ts';
import { entriesIn, MAX_BUNDLE_BYTES, TILE_WIDTH, tilePath, widthOf } from './tile-files.ts';

/** 128 MB of hashes: many times the entries of a national election. A larger log is refused, not begun. */
const MAX_ENTRIES = 4_000_000;
/** Bundles that are asked for at the same time. */
const AT_ONCE = 8;
const MAX_KEY_BYTES = 1000;

export type ReadLog = {
  readonly checkpoint: Checkpoint;
  readonly key: NoteKey | null;
  /** Whether the key was taken from the record itself. */
  readonly keyFromRecord: boolean;
  readonly tree: Tree;
};

type LogReader = {
  readonly source: RecordSource;
  readonly primitives: Primitives;
  readonly runner: Pick<Runner, 'pause'>;
  readonly findings: Findings;
  /** The key as its one line, from elsewhere; null: that of the record. */
  readonly logKey: string | null;
  /** Takes each entry, in the order of the log. */
  readonly takeEntry: (entry: Uint8Array, leaf: number) => void;
  readonly onProgress: (done: number, all: number) => void;
};

/**
 * Reads the whole log, builds its tree anew from the entries and compares root, signature and tiles. Null when
 * there is no log that could be read to its end.
 */
export async function readLog(reader: LogReader): Promise<ReadLog | null> {
  const checkpoint = await newestCheckpoint(reader);
  if (checkpoint === null) return null;
  const { key, fromRecord } = await logKey(reader);
  await checkSignature(reader, checkpoint, key);
  const leaves = await leafHashes(reader, checkpoint.size);
  if (leaves === null) return null;
  const tree = buildTree(leaves, reader.primitives.sha256);
  if (toHex(tree.root) !== toHex(checkpoint.root)) {
    wrong(
      reader,
      'log-root-wrong',
      'log/checkpoint',
      `The signed root does not follow from the ${checkpoint.size} entries.`,
    );
  }
  return { checkpoint, key, keyFromRecord: fromRecord, tree };
}

async function newestCheckpoint(reader: LogReader): Promise<Checkpoint | null> {
  const place = 'log/checkpoint';
  const bytes = await readBounded(reader, place, MAX_CHECKPOINT_BYTES);
  if (bytes === null) {
    wrong(reader, 'log-missing', place, 'The record has no log, so nothing in it can be verified.');
    return null;
  }
  const checkpoint = readCheckpoint(bytes);
  if (checkpoint === null) {
    wrong(reader, 'checkpoint-malformed', place, 'This is no checkpoint of a log.');
  } else if (checkpoint.size > MAX_ENTRIES) {
    const most = `more than the ${MAX_ENTRIES} that are read`;
    wrong(
      reader,
      'log-too-large',
      place,
      `The log says it has ${checkpoint.size} entries, ${most}.`,
    );
    return null;
  }
  return checkpoint;
}

async function logKey(
  reader: LogReader,
): Promise<{ readonly key: NoteKey | null; readonly fromRecord: boolean }> {
  const { sha256 } = reader.primitives;
  const place = 'log/vkey';
  const bytes = await readBounded(reader, place, MAX_KEY_BYTES);
  const line = bytes === null ? null : new TextDecoder().decode(bytes).trim();
  const own = line === null ? null : readKey(line, sha256);
  if (line === null)
    gap(reader, 'log-key-missing', place, 'The key of the log is not in the record.');
  else if (own?.kind !== 'log')
    wrong(reader, 'log-key-malformed', place, 'This is no key of a log.');
  if (reader.logKey === null) return { key: own, fromRecord: true };
  if (line !== null && line !== reader.logKey.trim()) {
    wrong(reader, 'log-key-differs', place, 'The key in the record is not the key that was given.');
  }
  return { key: readKey(reader.logKey, sha256), fromRecord: false };
}

async function checkSignature(
  reader: LogReader,
  checkpoint: Checkpoint,
  key: NoteKey | null,
): Promise<void> {
  const place = 'log/checkpoint';
  // That there is no key was told.
  if (key !== null && !(await isSignedBy(reader.primitives, checkpoint, key))) {
    wrong(
      reader,
      'checkpoint-signature-wrong',
      place,
      'The checkpoint is not signed by the key of the log.',
    );
  }
}

/** Whether the owner of the key, whose name is the origin, signed the checkpoint. */
export async function isSignedBy(
  { verifyAll }: Primitives,
  { note, origin }: Checkpoint,
  key: NoteKey,
): Promise<boolean> {
  const claim = key.kind === 'log' && key.name === origin ? signatureBy(note, key) : null;
  return claim !== null && (await verifyAll([claim]))[0] === true;
}

/** Hashes of all leaves, one after the other; null when entries are missing. */
async function leafHashes(reader: LogReader, size: number): Promise<Uint8Array | null> {
  const leaves = new Uint8Array(size * HASH_BYTES);
  const bundles = Math.ceil(size / TILE_WIDTH);
  for (let from = 0; from < bundles; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, bundles - from) }, (_, at) => from + at);
    const read = await Promise.all(numbers.map((number) => readBundle(reader, number, size)));
    for (const [at, entries] of read.entries()) {
      if (entries === null) return null;
      takeBundle(reader, entries, (from + at) * TILE_WIDTH, leaves);
    }
    reader.onProgress(Math.min(size, (from + AT_ONCE) * TILE_WIDTH), size);
    await reader.runner.pause();
  }
  return leaves;
}

async function readBundle(
  reader: LogReader,
  number: number,
  size: number,
): Promise<readonly Uint8Array[] | null> {
  const width = widthOf(number, size);
  const path = tilePath('entries', number, width);
  const bytes = await bundleBytes(reader, path, number, width);
  if (bytes === null) {
    wrong(
      reader,
      'log-entries-missing',
      path,
      'Entries of the log are missing, so its root cannot be worked out.',
    );
    return null;
  }
  const entries = entriesIn(bytes.bundle, bytes.width);
  if (entries === null) {
    wrong(
      reader,
      'log-entries-malformed',
      path,
      `This does not hold ${bytes.width} entries of the log.`,
    );
    return null;
  }
  return entries.slice(0, width);
}

/** A partial bundle may be gone once the whole one is there. */
async function bundleBytes(reader: LogReader, path: string, number: number, width: number) {
  const bundle = await readBounded(reader, path, MAX_BUNDLE_BYTES);
  if (bundle !== null) return { bundle, width };
  if (width === TILE_WIDTH) return null;
  const whole = await readBounded(
    reader,
    tilePath('entries', number, TILE_WIDTH),
    MAX_BUNDLE_BYTES,
  );
  return whole === null ? null : { bundle: whole, width: TILE_WIDTH };
}

function takeBundle(
  { takeEntry, primitives }: LogReader,
  entries: readonly Uint8Array[],
  first: number,
  leaves: Uint8Array,
): void {
  for (const [at, entry] of entries.entries()) {
    leaves.set(leafHash(entry, primitives.sha256), (first + at) * HASH_BYTES);
    takeEntry(entry, first + at);
  }
}

async function readBounded(
  reader: LogReader,
  path: string,
  maxBytes: number,
): Promise<Uint8Array | null> {
  try {
    return await reader.source.read(path, maxBytes);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    wrong(reader, 'file-too-large', path, 'The file is larger than anything that belongs there.');
    return null;
  }
}

function wrong({ findings }: LogReader, code: string, place: string, sentence: string): void {
  findings.add({ severity: 'false', code, place, sentence });
}

function gap({ findings }: LogReader, code: string, place: string, sentence: string): void {
  findings.add({ severity: 'gap', code, place, sentence });
}

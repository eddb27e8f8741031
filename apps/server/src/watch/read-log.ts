import { createHash } from 'node:crypto';
import {
  type Bundle,
  bundlePath,
  bundlesOfGrowth,
  decodeBundle,
  Frontier,
  leafHash,
  type NoteKey,
  openCheckpoint,
  parseVkey,
  type SignedCheckpoint,
  TILE_WIDTH,
} from '@ovoz/public-log';
import { verifyEd25519 } from '../platform/ed25519.ts';
import { sha256 } from '../platform/evidence.ts';
import { type Alarm, alarm } from './alarm.ts';
import type { PublishedRecord } from './published.ts';

/** What a watcher keeps of the log from one look to the next. */
export type KnownLog = {
  /** The key that it saw first: another one later is another log. */
  readonly vkey: string;
  readonly size: number;
  /** Root at that size, hexadecimal. */
  readonly root: string;
};

export type SeenLog = {
  /** SHA-256 of each entry below the checkpoint; null where the log cannot be followed. */
  readonly entries: readonly string[] | null;
  readonly known: KnownLog | null;
  readonly alarms: readonly Alarm[];
};

/**
 * Reads the published log up to its checkpoint, hashes it anew and compares it with what was known.
 * @param known null at the first look: then the log's own key is taken and kept.
 */
export async function readLog(read: PublishedRecord, known: KnownLog | null): Promise<SeenLog> {
  const stopped = (...alarms: readonly Alarm[]): SeenLog => ({ entries: null, known, alarms });
  const vkey = known?.vkey ?? (await read('log/vkey'))?.toString().trim();
  const key = parseVkey(vkey ?? '', sha256);
  const note = await read('log/checkpoint');
  if (vkey === undefined || note === null || !key.ok) {
    return stopped(alarm('log-missing', 'log', 'The published record has no log with a key.'));
  }
  const checkpoint = openCheckpointOf(note, key.value);
  if (checkpoint === null) {
    const sentence = `It is not signed by the key ${vkey}.`;
    return stopped(alarm('checkpoint-wrong', 'log/checkpoint', sentence));
  }
  if (checkpoint.size < (known?.size ?? 0)) {
    const sentence = `It has ${checkpoint.size} entries; ${known?.size} were seen before.`;
    return stopped(alarm('log-shrank', 'log/checkpoint', sentence));
  }
  return followEntries(read, vkey, checkpoint, known);
}

function openCheckpointOf(note: Buffer, key: NoteKey): SignedCheckpoint | null {
  const opened = openCheckpoint(note.toString(), key, verifyEd25519);
  return opened.ok ? opened.value : null;
}

async function followEntries(
  read: PublishedRecord,
  vkey: string,
  { size, root }: SignedCheckpoint,
  known: KnownLog | null,
): Promise<SeenLog> {
  const tree = new Frontier(sha256);
  const entries: string[] = [];
  const alarms: Alarm[] = [];
  for (const bundle of bundlesOfGrowth(0, size)) {
    const bytes = await readBundle(read, bundle, size);
    if (bytes === null) {
      const place = `log/${bundlePath(bundle)}`;
      return {
        entries: null,
        known,
        alarms: [alarm('log-file-altered', place, 'It cannot be read.')],
      };
    }
    for (const entry of bytes) {
      tree.append(leafHash(entry, sha256));
      entries.push(createHash('sha256').update(entry).digest('hex'));
      if (tree.size !== known?.size || hexOf(tree.root()) === known.root) continue;
      const sentence = `Its first ${known.size} entries are not those that were seen before.`;
      alarms.push(alarm('log-forked', 'log', sentence));
    }
  }
  if (hexOf(tree.root()) !== hexOf(root)) {
    const sentence = 'The entries do not have the root that the checkpoint signs.';
    return {
      entries: null,
      known,
      alarms: [...alarms, alarm('log-file-altered', 'log', sentence)],
    };
  }
  return { entries, known: { vkey, size, root: hexOf(root) }, alarms };
}

/** The entries of a bundle: of the partial file, or of the whole one that took its place. */
async function readBundle(
  read: PublishedRecord,
  bundle: Bundle,
  size: number,
): Promise<readonly Uint8Array[] | null> {
  for (const width of new Set([bundle.width, TILE_WIDTH])) {
    const bytes = await read(`log/${bundlePath({ ...bundle, width })}`);
    if (bytes === null) continue;
    const entries = decodeBundle(bytes, width);
    return entries?.slice(0, Math.min(TILE_WIDTH, size - bundle.index * TILE_WIDTH)) ?? null;
  }
  return null;
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

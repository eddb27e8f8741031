/** Checkpoints of a log, C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint), without extension lines. */
import { assert, ok, type Result, refused } from '@ovoz/basics';
import { fromBase64, toBase64 } from './base64.ts';
import {
  checkNote,
  formatNote,
  type Note,
  type NoteKey,
  type NoteRefusal,
  parseNote,
  signText,
} from './note.ts';
import type { Sign, Verify } from './result-package.ts';
import { HASH_BYTES } from './tree.ts';

/** What a log says of its tree. */
export type Checkpoint = {
  /** Names the log: `ovoz.log/<installation>/public`. */
  readonly origin: string;
  /** Entries in the tree. */
  readonly size: number;
  readonly root: Uint8Array;
};

export type SignedCheckpoint = Checkpoint & { readonly note: Note };

/** Three lines: origin, size, root in base64. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  assert(origin !== '' && !origin.includes('\n'), 'an origin is one line');
  assert(Number.isSafeInteger(size) && size >= 0, 'a size is a whole number');
  assert(root.length === HASH_BYTES, 'a root has 32 bytes');
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads the three lines. Extension lines, which no log of ours writes, are refused: nobody could audit them. */
export function parseCheckpoint(text: string): Result<Checkpoint, 'checkpoint-malformed'> {
  const [, origin = '', digits = '', hash = ''] =
    /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/=]+)\n$/.exec(text) ?? [];
  const [size, root] = [Number(digits), fromBase64(hash)];
  if (origin === '' || !Number.isSafeInteger(size) || root?.length !== HASH_BYTES) {
    return refused('checkpoint-malformed');
  }
  return ok({ origin, size, root });
}

/** A checkpoint as a note with the signature of its log. */
export function signCheckpoint(checkpoint: Checkpoint, key: NoteKey, sign: Sign): string {
  const text = formatCheckpoint(checkpoint);
  return formatNote({ text, signatures: [signText(text, key, sign)] });
}

/**
 * Reads a signed checkpoint and verifies the signature of its log. The name of a log's key is its origin, so that
 * the key of one log signs for no other.
 */
export function openCheckpoint(
  note: string,
  logKey: NoteKey,
  verify: Verify,
): Result<SignedCheckpoint, NoteRefusal | 'checkpoint-malformed' | 'origin-wrong'> {
  const parsed = parseSignedCheckpoint(note);
  if (!parsed.ok) return parsed;
  if (parsed.value.origin !== logKey.name) return refused('origin-wrong');
  const checked = checkNote(parsed.value.note, logKey, verify);
  return checked.ok ? parsed : checked;
}

/** Reads a signed checkpoint of any log; nothing is verified yet. */
export function parseSignedCheckpoint(
  note: string,
): Result<SignedCheckpoint, 'note-malformed' | 'checkpoint-malformed'> {
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  const checkpoint = parseCheckpoint(parsed.value.text);
  return checkpoint.ok ? ok({ ...checkpoint.value, note: parsed.value }) : checkpoint;
}

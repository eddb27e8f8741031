import { fromBase64 } from '../bytes.ts';
import { HASH_BYTES } from './merkle-tree.ts';
import { type Note, readNote } from './signed-note.ts';

/** C2SP tlog-checkpoint: what a log said at one moment. */
export type Checkpoint = {
  readonly note: Note;
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
};

export const MAX_CHECKPOINT_BYTES = 256 * 1024;

/** The checkpoint in these bytes, or null when they are none: three lines, nothing beside them. */
export function readCheckpoint(bytes: Uint8Array): Checkpoint | null {
  if (bytes.length > MAX_CHECKPOINT_BYTES) return null;
  const note = noteIn(bytes);
  if (note === null) return null;
  const [origin, sizeText, rootText, end, ...more] = note.text.split('\n');
  if (origin === undefined || sizeText === undefined || rootText === undefined) return null;
  if (origin === '' || end !== '' || more.length > 0 || !/^(0|[1-9]\d{0,15})$/.test(sizeText)) {
    return null;
  }
  const [size, root] = [Number(sizeText), fromBase64(rootText)];
  if (!Number.isSafeInteger(size) || root?.length !== HASH_BYTES) return null;
  return { note, origin, size, root };
}

function noteIn(bytes: Uint8Array): Note | null {
  try {
    return readNote(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    // Not UTF-8.
    return null;
  }
}

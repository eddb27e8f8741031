/** Co-signatures of witnesses, C2SP tlog-cosignature (https://c2sp.org/tlog-cosignature), version 1 (Ed25519). */
import { assert, ok, type Result, refused } from '@ovoz/basics';
import { joinBytes, utf8 } from './bytes.ts';
import {
  COSIGNATURE_V1,
  formatNote,
  type Note,
  type NoteKey,
  type NoteSignature,
  parseNote,
} from './note.ts';
import type { Sign, Verify } from './result-package.ts';

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;
/** How far the clock of a witness may run before ours: record-format.md, section 2. */
export const CLOCK_TOLERANCE_SECONDS = 300;

export type CosignatureRefusal = 'cosignature-wrong' | 'cosignature-in-the-future';

/**
 * The statement of a witness that, at the time, this is the largest tree of the log that it saw, and that it extends
 * all that it saw before. Signed: `cosignature/v1`, `time <seconds>`, and the text of the checkpoint.
 * @param text the three lines of the checkpoint.
 * @param time seconds since 1970.
 */
export function cosign(text: string, time: number, key: NoteKey, sign: Sign): NoteSignature {
  assert(key.type === COSIGNATURE_V1, 'a witness signs by a key for co-signatures');
  const signature = joinBytes(timeBytes(time), sign(messageOf(text, time)));
  return { name: key.name, id: key.id, signature };
}

/**
 * Verifies a co-signature of a witness.
 * @param now seconds since 1970: a later time than this, with five minutes allowed, is refused.
 * @returns the time of the co-signature, in seconds since 1970.
 */
export function checkCosignature(
  text: string,
  { name, id, signature }: NoteSignature,
  key: NoteKey,
  now: number,
  verify: Verify,
): Result<number, CosignatureRefusal> {
  const isOfKey = name === key.name && id === key.id && key.type === COSIGNATURE_V1;
  if (!isOfKey || signature.length !== TIME_BYTES + SIGNATURE_BYTES) {
    return refused('cosignature-wrong');
  }
  const time = timeOf(signature);
  if (!Number.isSafeInteger(time)) return refused('cosignature-wrong');
  if (!verify(key.publicKey, messageOf(text, time), signature.subarray(TIME_BYTES))) {
    return refused('cosignature-wrong');
  }
  return time > now + CLOCK_TOLERANCE_SECONDS ? refused('cosignature-in-the-future') : ok(time);
}

/** Which of the witnesses co-signed a note; wrong and unknown signatures are ignored. */
export function cosignersOf(
  note: Note,
  witnesses: readonly NoteKey[],
  now: number,
  verify: Verify,
): readonly NoteKey[] {
  return witnesses.filter((witness) =>
    note.signatures.some((one) => checkCosignature(note.text, one, witness, now, verify).ok),
  );
}

/** How many of n witnesses make a checkpoint public: more than half. With none registered there is no such number. */
export function quorumOf(witnesses: number): number {
  return Math.floor(witnesses / 2) + 1;
}

/** The note with further signatures, one for each key: a newer one takes the place of an older. */
export function withSignatures(
  note: string,
  added: readonly NoteSignature[],
): Result<string, 'note-malformed'> {
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  const isReplaced = ({ name, id }: NoteSignature) =>
    added.some((one) => one.name === name && one.id === id);
  const kept = parsed.value.signatures.filter((one) => !isReplaced(one));
  return ok(formatNote({ text: parsed.value.text, signatures: [...kept, ...added] }));
}

function messageOf(text: string, time: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${text}`);
}

/** Big-endian, eight bytes. */
function timeBytes(time: number): Uint8Array {
  assert(Number.isSafeInteger(time) && time >= 0, 'a time is whole seconds since 1970');
  return Uint8Array.from(
    { length: TIME_BYTES },
    (_, at) => Math.floor(time / 256 ** (7 - at)) % 256,
  );
}

function timeOf(signature: Uint8Array): number {
  return signature.subarray(0, TIME_BYTES).reduce((time, byte) => time * 256 + byte, 0);
}

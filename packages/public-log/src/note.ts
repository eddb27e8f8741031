/**
 * Signed notes and the keys that sign them, C2SP signed-note (https://c2sp.org/signed-note): a text, an empty
 * line, and a line for each signature. Ed25519 (0x01) signs the text itself; co-signatures of witnesses (0x04) are in
 * `cosignature.ts`.
 */
import { ok, type Result, refused } from '@ovoz/basics';
import { fromBase64, toBase64 } from './base64.ts';
import { joinBytes, toHex, utf8 } from './bytes.ts';
import type { Sha256, Sign, Verify } from './result-package.ts';

/** Signature types of signed-note. */
export const ED25519 = 0x01;
export const COSIGNATURE_V1 = 0x04;
export type SignatureType = typeof ED25519 | typeof COSIGNATURE_V1;

/** A public key with its name. Name and id together say which key signed. */
export type NoteKey = {
  readonly name: string;
  /** First four bytes of SHA-256(name ‖ line feed ‖ type ‖ public key), 8 hexadecimal digits. */
  readonly id: string;
  readonly type: SignatureType;
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
};

export type NoteSignature = {
  readonly name: string;
  readonly id: string;
  /** What follows the id; for Ed25519 the 64 bytes of RFC 8032. */
  readonly signature: Uint8Array;
};

export type Note = {
  /** Ends with a line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
};

export type NoteRefusal = 'note-malformed' | 'signature-missing' | 'signature-wrong';

/** As the reference implementation in Go bounds them. */
const MAX_NOTE_LENGTH = 1_000_000;
const MAX_SIGNATURES = 100;
const PUBLIC_KEY_BYTES = 32;
const ID_BYTES = 4;
const SIGNATURE_BYTES = 64;

/** The key under its name, with its id. @throws RangeError for a name that no key may have. */
export function noteKey(
  name: string,
  publicKey: Uint8Array,
  type: SignatureType,
  sha256: Sha256,
): NoteKey {
  if (!isKeyName(name)) throw new RangeError(`no name of a key: ${name}`);
  const hash = sha256(joinBytes(utf8(`${name}\n`), Uint8Array.of(type), publicKey));
  return { name, id: toHex(hash.subarray(0, ID_BYTES)), type, publicKey };
}

/** The key on one line: `<name>+<id>+<base64 of type ‖ public key>` (signed-note, "verifier keys"). */
export function formatVkey({ name, id, type, publicKey }: NoteKey): string {
  return `${name}+${id}+${toBase64(joinBytes(Uint8Array.of(type), publicKey))}`;
}

/** Reads a key from its line; one line feed at its end is allowed. The id must be that of the key. */
export function parseVkey(line: string, sha256: Sha256): Result<NoteKey, 'vkey-malformed'> {
  const [, name = '', id, key = ''] =
    /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)\n?$/.exec(line) ?? [];
  const bytes = fromBase64(key);
  const type = bytes?.[0];
  if (!isKeyName(name) || bytes?.length !== 1 + PUBLIC_KEY_BYTES) return refused('vkey-malformed');
  if (type !== ED25519 && type !== COSIGNATURE_V1) return refused('vkey-malformed');
  const parsed = noteKey(name, bytes.slice(1), type, sha256);
  return parsed.id === id ? ok(parsed) : refused('vkey-malformed');
}

/** Whether a key may have this name: not empty, neither spaces nor `+` nor control characters. */
export function isKeyName(name: string): boolean {
  return /^[^\s\p{Z}\p{Cc}+]+$/u.test(name);
}

/** Reads a note. Of names and ids of signatures nothing is known yet. */
export function parseNote(note: string): Result<Note, 'note-malformed'> {
  const end = note.lastIndexOf('\n\n');
  if (note.length > MAX_NOTE_LENGTH || end < 0 || !note.endsWith('\n')) {
    return refused('note-malformed');
  }
  // oxlint-disable-next-line no-control-regex -- signed-note: no control characters but the line feed
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) return refused('note-malformed');
  const signatures = parseSignatureLines(note.slice(end + 2));
  return signatures === null
    ? refused('note-malformed')
    : ok({ text: note.slice(0, end + 1), signatures });
}

/** Reads one or more lines of signatures, each with its line feed; null when one is none. */
export function parseSignatureLines(lines: string): readonly NoteSignature[] | null {
  if (!lines.endsWith('\n')) return null;
  const signatures = lines.slice(0, -1).split('\n').map(parseSignatureLine);
  if (signatures.length > MAX_SIGNATURES) return null;
  return signatures.every((one) => one !== null) ? signatures : null;
}

function parseSignatureLine(line: string): NoteSignature | null {
  const [, name = '', text = ''] = /^\u2014 ([^ ]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
  const bytes = fromBase64(text);
  if (!isKeyName(name) || bytes === null || bytes.length <= ID_BYTES) return null;
  return {
    name,
    id: toHex(bytes.subarray(0, ID_BYTES)),
    signature: bytes.subarray(ID_BYTES),
  };
}

export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(formatSignatureLine).join('')}`;
}

/** `— <name> <base64 of id ‖ signature>` and a line feed. */
export function formatSignatureLine({ name, id, signature }: NoteSignature): string {
  const idBytes = Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return `\u2014 ${name} ${toBase64(joinBytes(idBytes, signature))}\n`;
}

/** Signs a text that ends with a line feed, by Ed25519. */
export function signText(text: string, key: NoteKey, sign: Sign): NoteSignature {
  if (!text.endsWith('\n')) throw new RangeError('the text of a note ends with a line feed');
  return { name: key.name, id: key.id, signature: sign(utf8(text)) };
}

/**
 * Whether the note carries the signature of an Ed25519 key. Signatures of other keys are ignored; one wrong
 * signature of this key spoils the note, as signed-note says.
 */
export function checkNote(
  note: Note,
  key: NoteKey,
  verify: Verify,
): Result<undefined, 'signature-missing' | 'signature-wrong'> {
  const own = signaturesOf(note, key);
  if (key.type !== ED25519 || own.length === 0) return refused('signature-missing');
  const message = utf8(note.text);
  const isGood = own.every(
    ({ signature }) =>
      signature.length === SIGNATURE_BYTES && verify(key.publicKey, message, signature),
  );
  return isGood ? ok() : refused('signature-wrong');
}

/** The signatures under the name and id of a key, not yet verified. */
export function signaturesOf(note: Note, { name, id }: NoteKey): readonly NoteSignature[] {
  return note.signatures.filter((one) => one.name === name && one.id === id);
}

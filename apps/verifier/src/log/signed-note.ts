import { fromBase64, joinBytes, sameBytes } from '../bytes.ts';
import { PUBLIC_KEY_BYTES, type Primitives, type SignatureClaim } from '../primitives.ts';

/** C2SP signed-note: the kinds of keys that a record uses. */
const ED25519 = 1;
/** `cosignature/v1` of C2SP tlog-cosignature. */
const COSIGNATURE = 4;

export type NoteKey = {
  readonly name: string;
  readonly kind: 'log' | 'witness';
  readonly id: Uint8Array;
  readonly publicKey: Uint8Array;
};

export type Note = {
  /** With the line feed at its end: what is signed. */
  readonly text: string;
  readonly signatures: readonly {
    readonly name: string;
    readonly id: Uint8Array;
    readonly bytes: Uint8Array;
  }[];
};

/** Signatures beyond these are no work of witnesses. */
const MAX_SIGNATURES = 1000;
const KEY_ID_BYTES = 4;

/** A note with its signatures, or null when it is none. */
export function readNote(text: string): Note | null {
  const end = text.lastIndexOf('\n\n');
  if (end < 0 || !text.endsWith('\n')) return null;
  const lines = text.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES || lines[0] === '') return null;
  const signatures = lines.map((line) => {
    const [, name, encoded] = /^\u2014 ([^\s+]+) (\S+)$/u.exec(line) ?? [];
    const bytes = encoded === undefined ? null : fromBase64(encoded);
    if (name === undefined || bytes === null || bytes.length <= KEY_ID_BYTES) return null;
    return { name, id: bytes.subarray(0, KEY_ID_BYTES), bytes: bytes.subarray(KEY_ID_BYTES) };
  });
  const whole = signatures.filter((signature) => signature !== null);
  if (whole.length < signatures.length) return null;
  return { text: text.slice(0, end + 1), signatures: whole };
}

/** A key in the one-line form `<name>+<id>+<base64 of kind and key>`, or null when it is none. */
export function readKey(line: string, sha256: Primitives['sha256']): NoteKey | null {
  const [, name, idText, encoded] =
    /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(line.trim()) ?? [];
  const bytes = encoded === undefined ? null : fromBase64(encoded);
  if (name === undefined || idText === undefined || bytes === null) return null;
  if (bytes.length !== 1 + PUBLIC_KEY_BYTES) return null;
  if (bytes[0] !== ED25519 && bytes[0] !== COSIGNATURE) return null;
  const named = new TextEncoder().encode(`${name}\n`);
  const id = sha256(joinBytes(named, bytes)).subarray(0, KEY_ID_BYTES);
  const written = Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (written !== idText) return null;
  const kind = bytes[0] === ED25519 ? 'log' : 'witness';
  return { name, kind, id, publicKey: bytes.subarray(1) };
}

/** The claim that the key signed the note, or null when no line is of this key. */
export function signatureBy(note: Note, key: NoteKey): SignatureClaim | null {
  const line = note.signatures.find(({ name, id }) => name === key.name && sameBytes(id, key.id));
  if (line === undefined) return null;
  const message = new TextEncoder().encode(note.text);
  return { publicKey: key.publicKey, message, signature: line.bytes };
}

export type Cosignature = { readonly claim: SignatureClaim; readonly timeMs: number };

const TIME_BYTES = 8;

/** The claim that a witness co-signed the note, with the time in it, or null when no line is of this key. */
export function cosignatureBy(note: Note, key: NoteKey): Cosignature | null {
  const line = note.signatures.find(({ name, id }) => name === key.name && sameBytes(id, key.id));
  if (line === undefined || line.bytes.length <= TIME_BYTES) return null;
  const seconds = new DataView(line.bytes.buffer, line.bytes.byteOffset).getBigUint64(0);
  const message = new TextEncoder().encode(`cosignature/v1\ntime ${seconds}\n${note.text}`);
  const signature = line.bytes.subarray(TIME_BYTES);
  return {
    claim: { publicKey: key.publicKey, message, signature },
    timeMs: Number(seconds) * 1000,
  };
}

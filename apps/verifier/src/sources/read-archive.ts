import { isPlainPath, MAX_FILES, SourceFailure } from './record-source.ts';

/** POSIX ustar (IEEE Std 1003.1, pax Interchange Format, ustar): blocks of 512 bytes. */
const BLOCK = 512;
/** A national record with all documents is far smaller. */
export const MAX_UNPACKED_BYTES = 8 * 1024 * 1024 * 1024;
const MAX_MEMBER_BYTES = 512 * 1024 * 1024;

/** A member of an archive, while it is read. */
export type MemberSink = {
  /** Takes a part of its bytes; the array is used again afterwards. */
  readonly write: (part: Uint8Array) => Promise<void>;
  readonly end: () => Promise<void>;
};

/**
 * Reads a ustar archive from its bytes as they come. Only plain files under plain paths get through: a link, a device,
 * an absolute path, `..`, a name twice, a member longer or shorter than it says, and anything that is no ustar end the
 * reading.
 * @param open is called for each file before its bytes.
 * @throws SourceFailure `archive-malformed`, `archive-member-refused`, `record-too-large`
 */
export async function readArchive(
  parts: AsyncIterable<Uint8Array>,
  open: (path: string, size: number) => Promise<MemberSink>,
): Promise<number> {
  const reader = blockReader(parts);
  const seen = new Set<string>();
  let total = 0;
  for (;;) {
    const header = await reader.exactly(BLOCK);
    if (header === null) throw malformed('it ends in the middle');
    if (header.every((byte) => byte === 0)) return seen.size;
    const member = readHeader(header);
    if (member === null) continue;
    const { path, size } = member;
    // Letters of two cases would be one file on some disks.
    const name = path.toLowerCase();
    if (seen.has(name)) throw refusedMember(path, 'stands in the archive twice');
    seen.add(name);
    total += size;
    if (seen.size > MAX_FILES || total > MAX_UNPACKED_BYTES) {
      throw new SourceFailure('record-too-large', 'The archive holds more than any record does.');
    }
    await copyMember(reader, await open(path, size), size);
  }
}

type Member = { readonly path: string; readonly size: number };

/** Null for a folder, which needs nothing. */
function readHeader(header: Uint8Array): Member | null {
  if (textAt(header, 257, 6) !== 'ustar' || octalAt(header, 148, 8) !== checksumOf(header)) {
    throw malformed('it is no ustar archive');
  }
  const prefix = textAt(header, 345, 155);
  const name = textAt(header, 0, 100);
  const path = prefix === '' ? name : `${prefix}/${name}`;
  const size = octalAt(header, 124, 12);
  const kind = String.fromCharCode(header[156] ?? 0);
  if (kind === '5') {
    if (!isPlainPath(path.replace(/\/$/, '').replace(/^\.$/, 'x')) || size !== 0) {
      throw refusedMember(path, 'is a folder with a name that is not allowed');
    }
    return null;
  }
  if (kind !== '0' && kind !== '\0') throw refusedMember(path, 'is a link or no file at all');
  if (!isPlainPath(path)) throw refusedMember(path, 'has a path that leads elsewhere');
  if (size === null || size > MAX_MEMBER_BYTES) throw refusedMember(path, 'is too large');
  return { path, size };
}

function checksumOf(header: Uint8Array): number {
  let sum = 0;
  for (const [at, byte] of header.entries()) sum += at >= 148 && at < 156 ? 0x20 : byte;
  return sum;
}

function textAt(header: Uint8Array, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return String.fromCharCode(...(end < 0 ? field : field.subarray(0, end)));
}

function octalAt(header: Uint8Array, from: number, length: number): number | null {
  const digits = textAt(header, from, length).trim();
  return /^[0-7]{1,11}$/.test(digits) ? Number.parseInt(digits, 8) : null;
}

async function copyMember(reader: BlockReader, sink: MemberSink, size: number): Promise<void> {
  let left = size;
  while (left > 0) {
    const part = await reader.some(left);
    if (part === null) throw malformed('a file in it ends in the middle');
    await sink.write(part);
    left -= part.length;
  }
  await sink.end();
  const padding = (BLOCK - (size % BLOCK)) % BLOCK;
  if (padding > 0 && (await reader.exactly(padding)) === null) {
    throw malformed('it ends in the middle');
  }
}

type BlockReader = {
  /** So many bytes, or null at the end. */
  readonly exactly: (length: number) => Promise<Uint8Array | null>;
  /** At least one and at most so many bytes, or null at the end. */
  readonly some: (most: number) => Promise<Uint8Array | null>;
};

function blockReader(parts: AsyncIterable<Uint8Array>): BlockReader {
  const iterator = parts[Symbol.asyncIterator]();
  let held = new Uint8Array(0);
  const some = async (most: number): Promise<Uint8Array | null> => {
    while (held.length === 0) {
      const { done, value } = await iterator.next();
      if (done === true) return null;
      held = new Uint8Array(value);
    }
    const part = held.subarray(0, most);
    held = held.subarray(part.length);
    return part;
  };
  const exactly = async (length: number): Promise<Uint8Array | null> => {
    const bytes = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      const part = await some(length - at);
      if (part === null) return null;
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  };
  return { exactly, some };
}

function malformed(why: string): SourceFailure {
  return new SourceFailure('archive-malformed', `The archive cannot be read: ${why}.`);
}

function refusedMember(path: string, why: string): SourceFailure {
  const shown = path.slice(0, 100);
  return new SourceFailure('archive-member-refused', `The member ${JSON.stringify(shown)} ${why}.`);
}

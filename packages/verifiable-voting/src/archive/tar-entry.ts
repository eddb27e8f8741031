/**
 * Entries of a `.bel` archive: old-style tar headers of 512 bytes, of which only name, size, time and checksum
 * differ, and bodies padded with zeros. A header is read by writing it again: there is no second way.
 */
export const BLOCK_BYTES = 512;
/** Far above any object of an election; longer entries are refused before they are read into memory. */
export const MAX_ENTRY_BYTES = 256 * 1024 * 1024;

export type EntryHeader = {
  readonly name: string;
  readonly sizeBytes: number;
  /** Seconds since 1970, the same on every entry. */
  readonly timestamp: number;
};

export function writeHeader({ name, sizeBytes, timestamp }: EntryHeader): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(BLOCK_BYTES);
  const put = (at: number, text: string) => {
    for (let i = 0; i < text.length; i++) header[at + i] = text.charCodeAt(i);
  };
  put(0, name);
  put(100, '0000644');
  put(108, '0000000');
  put(116, '0000000');
  put(124, sizeBytes.toString(8).padStart(11, '0'));
  put(136, timestamp.toString(8).padStart(11, '0'));
  put(148, '        ');
  put(156, '0');
  const checksum = header.reduce((sum, byte) => sum + byte, 0);
  put(148, `${checksum.toString(8).padStart(6, '0')}\0 `);
  return header;
}

/** The header in 512 bytes, or null where they are not exactly what `writeHeader` writes. */
export function readHeader(block: Uint8Array): EntryHeader | null {
  let name = '';
  for (let at = 0; at < 100 && block[at] !== 0; at++) name += String.fromCharCode(block[at] ?? 0);
  const sizeBytes = readOctal(block, 124);
  const timestamp = readOctal(block, 136);
  if (sizeBytes === null || timestamp === null || sizeBytes > MAX_ENTRY_BYTES) return null;
  const header = { name, sizeBytes, timestamp };
  const written = writeHeader(header);
  return written.every((byte, at) => byte === block[at]) ? header : null;
}

function readOctal(block: Uint8Array, at: number): number | null {
  let value = 0;
  for (let i = at; i < at + 11; i++) {
    const digit = (block[i] ?? 0) - 48;
    if (digit < 0 || digit > 7) return null;
    value = value * 8 + digit;
  }
  return value;
}

/** How many bytes a body takes with its padding. */
export function paddedBytes(sizeBytes: number): number {
  return Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES;
}

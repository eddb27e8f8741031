import { BLOCK_BYTES, type EntryHeader, paddedBytes, readHeader } from './tar-entry.ts';

export type ArchiveEntry = EntryHeader & {
  readonly body: Uint8Array<ArrayBuffer>;
  /** Where the entry's header begins, and where the next one would. */
  readonly offset: number;
  readonly end: number;
};

/** What is wrong with an archive before its content is looked at. The code is stable. */
export class ArchiveBroken extends Error {
  override name = 'ArchiveBroken';
  readonly code: 'archive-truncated' | 'archive-header-wrong' | 'archive-padding-wrong';
  readonly offset: number;

  constructor(code: ArchiveBroken['code'], offset: number) {
    super(`${code} at byte ${offset}`);
    this.code = code;
    this.offset = offset;
  }
}

/**
 * The entries of an archive, one after the other, holding one in memory at a time. Offsets are plain numbers
 * and exact far beyond 4 GiB.
 * @param offset where the first chunk begins in the archive.
 * @throws ArchiveBroken
 */
export async function* readArchive(
  chunks: AsyncIterable<Uint8Array>,
  offset = 0,
): AsyncGenerator<ArchiveEntry> {
  const take = takerOf(chunks);
  let at = offset;
  for (;;) {
    const block = await take(BLOCK_BYTES);
    if (block.length === 0) return;
    if (block.length < BLOCK_BYTES) throw new ArchiveBroken('archive-truncated', at);
    const header = readHeader(block);
    if (header === null) throw new ArchiveBroken('archive-header-wrong', at);
    const padded = paddedBytes(header.sizeBytes);
    const whole = await take(padded);
    if (whole.length < padded) throw new ArchiveBroken('archive-truncated', at);
    if (whole.subarray(header.sizeBytes).some((byte) => byte !== 0)) {
      throw new ArchiveBroken('archive-padding-wrong', at);
    }
    const end = at + BLOCK_BYTES + padded;
    yield { ...header, body: whole.slice(0, header.sizeBytes), offset: at, end };
    at = end;
  }
}

/** Takes so many bytes from the chunks; fewer only where they end. */
function takerOf(chunks: AsyncIterable<Uint8Array>) {
  const iterator = chunks[Symbol.asyncIterator]();
  let chunk: Uint8Array = new Uint8Array(0);
  return async (count: number): Promise<Uint8Array> => {
    if (chunk.length >= count) {
      const taken = chunk.subarray(0, count);
      chunk = chunk.subarray(count);
      return taken;
    }
    const parts: Uint8Array[] = [];
    let missing = count;
    while (missing > 0) {
      if (chunk.length === 0) {
        const next = await iterator.next();
        if (next.done === true) break;
        chunk = next.value;
        continue;
      }
      const part = chunk.subarray(0, missing);
      parts.push(part);
      chunk = chunk.subarray(part.length);
      missing -= part.length;
    }
    const taken = new Uint8Array(count - missing);
    let at = 0;
    for (const part of parts) {
      taken.set(part, at);
      at += part.length;
    }
    return taken;
  };
}

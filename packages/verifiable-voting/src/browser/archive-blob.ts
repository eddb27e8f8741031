import type { ArchiveSource } from '../verify/verification.ts';

/** What is needed of a Blob or File; Node has them too. */
export type ArchiveBlob = {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
};

const READ_BYTES = 1024 * 1024;

/** An archive that somebody chose or downloaded in a browser, read piece by piece: it may exceed the memory. */
export function archiveInBlob(blob: ArchiveBlob): ArchiveSource {
  const read = async (offset: number, length: number) =>
    new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
  async function* chunks(from: number) {
    for (let at = from; at < blob.size; at += READ_BYTES) yield await read(at, READ_BYTES);
  }
  return { chunks, read };
}

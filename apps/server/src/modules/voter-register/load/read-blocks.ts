import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { BatchFile } from '@ovoz/voter-register';
import { LoadRefused } from './load-refused.ts';
import type { Block } from './read-chunk.ts';

/** Some ten thousand rows: enough work for a thread, little enough to wait in memory. */
const BLOCK_BYTES = 1 << 20;
const NEWLINE = 10;
const BYTE_ORDER_MARK = '\uFEFF';

export type FileOfBatch = BatchFile & { readonly index: number };

/**
 * Whole lines of a file, block by block, while its bytes, SHA-256, column names and number of rows are compared with
 * the manifest once more: whatever happened to the file since it came is found before anything is committed.
 * @throws LoadRefused after the last block, or at the first line
 */
export async function* readBlocks(
  folder: string,
  file: FileOfBatch,
  columns: readonly string[],
): AsyncGenerator<Block> {
  const handle = await open(join(folder, file.name), 'r').catch(() => {
    throw new LoadRefused('file-altered');
  });
  try {
    yield* readLines(handle, file, columns);
  } finally {
    await handle.close();
  }
}

async function* readLines(
  handle: FileHandle,
  file: FileOfBatch,
  columns: readonly string[],
): AsyncGenerator<Block> {
  const hash = createHash('sha256');
  let rest = Buffer.alloc(0);
  let [line, offset, bytes] = [1, 0, 0];
  for (;;) {
    const read = await readMore(handle, rest);
    bytes += read.length - rest.length;
    hash.update(read.subarray(rest.length));
    const isLast = read.length === rest.length;
    let whole = isLast ? read.length : read.lastIndexOf(NEWLINE) + 1;
    if (whole === 0 && !isLast) throw new LoadRefused('line-too-long');
    let start = 0;
    if (line === 1 && whole > 0) {
      start = requireColumns(read, columns);
      line = 2;
    }
    whole = Math.max(whole, start);
    if (whole > start) {
      yield {
        file: file.index,
        firstLine: line,
        offset: offset + start,
        bytes: ownBytes(read, start, whole),
      };
      line += countLines(read, start, whole);
    }
    if (isLast) break;
    rest = read.subarray(whole);
    offset += whole;
  }
  const isWhole = bytes === file.bytes && hash.digest('hex') === file.sha256;
  if (!isWhole) throw new LoadRefused('file-altered');
  if (line === 1) throw new LoadRefused('file-columns-wrong');
  if (line - 2 !== file.rows) throw new LoadRefused('file-rows-differ');
}

/** What was left over, and the next bytes of the file behind it. */
async function readMore(handle: FileHandle, rest: Buffer): Promise<Buffer<ArrayBuffer>> {
  const next = Buffer.allocUnsafeSlow(rest.length + BLOCK_BYTES);
  rest.copy(next);
  const { bytesRead } = await handle.read(next, rest.length, BLOCK_BYTES);
  return next.subarray(0, rest.length + bytesRead);
}

/** Where the first row begins. @throws LoadRefused when the first line names other columns. */
function requireColumns(bytes: Buffer, columns: readonly string[]): number {
  const newline = bytes.indexOf(NEWLINE);
  const end = newline === -1 ? bytes.length : newline;
  const names = bytes.toString('utf8', 0, end).replace(BYTE_ORDER_MARK, '').replace(/\r$/, '');
  if (names !== columns.join(',')) throw new LoadRefused('file-columns-wrong');
  return newline === -1 ? bytes.length : newline + 1;
}

/** Memory of its own, so that a thread can be given it. */
function ownBytes(read: Buffer<ArrayBuffer>, start: number, end: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(read.buffer.slice(read.byteOffset + start, read.byteOffset + end));
}

/** The last line of a file may lack its line break. */
function countLines(bytes: Buffer, start: number, end: number): number {
  let lines = bytes[end - 1] === NEWLINE ? 0 : 1;
  for (let at = start; at < end; lines += 1) {
    const newline = bytes.indexOf(NEWLINE, at);
    if (newline === -1 || newline >= end) break;
    at = newline + 1;
  }
  return lines;
}

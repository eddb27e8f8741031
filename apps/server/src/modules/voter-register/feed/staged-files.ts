import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ok, type Result, refused } from '@ovoz/basics';
import { MAX_PIECE_BYTES } from '@ovoz/contract';
import type { BatchFile } from '@ovoz/voter-register';
import type { Refusal } from '../../../platform/problem.ts';

/** Keeps manifest and signature beside the files, as they came. */
export async function writeManifest(
  folder: string,
  manifest: Uint8Array,
  signature: Uint8Array,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const options = { mode: 0o600 };
  await writeFile(join(folder, 'manifest.json'), manifest, options);
  await writeFile(
    join(folder, 'manifest.sig'),
    `${Buffer.from(signature).toString('base64')}\n`,
    options,
  );
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** How many bytes of a file are here. A file bears its own name only once it has the hash of the manifest. */
export async function receivedBytes(folder: string, { name, bytes }: BatchFile): Promise<number> {
  if ((await sizeOf(join(folder, name))) === bytes) return bytes;
  return (await sizeOf(partOf(folder, name))) ?? 0;
}

/** Whether the file is here as the manifest says. */
export async function isWhole(folder: string, { name, bytes }: BatchFile): Promise<boolean> {
  return (await sizeOf(join(folder, name))) === bytes;
}

/** Files that are being written by this process: two writers would mix their pieces. */
const busy = new Set<string>();

type PieceFault = 'offset-wrong' | 'file-too-long' | 'file-altered' | 'body-too-large';

/**
 * Appends a piece to a file. What came before a line broke stays, so the sender goes on from there; the last
 * piece has the whole file checked against its hash.
 * @returns how many bytes are here now
 */
export async function appendPiece(
  folder: string,
  file: BatchFile,
  offset: number,
  piece: AsyncIterable<Buffer>,
): Promise<Result<number, Refusal & { readonly code: PieceFault }>> {
  const part = partOf(folder, file.name);
  if (busy.has(part)) return refused({ code: 'offset-wrong', detail: 'A piece is being written.' });
  busy.add(part);
  try {
    const here = await receivedBytes(folder, file);
    if (offset !== here)
      return refused({ code: 'offset-wrong', detail: `${here} bytes are here.` });
    if (here === file.bytes && (await isWhole(folder, file))) return ok(here);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const end = await write(part, offset, piece, file.bytes);
    if (!end.ok) return end;
    return end.value === file.bytes ? await settle(folder, file) : end;
  } finally {
    busy.delete(part);
  }
}

/** Writes as it comes. A piece that is too long is taken back whole. */
async function write(
  path: string,
  offset: number,
  piece: AsyncIterable<Buffer>,
  limit: number,
): Promise<Result<number, { readonly code: 'file-too-long' | 'body-too-large' }>> {
  const handle = await open(path, 'a', 0o600);
  let end = offset;
  try {
    for await (const bytes of piece) {
      end += bytes.length;
      const isTooLong = end > limit;
      if (isTooLong || end - offset > MAX_PIECE_BYTES) {
        await truncate(path, offset);
        return refused({ code: isTooLong ? 'file-too-long' : 'body-too-large' });
      }
      await handle.writeFile(bytes);
    }
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return ok(end);
}

/** Gives a file that is whole its name; one with another hash is removed. */
async function settle(
  folder: string,
  file: BatchFile,
): Promise<Result<number, { readonly code: 'file-altered' }>> {
  const part = partOf(folder, file.name);
  const hash = createHash('sha256');
  await pipeline(createReadStream(part, { highWaterMark: READ_BYTES }), hash);
  if (hash.digest('hex') !== file.sha256) {
    await rm(part, { force: true });
    return refused({ code: 'file-altered' });
  }
  await rename(part, join(folder, file.name));
  return ok(file.bytes);
}

/** A millisecond of hashing between other people's calls. */
const READ_BYTES = 1024 * 1024;

function partOf(folder: string, name: string): string {
  return join(folder, `${name}.part`);
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

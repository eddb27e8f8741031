import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/**
 * The bytes of a file as it stands in the folder, or null. A web server reads it at any moment, so a file
 * is only ever replaced whole.
 */
export async function readPublished(folder: string, path: string): Promise<Buffer | null> {
  try {
    return await readFile(join(folder, path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Beyond this the highest quality of Brotli takes minutes for what others do in seconds. */
const BROTLI_QUALITY = 6;

/** Replaces a file whole, with its compressed twins for servers that send them. */
export async function writePublished(folder: string, path: string, bytes: Buffer): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  // An old twin beside a new file would be an old answer; none is only a longer one.
  await removeTwins(target);
  await replaceFile(target, bytes);
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } };
  await replaceFile(`${target}.br`, await promisify(brotliCompress)(bytes, options));
  await replaceFile(`${target}.gz`, await promisify(gzip)(bytes));
}

export async function removePublished(folder: string, path: string): Promise<void> {
  const target = join(folder, path);
  await removeTwins(target);
  await rm(target, { force: true });
}

async function removeTwins(target: string): Promise<void> {
  await rm(`${target}.br`, { force: true });
  await rm(`${target}.gz`, { force: true });
}

/** Puts a file there whole: a reader sees the old one or the new one. */
export async function replaceFile(target: string, bytes: Buffer): Promise<void> {
  const draft = `${target}.${process.pid}.new`;
  await writeFile(draft, bytes);
  await rename(draft, target);
}

export function sha256Hex(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

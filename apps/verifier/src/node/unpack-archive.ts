import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { readArchive } from '../sources/read-archive.ts';
import { SourceFailure } from '../sources/record-source.ts';

/** JSON of a record shrinks to a tenth. What grows a hundredfold and more was made to fill the disk. */
const MAX_RATIO = 200;
/** A small archive may be mostly zeros at the end of its blocks. */
const ALWAYS_ALLOWED_BYTES = 16 * 1024 * 1024;

/**
 * Unpacks `.tar.gz` or `.tar` into a folder of its own.
 * @throws SourceFailure as `readArchive`, and `archive-bomb`
 */
export async function unpackArchive(
  file: string,
): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'ovoz-verify-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  let current: FileHandle | null = null;
  try {
    await readArchive(await bytesOf(file), async (path) => {
      current = await newFile(folder, path);
      const handle = current;
      return {
        write: async (part) => {
          await handle.writeFile(part);
        },
        end: () => handle.close(),
      };
    });
    return { folder, remove };
  } catch (error) {
    await (current as FileHandle | null)?.close().catch(() => {});
    await remove();
    if (error instanceof SourceFailure) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SourceFailure('archive-malformed', `The archive cannot be read: ${reason}.`);
  }
}

/** A file that was not there: one that was is none of ours, nor is a folder under a file. */
async function newFile(folder: string, path: string): Promise<FileHandle> {
  try {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    return await open(join(folder, path), 'wx');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST' && code !== 'ENOTDIR' && code !== 'EISDIR') throw error;
    const sentence = `The member ${path} cannot be a file and a folder at once.`;
    throw new SourceFailure('archive-member-refused', sentence);
  }
}

async function bytesOf(file: string): Promise<AsyncIterable<Uint8Array>> {
  const { size } = await stat(file);
  const packed = createReadStream(file, { highWaterMark: 256 * 1024 });
  const first = createReadStream(file, { start: 0, end: 1 });
  const magic: Buffer[] = [];
  for await (const part of first) magic.push(part as Buffer);
  if (!Buffer.concat(magic).equals(Buffer.from([0x1f, 0x8b]))) return packed;
  const plain = packed.pipe(createGunzip());
  packed.on('error', (error) => plain.destroy(error));
  return bounded(plain, Math.max(ALWAYS_ALLOWED_BYTES, size * MAX_RATIO));
}

async function* bounded(parts: AsyncIterable<Uint8Array>, most: number): AsyncIterable<Uint8Array> {
  let length = 0;
  for await (const part of parts) {
    length += part.length;
    if (length > most) {
      throw new SourceFailure('archive-bomb', 'The archive grows far beyond what a record does.');
    }
    yield part;
  }
}

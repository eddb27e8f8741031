import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * Files of one election's results. The publisher is a process of its own, so files are written in one go:
 * half the time of the asynchronous calls, and nobody waits.
 */
export type ResultsFolder = {
  readonly path: string;
  readonly read: (path: string) => Buffer | null;
  readonly write: (path: string, bytes: Buffer, compress: boolean) => void;
  readonly remove: (path: string) => void;
};

/** What compresses to a packet or two is sent as it is. */
const LEAST_COMPRESSED_BYTES = 4096;

export function openResultsFolder(folder: string): ResultsFolder {
  const made = new Set<string>();
  const makeFolderOf = (target: string) => {
    const parent = dirname(target);
    if (made.has(parent)) return;
    mkdirSync(parent, { recursive: true });
    made.add(parent);
  };
  return {
    path: folder,
    read: (path) => readIfThere(join(folder, path)),
    write: (path, bytes, compress) => {
      const target = join(folder, path);
      makeFolderOf(target);
      const twin = `${target}.gz`;
      // An old twin beside a new file would be an old answer; none is only a longer one.
      rmSync(twin, { force: true });
      replace(target, bytes);
      if (compress && bytes.length >= LEAST_COMPRESSED_BYTES) replace(twin, gzipSync(bytes));
    },
    remove: (path) => {
      rmSync(join(folder, `${path}.gz`), { force: true });
      rmSync(join(folder, path), { force: true });
    },
  };
}

/** A reader sees the old file or the new one, never half of one, whenever the publisher is killed. */
export function replace(target: string, bytes: Buffer): void {
  const draft = `${target}.${process.pid}.new`;
  writeFileSync(draft, bytes);
  renameSync(draft, target);
}

/** Whether a file that is sent compressed lost its twin in a kill. */
export function lacksTwin(folder: ResultsFolder, path: string): boolean {
  const target = join(folder.path, path);
  return existsSync(target) && statSync(target).size >= LEAST_COMPRESSED_BYTES
    ? !existsSync(`${target}.gz`)
    : false;
}

export function sha256Hex(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function readIfThere(target: string): Buffer | null {
  try {
    return readFileSync(target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

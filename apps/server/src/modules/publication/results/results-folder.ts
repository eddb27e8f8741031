import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
};

/** What compresses to a packet or two is sent as it is. */
const LEAST_COMPRESSED_BYTES = 4096;

/** Half the time of the usual 6 for a tenth more bytes: files are rewritten all night. */
const GZIP_LEVEL = 3;

export function openResultsFolder(folder: string): ResultsFolder {
  const made = new Set<string>();
  /** Whether a file has a compressed twin: asked once, known from then on. */
  const twins = new Map<string, boolean>();
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
      if (twins.get(path) ?? existsSync(twin)) rmSync(twin, { force: true });
      replace(target, bytes);
      const compressed = compress && bytes.length >= LEAST_COMPRESSED_BYTES;
      if (compressed) replace(twin, gzipSync(bytes, { level: GZIP_LEVEL }));
      twins.set(path, compressed);
    },
  };
}

/** A reader sees the old file or the new one, never half of one, whenever the publisher is killed. */
export function replace(target: string, bytes: Buffer): void {
  const draft = `${target}.${process.pid}.new`;
  writeFileSync(draft, bytes);
  renameSync(draft, target);
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

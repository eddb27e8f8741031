import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  isPlainPath,
  MAX_FILES,
  type RecordSource,
  SourceFailure,
  TooLarge,
} from '../sources/record-source.ts';

const MAX_FOLDERS_DEEP = 12;

/**
 * A record in a folder. Links are not followed, so that nothing from elsewhere on the disk gets into a verdict.
 * @throws SourceFailure `folder-missing`, `record-too-large` (files).
 */
export async function folderSource(folder: string): Promise<RecordSource> {
  const found = await stat(folder).catch(() => null);
  if (found === null || !found.isDirectory()) {
    throw new SourceFailure('folder-missing', `There is no folder ${folder}.`);
  }
  const root = await realpath(folder);
  return {
    name: folder,
    list: async () => {
      const files = new Set<string>();
      await listInto(root, '', files, 0);
      return files;
    },
    read: async (path, maxBytes) => readFile(root, path, maxBytes),
  };
}

async function listInto(
  root: string,
  below: string,
  files: Set<string>,
  depth: number,
): Promise<void> {
  if (depth > MAX_FOLDERS_DEEP) {
    throw new SourceFailure('record-too-large', `The folder ${below} is nested too deeply.`);
  }
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) await listInto(root, path, files, depth + 1);
    else files.add(path);
    if (files.size > MAX_FILES) {
      throw new SourceFailure('record-too-large', `There are more than ${MAX_FILES} files.`);
    }
  }
}

/** Reads at once: in a thread of its own that costs half of what waiting for each step does. */
function readFile(root: string, path: string, maxBytes: number): Uint8Array | null {
  if (!isPlainPath(path)) return null;
  let file: number;
  try {
    // A link in place of a file is no file; O_NONBLOCK: nor is a pipe that would wait for ever.
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    file = openSync(join(root, path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined && NOT_THERE.has(code)) return null;
    throw new SourceFailure('file-unreadable', `${path} cannot be read: ${code}.`);
  }
  try {
    const found = fstatSync(file);
    if (!found.isFile()) return null;
    if (found.size > maxBytes) throw new TooLarge(path);
    const bytes = new Uint8Array(found.size);
    let at = 0;
    while (at < bytes.length) {
      const length = readSync(file, bytes, at, bytes.length - at, at);
      if (length === 0) break;
      at += length;
    }
    return bytes.subarray(0, at);
  } finally {
    closeSync(file);
  }
}

const NOT_THERE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR', 'ENXIO']);

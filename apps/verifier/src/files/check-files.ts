import { sameBytes, toHex } from '../bytes.ts';
import type { Hash } from '../election-types.ts';
import { type FoundSoFar, newFindings } from '../findings.ts';
import type { Packing, Primitives } from '../primitives.ts';
import type { RecordSource } from '../sources/record-source.ts';
import { MAX_FILE_BYTES, readBytes } from './read-file.ts';

/** A file whose hash is known from elsewhere, or a compressed one that is held against the file beside it. */
export type FileTask = {
  readonly path: string;
  /** What it means when the content is another. */
  readonly otherwise: 'false' | 'gap';
} & (
  | { readonly sha256: Hash; readonly packing: null }
  | { readonly packing: Packing; readonly plain: string }
);

export type FilesResult = { readonly checked: number; readonly found: FoundSoFar };

const AT_ONCE = 8;

type Tell = Parameters<typeof readBytes>[3];

/** Compares files with hashes that are known. A file that is missing is a gap. */
export async function checkFiles(
  source: RecordSource,
  primitives: Primitives,
  tasks: readonly FileTask[],
): Promise<FilesResult> {
  const findings = newFindings();
  for (let from = 0; from < tasks.length; from += AT_ONCE) {
    const some = tasks.slice(from, from + AT_ONCE);
    await Promise.all(some.map((task) => checkFile(source, primitives, task, findings.add)));
  }
  return { checked: tasks.length, found: findings.all() };
}

async function checkFile(
  source: RecordSource,
  primitives: Primitives,
  task: FileTask,
  tell: Tell,
): Promise<void> {
  const { path } = task;
  const bytes = await readBytes(source, path, MAX_FILE_BYTES, tell);
  if (task.packing !== null) {
    if (bytes !== null) await checkCompressed(source, primitives, task, bytes, tell);
  } else if (bytes === null) {
    const sentence = 'The record names this file and does not hold it.';
    tell({ severity: 'gap', code: 'file-missing', place: path, sentence });
  } else if (toHex(primitives.sha256(bytes)) !== task.sha256) {
    const sentence = 'The file is not the one whose hash the record names.';
    tell({ severity: task.otherwise, code: 'file-hash-wrong', place: path, sentence });
  }
}

async function checkCompressed(
  source: RecordSource,
  primitives: Primitives,
  { path, plain, packing, otherwise }: Extract<FileTask, { plain: string }>,
  bytes: Uint8Array,
  tell: Tell,
): Promise<void> {
  if (primitives.unpack === undefined) return;
  const beside = await readBytes(source, plain, MAX_FILE_BYTES, tell);
  const unpacked = await primitives.unpack(bytes, packing, MAX_FILE_BYTES);
  if (beside === null || (unpacked !== null && sameBytes(beside, unpacked))) return;
  const sentence =
    'The compressed file is not the file beside it, so browsers were shown something else.';
  tell({ severity: otherwise, code: 'compressed-file-differs', place: path, sentence });
}

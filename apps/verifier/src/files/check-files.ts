import { sameBytes, toHex } from '../bytes.ts';
import { compareCsv } from '../areas/compare-csv.ts';
import type { AreaFile, Hash } from '../election-types.ts';
import { type FoundSoFar, newFindings } from '../findings.ts';
import type { Packing, Primitives } from '../primitives.ts';
import type { RecordSource } from '../sources/record-source.ts';
import { AREA_FILE } from './file-shapes.ts';
import { MAX_FILE_BYTES, MAX_JSON_BYTES, parseFile, readBytes } from './read-file.ts';

/**
 * What a file is compared with: a hash that is known from elsewhere, for a compressed one the file beside it, for a
 * table of an area the JSON that it repeats.
 */
export type FileTask = { readonly path: string } & (
  | { readonly kind: 'hash'; readonly sha256: Hash }
  | { readonly kind: 'compressed'; readonly packing: Packing; readonly plain: string }
  | { readonly kind: 'table'; readonly area: string }
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
  const { path, kind } = task;
  const bytes = await readBytes(source, path, MAX_FILE_BYTES, tell);
  if (kind === 'compressed') {
    if (bytes !== null) await checkCompressed(source, primitives, task, bytes, tell);
  } else if (kind === 'table') {
    // That it is missing, or another, is found by its hash.
    if (bytes !== null) await checkTable(source, task, bytes, tell);
  } else if (bytes === null) {
    const sentence = 'The record names this file and does not hold it.';
    tell({ severity: 'gap', code: 'file-missing', place: path, sentence });
  } else if (toHex(primitives.sha256(bytes)) !== task.sha256) {
    const sentence = 'The file is not the one whose hash the record names.';
    tell({ severity: 'false', code: 'file-hash-wrong', place: path, sentence });
  }
}

async function checkCompressed(
  source: RecordSource,
  primitives: Primitives,
  { path, plain, packing }: Extract<FileTask, { kind: 'compressed' }>,
  bytes: Uint8Array,
  tell: Tell,
): Promise<void> {
  if (primitives.unpack === undefined) return;
  const beside = await readBytes(source, plain, MAX_FILE_BYTES, tell);
  const unpacked = await primitives.unpack(bytes, packing, MAX_FILE_BYTES);
  if (beside === null || (unpacked !== null && sameBytes(beside, unpacked))) return;
  const sentence =
    'The compressed file is not the file beside it, so browsers were shown something else.';
  tell({ severity: 'false', code: 'compressed-file-differs', place: path, sentence });
}

async function checkTable(
  source: RecordSource,
  { path, area }: Extract<FileTask, { kind: 'table' }>,
  bytes: Uint8Array,
  tell: Tell,
): Promise<void> {
  const json = await readBytes(source, area, MAX_JSON_BYTES, tell);
  // What is wrong with it is told where it is read for its own sake.
  const file = json === null ? null : parseFile<AreaFile>(area, json, AREA_FILE, () => {});
  if (file === null) return;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  for (const finding of compareCsv(path, text, file.content)) tell(finding);
}

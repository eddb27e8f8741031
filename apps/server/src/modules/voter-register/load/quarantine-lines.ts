import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { insertQuarantine, type QuarantineLine } from '../store-load-batches.ts';
import type { InTransaction } from './load-job.ts';
import type { SetAside } from './read-chunk.ts';

const LINES_AT_ONCE = 2000;
/** A person looks at a line; the rest of a longer one says nothing more. */
const MOST_BYTES = 20_000;

/** Keeps every line that was set aside, sealed, as it stands in its file. */
export async function keepQuarantine({ transaction, job }: InTransaction): Promise<void> {
  const { manifest, folder, register, tally, batch } = job;
  const files = new Map<number, FileHandle>();
  const fileOf = async (index: number) => {
    const known = files.get(index) ?? (await open(join(folder, nameOf(index)), 'r'));
    files.set(index, known);
    return known;
  };
  const nameOf = (index: number) => manifest.files[index]?.name ?? '';
  try {
    for (let from = 0; from < tally.setAside.length; from += LINES_AT_ONCE) {
      const lines: QuarantineLine[] = [];
      for (const row of tally.setAside.slice(from, from + LINES_AT_ONCE)) {
        const text = await readLine(await fileOf(row.file), row);
        lines.push({ ...row, fileName: nameOf(row.file), sealed: register.keys.sealLine(text) });
      }
      await insertQuarantine(transaction, batch.id, register.root, lines);
    }
  } finally {
    for (const file of files.values()) await file.close();
  }
}

async function readLine(file: FileHandle, { offset, size }: SetAside): Promise<string> {
  const bytes = Buffer.alloc(Math.min(size, MOST_BYTES));
  await file.read(bytes, 0, bytes.length, offset);
  return bytes.toString('utf8');
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArchive } from '@ovoz/verifiable-voting';
import { openArchive } from './archive-file.ts';

const READ_TO = 'read-to.txt';
/** First digits of a hash that name a folder: 256 folders hold a thousand ballots each of a quarter million. */
const FOLDER_DIGITS = 2;

/**
 * Whether data of this hash are in an archive. A copy of a ballot that was replaced would undo the replacement,
 * and anyone could send one. Beside the archive a folder has an empty file for each hash and how far it was read:
 * only what was appended since is read, so the time does not grow with the archive.
 */
export async function isInArchive(archive: string, hash: string): Promise<boolean> {
  const index = archive.replace(/\.bel$/, '.cast');
  const fileOf = (one: string) => join(index, one.slice(0, FOLDER_DIGITS), one);
  const mark = join(index, READ_TO);
  mkdirSync(index, { recursive: true });
  const begin = existsSync(mark) ? Number(readFileSync(mark, 'utf8')) : 0;
  const { source, close } = await openArchive(archive);
  try {
    let offset = begin;
    for await (const { name, end } of readArchive(source.chunks(begin), begin)) {
      const own = /^([0-9a-f]{64})\.data\.json$/.exec(name)?.[1];
      if (own !== undefined) {
        mkdirSync(join(index, own.slice(0, FOLDER_DIGITS)), { recursive: true });
        writeFileSync(fileOf(own), '');
      }
      offset = end;
    }
    if (offset !== begin) writeFileSync(mark, String(offset));
  } finally {
    await close();
  }
  return existsSync(fileOf(hash));
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArchive } from '@ovoz/verifiable-voting';
import { CommandFailure } from '../failure.ts';
import { openArchive } from './archive-file.ts';

const READ_TO = 'read-to.txt';
/** First digits of a hash that name a folder: 256 folders hold a thousand ballots each of a quarter million. */
const FOLDER_DIGITS = 2;

/**
 * Whether data of this hash are in an archive. A copy of a ballot that was replaced would undo the replacement,
 * and anyone could send one. Beside the archive a folder has an empty file for each hash and how far it was read:
 * only what was appended since is read, so the time does not grow with the archive.
 * @throws CommandFailure `archive-shortened`
 */
export async function isInArchive(archive: string, hash: string): Promise<boolean> {
  await readOn(archive);
  return existsSync(fileOf(archive, hash));
}

const indexOf = (archive: string) => archive.replace(/\.bel$/, '.cast');
const folderOf = (archive: string, hash: string) =>
  join(indexOf(archive), hash.slice(0, FOLDER_DIGITS));
const fileOf = (archive: string, hash: string) => join(folderOf(archive, hash), hash);

/**
 * Brings the index up to the end of the archive, which is to be an event's.
 * @throws CommandFailure `archive-shortened` where the archive was longer before.
 */
export async function readOn(archive: string): Promise<void> {
  const mark = join(indexOf(archive), READ_TO);
  mkdirSync(indexOf(archive), { recursive: true });
  const begin = existsSync(mark) ? Number(readFileSync(mark, 'utf8')) : 0;
  const { source, sizeBytes, close } = await openArchive(archive);
  try {
    if (!(sizeBytes >= begin)) {
      const sentence = `${archive} was longer before: ballots or the close were cut off.`;
      throw new CommandFailure('archive-shortened', sentence);
    }
    let offset = begin;
    for await (const { name, end } of readArchive(source.chunks(begin), begin)) {
      const own = /^([0-9a-f]{64})\.data\.json$/.exec(name)?.[1];
      if (own !== undefined) {
        mkdirSync(folderOf(archive, own), { recursive: true });
        writeFileSync(fileOf(archive, own), '');
      }
      offset = end;
    }
    if (offset !== begin) writeFileSync(mark, String(offset));
  } finally {
    await close();
  }
}

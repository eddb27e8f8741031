import { truncateSync } from 'node:fs';
import { ArchiveBroken, readArchive } from '@ovoz/verifiable-voting';
import { CommandFailure } from '../failure.ts';
import { openArchive } from './archive-file.ts';
import { lockArchive } from './archive-lock.ts';

/**
 * Cuts an archive that ends within an event, or within its data, back to the event before. Anything else that is
 * wrong stays as it is: cutting there would throw away what was cast.
 * @returns how many bytes were cut off.
 * @throws CommandFailure, ArchiveBroken
 */
export async function repairArchive(path: string): Promise<number> {
  const { source, sizeBytes, close } = await openArchive(path);
  const release = lockArchive(path);
  try {
    const end = await endOfLastEvent(source.chunks(0));
    if (end === 0) {
      throw new CommandFailure('archive-without-setup', `${path} has not even the first event.`);
    }
    if (end < sizeBytes) truncateSync(path, end);
    return sizeBytes - end;
  } finally {
    release();
    await close();
  }
}

async function endOfLastEvent(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let end = 0;
  try {
    for await (const entry of readArchive(chunks)) {
      if (entry.name.endsWith('.event.json')) ({ end } = entry);
    }
  } catch (error) {
    if (!(error instanceof ArchiveBroken) || error.code !== 'archive-truncated') throw error;
  }
  return end;
}

import { closeSync, createReadStream, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import {
  type ArchiveEvent,
  type ArchiveHead,
  type ArchiveSource,
  type EntryHeader,
  Malformed,
  parseEvent,
  readHeader,
} from '@ovoz/verifiable-voting';
import { CommandFailure } from '../failure.ts';
import { sentenceOfSystem } from './system-error.ts';

const READ_BYTES = 1024 * 1024;

/** An archive in a file as a stream of 1 MiB, and by offset. */
export async function openArchive(path: string): Promise<{
  readonly source: ArchiveSource;
  readonly sizeBytes: number;
  readonly close: () => Promise<void>;
}> {
  demandFile(path);
  const file = await open(path).catch((error: unknown) => {
    throw new CommandFailure('archive-unreadable', sentenceOfSystem(error, path));
  });
  const { size } = await file.stat();
  return {
    sizeBytes: size,
    close: () => file.close(),
    source: {
      chunks: (start) => createReadStream(path, { start, highWaterMark: READ_BYTES }),
      async read(offset, length) {
        const bytes = new Uint8Array(length);
        const { bytesRead } = await file.read(bytes, 0, length, offset);
        return bytes.subarray(0, bytesRead);
      },
    },
  };
}

/** @throws CommandFailure `archive-unreadable` where there is no file. */
export function demandFile(path: string): void {
  const refuse = (sentence: string) => new CommandFailure('archive-unreadable', sentence);
  try {
    if (statSync(path).isFile()) return;
  } catch (error) {
    throw refuse(sentenceOfSystem(error, path));
  }
  throw refuse(`${path} is not a file.`);
}

/** The last event's entry: its header and its body, each of one block. */
const LAST_ENTRY_BYTES = 1024;

export type LastEvent = { readonly head: ArchiveHead; readonly type: ArchiveEvent['type'] };

/** The last event of an archive, read from its last two blocks: the time that it takes does not grow with it. */
export function readLastEvent(path: string): LastEvent {
  const last = eventBefore(path);
  if (last !== null) return last;
  throw new CommandFailure(
    'archive-unfinished',
    `${path} does not end with an event; take a whole copy, or see what repair says.`,
  );
}

export function readHead(path: string): ArchiveHead {
  return readLastEvent(path).head;
}

/** Whether an event ends at an offset, or where the archive ends. */
export function endsWithEvent(path: string, end?: number): boolean {
  return eventBefore(path, end) !== null;
}

/** The event that ends at an offset, or where the archive ends. Null where none does. */
export function eventBefore(path: string, end?: number): LastEvent | null {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const at = (end ?? size) - LAST_ENTRY_BYTES;
    if (at < 0 || at + LAST_ENTRY_BYTES > size) return null;
    const bytes = new Uint8Array(LAST_ENTRY_BYTES);
    readSync(file, bytes, 0, LAST_ENTRY_BYTES, at);
    const header = readHeader(bytes.subarray(0, 512));
    const event = /^([0-9a-f]{64})\.event\.json$/.exec(header?.name ?? '')?.[1];
    return header === null || event === undefined ? null : eventIn(header, event, bytes);
  } finally {
    closeSync(file);
  }
}

function eventIn(header: EntryHeader, event: string, bytes: Uint8Array): LastEvent | null {
  try {
    const text = new TextDecoder().decode(bytes.subarray(512, 512 + header.sizeBytes));
    const { height, type } = parseEvent(text);
    return { head: { timestamp: header.timestamp, event, height }, type };
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

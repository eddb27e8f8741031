import {
  appendFileSync,
  closeSync,
  createReadStream,
  fstatSync,
  openSync,
  readSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import {
  type ArchiveHead,
  type ArchiveSource,
  appendEvent,
  type EventType,
  parseEvent,
  readHeader,
} from '@ovoz/verifiable-voting';
import { CommandFailure } from '../failure.ts';
import { nodePlatform } from './node-platform.ts';

const READ_BYTES = 1024 * 1024;

/** An archive in a file as a stream of 1 MiB, and by offset. */
export async function openArchive(path: string): Promise<{
  readonly source: ArchiveSource;
  readonly sizeBytes: number;
  readonly close: () => Promise<void>;
}> {
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (error) {
    throw new CommandFailure('archive-unreadable', `${(error as Error).message}.`);
  }
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

/** The last event's entry: its header and its body, each of one block. */
const LAST_ENTRY_BYTES = 1024;

/** The head of an archive, read from its last two blocks: the time that it takes does not grow with it. */
export function readHead(path: string): ArchiveHead {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = new Uint8Array(LAST_ENTRY_BYTES);
    readSync(file, bytes, 0, LAST_ENTRY_BYTES, Math.max(0, size - LAST_ENTRY_BYTES));
    const header = readHeader(bytes.subarray(0, 512));
    const match = /^([0-9a-f]{64})\.event\.json$/.exec(header?.name ?? '');
    if (header === null || match?.[1] === undefined) {
      throw new CommandFailure('archive-unfinished', `${path} does not end with an event.`);
    }
    const text = new TextDecoder().decode(bytes.subarray(512, 512 + header.sizeBytes));
    const event = match[1];
    return { timestamp: header.timestamp, event, height: parseEvent(text).height };
  } finally {
    closeSync(file);
  }
}

/** Appends an event with its data in one write. */
export function appendToArchive(path: string, type: EventType, data: readonly string[]): void {
  appendFileSync(path, appendEvent(nodePlatform, readHead(path), type, data).bytes);
}

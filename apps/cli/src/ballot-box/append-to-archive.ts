import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { appendEvent, type EventType } from '@ovoz/verifiable-voting';
import { CommandFailure } from '../failure.ts';
import { demandFile, endsWithEvent, type LastEvent, readLastEvent } from './archive-file.ts';
import { lockArchive } from './archive-lock.ts';
import { nodePlatform } from './node-platform.ts';

/** An event with its data, of which the last is its payload. */
export type NewEvent = { readonly type: EventType; readonly data: readonly string[] };

/** An archive that no other process appends to as long as it is held. */
export type HeldArchive = {
  readonly last: LastEvent;
  /** Appends events, all or none. They are on the disk when it returns. */
  readonly append: (...events: readonly NewEvent[]) => void;
};

/**
 * Holds an archive alone: what is found out about its end remains true until something is appended. An append that a
 * killed process left half done is undone first.
 * @throws CommandFailure
 */
export async function holdingArchive<Answer>(
  path: string,
  use: (archive: HeldArchive) => Promise<Answer>,
): Promise<Answer> {
  demandFile(path);
  const release = lockArchive(path);
  try {
    undoHalfAppend(path);
    return await use({
      last: readLastEvent(path),
      append: (...events) => appendEvents(path, events),
    });
  } finally {
    release();
  }
}

/** Appends an event whatever the last one is. */
export function appendToArchive(path: string, type: EventType, data: readonly string[]): void {
  demandFile(path);
  const release = lockArchive(path);
  try {
    undoHalfAppend(path);
    appendEvents(path, [{ type, data }]);
  } finally {
    release();
  }
}

/** Says as long as an append is under way how long the archive was before it. */
function markOf(path: string): string {
  return `${path}.appending`;
}

function appendEvents(path: string, events: readonly NewEvent[]): void {
  let { head } = readLastEvent(path);
  const parts = events.map(({ type, data }) => {
    const made = appendEvent(nodePlatform, head, type, data);
    ({ head } = made);
    return made.bytes;
  });
  const file = openSync(path, 'a');
  try {
    const before = fstatSync(file).size;
    writeFileSync(markOf(path), `${before}\n`);
    try {
      writeAll(file, Buffer.concat(parts));
      fdatasyncSync(file);
    } catch (error) {
      ftruncateSync(file, before);
      throw error;
    } finally {
      rmSync(markOf(path));
    }
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

/** Nobody was told that what is cut off here was appended. */
function undoHalfAppend(path: string): void {
  const mark = markOf(path);
  if (!existsSync(mark)) return;
  // Without its end the mark was not finished, and the append not begun.
  const before = /^([1-9][0-9]*)\n$/.exec(readFileSync(mark, 'utf8'))?.[1];
  if (before !== undefined) cutTo(path, Number(before));
  rmSync(mark);
}

function cutTo(path: string, before: number): void {
  const file = openSync(path, 'r+');
  try {
    const { size } = fstatSync(file);
    if (size <= before || endsWithEvent(path)) return;
    if (!endsWithEvent(path, before)) {
      throw new CommandFailure(
        'archive-unfinished',
        `${path} does not end with an event, nor did it before the last append.`,
      );
    }
    ftruncateSync(file, before);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Adds a line to a file beside the archive that is held; a last line without its end is not one yet. */
export function appendLine(path: string, line: string): void {
  const file = openSync(path, 'a+', 0o644);
  try {
    const before = readFileSync(file);
    ftruncateSync(file, before.lastIndexOf('\n') + 1);
    writeAll(file, Buffer.from(`${line}\n`));
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** From the entries of an archive to its events: names, hashes, times, the chain, and the data of each event. */
import { type ArchiveEvent, parseEvent } from '../archive/event.ts';
import { DATA_BEFORE } from '../archive/phases.ts';
import { type ArchiveEntry, readArchive } from '../archive/read-archive.ts';
import { type ArchiveHead, HEADER_NAME, hashOf } from '../archive/write-archive.ts';
import { countAt, Malformed, objectAt, parseCanonical } from '../objects/shape.ts';
import type { Platform } from '../platform.ts';
import type { FindingLog } from './findings.ts';

/** Data entries may stand before an event up to this number; more would only fill memory. */
const MAX_PENDING_DATA = 8;

export type Datum = {
  readonly text: string;
  readonly entry: Pick<ArchiveEntry, 'offset' | 'sizeBytes'>;
};

export type ReadEvent = {
  readonly event: ArchiveEvent;
  /** SHA-256 of the event's bytes. */
  readonly hash: string;
  /** What stands before the event, by hash, in the order of the archive. */
  readonly data: ReadonlyMap<string, Datum>;
  /** The head of the archive after the event. */
  readonly head: ArchiveHead;
  /** Where the event ends. */
  readonly end: number;
};

/**
 * The events of an archive in their order, each linked to the one before. What is wrong goes into the log.
 * @param from where to begin: at 0 without a head, or behind an event with the head after it.
 * @throws ArchiveBroken, Unreadable
 */
export async function* readEvents(
  platform: Platform,
  log: FindingLog,
  chunks: AsyncIterable<Uint8Array>,
  from: { readonly offset: number; readonly head: ArchiveHead | null },
): AsyncGenerator<ReadEvent> {
  let { head } = from;
  let data = new Map<string, Datum>();
  for await (const entry of readArchive(chunks, from.offset)) {
    if (head === null) {
      head = readArchiveHeader(log, entry);
      continue;
    }
    const { kind, hash, text } = readEntry(platform, log, entry, head);
    if (kind === 'data') {
      const place = `byte ${entry.offset}`;
      if (data.size >= MAX_PENDING_DATA) log.stop('archive-data-misplaced', place);
      if (data.has(hash)) log.add('strict', 'archive-data-misplaced', place);
      data.set(hash, { text, entry });
      continue;
    }
    const event = readEvent(log, text, entry);
    if (event.parent !== head.event || event.height !== head.height + 1) {
      log.stop('event-chain-broken', `event ${event.height}`);
    }
    checkData(log, event, data);
    head = { ...head, event: hash, height: event.height };
    yield { event, hash, data, head, end: entry.end };
    data = new Map();
  }
  if (data.size > 0) log.add('invalid', 'archive-truncated', 'end');
}

function readArchiveHeader(log: FindingLog, entry: ArchiveEntry): ArchiveHead {
  try {
    if (entry.name !== HEADER_NAME) throw new Malformed('name', HEADER_NAME);
    return parseCanonical(decodeUtf8(entry.body) ?? '', (value) => {
      const one = objectAt(value, '', ['version', 'timestamp']);
      if (countAt(one['version'], 'version') !== 1) throw new Malformed('version', '1');
      // A text in practice, though the specification says a number.
      if (one['timestamp'] !== String(entry.timestamp)) {
        throw new Malformed('timestamp', 'the time of the entries');
      }
      return { timestamp: entry.timestamp, event: null, height: -1 };
    });
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return log.stop('archive-entry-foreign', 'byte 0', error.message);
  }
}

function readEntry(platform: Platform, log: FindingLog, entry: ArchiveEntry, head: ArchiveHead) {
  const place = `byte ${entry.offset}`;
  const match = /^([0-9a-f]{64})\.(data|event)\.json$/.exec(entry.name);
  if (match === null) return log.stop('archive-entry-foreign', place, entry.name);
  if (entry.timestamp !== head.timestamp) return log.stop('archive-timestamp-differs', place);
  const [, hash = '', kind] = match;
  if (hashOf(platform, entry.body) !== hash) return log.stop('archive-hash-wrong', place);
  const text = decodeUtf8(entry.body);
  if (text === null) return log.stop('archive-entry-foreign', place, 'not UTF-8');
  return { kind, hash, text };
}

function readEvent(log: FindingLog, text: string, entry: ArchiveEntry): ArchiveEvent {
  try {
    return parseEvent(text);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return log.stop('event-malformed', `byte ${entry.offset}`, error.message);
  }
}

/** The payload must be there; that nothing else is, in another order, is for strict readers. */
function checkData(
  log: FindingLog,
  { type, payload, height }: ArchiveEvent,
  data: ReadonlyMap<string, Datum>,
): void {
  const place = `event ${height}`;
  const expected = DATA_BEFORE[type];
  if ((payload !== null) !== expected > 0 || (payload !== null && !data.has(payload))) {
    log.stop('payload-missing', place);
  }
  if (data.size !== expected || (payload !== null && [...data.keys()].at(-1) !== payload)) {
    log.add('strict', 'archive-data-misplaced', place);
  }
}

export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

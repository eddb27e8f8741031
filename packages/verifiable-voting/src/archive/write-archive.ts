import { assert } from '@ovoz/basics';
import { toHex } from '../numbers.ts';
import type { Platform } from '../platform.ts';
import { type EventType, eventText } from './event.ts';
import { BLOCK_BYTES, paddedBytes, writeHeader } from './tar-entry.ts';

/** What must be known of an archive to append to it: nothing of its length but the last event. */
export type ArchiveHead = {
  readonly timestamp: number;
  /** SHA-256 of the last event's bytes in hexadecimal, or null before the first. */
  readonly event: string | null;
  readonly height: number;
};

export const HEADER_NAME = 'BELENIOS';

/** The first entry, and the head of an archive that has no event yet. */
export function beginArchive(timestamp: number): { head: ArchiveHead; bytes: Uint8Array } {
  const text = JSON.stringify({ version: 1, timestamp: String(timestamp) });
  return {
    head: { timestamp, event: null, height: -1 },
    bytes: entryBytes(HEADER_NAME, text, timestamp),
  };
}

/** The bytes of an event with the data before it, of which the last is its payload, and the head after it. */
export function appendEvent(
  platform: Platform,
  head: ArchiveHead,
  type: EventType,
  data: readonly string[],
): { readonly head: ArchiveHead; readonly bytes: Uint8Array } {
  const hashes = data.map((text) => hashOf(platform, text));
  const height = head.height + 1;
  const text = eventText({ parent: head.event, height, type, payload: hashes.at(-1) ?? null });
  const event = hashOf(platform, text);
  const entries = [
    ...data.map((one, index) => entryBytes(`${hashes[index]}.data.json`, one, head.timestamp)),
    entryBytes(`${event}.event.json`, text, head.timestamp),
  ];
  return { head: { ...head, event, height }, bytes: concatenated(entries) };
}

export function hashOf(platform: Platform, data: string | Uint8Array): string {
  return toHex(platform.sha256(data));
}

function entryBytes(name: string, text: string, timestamp: number): Uint8Array {
  assert(Number.isSafeInteger(timestamp) && timestamp >= 0, 'a timestamp is in whole seconds');
  const body = new TextEncoder().encode(text);
  const bytes = new Uint8Array(BLOCK_BYTES + paddedBytes(body.length));
  bytes.set(writeHeader({ name, sizeBytes: body.length, timestamp }));
  bytes.set(body, BLOCK_BYTES);
  return bytes;
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

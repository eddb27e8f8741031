import { countAt, hashAt, Malformed, objectAt, parseCanonical } from '../objects/shape.ts';

export const EVENT_TYPES = [
  'Setup',
  'Ballot',
  'EndBallots',
  'EncryptedTally',
  'Shuffle',
  'EndShuffles',
  'PartialDecryption',
  'Result',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** An event of the chain: `parent` is the SHA-256 of the event before, `payload` that of the data it is about. */
export type ArchiveEvent = {
  readonly parent: string | null;
  readonly height: number;
  readonly type: EventType;
  readonly payload: string | null;
};

/** @throws Malformed */
export function parseEvent(text: string): ArchiveEvent {
  return parseCanonical(text, (value) => {
    const one = objectAt(value, '', ['?parent', 'height', 'type', '?payload']);
    const type = EVENT_TYPES.find((known) => known === one['type']);
    if (type === undefined) throw new Malformed('type', 'a type of event');
    return {
      parent: one['parent'] === undefined ? null : hashAt(one['parent'], 'parent'),
      height: countAt(one['height'], 'height'),
      type,
      payload: one['payload'] === undefined ? null : hashAt(one['payload'], 'payload'),
    };
  });
}

export function eventText({ parent, height, type, payload }: ArchiveEvent): string {
  return JSON.stringify({
    ...(parent === null ? {} : { parent }),
    height,
    type,
    ...(payload === null ? {} : { payload }),
  });
}

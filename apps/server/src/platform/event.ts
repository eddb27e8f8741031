import type { JsonValue } from '@ovoz/basics';

export type EventField = { readonly visibility: 'public' | 'private'; readonly meaning: string };

/**
 * A kind of fact: to which log it goes, what it means in one sentence, and every field with its
 * visibility. Types and fields are public format: never renamed or reused.
 */
export type EventType<
  Fields extends Readonly<Record<string, EventField>> = Readonly<Record<string, EventField>>,
> = {
  readonly type: string;
  readonly log: 'public' | 'audit';
  readonly meaning: string;
  readonly fields: Fields;
};

export type FieldsOf<Event extends EventType> = {
  readonly [Name in keyof Event['fields']]: JsonValue;
};

/** Declares an event, keeping the names of its fields. */
export function defineEvent<const Event extends EventType>(event: Event): Event {
  return event;
}

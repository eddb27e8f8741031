import { hash as hashOnce, randomBytes, randomUUID } from 'node:crypto';
import { assert, canonicalJson, type JsonValue } from '@ovoz/basics';
import type { Role, TerritoryPath } from '@ovoz/election-model';
import type { Queries } from './database.ts';
import type { EventType, FieldsOf } from './event.ts';

/** Who acted, as the public may know it: never the person, always the right that was used. */
export type ActingAs = { readonly role: Role; readonly territoryPath: TerritoryPath };

export type FactContext = {
  readonly now: Date;
  /** Null for what the system itself does. */
  readonly actor: ActingAs | null;
  /** Code of the election, or null. */
  readonly election: string | null;
  /** Where the subject lies: decides who may read the fact in the administration. */
  readonly territoryPath: TerritoryPath;
  /** Public identity of what it is about: `uzbekistan/geography/3`. */
  readonly subject: string;
};

const FACT_FORMAT = 1;
const SALT_BYTES = 16;
/** The longest entry of a log (C2SP tlog-tiles); facts hold hashes of large things, not the things. */
export const MAX_FACT_BYTES = 65_535;

/**
 * Appends a fact to the outbox, in the transaction of the act that it records.
 *
 * The leaf is canonical JSON: format, id, event, election, time, actor, subject and the public fields.
 * Private fields stand in it only as a commitment, SHA-256 over canonical JSON of a random salt and the
 * fields, so that they can be forgotten without breaking the log. The place in the log is given later
 * by the sequencer.
 * @returns the id of the fact.
 */
export async function recordFact<Event extends EventType>(
  queries: Queries,
  event: Event,
  context: FactContext,
  fields: FieldsOf<Event>,
): Promise<string> {
  const fact = newFact(event, context, fields);
  await queries`${factInsert(queries, fact)}`;
  return fact.id;
}

/** A fact as it is stored. */
export type NewFact = FactContext & {
  readonly id: string;
  readonly event: EventType;
  readonly bytes: Buffer;
  readonly hash: Buffer;
  readonly privateBytes: Buffer | null;
};

/** A fact that `recordFacts` or `factInsert` appends: for acts whose answer names its hash. */
export function newFact<Event extends EventType>(
  event: Event,
  context: FactContext,
  fields: FieldsOf<Event>,
): NewFact {
  const fact = buildFact(event, context, fields, {
    id: randomUUID(),
    salt: randomBytes(SALT_BYTES).toString('hex'),
  });
  return { ...context, ...fact, event, hash: sha256(fact.bytes) };
}

/** Ten values a fact; a statement takes 65,534. */
const MAX_FACTS_AT_ONCE = 1000;

/** Appends the facts of an act on many things at once. */
export async function recordFacts(queries: Queries, facts: readonly NewFact[]): Promise<void> {
  for (let from = 0; from < facts.length; from += MAX_FACTS_AT_ONCE) {
    const rows = facts.slice(from, from + MAX_FACTS_AT_ONCE).map((fact) => ({
      id: fact.id,
      log: fact.event.log,
      event_type: fact.event.type,
      election: fact.election,
      territory_path: fact.territoryPath,
      subject: fact.subject,
      recorded_at: fact.now,
      bytes: fact.bytes,
      hash: fact.hash,
      private_bytes: fact.privateBytes,
    }));
    await queries`insert into evidence_facts ${queries(rows)}`;
  }
}

/**
 * The statement that appends a fact. As a part of a larger statement it appends only when the part `when`
 * has a row: so an act and its fact are one round trip.
 */
export function factInsert(queries: Queries, fact: NewFact, when: string | null = null) {
  const { event, hash, bytes, privateBytes } = fact;
  return queries`
    insert into evidence_facts
      (id, log, event_type, election, territory_path, subject, recorded_at, bytes, hash, private_bytes)
    select ${fact.id}::uuid, ${event.log}, ${event.type}, ${fact.election}, ${fact.territoryPath},
      ${fact.subject}, ${fact.now}::timestamptz, ${bytes}::bytea, ${hash}::bytea, ${privateBytes}::bytea
    ${when === null ? queries`` : queries`from ${queries(when)}`}`;
}

/** The bytes of a fact. Pure: id and salt are arguments. */
export function buildFact(
  event: EventType,
  context: FactContext,
  fields: Readonly<Record<string, JsonValue>>,
  random: { readonly id: string; readonly salt: string },
): { id: string; bytes: Buffer; privateBytes: Buffer | null } {
  assert(
    Object.keys(event.fields).toSorted().join() === Object.keys(fields).toSorted().join(),
    `a fact of ${event.type} has exactly the fields of its catalogue entry`,
  );
  const part = (visibility: 'public' | 'private') =>
    Object.fromEntries(
      Object.entries(fields).filter(([name]) => event.fields[name]?.visibility === visibility),
    );
  const hidden = part('private');
  const privateBytes =
    Object.keys(hidden).length === 0
      ? null
      : Buffer.from(canonicalJson({ salt: random.salt, fields: hidden }));
  const leaf: Record<string, JsonValue> = {
    format: FACT_FORMAT,
    id: random.id,
    event: event.type,
    election: context.election,
    time: context.now.toISOString(),
    actor:
      context.actor === null
        ? null
        : { role: context.actor.role, commission: context.actor.territoryPath },
    subject: context.subject,
    payload: part('public'),
  };
  if (privateBytes !== null) leaf['commitment'] = sha256(privateBytes).toString('hex');
  const bytes = Buffer.from(canonicalJson(leaf));
  assert(bytes.length <= MAX_FACT_BYTES, 'a fact holds hashes of large things, not the things');
  return { id: random.id, bytes, privateBytes };
}

export function sha256(bytes: Uint8Array | string): Buffer {
  return hashOnce('sha256', bytes, 'buffer');
}

/** Facts that the sequencer has not placed yet. */
export async function countWaitingFacts(queries: Queries): Promise<number> {
  const [row] = await queries<{ waiting: number }[]>`
    select count(*)::integer as waiting from evidence_facts where leaf_index is null`;
  return row?.waiting ?? 0;
}

/** How each log stands, as its sequencer last saw it. */
export async function readLogStates(
  queries: Queries,
): Promise<readonly { readonly log: string; readonly status: string; readonly size: number }[]> {
  return queries<{ log: string; status: string; size: number }[]>`
    select log, status, size::float8 as size from log_states order by log`;
}

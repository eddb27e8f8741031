import { randomUUID } from 'node:crypto';
import { ok, present, refused } from '@ovoz/basics';
import type { EntryView, RefusalCode } from '@ovoz/contract';
import {
  agreedValues,
  decideEntry,
  type EntryProgress,
  fieldsToKey,
  type KeyedValues,
  type ProtocolKey,
  type ProtocolState,
} from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Queries } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import type { Refusal } from '../../platform/problem.ts';
import { areIndependent } from '../access/public.ts';
import { type Paper, paperOf } from './context.ts';
import { entriesDiscarded } from './decision-events.ts';
import {
  factAbout,
  legalNow,
  type LockedProtocol,
  lockProtocol,
  type Outcome,
} from './lock-protocol.ts';
import {
  discardStored,
  entriesUnderWay,
  type EntryRecord,
  insertEntry,
  type PlacedEntry,
  saveValues,
} from './store-entries.ts';

/**
 * Begins an entry, or takes up the own open one again: the first, the second by another person, or the third
 * for the fields in which they differ. The protocol is locked, so that of two people one is the first.
 */
export async function startEntry(
  database: Database,
  actor: Actor,
  now: Date,
  key: ProtocolKey,
): Outcome<EntryView> {
  return inTransaction(database, async (transaction): Outcome<EntryView> => {
    const locked = await lockProtocol(transaction, actor, key, { now });
    if (!locked.ok) return locked;
    const { slot } = locked.value;
    if ((await legalNow(transaction, key.election, now)) < slot.closesAt) {
      return refused('station-still-open');
    }
    const barred = whyNotKeyed(slot.state);
    if (barred !== null) return refused(barred);
    const version = slot.state.latest + 1;
    const entries = await entriesUnderWay(transaction, key, version);
    const by = actor.personId;
    const decided = decideEntry(progressOf(entries), {
      type: 'start',
      by,
      isIndependent: await isIndependentOf(transaction, by, entries),
    });
    if (!decided.ok) return decided;
    const own = entries.find(({ personId }) => personId === by);
    if (own !== undefined) return ok(viewOf(own));
    const entry = {
      ...key,
      id: randomUUID(),
      version,
      ordinal: entries.length + 1,
      personId: by,
      fields: fieldsFor(paperFor(locked.value), entries),
    };
    await insertEntry(transaction, entry, now);
    return ok(viewOf({ ...entry, values: {}, revision: 1 }));
  });
}

/**
 * Whether a paper can be keyed: what is awaited or was sent back, and what has errors that another paper may
 * mend. One that stands without errors is sent back first, so that nobody keys it once more by mistake.
 */
export function whyNotKeyed({ status, alarms, errors }: ProtocolState): RefusalCode | null {
  if (alarms > 0) return 'alarm-open';
  if (status === 'accepted' || status === 'annulled') return 'protocol-decided';
  return status === 'received' && errors === 0 ? 'wrong-state' : null;
}

/** Saves what was keyed so far, if it is the own entry and nothing was saved from elsewhere meanwhile. */
export async function saveEntry(
  queries: Queries,
  actor: Actor,
  entry: PlacedEntry,
  { revision, values }: { readonly revision: number; readonly values: KeyedValues },
): Outcome<{ revision: number }> {
  if (entry.personId !== actor.personId) return refused('entry-by-another');
  if (entry.status !== 'open') return refused('entry-finished');
  const unknown = Object.keys(values).filter((name) => !entry.fields.includes(name));
  if (unknown.length > 0) return refused(wrongFields(unknown, 'This is not to be keyed.'));
  if (await saveValues(queries, { id: entry.id, revision }, values)) {
    return ok({ revision: revision + 1 });
  }
  return refused('revision-conflict');
}

/** Puts aside what was keyed of the next version, so that it is keyed anew. */
export async function discardEntries(
  database: Database,
  actor: Actor,
  now: Date,
  key: ProtocolKey,
  reason: string,
): Outcome<Record<string, never>> {
  return inTransaction(database, async (transaction): Outcome<Record<string, never>> => {
    const locked = await lockProtocol(transaction, actor, key);
    if (!locked.ok) return locked;
    const { slot } = locked.value;
    const version = slot.state.latest + 1;
    const entries = await entriesUnderWay(transaction, key, version);
    const decided = decideEntry(progressOf(entries), { type: 'discard' });
    if (!decided.ok) return decided;
    await discardStored(transaction, key, version, { by: actor.personId, reason });
    await recordFact(transaction, entriesDiscarded, factAbout(slot, actor, now, version), {
      contest: key.contest,
      station: key.station,
      count: key.count,
      version,
      entries: entries.length,
      reason,
      person: actor.personId,
    });
    return ok({});
  });
}

/** The entries of a version as the rules of double entry know them. */
export function progressOf(entries: readonly EntryRecord[]): EntryProgress {
  const [first, second, third] = entries;
  return {
    entries: entries.map(({ personId, status }) => ({
      person: personId,
      finished: status !== 'open',
    })),
    differing: third?.differing ?? Math.max(first?.differing ?? 0, second?.differing ?? 0),
  };
}

export function paperFor({ count, slot }: LockedProtocol): Paper {
  return present(
    paperOf(count, slot.contest, slot.district),
    'a protocol that is due has its paper',
  );
}

/** Everything for the first two people; for the third only where the two differ. */
function fieldsFor({ form, options }: Paper, entries: readonly EntryRecord[]): readonly string[] {
  const all = fieldsToKey(form, options);
  if (entries.length < 2) return all;
  return agreedValues(
    all,
    entries.map(({ values }) => values),
  ).differing;
}

async function isIndependentOf(
  queries: Queries,
  person: string,
  entries: readonly EntryRecord[],
): Promise<boolean> {
  for (const { personId } of entries) {
    if (personId !== person && !(await areIndependent(queries, person, personId))) return false;
  }
  return true;
}

/** Names a field of the body for each of these names of counts. */
export function wrongFields(names: readonly string[], reason: string): Refusal {
  const errors = names
    .slice(0, MAX_NAMED)
    .map((name) => ({ field: `body/values/${name}`, reason }));
  return { code: 'fields-wrong', errors };
}

/** A refusal names what a program has to mend first. */
const MAX_NAMED = 20;

function viewOf(entry: Omit<EntryRecord, 'personId' | 'status' | 'differing'>): EntryView {
  const { id, contest, station, count, version, ordinal, fields, values, revision } = entry;
  return { id, contest, station, count, version, ordinal, fields: [...fields], values, revision };
}

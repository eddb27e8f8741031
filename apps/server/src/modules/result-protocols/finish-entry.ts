import { canonicalJson, ok, present, refused } from '@ovoz/basics';
import type { BodyOf, EntryOutcome, finishEntry } from '@ovoz/contract';
import {
  agreedValues,
  type CheckFinding,
  contentOfKeyed,
  decideEntry,
  fieldsToKey,
  type KeyedValues,
  type ProtocolKey,
  type ResultPayload,
} from '@ovoz/election-model';
import { checkProtocol } from '@ovoz/tally';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Queries } from '../../platform/database.ts';
import type { SigningKey } from '../../platform/ed25519.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import type { Paper } from './context.ts';
import { entryFinished } from './decision-events.ts';
import { paperFor, progressOf, whyNotKeyed, wrongFields } from './entries.ts';
import {
  factAbout,
  legalNow,
  type LockedProtocol,
  lockProtocol,
  type Outcome,
} from './lock-protocol.ts';
import { receiveVersion } from './receive.ts';
import { signByCommission } from './signed-package.ts';
import {
  entriesUnderWay,
  type EntryRecord,
  findEntry,
  finishStored,
  keepValues,
  markUsed,
  type PlacedEntry,
} from './store-entries.ts';

/**
 * Ends the own entry. The first of two people to end waits for the other; when both are done their entries
 * are compared, and what two people keyed alike becomes the next version.
 */
export async function finish(
  database: Database,
  signer: SigningKey,
  actor: Actor,
  now: Date,
  { id, election, contest, station, count }: PlacedEntry,
  body: BodyOf<typeof finishEntry>,
): Outcome<EntryOutcome> {
  const key: ProtocolKey = { election, contest, station, count };
  return inTransaction(database, async (transaction): Outcome<EntryOutcome> => {
    const locked = await lockProtocol(transaction, actor, key);
    if (!locked.ok) return locked;
    const found = await findOwn(transaction, locked.value, actor, id, body.revision);
    if (!found.ok) return found;
    const { own, entries } = found.value;
    const fault = faultOf(own, body.values);
    if (fault !== null) return fault;
    const findings = body.errorsOnPaper ? [] : findingsOf(paperFor(locked.value), own, body.values);
    if (findings.some(({ severity }) => severity === 'error')) {
      await keepValues(transaction, id, body.values);
      return ok({ state: 'check', findings: [...findings] });
    }
    const after = entries.map((one) =>
      one === own ? { ...own, values: body.values, status: 'finished' as const } : one,
    );
    const { isCompared, agreed, differing } = compare(paperFor(locked.value), after);
    const decided = decideEntry(progressOf(entries), {
      type: 'finish',
      by: actor.personId,
      differing,
    });
    if (!decided.ok) return decided;
    const end = { ...body, differing: isCompared ? differing : null };
    await close(transaction, locked.value, own, actor, now, end);
    if (!isCompared) return ok({ state: 'finished', next: 'second-person' });
    if (differing > 0) {
      const state = after.length === 2 ? 'different' : 'unresolved';
      return ok({ state, fields: differing });
    }
    const made = { locked: locked.value, entries: after, values: agreed };
    return makeVersion(transaction, signer, actor, now, made);
  });
}

/** The open entry of this person among those of the next version. */
async function findOwn(
  transaction: Queries,
  { slot }: LockedProtocol,
  actor: Actor,
  id: string,
  revision: number,
): Outcome<{ own: EntryRecord; entries: readonly EntryRecord[] }> {
  const entries = await entriesUnderWay(transaction, slot, slot.state.latest + 1);
  const own = entries.find((entry) => entry.id === id);
  // It went into a version, was put aside, or another version came in between.
  if (own === undefined) {
    const kept = await findEntry(transaction, id);
    return refused(kept?.status === 'open' ? 'version-outdated' : 'entry-finished');
  }
  if (own.personId !== actor.personId) return refused('entry-by-another');
  if (own.status !== 'open') return refused('entry-finished');
  if (own.revision !== revision) return refused('revision-conflict');
  const barred = whyNotKeyed(slot.state);
  return barred === null ? ok({ own, entries }) : refused(barred);
}

/** Exactly the fields that were to be keyed; null is a field that the paper leaves empty. */
function faultOf({ fields }: EntryRecord, values: KeyedValues) {
  const missing = fields.filter((name) => values[name] === undefined);
  if (missing.length > 0) return refused(wrongFields(missing, 'This is not keyed yet.'));
  const unknown = Object.keys(values).filter((name) => !fields.includes(name));
  return unknown.length > 0 ? refused(wrongFields(unknown, 'This is not to be keyed.')) : null;
}

/**
 * What the checks of the form say to one person's own figures. The third keyed only some of them: a finding
 * would tell what the others keyed.
 */
function findingsOf(paper: Paper, own: EntryRecord, values: KeyedValues): readonly CheckFinding[] {
  if (own.ordinal === 3) return [];
  const { form, options, marksPerBallot } = paper;
  return checkProtocol(form, contentOfKeyed(form, options, values), { marksPerBallot });
}

/** What the people agree on, once nobody is left to be waited for. */
function compare({ form, options }: Paper, entries: readonly EntryRecord[]) {
  const isCompared = entries.length > 1 && entries.every(({ status }) => status === 'finished');
  const { values, differing } = agreedValues(
    fieldsToKey(form, options),
    entries.map((entry) => entry.values),
  );
  return { isCompared, agreed: values, differing: isCompared ? differing.length : 0 };
}

async function close(
  transaction: Queries,
  { slot }: LockedProtocol,
  own: EntryRecord,
  actor: Actor,
  now: Date,
  end: {
    readonly values: KeyedValues;
    readonly errorsOnPaper: boolean;
    readonly differing: number | null;
  },
): Promise<void> {
  await finishStored(transaction, own.id, { ...end, by: actor.personId, at: now });
  await recordFact(transaction, entryFinished, factAbout(slot, actor, now, own.version), {
    contest: own.contest,
    station: own.station,
    count: own.count,
    version: own.version,
    ordinal: own.ordinal,
    errorsOnPaper: end.errorsOnPaper,
    differing: end.differing,
    person: actor.personId,
  });
}

/** Signs what was agreed as the next version and receives it like one that a station sent. */
async function makeVersion(
  transaction: Queries,
  signer: SigningKey,
  actor: Actor,
  now: Date,
  made: {
    readonly locked: LockedProtocol;
    readonly entries: readonly EntryRecord[];
    readonly values: KeyedValues;
  },
): Outcome<EntryOutcome> {
  const { count, slot } = made.locked;
  const { form, options } = paperFor(made.locked);
  const payload: ResultPayload = {
    format: 1,
    election: slot.election,
    mode: count.mode,
    definition: count.definitionHash,
    contest: slot.contest,
    station: slot.station,
    count: slot.count,
    version: present(made.entries[0], 'somebody keyed it').version,
    origin: { kind: 'keyed', entries: made.entries.map(hashOf) },
    madeAt: (await legalNow(transaction, slot.election, now)).toISOString(),
    content: contentOfKeyed(form, options, made.values),
  };
  const arrival = { signed: signByCommission(signer, payload), by: actor, proposalId: null };
  const received = await receiveVersion(transaction, count, arrival, now);
  if (!received.ok) return received;
  await markUsed(
    transaction,
    made.entries.map(({ id }) => id),
  );
  return ok({ state: 'received', receipt: received.value });
}

/** SHA-256 over the canonical JSON of who keyed and what: stands in the package. */
function hashOf({ ordinal, values }: EntryRecord): string {
  return sha256(canonicalJson({ ordinal, values })).toString('hex');
}

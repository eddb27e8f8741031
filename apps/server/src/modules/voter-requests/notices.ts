import { ok, type Result, refused } from '@ovoz/basics';
import type {
  AnswerOf,
  appealVoterRequest,
  BodyOf,
  decideVoterAppeal,
  giveDecisionNotice,
  giveHearingNotice,
  RefusalCode,
  recordDelivery,
} from '@ovoz/contract';
import { REQUEST_ERRORS, requestDueAt } from '@ovoz/voter-register';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { areIndependent } from '../access/public.ts';
import { apply } from './applying.ts';
import type { Act } from './effect.ts';
import { appealDecided, appealFiled } from './events.ts';
import { pathsOf, type Reach } from './reach.ts';
import { clockFrom } from './registering.ts';
import { mayActIn, requestTime, type RequestTime } from './request-time.ts';
import {
  factAboutRequest,
  type Found,
  noteStep,
  requestWithin,
  stepRequest,
} from './request-within.ts';
import { reverse } from './reversing.ts';
import {
  decideStoredAppeal,
  insertAppeal,
  insertNotice,
  markDelivered,
  peopleOf,
} from './store-request-parts.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;
type Nothing = Record<string, never>;
/** What an act on a request is given: the request, locked, and the time. */
type Given = Found & { readonly transaction: Transaction; readonly time: RequestTime };

/** Locks a request within the reach and runs an act on it. */
export async function onRequest<Value>(
  database: Database,
  reach: Reach,
  now: Date,
  id: string,
  act: (given: Given) => Outcome<Value>,
): Outcome<Value> {
  return inTransaction(database, async (transaction): Outcome<Value> => {
    const found = await requestWithin(transaction, reach, id, { lock: true });
    if (!found.ok) return found;
    const { pack, election } = found.value.request;
    const time = await requestTime(transaction, pack, election, now);
    if (!time.ok) return time;
    return act({ ...found.value, transaction, time: time.value });
  });
}

/** Keeps that the person concerned was told. The time for an answer is as long as that for the decision. */
export async function notify(
  database: Database,
  reach: Reach,
  now: Date,
  id: string,
  { method, words }: BodyOf<typeof giveHearingNotice>,
): Outcome<AnswerOf<typeof giveHearingNotice>> {
  type Answer = AnswerOf<typeof giveHearingNotice>;
  return onRequest(database, reach, now, id, async (given): Outcome<Answer> => {
    const { transaction, request, actor, time } = given;
    const { rules } = reach.register;
    const answerUntilMs = requestDueAt(time.legalNow.getTime(), rules, time.voting);
    const answerUntil = new Date(answerUntilMs);
    const readyAt = answerUntil;
    const dueAt = new Date(requestDueAt(answerUntilMs, rules, time.voting));
    const by = { personId: actor.personId, words, now };
    const event = { type: 'notify', answerUntilMs } as const;
    const moved = await stepRequest(transaction, request, event, by, {
      answerUntil,
      readyAt,
      dueAt,
    });
    if (!moved.ok) return moved;
    const notice = {
      subject: 'hearing',
      method,
      words,
      sentAt: now,
      sentBy: actor.personId,
    } as const;
    await insertNotice(transaction, request, notice);
    await noteStep(transaction, given, now, 'notify', words);
    return ok({ answerUntil: answerUntil.toISOString() });
  });
}

/** Keeps that the notice arrived: from now on it can be decided. */
export async function deliver(
  database: Database,
  reach: Reach,
  now: Date,
  id: string,
  { answer }: BodyOf<typeof recordDelivery>,
): Outcome<Nothing> {
  return onRequest(database, reach, now, id, async (given): Outcome<Nothing> => {
    const { transaction, request, actor, time } = given;
    const by = { personId: actor.personId, words: answer, now };
    const clock = clockFrom(time, reach.register.rules);
    const moved = await stepRequest(transaction, request, { type: 'deliver' }, by, clock);
    if (!moved.ok) return moved;
    await markDelivered(transaction, id, { at: now, by: actor.personId, answer });
    await noteStep(transaction, given, now, 'deliver', answer);
    return ok({});
  });
}

const DECIDED = ['granted', 'rejected', 'upheld', 'overturned', 'reversed'];

/** Keeps that the decision was told. */
export async function tellDecision(
  database: Database,
  reach: Reach,
  now: Date,
  id: string,
  { method, words }: BodyOf<typeof giveDecisionNotice>,
): Outcome<Nothing> {
  return onRequest(database, reach, now, id, async (given): Outcome<Nothing> => {
    const { transaction, request, actor } = given;
    if (!DECIDED.includes(request.status)) return refused('request-wrong-state');
    await insertNotice(transaction, request, {
      subject: 'decision',
      method,
      words,
      sentAt: now,
      sentBy: actor.personId,
    });
    await noteStep(transaction, given, now, 'tell-decision', words);
    return ok({});
  });
}

/** Ends a request that who asked took back. */
export async function withdraw(
  database: Database,
  reach: Reach,
  now: Date,
  id: string,
  words: string,
): Outcome<Nothing> {
  return onRequest(database, reach, now, id, async (given): Outcome<Nothing> => {
    const { transaction, request, actor } = given;
    const by = { personId: actor.personId, words, now };
    const moved = await stepRequest(transaction, request, { type: 'withdraw' }, by);
    if (!moved.ok) return moved;
    await noteStep(transaction, given, now, 'withdraw', words);
    return ok({});
  });
}

/** Registers an appeal; the hours of the law run anew. */
export async function appeal(
  database: Database,
  reach: Reach,
  now: Date,
  id: string,
  { submittedBy, ground }: BodyOf<typeof appealVoterRequest>,
): Outcome<AnswerOf<typeof appealVoterRequest>> {
  type Answer = AnswerOf<typeof appealVoterRequest>;
  return onRequest(database, reach, now, id, async (given): Outcome<Answer> => {
    const { transaction, request, actor, time } = given;
    const by = { personId: actor.personId, words: ground, now };
    const { readyAt, dueAt } = clockFrom(time, reach.register.rules);
    const moved = await stepRequest(transaction, request, { type: 'appeal' }, by, {
      readyAt,
      dueAt,
    });
    if (!moved.ok) return moved;
    const filed = { submittedBy, ground, filedAt: now, dueAt, filedBy: actor.personId };
    await insertAppeal(transaction, request, filed);
    const about = factAboutRequest(request, actor, now);
    await recordFact(transaction, appealFiled, about, {
      kind: request.kind,
      request: request.id,
      words: ground,
      person: actor.personId,
    });
    return ok({ dueAt: dueAt.toISOString() });
  });
}

/** Decides an appeal. Whoever had a part in the request, or may be one with somebody who had, does not decide. */
export async function decideAppeal(
  database: Database,
  reach: Reach,
  now: Date,
  id: string,
  { outcome, words }: BodyOf<typeof decideVoterAppeal>,
): Outcome<Nothing> {
  return onRequest(database, reach, now, id, async (given): Outcome<Nothing> => {
    const { transaction, request, actor, time } = given;
    if (!mayActIn(time, reach.signedIn)) return refused('sign-in-level-too-low');
    const isOther = await hadNoPart(transaction, request.id, actor.personId);
    if (!isOther.ok) return isOther;
    const event = outcome === 'upheld' ? 'uphold' : 'overturn';
    const by = { personId: actor.personId, words, now };
    const paths = pathsOf(reach);
    const act = { register: reach.register, time, now, personId: actor.personId, paths };
    const turned = outcome === 'overturned' ? await turnRound(given, act) : ok({});
    if (!turned.ok) return turned;
    const moved = await stepRequest(transaction, request, { type: event }, by, turned.value);
    if (!moved.ok) return moved;
    await decideStoredAppeal(transaction, id, { outcome, words, at: now, by: actor.personId });
    await recordFact(transaction, appealDecided, factAboutRequest(request, actor, now), {
      kind: request.kind,
      outcome,
      request: request.id,
      words,
      person: actor.personId,
    });
    return ok({});
  });
}

async function hadNoPart(
  transaction: Transaction,
  id: string,
  personId: string,
): Promise<Result<undefined, RefusalCode>> {
  for (const other of await peopleOf(transaction, id)) {
    if (other === personId) return refused('second-person-required');
    if (!(await areIndependent(transaction, other, personId))) return refused('not-independent');
  }
  return ok();
}

/** Does what was rejected, or takes back what was granted. @returns what becomes known by it */
async function turnRound(
  { transaction, request }: Given,
  act: Act,
): Promise<Result<{ voterId?: string; versionBefore?: number | null }, RefusalCode>> {
  if (request.status !== 'appealed') return refused('request-wrong-state');
  const wasRejected = REQUEST_ERRORS.some((error) => error === request.outcome);
  if (!wasRejected) {
    const reversed = await reverse(transaction, act, request, request.id);
    return reversed.ok ? ok({}) : reversed;
  }
  const effect = await apply(transaction, act, request);
  if (!effect.ok) return effect;
  const { voterId, versionBefore, homePath } = effect.value;
  return ok({ voterId, versionBefore, ...(homePath === undefined ? {} : { homePath }) });
}

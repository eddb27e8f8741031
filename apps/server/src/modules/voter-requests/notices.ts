import { ok, type Result, refused } from '@ovoz/basics';
import type {
  AnswerOf,
  BodyOf,
  giveDecisionNotice,
  giveHearingNotice,
  RefusalCode,
  recordDelivery,
} from '@ovoz/contract';
import { requestDueAt } from '@ovoz/voter-register';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import type { Reach } from './reach.ts';
import { clockFrom } from './registering.ts';
import { requestTime, type RequestTime } from './request-time.ts';
import { type Found, noteStep, requestWithin, stepRequest } from './request-within.ts';
import { insertNotice, markDelivered } from './store-request-parts.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;
type Nothing = Record<string, never>;
/** What an act on a request is given: the request, locked, and the time. */
export type Given = Found & { readonly transaction: Transaction; readonly time: RequestTime };

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

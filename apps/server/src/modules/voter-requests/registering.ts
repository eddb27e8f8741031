import { randomUUID } from 'node:crypto';
import { ok, type Result, refused } from '@ovoz/basics';
import type { AnswerOf, BodyOf, RefusalCode, registerVoterRequest } from '@ovoz/contract';
import { needsNotice, requestDueAt } from '@ovoz/voter-register';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { askedRequest } from './asked.ts';
import { requestReceived } from './events.ts';
import { actorAt, type Reach } from './reach.ts';
import { mayActIn, requestTime, type RequestTime } from './request-time.ts';
import { factAboutRequest } from './request-within.ts';
import { insertStep } from './store-request-parts.ts';
import { insertRequest, type NewRequest } from './store-requests.ts';

type Body = BodyOf<typeof registerVoterRequest>;
type Answer = AnswerOf<typeof registerVoterRequest>;

/** Registers what somebody asks. The legal clock runs from now, or once the person concerned was told. */
export async function register(
  database: Database,
  reach: Reach,
  now: Date,
  body: Body,
): Promise<Result<Answer, RefusalCode>> {
  const time = await requestTime(database, reach.register.pack, body.election, now);
  if (!time.ok) return time;
  if (!mayActIn(time.value, reach.signedIn)) return refused('sign-in-level-too-low');
  return inTransaction(database, async (transaction): Promise<Result<Answer, RefusalCode>> => {
    const asked = await askedRequest(transaction, reach, time.value, body);
    if (!asked.ok) return asked;
    const { kind, about } = body;
    const { readyAt, dueAt } = needsNotice(kind, about)
      ? { readyAt: null, dueAt: null }
      : clockFrom(time.value, reach.register.rules);
    const request: NewRequest = {
      ...asked.value,
      id: randomUUID(),
      pack: reach.register.pack,
      election: time.value.election?.election.code ?? null,
      kind,
      about,
      channel: kind === 'abroad' ? 'mission' : 'commission',
      status: readyAt === null ? 'notice-due' : 'open',
      receivedAt: now,
      receivedBy: reach.signedIn.personId,
      readyAt,
      dueAt,
    };
    const number = await keep(transaction, request, reach, now);
    const { id, status } = request;
    return ok({ id, number, status, dueAt: dueAt?.toISOString() ?? null });
  });
}

/** When a request that is ready now has to be decided. */
export function clockFrom(
  { legalNow, voting }: RequestTime,
  rules: Parameters<typeof requestDueAt>[1],
): { readonly readyAt: Date; readonly dueAt: Date } {
  return { readyAt: legalNow, dueAt: new Date(requestDueAt(legalNow.getTime(), rules, voting)) };
}

async function keep(
  transaction: Transaction,
  request: NewRequest,
  reach: Reach,
  now: Date,
): Promise<number> {
  const actor = actorAt(reach, request.territoryPath);
  return keepRequest(transaction, request, actor, now);
}

/** Stores a request with its first step and its fact. @param actor null: it came in online */
export async function keepRequest(
  transaction: Transaction,
  request: NewRequest,
  actor: ReturnType<typeof actorAt> | null,
  now: Date,
): Promise<number> {
  const number = await insertRequest(transaction, request);
  const personId = actor?.personId ?? null;
  await insertStep(transaction, request, { event: 'receive', at: now, personId, words: null });
  await recordFact(transaction, requestReceived, factAboutRequest(request, actor, now), {
    kind: request.kind,
    channel: request.channel,
    station: request.station,
    request: request.id,
    person: personId,
  });
  return number;
}

import { ok, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import {
  decideRequest,
  needsTwoPeople,
  type RequestEvent,
  type RequestState,
} from '@ovoz/voter-register';
import type { Actor } from '../../platform/actor.ts';
import {
  type Database,
  inTransaction,
  type Queries,
  type Transaction,
} from '../../platform/database.ts';
import { type FactContext, recordFact } from '../../platform/evidence.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { requestMoved } from './events.ts';
import { actorAt, pathsOf, type Reach, reaches } from './reach.ts';
import { insertStep } from './store-request-parts.ts';
import {
  findRequest,
  moveRequest,
  type RequestMove,
  type StoredRequest,
} from './store-requests.ts';
import { findAddress, findVoter } from './store-voters.ts';

export type Found = { readonly request: StoredRequest; readonly actor: Actor };

/** A request within the reach, with the right by which it is handled. A foreign one is not there. */
export async function requestWithin(
  transaction: Transaction,
  reach: Reach,
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<Result<Found, 'not-found'>> {
  await openRegister(transaction, pathsOf(reach));
  const request = await findRequest(transaction, id, options);
  if (request === null || request.pack !== reach.register.pack) return refused('not-found');
  const station = await stationOf(transaction, request);
  if (!reaches(reach, request.territoryPath, station)) return refused('not-found');
  return ok({ request, actor: actorAt(reach, request.territoryPath) });
}

/** The station whose commission handles a request. */
async function stationOf(queries: Queries, request: StoredRequest): Promise<string | null> {
  if (request.kind === 'abroad') return request.station;
  if (request.voterId !== null) return (await findVoter(queries, request.voterId))?.station ?? null;
  const { addressId } = request.details.fields;
  return addressId === undefined
    ? null
    : ((await findAddress(queries, addressId))?.station ?? null);
}

/** The country whose list a request is about; null when there is no such request. */
export async function packOfRequest(database: Database, id: string): Promise<string | null> {
  const found = await inTransaction(database, async (transaction) => {
    await openRegister(transaction, WHOLE_REGISTER);
    return ok((await findRequest(transaction, id))?.pack ?? null);
  });
  return found.ok ? found.value : null;
}

export function stateOf(request: StoredRequest): RequestState {
  const { status, answerUntil } = request;
  return { isByTwo: isByTwo(request), status, answerUntilMs: answerUntil?.getTime() ?? null };
}

/** Whether two people decide what is asked. */
export function isByTwo({ kind, details }: StoredRequest): boolean {
  return needsTwoPeople(kind, details.fields);
}

/** Moves a request by an event that the rules allow, and keeps the step. */
export async function stepRequest(
  transaction: Transaction,
  request: StoredRequest,
  event: RequestEvent,
  by: { readonly personId: string | null; readonly words: string | null; readonly now: Date },
  move: Omit<RequestMove, 'status'> = {},
): Promise<Result<undefined, RefusalCode>> {
  const decided = decideRequest(stateOf(request), event);
  if (!decided.ok) return decided;
  await moveRequest(transaction, request.id, { ...move, status: decided.value.status });
  await insertStep(transaction, request, {
    event: event.type,
    at: by.now,
    personId: by.personId,
    words: by.words,
  });
  return ok();
}

/** Facts about a request name its kind and place, and only privately which one it is. */
export function factAboutRequest(
  { territoryPath, election }: Pick<StoredRequest, 'territoryPath' | 'election'>,
  actor: Pick<Actor, 'actingAs'> | null,
  now: Date,
): FactContext {
  return {
    now,
    actor: actor?.actingAs ?? null,
    election,
    territoryPath,
    subject: 'voter-request',
  };
}

/** Keeps in the audit log that a request went a step on. */
export async function noteStep(
  transaction: Transaction,
  { request, actor }: Found,
  now: Date,
  step: string,
  words: string | null,
  hash: string | null = null,
): Promise<void> {
  await recordFact(transaction, requestMoved, factAboutRequest(request, actor, now), {
    kind: request.kind,
    step,
    request: request.id,
    words,
    hash,
    person: actor.personId,
  });
}

import { ok, type Result, refused } from '@ovoz/basics';
import type {
  AnswerOf,
  appealVoterRequest,
  BodyOf,
  decideVoterAppeal,
  RefusalCode,
} from '@ovoz/contract';
import type { Actor } from '../../platform/actor.ts';
import type { Database, Queries, Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { areIndependent } from '../access/public.ts';
import { type Act } from './effect.ts';
import { appealDecided, appealFiled } from './events.ts';
import { type Given, onRequest } from './notices.ts';
import { mayTurnRound, proposeOverturning, turnRound } from './overturning.ts';
import { pathsOf, type Reach } from './reach.ts';
import { clockFrom } from './registering.ts';
import { mayActIn } from './request-time.ts';
import { factAboutRequest, isByTwo, stepRequest } from './request-within.ts';
import { decideStoredAppeal, insertAppeal, peopleOf } from './store-request-parts.ts';
import type { RequestMove, StoredRequest } from './store-requests.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;
type Answer = AnswerOf<typeof decideVoterAppeal>;

/** Registers an appeal; the hours of the law run anew. */
export async function appeal(
  database: Database,
  reach: Reach,
  now: Date,
  id: string,
  { submittedBy, ground }: BodyOf<typeof appealVoterRequest>,
): Outcome<AnswerOf<typeof appealVoterRequest>> {
  type Filed = AnswerOf<typeof appealVoterRequest>;
  return onRequest(database, reach, now, id, async (given): Outcome<Filed> => {
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

/**
 * Decides an appeal. Whoever had a part in the request, or may be one with somebody who had, does not decide. What two
 * people decide is overturned by two people as well.
 */
export async function decideAppeal(
  database: Database,
  reach: Reach,
  now: Date,
  id: string,
  { outcome, words }: BodyOf<typeof decideVoterAppeal>,
): Outcome<Answer> {
  return onRequest(database, reach, now, id, async (given): Outcome<Answer> => {
    const { transaction, request, actor, time } = given;
    if (!mayActIn(time, reach.signedIn)) return refused('sign-in-level-too-low');
    if (request.status !== 'appealed') return refused('request-wrong-state');
    if (request.overturnProposalId !== null) return refused('proposal-exists');
    const isOther = await hadNoPart(transaction, request.id, actor.personId);
    if (!isOther.ok) return isOther;
    if (outcome === 'upheld') return close(given, now, { outcome, words, move: {} });
    const ready = await mayTurnRound(given);
    if (!ready.ok) return ready;
    if (isByTwo(request)) return proposeOverturning(given, now, words);
    const paths = pathsOf(reach);
    const act: Act = { register: reach.register, time, now, personId: actor.personId, paths };
    return overturn(given, act, words);
  });
}

/** Carries out that an appeal is right. */
export async function overturn(given: Given, act: Act, words: string): Outcome<Answer> {
  const turned = await turnRound(given, act);
  if (!turned.ok) return turned;
  return close(given, act.now, { outcome: 'overturned', words, move: turned.value });
}

async function close(
  { transaction, request, actor }: Pick<Given, 'transaction' | 'request' | 'actor'>,
  now: Date,
  decision: {
    readonly outcome: 'upheld' | 'overturned';
    readonly words: string;
    readonly move: Omit<RequestMove, 'status'>;
  },
): Outcome<Answer> {
  const { outcome, words, move } = decision;
  const type = outcome === 'upheld' ? 'uphold' : 'overturn';
  const by = { personId: actor.personId, words, now };
  const moved = await stepRequest(transaction, request, { type }, by, move);
  if (!moved.ok) return moved;
  const decided = { outcome, words, at: now, by: actor.personId };
  await decideStoredAppeal(transaction, request.id, decided);
  await noteDecided(transaction, request, actor, now, { outcome, words });
  return ok({ proposalId: null });
}

async function noteDecided(
  transaction: Transaction,
  request: StoredRequest,
  actor: Actor,
  now: Date,
  { outcome, words }: { readonly outcome: 'upheld' | 'overturned'; readonly words: string },
): Promise<void> {
  await recordFact(transaction, appealDecided, factAboutRequest(request, actor, now), {
    kind: request.kind,
    outcome,
    request: request.id,
    words,
    person: actor.personId,
  });
}

/** Whoever decides an appeal took no step of the request and is independent of everybody who did. */
export async function hadNoPart(
  queries: Queries,
  id: string,
  personId: string,
): Promise<Result<undefined, RefusalCode>> {
  for (const other of await peopleOf(queries, id)) {
    if (other === personId) return refused('second-person-required');
    if (!(await areIndependent(queries, other, personId))) return refused('not-independent');
  }
  return ok();
}

import { ok, type Result, refused } from '@ovoz/basics';
import type { AnswerOf, decideVoterAppeal, RefusalCode } from '@ovoz/contract';
import { needsNotice, REQUEST_ERRORS } from '@ovoz/voter-register';
import { propose } from '../approvals/public.ts';
import { apply } from './applying.ts';
import { hasEvidence, hashOfAsked } from './deciding.ts';
import type { Act } from './effect.ts';
import type { Given } from './notices.ts';
import { reverse } from './reversing.ts';
import { noticesOf } from './store-request-parts.ts';
import { moveRequest, type RequestMove, type StoredRequest } from './store-requests.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;

/** What the second person approves: to overturn this decision, by the hash of what was asked. */
export type OverturnContent = {
  readonly pack: string;
  readonly request: string;
  readonly number: number;
  readonly kind: string;
  readonly revision: number;
  readonly asked: string;
};

function wasRejected({ outcome }: StoredRequest): boolean {
  return REQUEST_ERRORS.some((error) => error === outcome);
}

/**
 * What a rejected request needs before an appeal grants it: the same as a grant. Papers, and of somebody who is to be
 * removed at the wish of another, that the notice arrived or the time for an answer is over.
 */
export async function mayTurnRound({
  transaction,
  request,
  time,
}: Pick<Given, 'transaction' | 'request' | 'time'>): Outcome<undefined> {
  if (!wasRejected(request)) return ok();
  if (!(await hasEvidence(transaction, request))) return refused('evidence-missing');
  if (!needsNotice(request.kind, request.about)) return ok();
  const notices = await noticesOf(transaction, request.id);
  const hasArrived = notices.some(
    ({ subject, deliveredAt }) => subject === 'hearing' && deliveredAt !== null,
  );
  const isOver = request.answerUntil !== null && time.legalNow >= request.answerUntil;
  return hasArrived || isOver ? ok() : refused('answer-awaited');
}

/** Puts an appeal that is to succeed before a second person of the commission above. */
export async function proposeOverturning(
  { transaction, request, actor }: Given,
  now: Date,
  words: string,
): Outcome<AnswerOf<typeof decideVoterAppeal>> {
  const content: OverturnContent = {
    pack: request.pack,
    request: request.id,
    number: request.number,
    kind: request.kind,
    // That it waits is one revision.
    revision: request.revision + 1,
    asked: hashOfAsked(request),
  };
  const proposed = await propose(transaction, actor, now, {
    kind: 'overturn-voter-request',
    subject: `appeal about request ${request.number} (${request.kind})`,
    subjectKey: request.id,
    territoryPath: request.territoryPath,
    election: null,
    reason: words,
    content,
  });
  if (!proposed.ok) return proposed;
  const { status } = request;
  await moveRequest(transaction, request.id, { status, overturnProposalId: proposed.value });
  return ok({ proposalId: proposed.value });
}

/** Does what was rejected, or takes back what was granted. @returns what becomes known by it */
export async function turnRound(
  { transaction, request }: Pick<Given, 'transaction' | 'request'>,
  act: Act,
): Outcome<Omit<RequestMove, 'status'>> {
  if (!wasRejected(request)) {
    const reversed = await reverse(transaction, act, request, request.id);
    return reversed.ok ? ok({}) : reversed;
  }
  const effect = await apply(transaction, act, request);
  if (!effect.ok) return effect;
  const { voterId, versionBefore, homePath } = effect.value;
  return ok({ voterId, versionBefore, ...(homePath === undefined ? {} : { homePath }) });
}

import { canonicalJson, ok, present, type Result, refused } from '@ovoz/basics';
import type { AnswerOf, BodyOf, decideVoterRequest, RefusalCode } from '@ovoz/contract';
import type { Role } from '@ovoz/election-model';
import { decideRequest } from '@ovoz/voter-register';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import type { Platform } from '../../platform/platform.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { areIndependent } from '../access/public.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { apply } from './applying.ts';
import type { Act } from './effect.ts';
import { requestDecided } from './events.ts';
import { pathsOf, type Reach, type Registers } from './reach.ts';
import { mayActIn, requestTime, type RequestTime } from './request-time.ts';
import {
  factAboutRequest,
  type Found,
  isByTwo,
  requestWithin,
  stateOf,
  stepRequest,
} from './request-within.ts';
import { documentsOf } from './store-request-parts.ts';
import { findRequest, type StoredRequest } from './store-requests.ts';

type Body = BodyOf<typeof decideVoterRequest>;
type Outcome = Promise<Result<AnswerOf<typeof decideVoterRequest>, RefusalCode>>;

const APPROVERS: readonly Role[] = ['central-member', 'territorial-member', 'district-member'];

/** Grants or rejects a request, or puts it before a second person. */
export async function decide(
  database: Database,
  reach: Reach,
  now: Date,
  id: string,
  body: Body,
): Outcome {
  return inTransaction(database, async (transaction): Outcome => {
    const found = await requestWithin(transaction, reach, id, { lock: true });
    if (!found.ok) return found;
    const { request } = found.value;
    const time = await requestTime(transaction, request.pack, request.election, now);
    if (!time.ok) return time;
    if (!mayActIn(time.value, reach.signedIn)) return refused('sign-in-level-too-low');
    if (request.revision !== body.revision) return refused('revision-conflict');
    if (body.decision === 'reject') {
      return reject(transaction, found.value, time.value, now, body);
    }
    const state = decideRequest(
      stateOf(request),
      isByTwo(request)
        ? { type: 'propose', atMs: time.value.legalNow.getTime() }
        : { type: 'grant' },
    );
    if (!state.ok) return state;
    if (!(await hasEvidence(transaction, request))) return refused('evidence-missing');
    if (isByTwo(request)) {
      return proposeDecision(transaction, found.value, time.value, now, body.words);
    }
    return grantAlone(transaction, reach, found.value, time.value, now, body.words);
  });
}

/** At a mission the person stands before the officer with the document. */
export async function hasEvidence(
  transaction: Transaction,
  request: StoredRequest,
): Promise<boolean> {
  if (request.kind === 'abroad' || request.kind === 'return') return true;
  return (await documentsOf(transaction, request.id)).length > 0;
}

async function reject(
  transaction: Transaction,
  { request, actor }: Found,
  time: RequestTime,
  now: Date,
  { error, words }: Body,
): Outcome {
  if (error === null) return refused('request-incomplete');
  const by = { personId: actor.personId, words, now };
  const decision = { decidedAt: now, decidedBy: actor.personId, outcome: error, words };
  const moved = await stepRequest(transaction, request, { type: 'reject' }, by, decision);
  if (!moved.ok) return moved;
  await noteDecision(transaction, { request, actor }, time, now, 'rejected', error, words);
  return ok({ status: 'rejected' as const, proposalId: null });
}

/** What the second person approves: this request as it stands, by the hash of what is asked. */
type DecisionContent = {
  readonly pack: string;
  readonly request: string;
  readonly number: number;
  readonly kind: string;
  readonly revision: number;
  readonly asked: string;
};

async function proposeDecision(
  transaction: Transaction,
  { request, actor }: Found,
  time: RequestTime,
  now: Date,
  words: string,
): Outcome {
  const content: DecisionContent = {
    pack: request.pack,
    request: request.id,
    number: request.number,
    kind: request.kind,
    // Moving it to `proposed` is one revision.
    revision: request.revision + 1,
    asked: hashOfAsked(request),
  };
  const proposed = await propose(transaction, actor, now, {
    kind: 'decide-voter-request',
    subject: `request ${request.number} (${request.kind})`,
    subjectKey: request.id,
    territoryPath: request.territoryPath,
    election: null,
    reason: words,
    content,
  });
  if (!proposed.ok) return proposed;
  const event = { type: 'propose', atMs: time.legalNow.getTime() } as const;
  const by = { personId: actor.personId, words, now };
  const move = { proposalId: proposed.value };
  const moved = await stepRequest(transaction, request, event, by, move);
  return moved.ok ? ok({ status: 'proposed' as const, proposalId: proposed.value }) : moved;
}

/** What is asked, for a proposal that names nobody. */
export function hashOfAsked({ details, station, reverses, voterId }: StoredRequest): string {
  const asked = { fields: details.fields, station, reverses, voterId };
  return sha256(canonicalJson(asked)).toString('hex');
}

/** One person decides, and another one registered it: nobody changes the list alone. */
async function grantAlone(
  transaction: Transaction,
  reach: Reach,
  found: Found,
  time: RequestTime,
  now: Date,
  words: string,
): Outcome {
  const { request, actor } = found;
  if (request.receivedBy !== null) {
    if (request.receivedBy === actor.personId) return refused('second-person-required');
    if (!(await areIndependent(transaction, request.receivedBy, actor.personId))) {
      return refused('not-independent');
    }
  }
  const { register } = reach;
  const act: Act = { register, time, now, personId: actor.personId, paths: pathsOf(reach) };
  const granted = await grant(transaction, act, found, words);
  return granted.ok ? ok({ status: 'granted' as const, proposalId: null }) : granted;
}

/** Carries a request out and closes it. */
async function grant(
  transaction: Transaction,
  act: Act,
  { request, actor }: Found,
  words: string,
): Promise<Result<undefined, RefusalCode>> {
  const effect = await apply(transaction, act, request);
  if (!effect.ok) return effect;
  const { outcome, voterId, versionBefore, homePath } = effect.value;
  const by = { personId: actor.personId, words, now: act.now };
  const moved = await stepRequest(transaction, request, { type: 'grant' }, by, {
    voterId,
    versionBefore,
    decidedAt: act.now,
    decidedBy: actor.personId,
    outcome,
    words,
    ...(homePath === undefined ? {} : { homePath }),
  });
  if (!moved.ok) return moved;
  await noteDecision(transaction, { request, actor }, act.time, act.now, 'granted', outcome, words);
  return ok();
}

async function noteDecision(
  transaction: Transaction,
  { request, actor }: { readonly request: StoredRequest; readonly actor: Actor },
  { legalNow }: RequestTime,
  now: Date,
  status: 'granted' | 'rejected',
  outcome: string,
  words: string,
): Promise<void> {
  await recordFact(transaction, requestDecided, factAboutRequest(request, actor, now), {
    kind: request.kind,
    status,
    outcome,
    station: request.station,
    isLate: request.dueAt !== null && legalNow > request.dueAt,
    request: request.id,
    words,
    person: actor.personId,
  });
}

/** How a decision by two people is shown to the second one and carried out. Names stay on the page of the request. */
export function decideVoterRequestHandler(
  { now }: Pick<Platform, 'now'>,
  registers: Registers,
): ProposalHandler {
  return {
    kind: 'decide-voter-request',
    roles: APPROVERS,
    describe: async (_queries, content) => {
      const { pack, number, kind, request, asked } = content as unknown as DecisionContent;
      return {
        rows: [
          { label: 'Request', value: String(number) },
          { label: 'What is asked', value: kind },
          { label: 'SHA-256 of what is asked', value: asked },
        ],
        link: `/admin/voters/${pack}/requests/${request}`,
      };
    },
    apply: async (transaction, approval) => grantProposed(transaction, registers, approval),
    release: async (transaction, content) => {
      const { request: id } = content as unknown as DecisionContent;
      await openRegister(transaction, WHOLE_REGISTER);
      const request = await findRequest(transaction, id, { lock: true });
      if (request?.status !== 'proposed') return;
      const by = { personId: null, words: null, now: now() };
      await stepRequest(transaction, request, { type: 'release' }, by);
    },
  };
}

/** A record that is put back may belong to another part of the approver's territory than the request. */
export function placesOfApprover(approver: Actor, roles: readonly Role[]) {
  return approver.grants
    .filter(({ role, election }) => election === null && roles.includes(role))
    .map(({ territoryPath }) => territoryPath);
}

async function grantProposed(
  transaction: Transaction,
  registers: Registers,
  approval: Approval,
): Promise<Result<{ secret: null }, RefusalCode>> {
  const { approver, now, reason } = approval;
  const content = approval.content as unknown as DecisionContent;
  const paths = placesOfApprover(approver, APPROVERS);
  await openRegister(transaction, paths);
  const request = await findRequest(transaction, content.request, { lock: true });
  if (request === null) return refused('not-found');
  if (request.revision !== content.revision || hashOfAsked(request) !== content.asked) {
    return refused('content-changed');
  }
  const time = await requestTime(transaction, request.pack, request.election, now);
  if (!time.ok) return time;
  if (!mayActIn(time.value, approver)) return refused('sign-in-level-too-low');
  const register = present(registers.ofPack(request.pack), 'the pack of a request keeps a list');
  const act: Act = { register, time: time.value, now, personId: approver.personId, paths };
  const granted = await grant(transaction, act, { request, actor: approver }, reason);
  return granted.ok ? ok({ secret: null }) : granted;
}

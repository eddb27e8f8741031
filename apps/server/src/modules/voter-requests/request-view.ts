import { ok, type Result } from '@ovoz/basics';
import {
  type AnswerOf,
  APPEAL_DECIDERS,
  type countVoterRequests,
  type listVoterRequests,
  PAGE_SIZE,
  type QueryOf,
  type RefusalCode,
  REQUEST_DECIDERS,
  type RequestClock,
  type RequestSummary,
  type VoterRequest,
} from '@ovoz/contract';
import { clockState, decideRequest, WAITING_STATUSES } from '@ovoz/voter-register';
import { coveringGrant, grantsOf } from '../../platform/actor.ts';
import { type Database, inTransaction, type Queries } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { openRegister } from '../../platform/register-scope.ts';
import { areIndependent, namesOf } from '../access/public.ts';
import { hadNoPart } from './appeals.ts';
import { requestRead } from './events.ts';
import { placesOf, type Reach, stationOnly, widestActor } from './reach.ts';
import { clocksOf } from './request-time.ts';
import { factAboutRequest, isByTwo, requestWithin, stateOf } from './request-within.ts';
import { appealOf, documentsOf, noticesOf, type StepRow, stepsOf } from './store-request-parts.ts';
import { findRollOf } from './store-rolls.ts';
import { insertViews } from './store-views.ts';
import {
  countWaiting,
  listRequests,
  type RequestFilter,
  type RequestPlace,
  type StoredRequest,
} from './store-requests.ts';
import { findVoter } from './store-voters.ts';

type ListAnswer = AnswerOf<typeof listVoterRequests>;

/** Requests within the reach: what waits with the most urgent first, or what was decided. */
export async function listWithin(
  database: Database,
  reach: Reach,
  now: Date,
  query: QueryOf<typeof listVoterRequests>,
): Promise<Result<ListAnswer, RefusalCode>> {
  return inTransaction(database, async (transaction): Promise<Result<ListAnswer, RefusalCode>> => {
    await openRegister(transaction, placesOf(reach));
    const clocks = await clocksOf(transaction, reach.register.pack, now);
    const filter: RequestFilter = {
      pack: reach.register.pack,
      station: stationOnly(reach),
      view: query.view ?? 'waiting',
      kind: query.kind ?? null,
      clocks,
    };
    const rows = await listRequests(transaction, filter, placeOf(query.after), PAGE_SIZE + 1);
    const { waiting, overdue } = await countWaiting(transaction, filter);
    const page = rows.slice(0, PAGE_SIZE);
    const actor = widestActor(reach);
    await recordFact(
      transaction,
      requestRead,
      {
        now,
        actor: actor.actingAs,
        election: null,
        territoryPath: actor.actingAs.territoryPath || reach.register.root,
        subject: 'voter-requests',
      },
      { part: 'list', request: null, person: actor.personId },
    );
    const last = page.at(-1);
    return ok({
      requests: page.map((row) => summaryOf(row, clocks)),
      next: rows.length > PAGE_SIZE && last !== undefined ? cursorOf(last) : null,
      waiting,
      overdue,
    });
  });
}

/** How many requests wait within the reach; nobody is named, so nothing is recorded. */
export async function countWithin(
  database: Database,
  reach: Reach,
  now: Date,
): Promise<Result<AnswerOf<typeof countVoterRequests>, RefusalCode>> {
  type Counts = Result<AnswerOf<typeof countVoterRequests>, RefusalCode>;
  return inTransaction(database, async (transaction): Promise<Counts> => {
    await openRegister(transaction, placesOf(reach));
    const { pack } = reach.register;
    const clocks = await clocksOf(transaction, pack, now);
    const filter = {
      pack,
      station: stationOnly(reach),
      view: 'waiting',
      kind: null,
      clocks,
    } as const;
    return ok(await countWaiting(transaction, filter));
  });
}

function placeOf(cursor: string | undefined): RequestPlace | null {
  const match = /^(none|\d{1,15})\.(\d{1,15})$/.exec(cursor ?? '');
  if (match === null) return null;
  return { dueMs: match[1] === 'none' ? null : Number(match[1]), number: Number(match[2]) };
}

function cursorOf({ dueAt, number }: StoredRequest): string {
  return `${dueAt === null ? 'none' : dueAt.getTime()}.${number}`;
}

/** A request in a list. */
export function summaryOf(row: StoredRequest, clocks: ReadonlyMap<string, Date>): RequestSummary {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    channel: row.channel,
    about: row.about,
    status: row.status,
    election: row.election,
    territoryPath: row.territoryPath,
    station: row.station,
    person: row.details.person,
    receivedAt: row.receivedAt.toISOString(),
    clock: clockOf(row, clocks),
    outcome: row.outcome,
  };
}

function clockOf(
  { status, readyAt, dueAt, election }: StoredRequest,
  clocks: ReadonlyMap<string, Date>,
): RequestClock | null {
  const now = clocks.get(election ?? '');
  const runs = readyAt !== null && dueAt !== null && WAITING_STATUSES.includes(status);
  if (!runs || now === undefined) return null;
  return {
    readyAt: readyAt.toISOString(),
    dueAt: dueAt.toISOString(),
    now: now.toISOString(),
    state: clockState(readyAt.getTime(), dueAt.getTime(), now.getTime()),
  };
}

/** One request with all that belongs to it; reading it is noted for the voter, too. */
export async function readRequest(
  database: Database,
  reach: Reach,
  now: Date,
  id: string,
): Promise<Result<{ request: VoterRequest }, RefusalCode>> {
  return inTransaction(
    database,
    async (transaction): Promise<Result<{ request: VoterRequest }, RefusalCode>> => {
      const found = await requestWithin(transaction, reach, id);
      if (!found.ok) return found;
      const { request, actor } = found.value;
      if (request.voterId !== null) {
        const { role, territoryPath: commission } = actor.actingAs;
        const by = { personId: actor.personId, role, commission };
        const voter = { id: request.voterId, territoryPath: request.territoryPath };
        const look = { act: 'opened', purpose: 'correction', words: '', by } as const;
        await insertViews(transaction, [voter], look, now);
      }
      await recordFact(transaction, requestRead, factAboutRequest(request, actor, now), {
        part: 'request',
        request: id,
        person: actor.personId,
      });
      return ok({ request: await wholeRequest(transaction, reach, request, now) });
    },
  );
}

async function wholeRequest(
  queries: Queries,
  reach: Reach,
  request: StoredRequest,
  now: Date,
): Promise<VoterRequest> {
  const { id } = request;
  const clocks = await clocksOf(queries, request.pack, now);
  const steps = await stepsOf(queries, id);
  const documents = await documentsOf(queries, id);
  const notices = await noticesOf(queries, id);
  const appeal = await appealOf(queries, id);
  const people = [request.receivedBy, ...steps.map(({ personId }) => personId)];
  const names = await namesOf(
    queries,
    people.filter((person) => person !== null),
  );
  const nameOf = (person: string | null) => (person === null ? null : (names.get(person) ?? null));
  return {
    summary: summaryOf(request, clocks),
    revision: request.revision,
    voter: request.voterId,
    fields: await fieldsOf(queries, request),
    requester: request.details.requester,
    reason: request.details.reason,
    reverses: request.reverses,
    receivedBy: nameOf(request.receivedBy),
    answerUntil: request.answerUntil?.toISOString() ?? null,
    proposalId: waitingProposal(request),
    words: request.words,
    steps: steps.map(({ event, at, personId, words }) => ({
      event,
      at: at.toISOString(),
      person: nameOf(personId),
      words,
    })),
    documents: documents.map(({ number, name, mediaType, size, hash, addedAt }) => ({
      number,
      name,
      mediaType,
      size,
      hash: hash.toString('hex'),
      addedAt: addedAt.toISOString(),
    })),
    notices: notices.map(({ number, subject, method, words, sentAt, deliveredAt, answer }) => ({
      number,
      subject,
      method,
      words,
      sentAt: sentAt.toISOString(),
      deliveredAt: deliveredAt?.toISOString() ?? null,
      answer,
    })),
    appeal:
      appeal === null
        ? null
        : {
            ...appeal,
            filedAt: appeal.filedAt.toISOString(),
            dueAt: appeal.dueAt.toISOString(),
          },
    article: reach.register.rules.articles.corrections.article,
    confirmed: reach.register.rules.articles.corrections.confirmed,
    needsSupplement: await needsSupplement(queries, request, steps),
    mayDecide: await mayDecide(queries, reach, request),
    mayDecideAppeal: await mayDecideAppeal(queries, reach, request),
  };
}

const OF_THE_ROLL: readonly StoredRequest['kind'][] = ['add', 'remove', 'fix', 'restore'];

/** Whether it changed the register when the roll was made already: the roll follows by a supplement only. */
async function needsSupplement(
  queries: Queries,
  { election, kind, status }: StoredRequest,
  steps: readonly StepRow[],
): Promise<boolean> {
  const isDone = status === 'granted' || status === 'overturned';
  if (election === null || !isDone || !OF_THE_ROLL.includes(kind)) return false;
  const done = steps.findLast(({ event }) => event === 'grant' || event === 'overturn');
  const selectedAt = (await findRollOf(queries, election))?.selectedAt ?? null;
  return done !== undefined && selectedAt !== null && done.at > selectedAt;
}

/** The proposal that a second person has to decide, about the request or about its appeal. */
function waitingProposal({ status, proposalId, overturnProposalId }: StoredRequest): string | null {
  if (status === 'proposed') return proposalId;
  return status === 'appealed' ? overturnProposalId : null;
}

/** What the record says beside what is asked. */
async function fieldsOf(queries: Queries, request: StoredRequest): Promise<VoterRequest['fields']> {
  const voter = request.voterId === null ? null : await findVoter(queries, request.voterId);
  return Object.entries(request.details.fields).map(([field, asked]) => {
    const isKnown = voter !== null && field in voter;
    const now = isKnown ? (voter[field as keyof typeof voter] ?? '') : null;
    return { field, now: now === null ? null : String(now), asked };
  });
}

async function mayDecide(
  queries: Queries,
  { signedIn }: Reach,
  request: StoredRequest,
): Promise<boolean> {
  const isReady =
    decideRequest(stateOf(request), { type: 'grant' }).ok ||
    decideRequest(stateOf(request), { type: 'propose', atMs: Infinity }).ok;
  const place = { territoryPath: request.territoryPath, election: null };
  const grant = coveringGrant(grantsOf(signedIn, [...REQUEST_DECIDERS]), place);
  if (!isReady || request.status === 'proposed' || grant === null) return false;
  // Of two people who decide, whoever registered it may be one.
  if (isByTwo(request) || request.receivedBy === null) return true;
  return (
    request.receivedBy !== signedIn.personId &&
    areIndependent(queries, request.receivedBy, signedIn.personId)
  );
}

async function mayDecideAppeal(
  queries: Queries,
  { signedIn }: Reach,
  request: StoredRequest,
): Promise<boolean> {
  if (request.status !== 'appealed' || request.overturnProposalId !== null) return false;
  const place = { territoryPath: request.territoryPath, election: null };
  if (coveringGrant(grantsOf(signedIn, [...APPEAL_DECIDERS]), place) === null) return false;
  return (await hadNoPart(queries, request.id, signedIn.personId)).ok;
}

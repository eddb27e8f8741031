import type { RequestFields, RequestView } from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import { type RequestKind, type RequestStatus, WAITING_STATUSES } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';

/** What is asked, by whom and why. Personal data. */
export type RequestDetails = {
  /** Name of the person whom it is about, as it was when the request came in. */
  readonly person: string;
  readonly requester: string;
  readonly reason: string;
  readonly fields: RequestFields;
};

/** A request as stored. */
export type StoredRequest = {
  readonly id: string;
  readonly number: number;
  readonly pack: string;
  /** The election that it is about, or whose clock it runs by; null while none is called. */
  readonly election: string | null;
  readonly kind: RequestKind;
  readonly channel: 'commission' | 'mission' | 'online';
  readonly about: 'self' | 'other';
  readonly voterId: string | null;
  readonly territoryPath: TerritoryPath;
  readonly station: string | null;
  readonly reverses: string | null;
  readonly status: RequestStatus;
  readonly revision: number;
  readonly details: RequestDetails;
  readonly sealed: Buffer | null;
  readonly receivedAt: Date;
  readonly receivedBy: string | null;
  readonly readyAt: Date | null;
  readonly dueAt: Date | null;
  readonly answerUntil: Date | null;
  readonly proposalId: string | null;
  /** Waits for, or was approved by, a second person on appeal. */
  readonly overturnProposalId: string | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly outcome: string | null;
  readonly words: string | null;
  readonly versionBefore: number | null;
};

function requestColumns(queries: Queries) {
  return queries`
    r.id, r.number::float8 as number, r.pack, r.election, r.kind, r.channel, r.about, r.voter_id::text as "voterId",
    r.territory_path as "territoryPath", r.station, r.reverses, r.status, r.revision, r.details, r.sealed,
    r.received_at as "receivedAt", r.received_by as "receivedBy", r.ready_at as "readyAt", r.due_at as "dueAt",
    r.answer_until as "answerUntil", r.proposal_id as "proposalId",
    r.overturn_proposal_id as "overturnProposalId", r.decided_at as "decidedAt",
    r.decided_by as "decidedBy", r.outcome, r.words, r.version_before as "versionBefore"`;
}

/** One request, when the opened register holds it; locked when it is going to move. */
export async function findRequest(
  queries: Queries,
  id: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<StoredRequest | null> {
  const [row] = await queries<StoredRequest[]>`
    select ${requestColumns(queries)} from voter_requests r where r.id = ${id}
    ${lock ? queries`for update` : queries``}`;
  return row ?? null;
}

export type NewRequest = Pick<
  StoredRequest,
  | 'id'
  | 'pack'
  | 'election'
  | 'kind'
  | 'channel'
  | 'about'
  | 'voterId'
  | 'territoryPath'
  | 'station'
  | 'reverses'
  | 'status'
  | 'details'
  | 'sealed'
  | 'receivedAt'
  | 'receivedBy'
  | 'readyAt'
  | 'dueAt'
>;

/** @returns the number of the request, for people. */
export async function insertRequest(queries: Queries, request: NewRequest): Promise<number> {
  const [row] = await queries<{ number: number }[]>`
    insert into voter_requests (id, pack, election, kind, channel, about, voter_id, territory_path, station, reverses,
      status, details, sealed, received_at, received_by, ready_at, due_at)
    values (${request.id}, ${request.pack}, ${request.election}, ${request.kind}, ${request.channel}, ${request.about},
      ${request.voterId}, ${request.territoryPath}, ${request.station}, ${request.reverses}, ${request.status},
      ${queries.json(request.details)}, ${request.sealed}, ${request.receivedAt}, ${request.receivedBy},
      ${request.readyAt}, ${request.dueAt})
    returning number::float8 as number`;
  return row?.number ?? 0;
}

/** What of a request changes when it moves on; what is left out stays. */
export type RequestMove = Partial<
  Pick<
    StoredRequest,
    | 'voterId'
    | 'readyAt'
    | 'dueAt'
    | 'answerUntil'
    | 'proposalId'
    | 'overturnProposalId'
    | 'decidedAt'
    | 'decidedBy'
    | 'outcome'
    | 'words'
    | 'versionBefore'
  >
> & { readonly status: RequestStatus; readonly homePath?: TerritoryPath };

const MOVED_COLUMNS = {
  status: 'status',
  voterId: 'voter_id',
  homePath: 'home_path',
  readyAt: 'ready_at',
  dueAt: 'due_at',
  answerUntil: 'answer_until',
  proposalId: 'proposal_id',
  overturnProposalId: 'overturn_proposal_id',
  decidedAt: 'decided_at',
  decidedBy: 'decided_by',
  outcome: 'outcome',
  words: 'words',
  versionBefore: 'version_before',
} as const satisfies Record<keyof RequestMove, string>;

export async function moveRequest(queries: Queries, id: string, move: RequestMove): Promise<void> {
  const changed = Object.fromEntries(
    Object.entries(move).map(([name, value]) => [MOVED_COLUMNS[name as keyof RequestMove], value]),
  );
  await queries`
    update voter_requests set ${queries(changed)}, revision = revision + 1 where id = ${id}`;
}

/** Requests about a voter, the newest first. */
export async function requestsOf(
  queries: Queries,
  voterId: string,
): Promise<readonly Pick<StoredRequest, 'id' | 'number' | 'kind' | 'status' | 'receivedAt'>[]> {
  return queries<StoredRequest[]>`
    select id, number::float8 as number, kind, status, received_at as "receivedAt"
    from voter_requests where voter_id = ${voterId} order by number desc limit 200`;
}

/** What a list of requests is to hold. */
export type RequestFilter = {
  readonly pack: string;
  /** Only requests of this station, or null. */
  readonly station: string | null;
  readonly view: RequestView;
  readonly kind: RequestKind | null;
  /** Legal time now of each election, by code; the empty code is real time. */
  readonly clocks: ReadonlyMap<string, Date>;
};

/** Place in a list: the deadline and the number of the last row. */
export type RequestPlace = { readonly dueMs: number | null; readonly number: number };

export async function listRequests(
  queries: Queries,
  filter: RequestFilter,
  after: RequestPlace | null,
  limit: number,
): Promise<readonly StoredRequest[]> {
  if (filter.view === 'decided') {
    return queries<StoredRequest[]>`
      select ${requestColumns(queries)} from voter_requests r
      where ${fitting(queries, filter)} ${after === null ? queries`` : queries`and r.number < ${after.number}`}
      order by r.number desc limit ${limit}`;
  }
  const due = queries`coalesce(r.due_at, 'infinity')`;
  const from =
    after === null
      ? queries``
      : queries`and (${due}, r.number) > (${after.dueMs === null ? queries`'infinity'::timestamptz` : queries`${new Date(after.dueMs)}::timestamptz`}, ${after.number}::bigint)`;
  return queries<StoredRequest[]>`
    select ${requestColumns(queries)} from voter_requests r
    where ${fitting(queries, filter)} ${from} order by ${due}, r.number limit ${limit}`;
}

/** How many requests wait, how many of them are in the last eighth of their time, and how many beyond it. */
export async function countWaiting(
  queries: Queries,
  filter: RequestFilter,
): Promise<{ readonly waiting: number; readonly closing: number; readonly overdue: number }> {
  const [row] = await queries<{ waiting: number; closing: number; overdue: number }[]>`
    select count(*)::integer as waiting,
      (count(*) filter (where ${closing(queries, filter)}))::integer as closing,
      (count(*) filter (where ${overdue(queries, filter)}))::integer as overdue
    from voter_requests r where ${fitting(queries, { ...filter, view: 'waiting', kind: null })}`;
  return row ?? { waiting: 0, closing: 0, overdue: 0 };
}

function fitting(queries: Queries, filter: RequestFilter) {
  const waiting = queries`r.status = any(${[...WAITING_STATUSES]})`;
  const inView = {
    waiting,
    overdue: queries`${waiting} and ${overdue(queries, filter)}`,
    decided: queries`not (${waiting})`,
  }[filter.view];
  return queries`
    r.pack = ${filter.pack} and ${inView}
    ${filter.kind === null ? queries`` : queries`and r.kind = ${filter.kind}`}
    ${
      filter.station === null
        ? queries``
        : queries`and (r.station = ${filter.station} or exists (
            select from voters v join address_stations s on s.address_id = v.address_id and s.to_set is null
            where v.id = r.voter_id and s.station = ${filter.station})
          or r.voter_id is null and exists (
            select from address_stations s
            where s.address_id = (r.details -> 'fields' ->> 'addressId')::bigint and s.to_set is null
              and s.station = ${filter.station}))`
    }`;
}

/**
 * What a freeze of an election's roll meets: requests about this election, or about none. Who asked online and was not
 * seen by an officer has no clock and holds nobody up: a stranger could send thousands.
 */
export async function countBeforeFreeze(
  queries: Queries,
  pack: string,
  election: string,
  clocks: ReadonlyMap<string, Date>,
): Promise<{ readonly waiting: number; readonly overdue: number }> {
  const [row] = await queries<{ waiting: number; overdue: number }[]>`
    select count(*)::integer as waiting, (count(*) filter (where ${overdue(queries, { clocks })}))::integer as overdue
    from voter_requests r
    where r.pack = ${pack} and r.status = any(${[...WAITING_STATUSES]})
      and (r.election is null or r.election = ${election})
      and not (r.channel = 'online' and r.status = 'open')`;
  return row ?? { waiting: 0, overdue: 0 };
}

/** Beyond the hours of the law, an appeal as well as a request: each by the clock that it was registered by. */
function overdue(queries: Queries, filter: Pick<RequestFilter, 'clocks'>) {
  return queries`r.due_at <= ${legalNow(queries, filter)}`;
}

/** In the last eighth of the time, as `clockState` has it. */
function closing(queries: Queries, filter: Pick<RequestFilter, 'clocks'>) {
  const now = legalNow(queries, filter);
  return queries`r.due_at > ${now} and r.due_at - (r.due_at - r.ready_at) / 8 <= ${now}`;
}

function legalNow(queries: Queries, { clocks }: Pick<RequestFilter, 'clocks'>) {
  const codes = [...clocks.keys()];
  const times = [...clocks.values()].map((time) => time.toISOString());
  return queries`(
    select shown from unnest(${codes}::text[], ${times}::timestamptz[]) as c (code, shown)
    where c.code = coalesce(r.election, ''))`;
}

/** Elections that waiting requests of a country name. */
export async function electionsOfRequests(
  queries: Queries,
  pack: string,
): Promise<readonly string[]> {
  const rows = await queries<{ election: string }[]>`
    select distinct election from voter_requests where pack = ${pack} and election is not null`;
  return rows.map(({ election }) => election);
}

import type { ProposalKind, ProposalStatus } from '@ovoz/contract';
import type { Queries } from '../../platform/database.ts';

export type ProposalRecord = {
  readonly id: string;
  readonly kind: ProposalKind;
  readonly subject: string;
  readonly subjectKey: string;
  readonly territoryPath: string;
  readonly election: string | null;
  readonly reason: string;
  readonly content: string;
  readonly contentHash: Buffer;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly expiresAt: Date;
};

export type StoredProposal = ProposalRecord & {
  readonly status: ProposalStatus;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
};

/** Lists are short: what waits, and the newest of what was decided. */
const MAX_LISTED = 200;

export async function insertProposal(queries: Queries, proposal: ProposalRecord): Promise<void> {
  await queries`
    insert into proposals (id, kind, subject, subject_key, territory_path, election, reason, content,
      content_hash, proposed_by, proposed_at, expires_at, status)
    values (${proposal.id}, ${proposal.kind}, ${proposal.subject}, ${proposal.subjectKey},
      ${proposal.territoryPath}, ${proposal.election}, ${proposal.reason}, ${proposal.content},
      ${proposal.contentHash}, ${proposal.proposedBy}, ${proposal.proposedAt}, ${proposal.expiresAt}, 'waiting')`;
}

/** Who proposed and who approved, by id of the proposal. */
export async function peopleOfApproved(
  queries: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly [proposedBy: string, approvedBy: string]>> {
  const rows = await queries<{ id: string; proposedBy: string; decidedBy: string }[]>`
    select id, proposed_by as "proposedBy", decided_by as "decidedBy" from proposals
    where id = any(${[...ids]}::uuid[]) and status = 'approved'`;
  return new Map(rows.map(({ id, proposedBy, decidedBy }) => [id, [proposedBy, decidedBy]]));
}

/** Proposals of a kind that a right lets its holder decide; `election` null: of all elections. */
export type DecidableProposals = {
  readonly kind: ProposalKind;
  readonly territoryPath: string;
  readonly election: string | null;
};

/** Those that the person made, or may decide by one of the rights. Without the content, which can be large. */
export async function listStored(
  queries: Queries,
  status: ProposalStatus,
  personId: string,
  rights: readonly DecidableProposals[],
): Promise<readonly Omit<StoredProposal, 'content'>[]> {
  return queries<Omit<StoredProposal, 'content'>[]>`
    select id, kind, subject, subject_key as "subjectKey", territory_path as "territoryPath", election,
      reason, content_hash as "contentHash", proposed_by as "proposedBy", proposed_at as "proposedAt",
      expires_at as "expiresAt", status, decided_by as "decidedBy", decided_at as "decidedAt",
      decision_reason as "decisionReason"
    from proposals p
    where status = ${status} and (proposed_by = ${personId} or ${decidableBy(queries, rights)})
    order by proposed_at desc limit ${MAX_LISTED}`;
}

/** How many wait for the person's decision. */
export async function countDecidableStored(
  queries: Queries,
  personId: string,
  rights: readonly DecidableProposals[],
  now: Date,
): Promise<number> {
  const [row] = await queries<{ waiting: number }[]>`
    select count(*)::integer as waiting from proposals p
    where status = 'waiting' and expires_at > ${now} and proposed_by <> ${personId}
      and ${decidableBy(queries, rights)}`;
  return row?.waiting ?? 0;
}

/** The same as `coveringGrant`, where the rows are: a list that is cut before it is filtered loses some. */
function decidableBy(queries: Queries, rights: readonly DecidableProposals[]) {
  return queries`exists (
    select from unnest(${rights.map(({ kind }) => kind)}::text[],
        ${rights.map(({ territoryPath }) => territoryPath)}::text[],
        ${rights.map(({ election }) => election)}::text[]) as granted (kind, path, election)
    where granted.kind = p.kind
      and (granted.path = '' or p.territory_path = granted.path
        or starts_with(p.territory_path, granted.path || '/'))
      and (granted.election is null or granted.election = p.election))`;
}

export async function findStored(
  queries: Queries,
  id: string,
  lock: boolean,
): Promise<StoredProposal | null> {
  const [row] = await queries<StoredProposal[]>`
    select id, kind, subject, subject_key as "subjectKey", territory_path as "territoryPath", election,
      reason, content, content_hash as "contentHash", proposed_by as "proposedBy",
      proposed_at as "proposedAt", expires_at as "expiresAt", status, decided_by as "decidedBy",
      decided_at as "decidedAt", decision_reason as "decisionReason"
    from proposals where id = ${id} ${lock ? queries`for update` : queries``}`;
  return row ?? null;
}

export async function closeStored(
  queries: Queries,
  id: string,
  decision: {
    readonly status: Exclude<ProposalStatus, 'waiting'>;
    readonly by: string | null;
    readonly at: Date;
    readonly reason: string | null;
  },
): Promise<void> {
  await queries`
    update proposals set status = ${decision.status}, decided_by = ${decision.by},
      decided_at = ${decision.at}, decision_reason = ${decision.reason}
    where id = ${id}`;
}

export async function listExpired(queries: Queries, now: Date): Promise<readonly string[]> {
  const rows = await queries<{ id: string }[]>`
    select id from proposals where status = 'waiting' and expires_at <= ${now} limit ${MAX_LISTED}`;
  return rows.map(({ id }) => id);
}

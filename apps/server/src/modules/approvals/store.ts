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

/** Without the content, which can be large. */
export async function listStored(
  queries: Queries,
  status: ProposalStatus,
): Promise<readonly Omit<StoredProposal, 'content'>[]> {
  return queries<Omit<StoredProposal, 'content'>[]>`
    select id, kind, subject, subject_key as "subjectKey", territory_path as "territoryPath", election,
      reason, content_hash as "contentHash", proposed_by as "proposedBy", proposed_at as "proposedAt",
      expires_at as "expiresAt", status, decided_by as "decidedBy", decided_at as "decidedAt",
      decision_reason as "decisionReason"
    from proposals where status = ${status} order by proposed_at desc limit ${MAX_LISTED}`;
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

import { randomUUID } from 'node:crypto';
import type { ProtocolKey, Role } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { type NewFact, recordFacts } from '../../platform/evidence.ts';
import { type Slot, slotColumns, toSlot } from './store-protocols.ts';

export type Decision =
  | 'accepted'
  | 'returned'
  | 'corrected'
  | 'annulled'
  | 'reinstated'
  | 'alarm-settled';

export type NewDecision = {
  /** As it was locked, before the act. */
  readonly slot: Slot;
  /** The package that was decided about; for a correction the one that was made. */
  readonly packageHash: Buffer;
  readonly decision: Decision;
  /** Null only where a clean protocol is accepted. */
  readonly reason: string | null;
  readonly errors: number;
  readonly by: string;
  readonly role: Role;
  readonly proposalId: string | null;
  /** What records it; published with it. */
  readonly fact: NewFact;
};

/** Keeps what was decided with its facts, hundreds in one statement, and tells the publisher: decisions are public at once. */
export async function insertDecisions(
  queries: Queries,
  decisions: readonly NewDecision[],
  now: Date,
): Promise<void> {
  if (decisions.length === 0) return;
  const rows = decisions.map(({ slot, packageHash, ...one }) => ({
    id: randomUUID(),
    election: slot.election,
    contest: slot.contest,
    station: slot.station,
    count: slot.count,
    revision: slot.revision + 1,
    package_hash: packageHash,
    decision: one.decision,
    reason: one.reason,
    errors: one.errors,
    decided_by: one.by,
    decided_as: one.role,
    proposal_id: one.proposalId,
    decided_at: now,
    fact_hash: one.fact.hash,
  }));
  await queries`
    with decided as (
      insert into result_decisions ${queries(rows)} returning election, station, contest, count)
    insert into result_changes (election, station, contest, count)
    select election, station, contest, count from decided`;
  await recordFacts(
    queries,
    decisions.map(({ fact }) => fact),
  );
}

export type ProtocolInElection = Pick<ProtocolKey, 'contest' | 'station' | 'count'>;

/** Locks many protocols in one order, so that two people who decide about the same ones never block each other. */
export async function lockSlots(
  queries: Queries,
  election: string,
  keys: readonly ProtocolInElection[],
): Promise<readonly Slot[]> {
  const rows = await queries<Parameters<typeof toSlot>[0][]>`
    select ${slotColumns(queries)} from result_protocols p
    where p.election = ${election} and (p.station, p.contest, p.count) in (
      select * from unnest(${keys.map(({ station }) => station)}::text[],
        ${keys.map(({ contest }) => contest)}::text[], ${keys.map(({ count }) => count)}::text[]))
    order by p.station, p.contest, p.count for update`;
  return rows.map(toSlot);
}

/** Lets locked protocols count. */
export async function acceptSlots(
  queries: Queries,
  election: string,
  slots: readonly Slot[],
  now: Date,
): Promise<void> {
  if (slots.length === 0) return;
  await queries`
    update result_protocols p set status = 'accepted', revision = p.revision + 1, changed_at = ${now}
    from unnest(${slots.map(({ station }) => station)}::text[],
      ${slots.map(({ contest }) => contest)}::text[], ${slots.map(({ count }) => count)}::text[])
      as given (station, contest, count)
    where p.election = ${election} and p.station = given.station and p.contest = given.contest
      and p.count = given.count`;
}

export type DecisionRecord = {
  readonly decision: Decision;
  readonly hash: string;
  readonly reason: string | null;
  readonly by: string;
  readonly role: string;
  readonly at: Date;
};

export async function listDecisions(
  queries: Queries,
  { election, contest, station, count }: ProtocolKey,
): Promise<readonly DecisionRecord[]> {
  return queries<DecisionRecord[]>`
    select decision, encode(package_hash, 'hex') as hash, reason, decided_by as by, decided_as as role,
      decided_at as at
    from result_decisions
    where election = ${election} and station = ${station} and contest = ${contest} and count = ${count}
    order by revision`;
}

export type NewExplanation = ProtocolKey & {
  readonly packageHash: Buffer;
  readonly check: string;
  readonly reasonCode: string;
  readonly text: string;
  readonly by: string;
};

export async function insertExplanation(
  queries: Queries,
  one: NewExplanation,
  now: Date,
): Promise<void> {
  await queries`
    insert into result_explanations (id, election, contest, station, count, package_hash, check_code,
      reason_code, explanation, written_by, written_at)
    values (${randomUUID()}, ${one.election}, ${one.contest}, ${one.station}, ${one.count},
      ${one.packageHash}, ${one.check}, ${one.reasonCode}, ${one.text}, ${one.by}, ${now})`;
}

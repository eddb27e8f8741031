import type { Objection } from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { insideAny } from '../../platform/scope.ts';

export type ObjectionRecord = {
  readonly number: number;
  readonly station: string;
  readonly territoryPath: TerritoryPath;
  readonly contest: string | null;
  readonly submittedBy: string;
  readonly text: string;
  /** Legal time. */
  readonly deadline: Date;
  readonly registeredBy: string;
  readonly registeredAt: Date;
  readonly decision: Objection['decision'];
  readonly decisionText: string | null;
  readonly decidedAt: Date | null;
};

/** People work from the top of the list. */
const MAX_LISTED = 1000;

/** Open ones first, by deadline. */
export async function listStored(
  queries: Queries,
  election: string,
  inside: readonly TerritoryPath[],
  station: string | null,
): Promise<readonly ObjectionRecord[]> {
  return queries<ObjectionRecord[]>`
    select ${columns(queries)} from objections
    where election = ${election} and (${insideAny(queries, 'territory_path', inside)})
      ${station === null ? queries`` : queries`and station = ${station}`}
    order by (decision is not null), deadline, number limit ${MAX_LISTED}`;
}

export async function findStored(
  queries: Queries,
  election: string,
  number: number,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<ObjectionRecord | null> {
  const [row] = await queries<ObjectionRecord[]>`
    select ${columns(queries)} from objections
    where election = ${election} and number = ${number} ${lock ? queries`for update` : queries``}`;
  return row ?? null;
}

/** Numbers of those that are open, by deadline. */
export async function openObjections(
  queries: Queries,
  election: string,
): Promise<readonly { readonly number: number; readonly station: string }[]> {
  return queries<{ number: number; station: string }[]>`
    select number, station from objections
    where election = ${election} and decision is null order by deadline, number`;
}

/** Keeps it under the next number of the election. */
export async function insertStored(
  transaction: Queries,
  election: string,
  one: Omit<ObjectionRecord, 'number' | 'decision' | 'decisionText' | 'decidedAt'> & {
    readonly id: string;
  },
): Promise<number> {
  await transaction`select pg_advisory_xact_lock(hashtextextended(${`objections/${election}`}, 0))`;
  const [row] = await transaction<{ number: number }[]>`
    insert into objections (id, election, number, station, territory_path, contest, submitted_by, objection,
      deadline, registered_by, registered_at)
    select ${one.id}::uuid, ${election}, coalesce(max(number), 0) + 1, ${one.station},
      ${one.territoryPath}, ${one.contest}, ${one.submittedBy}, ${one.text},
      ${one.deadline}::timestamptz, ${one.registeredBy}::uuid, ${one.registeredAt}::timestamptz
    from objections where election = ${election}
    returning number`;
  return row?.number ?? 0;
}

export async function decideStored(
  transaction: Queries,
  election: string,
  number: number,
  end: { readonly decision: string; readonly text: string; readonly by: string; readonly at: Date },
): Promise<void> {
  await transaction`
    update objections set decision = ${end.decision}, decision_text = ${end.text}, decided_by = ${end.by},
      decided_at = ${end.at}
    where election = ${election} and number = ${number}`;
}

function columns(queries: Queries) {
  return queries`number, station, territory_path as "territoryPath", contest, submitted_by as "submittedBy",
    objection as text, deadline, registered_by as "registeredBy", registered_at as "registeredAt", decision,
    decision_text as "decisionText", decided_at as "decidedAt"`;
}

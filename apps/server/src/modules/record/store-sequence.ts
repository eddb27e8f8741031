import type { Queries } from '../../platform/database.ts';
import type { LogName } from './log-identity.ts';

/** One sequencer at a time, among all servers of a database. Any fixed number does. */
const SEQUENCER_LOCK = 4_040_010;

/** @returns the process of the database that holds the lock from now on; null when another one does. */
export async function takeSequencerLock(queries: Queries): Promise<number | null> {
  const [row] = await queries<{ locked: boolean; pid: number }[]>`
    select pg_try_advisory_lock(${SEQUENCER_LOCK}) as locked, pg_backend_pid() as pid`;
  return row?.locked === true ? row.pid : null;
}

/** Whether the connection is still that which took the lock: a driver may have made another one in its place. */
export async function holdsSequencerLock(queries: Queries, pid: number): Promise<boolean> {
  const [row] = await queries<{ held: boolean }[]>`
    select pg_backend_pid() = ${pid} and ${isHeld(queries)} as held`;
  return row?.held === true;
}

function isHeld(queries: Queries) {
  return queries`exists (
    select from pg_locks where locktype = 'advisory' and classid = 0 and objid = ${SEQUENCER_LOCK}
      and pid = pg_backend_pid() and granted)`;
}

/**
 * Gives the facts that wait the next places of their log, in the order in which they were written. One statement, so
 * that it happens whole or not at all, and only while the lock is held.
 * @returns their bytes, in the order of the places.
 */
export async function placeWaiting(
  queries: Queries,
  log: LogName,
  size: number,
  limit: number,
): Promise<readonly Buffer[]> {
  const rows = await queries<{ bytes: Buffer; place: string }[]>`
    with waiting as (
      select id, row_number() over (order by inserted_at, id) - 1 as ordinal from (
        select id, inserted_at from evidence_facts
        where log = ${log} and leaf_index is null and ${isHeld(queries)}
        order by inserted_at, id limit ${limit}) oldest)
    update evidence_facts f set leaf_index = ${size}::bigint + w.ordinal
    from waiting w where f.id = w.id
    returning f.bytes, f.leaf_index as place`;
  return rows.toSorted((a, b) => Number(a.place) - Number(b.place)).map(({ bytes }) => bytes);
}

export type PlacedFact = { readonly index: number; readonly bytes: Buffer };

/** The next facts of a log that have a place, from `from` on. A place without a fact is a gap, which the caller sees. */
export async function readPlaced(
  queries: Queries,
  log: LogName,
  from: number,
  limit: number,
): Promise<readonly PlacedFact[]> {
  const rows = await queries<{ place: string; bytes: Buffer }[]>`
    select leaf_index as place, bytes from evidence_facts
    where log = ${log} and leaf_index >= ${from} order by leaf_index limit ${limit}`;
  return rows.map(({ place, bytes }) => ({ index: Number(place), bytes }));
}

/** How a log stands, for people and monitoring. */
export async function saveLogState(
  queries: Queries,
  log: LogName,
  state: {
    readonly status: string;
    readonly detail: string | null;
    readonly size: number;
    readonly checkpointAt: Date | null;
  },
  now: Date,
): Promise<void> {
  const { status, detail, size, checkpointAt } = state;
  await queries`
    insert into log_states (log, status, detail, since, size, checkpoint_at)
    values (${log}, ${status}, ${detail}, ${now}, ${size}, ${checkpointAt})
    on conflict (log) do update set status = excluded.status, detail = excluded.detail, size = excluded.size,
      checkpoint_at = coalesce(excluded.checkpoint_at, log_states.checkpoint_at),
      since = case when log_states.status = excluded.status then log_states.since else excluded.since end`;
}

export type StoredLogState = {
  readonly log: LogName;
  readonly status: string;
  readonly detail: string | null;
  readonly since: Date;
  readonly size: number;
  readonly checkpointAt: Date | null;
  readonly waiting: number;
};

export async function readLogStates(queries: Queries): Promise<readonly StoredLogState[]> {
  return queries<StoredLogState[]>`
    select s.log, s.status, s.detail, s.since, s.size::float8 as size, s.checkpoint_at as "checkpointAt",
      (select count(*)::integer from evidence_facts f where f.log = s.log and f.leaf_index is null) as waiting
    from log_states s`;
}

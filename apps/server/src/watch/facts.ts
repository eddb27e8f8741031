import type postgres from 'postgres';
import { sha256 } from '../platform/evidence.ts';

/** A fact of the public log as the database has it now, whatever it had when it was recorded. */
export type WatchedFact = {
  /** Place in the log; null while it waits for one. */
  readonly index: number | null;
  /** SHA-256 of the bytes as they stand, hexadecimal. */
  readonly hash: string;
  readonly recordedAt: Date;
  readonly event: string;
  readonly election: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
};

/** Rows that are fetched at once: facts are half a kilobyte. */
const ROWS_AT_ONCE = 2000;

/** Reads every fact of the public log, those with a place first and in its order. */
export async function readFacts(queries: postgres.ISql): Promise<readonly WatchedFact[]> {
  const facts: WatchedFact[] = [];
  const rows = queries<{ index: string | null; bytes: Buffer; recordedAt: Date }[]>`
    select leaf_index as index, bytes, recorded_at as "recordedAt" from evidence_facts
    where log = 'public' order by leaf_index nulls last, inserted_at, id`;
  for await (const some of rows.cursor(ROWS_AT_ONCE))
    for (const row of some) facts.push(factOf(row));
  return facts;
}

function factOf(row: { index: string | null; bytes: Buffer; recordedAt: Date }): WatchedFact {
  const index = row.index === null ? null : Number(row.index);
  const hash = sha256(row.bytes).toString('hex');
  return { index, hash, recordedAt: row.recordedAt, ...contentOf(row.bytes) };
}

/** Bytes that somebody made unreadable are a fact of no event; that they are altered is seen by their hash. */
function contentOf(bytes: Buffer): Pick<WatchedFact, 'event' | 'election' | 'payload'> {
  try {
    const { event, election, payload } = JSON.parse(bytes.toString()) as WatchedFact;
    return { event, election, payload };
  } catch {
    return { event: '', election: null, payload: {} };
  }
}

/** A public field of a fact as text; `null` where it has none. */
export function fieldOf({ payload }: Pick<WatchedFact, 'payload'>, name: string): string {
  const value = payload[name] ?? null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

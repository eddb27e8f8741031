import type { Queries } from '../../platform/database.ts';

export type StoredFact = {
  readonly id: string;
  readonly log: 'public' | 'audit';
  readonly type: string;
  readonly election: string | null;
  readonly territoryPath: string;
  readonly subject: string;
  readonly recordedAt: Date;
  readonly bytes: Buffer;
  readonly hash: Buffer;
  readonly privateBytes: Buffer | null;
  readonly leafIndex: string | null;
};

/** What one grant lets its holder read of a log. */
export type ReadableFacts = {
  readonly log: 'public' | 'audit';
  readonly territoryPath: string;
  /** Only facts about this election; null for all. */
  readonly election: string | null;
};

export type FactFilter = {
  readonly type: string | null;
  readonly election: string | null;
  /** Facts older than this place in the list. */
  readonly after: { readonly recordedAt: Date; readonly id: string } | null;
};

/** Facts of a log that at least one of the rights covers, newest first. */
export async function listStoredFacts(
  queries: Queries,
  log: StoredFact['log'],
  rights: readonly ReadableFacts[],
  { type, election, after }: FactFilter,
  limit: number,
): Promise<readonly StoredFact[]> {
  return queries<StoredFact[]>`
    select ${columns(queries)}
    from evidence_facts f
    where f.log = ${log} and ${readableBy(queries, rights)}
      ${type === null ? queries`` : queries`and f.event_type = ${type}`}
      ${election === null ? queries`` : queries`and f.election = ${election}`}
      ${after === null ? queries`` : queries`and (f.recorded_at, f.id) < (${after.recordedAt}, ${after.id})`}
    order by f.recorded_at desc, f.id desc limit ${limit}`;
}

/** The fact, when at least one of the rights covers it. */
export async function findStoredFact(
  queries: Queries,
  rights: readonly ReadableFacts[],
  id: string,
): Promise<StoredFact | null> {
  const [fact] = await queries<StoredFact[]>`
    select ${columns(queries)} from evidence_facts f
    where f.id = ${id} and ${readableBy(queries, rights)}`;
  return fact ?? null;
}

function columns(queries: Queries) {
  return queries`f.id, f.log, f.event_type as type, f.election, f.territory_path as "territoryPath",
    f.subject, f.recorded_at as "recordedAt", f.bytes, f.hash, f.private_bytes as "privateBytes",
    f.leaf_index as "leafIndex"`;
}

/**
 * A right at a territory covers what is recorded there and below. Public facts above it, the nation's
 * and the installation's, concern everybody who works below, and are shown too.
 */
function readableBy(queries: Queries, rights: readonly ReadableFacts[]) {
  const logs = rights.map(({ log }) => log);
  const paths = rights.map(({ territoryPath }) => territoryPath);
  const elections = rights.map(({ election }) => election);
  return queries`exists (
    select from unnest(${logs}::text[], ${paths}::text[], ${elections}::text[])
      as granted (log, path, election)
    where granted.log = f.log
      and (granted.path = '' or f.territory_path = granted.path
        or starts_with(f.territory_path, granted.path || '/')
        or (f.log = 'public'
          and (f.territory_path = '' or starts_with(granted.path, f.territory_path || '/'))))
      and (granted.election is null or granted.election = f.election))`;
}

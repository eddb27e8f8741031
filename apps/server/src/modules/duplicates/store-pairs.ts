import type { MatchLine, PairOutcome, PairStatus } from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries, Transaction } from '../../platform/database.ts';

/** A pair as stored; weights in thousandths of a bit. */
export type PairRow = {
  readonly id: number;
  readonly pack: string;
  readonly voterA: number;
  readonly voterB: number;
  readonly pathA: TerritoryPath;
  readonly pathB: TerritoryPath;
  readonly versionA: number;
  readonly versionB: number;
  readonly runId: string;
  readonly weight: number;
  readonly lines: readonly MatchLine[];
  readonly status: PairStatus;
  readonly foundAt: Date;
  readonly proposalId: string | null;
};

type NewPair = {
  readonly voterA: number;
  readonly voterB: number;
  readonly weight: number;
  readonly lines: readonly MatchLine[];
};

/** A table of this transaction for what a search found. */
export async function stageFound(transaction: Transaction): Promise<void> {
  await transaction`
    create temp table found_pairs (a bigint, b bigint, weight integer, lines json) on commit drop`;
}

export async function stagePairs(
  transaction: Transaction,
  pairs: readonly NewPair[],
): Promise<void> {
  await transaction`
    insert into found_pairs
    select * from unnest(${pairs.map((pair) => pair.voterA)}::bigint[], ${pairs.map((pair) => pair.voterB)}::bigint[],
      ${pairs.map((pair) => pair.weight)}::integer[], ${pairs.map((pair) => JSON.stringify(pair.lines))}::text[]::json[])`;
}

/**
 * Takes over what was found. Who stands in it comes to the queue again only when an entry has changed since the
 * decision; pairs that were open and are no longer found are dropped.
 * @param among the voters who were looked at; null: everybody
 * @returns how many pairs are new or came back
 */
export async function takeOverFound(
  transaction: Transaction,
  {
    runId,
    pack,
    among,
  }: { readonly runId: string; readonly pack: string; readonly among: readonly number[] | null },
  now: Date,
): Promise<number> {
  await transaction`
    update match_pairs p set status = 'dropped'
    where pack = ${pack} and status in ('open', 'unsure')
      and not exists (select from found_pairs f where f.a = p.voter_a and f.b = p.voter_b)
      ${among === null ? transaction`` : transaction`and (voter_a = any(${[...among]}::bigint[]) or voter_b = any(${[...among]}::bigint[]))`}`;
  const rows = await transaction`
    insert into match_pairs as p (pack, voter_a, voter_b, path_a, path_b, version_a, version_b, run_id, weight, lines,
      status, found_at)
    select ${pack}, f.a, f.b, a.territory_path, b.territory_path, a.version, b.version, ${runId}::uuid, f.weight,
      f.lines, 'open', ${now}::timestamptz
    from found_pairs f join voters a on a.id = f.a join voters b on b.id = f.b
    where a.status = 'registered' and b.status = 'registered'
    on conflict (voter_a, voter_b) do update
      set path_a = excluded.path_a, path_b = excluded.path_b, version_a = excluded.version_a,
        version_b = excluded.version_b, run_id = excluded.run_id, weight = excluded.weight, lines = excluded.lines,
        status = 'open', found_at = excluded.found_at
      where p.status <> 'proposed'
        and (p.version_a, p.version_b) is distinct from (excluded.version_a, excluded.version_b)
        or p.status = 'dropped'
    returning p.id`;
  return rows.length;
}

export async function countPairs(
  queries: Queries,
  pack: string,
): Promise<{ readonly open: number; readonly unsure: number; readonly proposed: number }> {
  const [row] = await queries<{ open: number; unsure: number; proposed: number }[]>`
    select count(*) filter (where status = 'open')::integer as open,
      count(*) filter (where status = 'unsure')::integer as unsure,
      count(*) filter (where status = 'proposed')::integer as proposed
    from match_pairs where pack = ${pack} and status in ('open', 'unsure', 'proposed')`;
  return row ?? { open: 0, unsure: 0, proposed: 0 };
}

function columns(queries: Queries) {
  return queries`id::float8 as id, pack, voter_a::float8 as "voterA", voter_b::float8 as "voterB",
    path_a as "pathA", path_b as "pathB", version_a as "versionA", version_b as "versionB", run_id as "runId",
    weight, lines, status, found_at as "foundAt", proposal_id as "proposalId"`;
}

/** Pairs in a state, the likeliest first, from a place in that order on. */
export async function listPairs(
  queries: Queries,
  { pack, status }: { readonly pack: string; readonly status: PairStatus },
  after: { readonly weight: number; readonly id: number } | null,
  limit: number,
): Promise<readonly PairRow[]> {
  const place =
    after === null
      ? queries``
      : queries`and (weight, -id) < (${after.weight}::integer, ${-after.id}::bigint)`;
  return queries<PairRow[]>`
    select ${columns(queries)} from match_pairs
    where pack = ${pack} and status = ${status} ${place} order by weight desc, id limit ${limit}`;
}

/** The places of the two entries, whoever asks: it decides who may. */
export async function pathsOfPair(
  queries: Queries,
  pack: string,
  id: string,
): Promise<{ readonly pathA: TerritoryPath; readonly pathB: TerritoryPath } | null> {
  const [row] = await queries<{ pathA: TerritoryPath; pathB: TerritoryPath }[]>`
    select path_a as "pathA", path_b as "pathB" from match_pairs where pack = ${pack} and id = ${id}`;
  return row ?? null;
}

export async function findPair(
  queries: Queries,
  id: number | string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<PairRow | null> {
  const [row] = await queries<PairRow[]>`
    select ${columns(queries)} from match_pairs where id = ${id} ${lock ? queries`for update` : queries``}`;
  return row ?? null;
}

export async function setPairStatus(
  queries: Queries,
  id: number,
  status: PairStatus,
  proposalId: string | null,
): Promise<void> {
  await queries`
    update match_pairs set status = ${status}, proposal_id = ${proposalId} where id = ${id}`;
}

export type DecisionRow = {
  readonly outcome: PairOutcome;
  readonly superfluous: number | null;
  readonly requestId: string | null;
  readonly reason: string;
  readonly firstPerson: string;
  readonly secondPerson: string | null;
  readonly decidedAt: Date;
};

export async function decisionsOf(
  queries: Queries,
  pairId: number,
): Promise<readonly DecisionRow[]> {
  return queries<DecisionRow[]>`
    select outcome, superfluous::float8 as superfluous, request_id as "requestId", reason,
      first_person as "firstPerson", second_person as "secondPerson", decided_at as "decidedAt"
    from match_decisions where pair_id = ${pairId} order by number desc`;
}

export async function insertDecision(
  queries: Queries,
  pair: PairRow,
  decision: DecisionRow & { readonly proposalId: string | null },
): Promise<void> {
  await queries`
    insert into match_decisions (pair_id, number, path_a, path_b, version_a, version_b, outcome, superfluous, request_id,
      reason, first_person, second_person, proposal_id, decided_at)
    select ${pair.id}::bigint, coalesce(max(number), 0) + 1, ${pair.pathA}, ${pair.pathB}, ${pair.versionA}::integer,
      ${pair.versionB}::integer, ${decision.outcome}, ${decision.superfluous}::bigint, ${decision.requestId}::uuid,
      ${decision.reason}, ${decision.firstPerson}::uuid, ${decision.secondPerson}::uuid,
      ${decision.proposalId}::uuid, ${decision.decidedAt}::timestamptz
    from match_decisions where pair_id = ${pair.id}`;
}

/** Prior of the search that found the pair, a share. */
export async function priorOfRun(queries: Queries, runId: string): Promise<number | null> {
  const [row] = await queries<{ prior: number | null }[]>`
    select (model ->> 'prior')::float8 as prior from match_runs where id = ${runId}`;
  return row?.prior ?? null;
}

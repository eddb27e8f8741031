import type { MatchRun, MatchRunReport } from '@ovoz/contract';
import type { Queries } from '../../platform/database.ts';

export type RunStep = NonNullable<MatchRun['step']>;

/** A search as stored. */
export type RunRow = {
  readonly id: string;
  readonly pack: string;
  readonly kind: MatchRun['kind'];
  readonly status: MatchRun['status'];
  readonly step: RunStep | null;
  readonly progress: number;
  readonly requestedAt: Date;
  readonly endedAt: Date | null;
  readonly report: MatchRunReport | null;
};

/** Asks for a search. @returns false when the whole register is being searched already. */
export async function insertRun(
  queries: Queries,
  run: Pick<RunRow, 'id' | 'pack' | 'kind'> & { readonly requestedBy: string | null },
  now: Date,
): Promise<boolean> {
  const rows = await queries`
    insert into match_runs (id, pack, kind, status, requested_by, requested_at)
    values (${run.id}, ${run.pack}, ${run.kind}, 'waiting', ${run.requestedBy}, ${now})
    on conflict do nothing returning id`;
  return rows.length === 1;
}

export async function listRuns(
  queries: Queries,
  pack: string,
  limit: number,
): Promise<readonly RunRow[]> {
  return queries<RunRow[]>`
    select id, pack, kind, status, step, progress, requested_at as "requestedAt", ended_at as "endedAt", report
    from match_runs where pack = ${pack} order by requested_at desc limit ${limit}`;
}

/** The newest full search that is done. */
export async function lastFullRun(
  queries: Queries,
  pack: string,
): Promise<{ readonly id: string; readonly endedAt: Date } | null> {
  const [row] = await queries<{ id: string; endedAt: Date }[]>`
    select id, ended_at as "endedAt" from match_runs
    where pack = ${pack} and kind = 'full' and status = 'done' order by ended_at desc limit 1`;
  return row ?? null;
}

/** Full searches that were asked for and not finished, perhaps because the process was killed; the oldest first. */
export async function unfinishedRuns(queries: Queries): Promise<readonly RunRow[]> {
  return queries<RunRow[]>`
    select id, pack, kind, status, step, progress, requested_at as "requestedAt", ended_at as "endedAt", report
    from match_runs where status in ('waiting', 'running') order by requested_at`;
}

export async function startRun(queries: Queries, id: string, now: Date): Promise<void> {
  await queries`
    update match_runs set status = 'running', started_at = ${now}, step = 'export', progress = 0 where id = ${id}`;
}

export async function saveProgress(
  queries: Queries,
  id: string,
  step: RunStep,
  share: number,
): Promise<void> {
  const progress = Math.min(1000, Math.max(0, Math.round(share * 1000)));
  await queries`
    update match_runs set step = ${step}, progress = ${progress} where id = ${id} and status = 'running'`;
}

export async function finishRun(
  queries: Queries,
  id: string,
  { report, model }: { readonly report: MatchRunReport; readonly model: object },
  now: Date,
): Promise<void> {
  await queries`
    update match_runs set status = 'done', step = null, progress = 1000, ended_at = ${now},
      report = ${JSON.stringify(report)}::text::json, model = ${JSON.stringify(model)}::text::json
    where id = ${id}`;
}

export async function failRun(queries: Queries, id: string, now: Date): Promise<void> {
  await queries`
    update match_runs set status = 'failed', ended_at = ${now} where id = ${id} and status in ('waiting', 'running')`;
}

import { ok, refused } from '@ovoz/basics';
import type { AnswerOf, Coverage, getCoverage, QueryOf } from '@ovoz/contract';
import { covers, type TerritoryPath } from '@ovoz/election-model';
import type { SignedIn } from '../../platform/actor.ts';
import type { Database, Queries } from '../../platform/database.ts';
import { commonScope } from '../../platform/scope.ts';
import { placeNames } from './count-places.ts';
import { overdueBefore, visibleCount } from './listing.ts';
import type { Outcome } from './lock-protocol.ts';
import { acceptedSince, type CoverageRow, coverageRows } from './store-lists.ts';

/** A wall-board in every commission asks all the time; within a second they get the same answer. */
const KEPT_MS = 1000;
const MINUTE_MS = 60_000;
const SERIES_MINUTES = 60;

type Acceptances = Awaited<ReturnType<typeof acceptedSince>>;
type Snapshot = {
  readonly asOf: Date;
  readonly rows: readonly CoverageRow[];
  readonly accepted: Acceptances;
};

/** How far the counts are. One reader for each server: what it read is kept for a second. */
export function createCoverage(database: Database): {
  readonly read: (
    signedIn: SignedIn,
    code: string,
    query: QueryOf<typeof getCoverage>,
    now: Date,
  ) => Outcome<AnswerOf<typeof getCoverage>>;
} {
  const kept = new Map<string, { readonly at: number; readonly snapshot: Promise<Snapshot> }>();

  async function snapshotOf(code: string, legal: Date, now: Date): Promise<Snapshot> {
    const known = kept.get(code);
    if (known !== undefined && Math.abs(now.getTime() - known.at) < KEPT_MS) return known.snapshot;
    const snapshot = takeSnapshot(database, code, legal, now);
    kept.set(code, { at: now.getTime(), snapshot });
    snapshot.catch(() => kept.delete(code));
    return snapshot;
  }

  return {
    read: async (signedIn, code, query, now) => {
      const visible = await visibleCount(database, signedIn, code, now);
      if (!visible.ok) return visible;
      const { count, legal, inside } = visible.value;
      const territory = query.territory ?? (inside.length === 1 ? inside[0] : undefined);
      const part = commonScope([territory ?? count.territoryPath], inside);
      if (part.length === 0) return refused('not-found');
      const [{ asOf, rows, accepted }, names] = await Promise.all([
        snapshotOf(code, legal, now),
        placeNames(database, count),
      ]);
      const isAsked = (one: { territoryPath: TerritoryPath; contest: string }) =>
        (query.contest === undefined || one.contest === query.contest) &&
        part.some((path) => covers(path, one.territoryPath));
      const asked = rows.filter(isAsked);
      const top = territory ?? count.territoryPath;
      const whole = sumOf(asked);
      return ok({
        asOf: asOf.toISOString(),
        legalTime: legal.toISOString(),
        territory: top,
        whole,
        accepted: seriesOf(whole.accepted, accepted.filter(isAsked), asOf),
        areas: areasOf(asked, top, names.territories),
      });
    },
  };
}

async function takeSnapshot(
  queries: Queries,
  code: string,
  legal: Date,
  now: Date,
): Promise<Snapshot> {
  const since = new Date(now.getTime() - (SERIES_MINUTES + 1) * MINUTE_MS);
  const [rows, accepted] = await Promise.all([
    coverageRows(queries, code, overdueBefore(legal)),
    acceptedSince(queries, code, since),
  ]);
  return { asOf: now, rows, accepted };
}

const NOTHING: Coverage = {
  due: 0,
  awaited: 0,
  received: 0,
  returned: 0,
  accepted: 0,
  annulled: 0,
  overdue: 0,
  withErrors: 0,
  alarms: 0,
  different: 0,
};
const FIGURES = Object.keys(NOTHING) as (keyof Coverage)[];

function sumOf(rows: readonly CoverageRow[]): Coverage {
  const sum = { ...NOTHING };
  for (const row of rows) for (const figure of FIGURES) sum[figure] += row[figure];
  return sum;
}

/** The areas right below a territory, those with most missing first. */
function areasOf(
  rows: readonly CoverageRow[],
  top: TerritoryPath,
  names: ReadonlyMap<TerritoryPath, string>,
) {
  const below = rows.filter(({ territoryPath }) => territoryPath !== top);
  const byArea = Map.groupBy(below, ({ territoryPath }) => areaBelow(top, territoryPath));
  return [...byArea]
    .map(([path, inArea]) => ({ path, name: names.get(path) ?? path, coverage: sumOf(inArea) }))
    .toSorted((a, b) => b.coverage.awaited - a.coverage.awaited || (a.path < b.path ? -1 : 1));
}

function areaBelow(top: TerritoryPath, path: TerritoryPath): TerritoryPath {
  const end = path.indexOf('/', top.length + 1);
  return end === -1 ? path : path.slice(0, end);
}

/** How many counted at each full minute of the last hour, and now. */
function seriesOf(total: number, accepted: Acceptances, asOf: Date) {
  const lastMinute = Math.floor(asOf.getTime() / MINUTE_MS) * MINUTE_MS;
  const minutes = Array.from(
    { length: SERIES_MINUTES },
    (_, index) => lastMinute - (SERIES_MINUTES - 1 - index) * MINUTE_MS,
  );
  const past = minutes.map((at) => {
    const later = accepted.filter(({ minute }) => minute.getTime() >= at);
    return { at, count: total - later.reduce((sum, one) => sum + one.accepted, 0) };
  });
  return [...past, { at: asOf.getTime(), count: total }].map(({ at, count }) => ({
    at: new Date(at).toISOString(),
    count,
  }));
}

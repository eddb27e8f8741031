import { paperKey } from '../forms/paper.ts';
import type { ContestTotals, Sum } from '../election-types.ts';
import type { BallotSums, ElectionSums } from './sum-up.ts';

/** Totals of one contest in one area as they are published, and how many papers behind them could not be read. */
export type OwnTotals = { readonly totals: ContestTotals; readonly unread: number };

/**
 * Totals of a contest in an area: `nation`, `territory:1703`, `district:12`; null when it is not held there.
 * Votes by option are told where one ballot holds for the whole area: candidates of two districts share their
 * numbers and nothing else.
 */
export function totalsIn(sums: ElectionSums, contest: string, area: string): OwnTotals | null {
  const parts = ballotsIn(sums, contest, area);
  const [first] = parts;
  if (first === undefined) return null;
  const template = sums.sealed.definition.contests.find(({ code }) => code === contest);
  const oneBallot = template?.districtSet === null || area.startsWith(DISTRICT);
  const total = (name: 'stationsDue' | 'stationsCounted' | 'stationsAnnulled' | 'unread') =>
    parts.reduce((sum, part) => sum + part[name], 0);
  const totals = {
    contest,
    stationsDue: total('stationsDue'),
    stationsCounted: total('stationsCounted'),
    stationsAnnulled: total('stationsAnnulled'),
    counts: addRecords(parts.map(({ counts }) => counts)),
    votes: oneBallot ? first.votes : {},
    registered: addSums(parts.map(({ registered }) => registered)),
    tookPart: addSums(parts.map(({ tookPart }) => tookPart)),
  };
  return { totals, unread: total('unread') };
}

function ballotsIn(
  { ballots, papers }: ElectionSums,
  contest: string,
  area: string,
): readonly BallotSums[] {
  // Only one ballot is voted on in a district, and there can be thousands of them.
  const keys = area.startsWith(DISTRICT)
    ? [paperKey(contest, area.slice(DISTRICT.length))]
    : [...papers.keys()];
  return keys.flatMap((key) => {
    const sums = ballots.get(key)?.get(area);
    return papers.get(key)?.contest === contest && sums !== undefined ? [sums] : [];
  });
}

const DISTRICT = 'district:';

function addSums(sums: readonly Sum[]): Sum {
  return {
    sum: sums.reduce((total, { sum }) => total + sum, 0),
    unknown: sums.reduce((total, { unknown }) => total + unknown, 0),
  };
}

function addRecords(records: readonly Readonly<Record<string, Sum>>[]): Record<string, Sum> {
  const names = new Set(records.flatMap((one) => Object.keys(one)));
  return Object.fromEntries(
    [...names].map((name) => [name, addSums(records.flatMap((one) => one[name] ?? []))]),
  );
}

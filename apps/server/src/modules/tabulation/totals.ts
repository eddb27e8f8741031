import { present } from '@ovoz/basics';
import type { ContestTotals, Sum } from '@ovoz/contract';
import type { ContestTemplate } from '@ovoz/election-model';
import { contestKey, type ContestTotals as SummedTotals, totalsOf } from '@ovoz/tally';
import { type BallotTabulation, ROLE_COLUMNS } from './ballots.ts';
import type { ElectionTabulation } from './tabulation.ts';

/**
 * Totals of every contest that is held in the area: `nation`, `territory:1703`, `district:12`. Votes by option
 * are told where one ballot holds for the whole area; candidates of two districts only share their numbers.
 */
export function areaTotals(tabulation: ElectionTabulation, area: string): ContestTotals[] {
  return tabulation.context.definition.contests.flatMap((template) => {
    const totals = contestTotals(tabulation, template, area);
    return totals === null ? [] : [totals];
  });
}

/** Totals of one contest in the area, or null when none of its stations is there. */
export function contestTotals(
  tabulation: ElectionTabulation,
  template: ContestTemplate,
  area: string,
): ContestTotals | null {
  const ballots = ballotsOf(tabulation, template.code).filter(({ sums }) => sums.areas.has(area));
  const parts = ballots.map(({ sums }) => totalsOf(sums, area));
  if (parts.length === 0) return null;
  const oneBallot = template.districtSet === null || area.startsWith('district:');
  return presentTotals(template.code, sumUp(parts), oneBallot ? (parts[0]?.votes ?? {}) : {});
}

/** Totals of a ballot, with the sum of its votes, as the seats are worked out from them. */
export function ballotTotals(
  { ballots }: ElectionTabulation,
  contest: string,
  district: string | null,
  area: string,
): SummedTotals | null {
  const ballot = ballots.get(contestKey(contest, district));
  return ballot === undefined || !ballot.sums.areas.has(area) ? null : totalsOf(ballot.sums, area);
}

/** Tabulations of the ballots of a contest: one, or one for each district. */
export function ballotsOf(
  { ballots }: ElectionTabulation,
  contest: string,
): readonly BallotTabulation[] {
  return [...ballots.values()].filter((ballot) => ballot.contest === contest);
}

type Parts = Pick<SummedTotals, 'stationsDue' | 'stationsCounted' | 'stationsAnnulled' | 'counts'>;

function sumUp(parts: readonly Parts[]): Parts {
  const counts: Record<string, Sum> = {};
  for (const part of parts) {
    for (const [field, { sum, unknown }] of Object.entries(part.counts)) {
      const before = counts[field] ?? { sum: 0, unknown: 0 };
      counts[field] = { sum: before.sum + sum, unknown: before.unknown + unknown };
    }
  }
  const add = (name: 'stationsDue' | 'stationsCounted' | 'stationsAnnulled') =>
    parts.reduce((total, part) => total + part[name], 0);
  return {
    stationsDue: add('stationsDue'),
    stationsCounted: add('stationsCounted'),
    stationsAnnulled: add('stationsAnnulled'),
    counts,
  };
}

function presentTotals(
  contest: string,
  { counts: columns, ...stations }: Parts,
  votes: SummedTotals['votes'],
): ContestTotals {
  const {
    [ROLE_COLUMNS.registered]: registered,
    [ROLE_COLUMNS.tookPart]: tookPart,
    ...counts
  } = columns;
  return {
    contest,
    stationsDue: stations.stationsDue,
    stationsCounted: stations.stationsCounted,
    stationsAnnulled: stations.stationsAnnulled,
    counts,
    votes: { ...votes },
    registered: present(registered, 'every ballot has this column'),
    tookPart: present(tookPart, 'every ballot has this column'),
  };
}

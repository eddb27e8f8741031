import { present } from '@ovoz/basics';
import type { ElectionDefinition, ProtocolContent } from '@ovoz/election-model';
import { hareSeats, majorityWinner } from './plain-seats.ts';

/** Sums of the drill's own: of what it sent and what was decided, never of what the system says. */
export type AreaSum = {
  readonly counts: Record<string, number>;
  readonly votes: Record<string, number>;
  /** Empty cells of the papers by `counts.…` or `votes.…`: unknown, not zero. */
  readonly unknown: Record<string, number>;
  stations: number;
};

export type IndependentSum = {
  /** Lets a paper count; `district` is null where the nation is the district. */
  readonly count: (paper: CountedPaper) => void;
  /** Takes a paper out again that was counted. */
  readonly uncount: (paper: CountedPaper) => void;
  readonly nation: (contest: string) => AreaSum;
  readonly districts: (contest: string) => ReadonlyMap<string, AreaSum>;
  /** Hash of the package that counts, by contest and station. */
  readonly hashes: ReadonlyMap<string, string>;
};

export type CountedPaper = {
  readonly contest: string;
  readonly station: string;
  readonly district: string | null;
  readonly content: ProtocolContent;
  readonly hash: string;
};

export function createSum(): IndependentSum {
  const sums = new Map<string, Map<string, AreaSum>>();
  const hashes = new Map<string, string>();
  const areasOf = (contest: string) => {
    const known = sums.get(contest) ?? new Map<string, AreaSum>();
    sums.set(contest, known);
    return known;
  };
  const add = ({ contest, district, content }: CountedPaper, sign: 1 | -1) => {
    const areas = areasOf(contest);
    for (const area of district === null ? [''] : ['', district]) {
      const sum = areas.get(area) ?? { counts: {}, votes: {}, unknown: {}, stations: 0 };
      areas.set(area, sum);
      addTo(sum.counts, content.counts, sign, sum.unknown, 'counts');
      addTo(sum.votes, content.votes, sign, sum.unknown, 'votes');
      sum.stations += sign;
    }
  };
  return {
    count: (paper) => {
      const key = protocolKey(paper);
      if (hashes.has(key)) throw new RangeError(`${key} counts twice`);
      hashes.set(key, paper.hash);
      add(paper, 1);
    },
    uncount: (paper) => {
      const key = protocolKey(paper);
      if (hashes.get(key) !== paper.hash) throw new RangeError(`${key} did not count so`);
      hashes.delete(key);
      add(paper, -1);
    },
    nation: (contest) => present(areasOf(contest).get(''), 'something was counted'),
    districts: (contest) => new Map([...areasOf(contest)].filter(([area]) => area !== '')),
    hashes,
  };
}

export function protocolKey({
  contest,
  station,
}: Pick<CountedPaper, 'contest' | 'station'>): string {
  return `${contest}/${station}`;
}

function addTo(
  sums: Record<string, number>,
  figures: Readonly<Record<string, number | null>>,
  sign: 1 | -1,
  unknown: Record<string, number>,
  what: 'counts' | 'votes',
): void {
  for (const [name, figure] of Object.entries(figures)) {
    sums[name] = (sums[name] ?? 0) + sign * (figure ?? 0);
    const key = `${what}.${name}`;
    if (figure === null) unknown[key] = (unknown[key] ?? 0) + sign;
  }
}

/** Seats of each party by contest, worked out by the plain rules. Null stands for no party. */
export type PlainSeats = {
  readonly byContest: ReadonlyMap<string, ReadonlyMap<string | null, number>>;
  /** Districts without an absolute majority, as `contest district`. */
  readonly secondRounds: readonly string[];
};

/** @param thresholds percent of a base by list contest. */
export function plainSeats(
  sum: IndependentSum,
  { contests, ballots }: Pick<ElectionDefinition, 'contests' | 'ballots'>,
  thresholds: ReadonlyMap<string, { readonly percent: number; readonly of: number }>,
): PlainSeats {
  const secondRounds: string[] = [];
  const byContest = new Map<string, ReadonlyMap<string | null, number>>();
  for (const { code, kind, seats } of contests) {
    if (kind === 'list') {
      const threshold = present(thresholds.get(code), 'a list contest has a threshold');
      byContest.set(
        code,
        new Map(Object.entries(hareSeats(sum.nation(code).votes, seats, threshold))),
      );
      continue;
    }
    const won = new Map<string | null, number>();
    for (const [district, { votes }] of sum.districts(code)) {
      const winner = majorityWinner(votes);
      if (winner === null) {
        secondRounds.push(`${code} ${district}`);
        continue;
      }
      const ballot = ballots.find((one) => one.contest === code && one.district === district);
      const candidate = ballot?.candidates.find(({ number }) => `candidate-${number}` === winner);
      const party = present(candidate, 'the winner stood').party;
      won.set(party, (won.get(party) ?? 0) + 1);
    }
    byContest.set(code, won);
  }
  return { byContest, secondRounds };
}

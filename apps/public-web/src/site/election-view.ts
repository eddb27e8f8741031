import type { PublishedElection, PublishedIndex } from '@ovoz/contract';
import { type BallotContent, legalTimeMs, type Party, type Territory } from '@ovoz/election-model';
import type { PublishedElectionFiles } from './published-files.ts';

/** One election as the pages look at it: the published files, with the ways through them prepared. */
export type ElectionView = PublishedElectionFiles & {
  readonly code: string;
  readonly mode: PublishedElection['definition']['mode'];
  /** Legal time at the moment of rendering. */
  readonly nowMs: number;
  readonly territories: ReadonlyMap<string, Territory>;
  /** Stations below each territory. */
  readonly stationCounts: ReadonlyMap<string, number>;
  /** Level 1, in the order of the file. */
  readonly regions: readonly Territory[];
  readonly parties: ReadonlyMap<string, Party>;
  readonly districts: PublishedElection['districts'];
  readonly candidateCounts: { readonly onLists: number; readonly inDistricts: number };
};

/** Prepares an election for its pages. `realNowMs` is the time of rendering. */
export function viewElection(files: PublishedElectionFiles, realNowMs: number): ElectionView {
  const { election } = files;
  const { definition, territories } = election;
  const count = (of: (ballot: BallotContent) => number) =>
    definition.ballots.reduce((sum, ballot) => sum + of(ballot), 0);
  return {
    ...files,
    code: definition.code,
    mode: definition.mode,
    nowMs: legalTimeMs(election.clock, realNowMs),
    territories: new Map(territories.map(({ territory }) => [territory.code, territory])),
    stationCounts: new Map(territories.map((one) => [one.territory.code, one.stations])),
    regions: territories.map((one) => one.territory).filter(({ level }) => level === 1),
    parties: new Map(definition.parties.map((party) => [party.code, party])),
    districts: election.districts,
    candidateCounts: {
      onLists: count(({ lists }) => lists.reduce((sum, list) => sum + list.candidates.length, 0)),
      inDistricts: count(({ candidates }) => candidates.length),
    },
  };
}

/** The territories below one, a level down. */
export function childrenOf(view: ElectionView, code: string): readonly Territory[] {
  return [...view.territories.values()].filter((territory) => territory.parentCode === code);
}

/** The ballot of a contest in a district; null when nothing stands on it yet. */
export function ballotOf(
  view: ElectionView,
  contest: string,
  district: string | null,
): BallotContent | null {
  const { ballots } = view.election.definition;
  return ballots.find((one) => one.contest === contest && one.district === district) ?? null;
}

/** Contests that use a set of districts. */
export function contestsOfSet(view: ElectionView, set: string) {
  return view.election.definition.contests.filter((contest) => contest.districtSet === set);
}

/** Days from the legal today to the day of voting; negative when it has passed. */
export function daysToVoting(votingDay: string, today: string): number {
  return Math.round((Date.parse(votingDay) - Date.parse(today)) / 86_400_000);
}

/** Languages of the pages in the order in which they are written: the countries' own first. */
export function languageOrder(
  index: PublishedIndex,
  elections: readonly ElectionView[],
  all: readonly string[],
): readonly string[] {
  const main = index.elections.flatMap(({ code }) =>
    elections
      .filter((one) => one.code === code)
      .map((one) => one.election.pack.languages[0]?.tag ?? 'en'),
  );
  return [...new Set([...main, 'ru', 'en', ...all])].filter((tag) => all.includes(tag));
}

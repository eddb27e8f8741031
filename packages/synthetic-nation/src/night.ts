import { present } from '@ovoz/basics';
import {
  type BallotContent,
  ballotFor,
  candidateOption,
  type ContestTemplate,
  type ElectionDefinition,
  optionsOf,
  type ProtocolContent,
  type ResultForm,
  type StationKind,
} from '@ovoz/election-model';
import { countsOfPaper } from './night-counts.ts';
import { shareVotes } from './night-votes.ts';
import { seededRandom } from './seeded-random.ts';

/** What a night needs to know of a station. */
export type NightStation = {
  readonly number: string;
  readonly kind: StationKind;
  /** Code of the region: people of one region vote more alike. */
  readonly region: string;
  /** Districts that it belongs to, by set. */
  readonly districts: Readonly<Record<string, string>>;
};

export type NightSources = {
  readonly seed: string;
  readonly definition: Pick<ElectionDefinition, 'contests' | 'ballots'>;
  readonly forms: readonly ResultForm[];
  /** Weight of each party among the lists, such as its votes in the last election. Others get the mean. */
  readonly listWeights: Readonly<Record<string, number>>;
  /** Weight of each party for winning a district, such as the districts that it won. Others get the mean. */
  readonly districtWeights: Readonly<Record<string, number>>;
  /** Share of the listed who vote, on average. */
  readonly turnout: number;
  /** Shares of the day's voters who have come by each hour of the law; the last is 1. */
  readonly arrivals: readonly number[];
  /** So many districts of one seat are left without an absolute majority. */
  readonly runoffs: number;
};

/** What a station comes to: its lists, who had voted at each hour, and its protocol in each contest. */
export type StationNight = {
  readonly listed: number;
  readonly voters: readonly number[];
  readonly protocols: readonly { readonly contest: string; readonly content: ProtocolContent }[];
};

/** Law and practice put a station between these. */
const FEWEST_LISTED = 100;
const MOST_LISTED = 3000;
const MEAN_LISTED: Readonly<Record<StationKind, number>> = {
  domestic: 1850,
  special: 400,
  abroad: 500,
  remote: 300,
};

/**
 * An election day, station by station and nothing kept: the same sources and station give the same papers, which
 * pass every check of their form.
 */
export function generateNight(sources: NightSources): (station: NightStation) => StationNight {
  const { definition } = sources;
  const weigh = weightsOfBallots(sources);
  return (station) => {
    const random = seededRandom(`${sources.seed} night ${station.number}`);
    const mean = MEAN_LISTED[station.kind];
    const listed = bounded(mean * (1 + 0.4 * random.bell()), FEWEST_LISTED, MOST_LISTED);
    const lean = seededRandom(`${sources.seed} turnout ${station.region}`).bell() * 0.05;
    const share = Math.min(0.97, Math.max(0.4, sources.turnout + lean + 0.06 * random.bell()));
    const issued = Math.round(listed * share);
    const protocols = definition.contests.flatMap((contest) => {
      const ballot = ballotFor(definition, contest.code, station.districts);
      if (ballot === null) return [];
      const form = formOf(sources, contest);
      const { counts, valid } = countsOfPaper(form, { listed, issued }, random);
      const options = optionsOf(form, ballot);
      const votes = shareVotes(valid, weigh(ballot, station), random);
      const named = options.map((option, index) => [option, votes[index] ?? 0] as const);
      return [{ contest: contest.code, content: { counts, votes: Object.fromEntries(named) } }];
    });
    const voters = sources.arrivals.map((part) => Math.round(issued * part));
    return { listed, voters, protocols };
  };
}

function formOf({ forms }: NightSources, contest: ContestTemplate): ResultForm {
  const form = present(
    forms.find(({ code }) => code === contest.form),
    'the pack has the form of each contest',
  );
  if (form.marksPerBallot !== 'one') throw new RangeError(`${form.code} holds several marks`);
  return form;
}

/** How the options of a ballot stand at a station, and how far a station may stray from it. */
export type OptionWeights = { readonly weights: readonly number[]; readonly spread: number };

/** Lists by their weight and the region's lean; candidates so that one has, or has not, more than half. */
function weightsOfBallots(sources: NightSources) {
  const open = districtsWithoutMajority(sources);
  const drawn = new Map<string, OptionWeights>();
  return (ballot: BallotContent, { region }: NightStation): OptionWeights => {
    const key = `${ballot.contest} ${ballot.district ?? region}`;
    const known = drawn.get(key);
    if (known !== undefined) return known;
    const random = seededRandom(`${sources.seed} ${key}`);
    const made =
      ballot.candidates.length === 0
        ? listWeights(sources, ballot, random)
        : candidateWeights(sources, ballot, open.has(key), random);
    drawn.set(key, made);
    return made;
  };
}

function listWeights(
  sources: NightSources,
  ballot: BallotContent,
  random: ReturnType<typeof seededRandom>,
): OptionWeights {
  const parties = ballot.lists.map(({ party }) => party);
  const weights = parties.map(
    (party) => weightOf(sources.listWeights, party) * Math.max(0.3, 1 + 0.2 * random.bell()),
  );
  return { weights, spread: 0.15 };
}

/** Share of the winner beyond half is larger than what a station strays, so that the district has a majority. */
function candidateWeights(
  sources: NightSources,
  { candidates }: BallotContent,
  withoutMajority: boolean,
  random: ReturnType<typeof seededRandom>,
): OptionWeights {
  const standing = candidates.map(({ number, party }) => ({
    option: candidateOption(number),
    weight: weightOf(sources.districtWeights, party ?? ''),
  }));
  const winner = standing.indexOf(random.pickWeighted(standing));
  const first = withoutMajority ? 0.4 + 0.05 * random.next() : 0.55 + 0.12 * random.next();
  const others = standing.map((_, index) => (index === winner ? 0 : 0.6 + random.next()));
  const sum = others.reduce((before, weight) => before + weight, 0);
  const weights = others.map((weight, index) =>
    index === winner ? first : ((1 - first) * weight) / sum,
  );
  return { weights, spread: 0.02 };
}

/** Keys `contest district` of the districts in which nobody shall have more than half. */
function districtsWithoutMajority({ seed, runoffs, definition }: NightSources): Set<string> {
  const single = new Set(
    definition.contests
      .filter(({ kind, districtSet }) => kind === 'candidate' && districtSet !== null)
      .map(({ code }) => code),
  );
  const keys = definition.ballots
    .filter(({ contest, candidates }) => single.has(contest) && candidates.length > 2)
    .map(({ contest, district }) => `${contest} ${district}`);
  return new Set(seededRandom(`${seed} runoffs`).shuffle(keys).slice(0, runoffs));
}

function weightOf(weights: Readonly<Record<string, number>>, party: string): number {
  const known = Object.values(weights);
  const mean = known.reduce((sum, weight) => sum + weight, 0) / known.length;
  return weights[party] ?? (known.length === 0 ? 1 : mean);
}

function bounded(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(value)));
}

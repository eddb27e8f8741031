import { present } from '@ovoz/basics';
import {
  type BallotContent,
  type Candidate,
  type ContestTemplate,
  type CountryPack,
  compareByAlphabet,
  type ElectoralDistrict,
  type Party,
} from '@ovoz/election-model';
import type { GenerationPlan } from './generation-plan.ts';
import { drawNames, type PersonNames, type Sex } from './persons.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

export type CandidateSources = {
  readonly pack: CountryPack;
  readonly plan: GenerationPlan;
  /** Code of an electoral system of the pack. */
  readonly system: string;
  readonly districts: readonly ElectoralDistrict[];
  /** Who stands; the plan's parties when left out. */
  readonly parties?: readonly Party[];
  readonly names: PersonNames;
  /** Year of voting: candidates are 25 to 70 years old then. */
  readonly votingYear: number;
  readonly seed: string;
};

export type GeneratedCandidates = {
  readonly parties: readonly Party[];
  readonly ballots: readonly BallotContent[];
};

/** Lists of the legal size and candidates of each district: invented people, whatever the parties are. */
export function generateCandidates(sources: CandidateSources): GeneratedCandidates {
  const { pack, plan, districts, seed } = sources;
  const parties = sources.parties ?? plannedParties(plan);
  const system = present(
    pack.systems.find((one) => one.code === sources.system),
    'the pack has the electoral system',
  );
  const ballots = system.contests.flatMap((contest): BallotContent[] => {
    const random = seededRandom(`${seed} candidates ${system.code} ${contest.code}`);
    const draw: Draw = { sources, random, taken: new Set() };
    if (contest.kind === 'list') return [listBallot(draw, contest, parties)];
    const own = districts.filter((district) => district.set === contest.districtSet);
    const areas = contest.districtSet === null ? [null] : own;
    return areas.map((district) => ({
      contest: contest.code,
      district: district?.code ?? null,
      lists: [],
      candidates: districtCandidates(draw, district?.seats ?? contest.seats, parties),
    }));
  });
  return { parties, ballots };
}

/** The parties of the plan as an election definition has them. */
export function plannedParties(plan: GenerationPlan): readonly Party[] {
  const texts = (name: GenerationPlan['parties'][number]['name']) => ({
    en: name.en,
    [plan.language]: name.local,
    ru: name.ru,
  });
  return plan.parties.map(({ code, kind, name, short }) => ({
    code,
    kind,
    name: texts(name),
    shortName: texts(short),
  }));
}

/** What the candidates of one contest are drawn from: nobody stands twice in it. */
type Draw = {
  readonly sources: CandidateSources;
  readonly random: SeededRandom;
  readonly taken: Set<string>;
};

function listBallot(
  draw: Draw,
  contest: ContestTemplate,
  parties: readonly Party[],
): BallotContent {
  const { sources, random } = draw;
  const { minimum, maximum } = contest.listSize ?? {
    minimum: contest.seats,
    maximum: contest.seats,
  };
  // Lists are numbered by lot.
  const lists = random.shuffle(parties).map((party, index) => {
    const sexes = sexesOnList(sources.plan, minimum + random.below(maximum - minimum + 1), random);
    const candidates = drawCandidates(draw, sexes);
    return { number: index + 1, party: party.code, candidates };
  });
  return { contest: contest.code, district: null, lists, candidates: [] };
}

/** Places of women and men, with at least the quota of women in every run of places. */
function sexesOnList(
  { quota }: GenerationPlan,
  size: number,
  random: SeededRandom,
): readonly Sex[] {
  const runs = Math.ceil(size / quota.every);
  const run: readonly Sex[] = Array.from({ length: quota.every }, (_, place) =>
    place < quota.leastWomen ? 'female' : 'male',
  );
  const sexes = Array.from({ length: runs }, () => random.shuffle(run)).flat();
  const rest = size % quota.every;
  if (rest === 0) return sexes;
  // A last, shorter run begins with its women, so that the share of the whole list is kept too.
  return [...sexes.slice(0, size - rest), ...run.slice(0, rest)];
}

/** Three to six for one seat; about twice as many as seats where there are several. In ballot order. */
function districtCandidates(draw: Draw, seats: number, parties: readonly Party[]): Candidate[] {
  const { sources, random } = draw;
  const wanted = seats === 1 ? 3 + random.below(4) : 2 * seats + random.below(seats + 1);
  // A party has as many candidates as there are seats, at most.
  const count = sources.plan.independents ? wanted : Math.min(wanted, parties.length * seats);
  const sexes = Array.from(
    { length: count },
    (): Sex => (random.next() < 0.35 ? 'female' : 'male'),
  );
  const places = random.shuffle(parties.flatMap(({ code }) => Array<string>(seats).fill(code)));
  const candidates = drawCandidates(draw, sexes).map((candidate, index) => ({
    ...candidate,
    party: places[index] ?? null,
  }));
  const { pack, plan } = sources;
  const language = pack.languages.find((one) => one.tag === plan.language);
  const compare = compareByAlphabet(
    present(language, 'the plan has a language of the pack').alphabet,
  );
  return candidates
    .toSorted((a, b) => compare(a.name, b.name))
    .map((candidate, index) => ({ ...candidate, number: index + 1 }));
}

function drawCandidates({ sources, random, taken }: Draw, sexes: readonly Sex[]): Candidate[] {
  const { plan, names, votingYear } = sources;
  return drawNames(plan, names, sexes, random, taken).map((name, index) => ({
    number: index + 1,
    name,
    sex: present(sexes[index], 'each name has its sex'),
    birthYear: votingYear - 26 - random.below(44),
    occupation: random.pick(plan.occupations),
    party: null,
  }));
}

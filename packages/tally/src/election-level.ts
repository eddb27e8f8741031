import { present } from '@ovoz/basics';
import {
  type BallotContent,
  type ContestSeats,
  type ContestTemplate,
  candidateOption,
  type ElectionDefinition,
  type ElectionSeats,
  type ElectoralDistrict,
  type Lot,
  type OptionCode,
  optionsOf,
  type PartySeats,
  type ResultForm,
  type SeatRule,
} from '@ovoz/election-model';
import { allocateSeats, combineRounds } from './allocate-seats.ts';
import { figuresOfTotals, roleCount } from './form-roles.ts';
import type { Bases, SeatOption, SeatRequest } from './seat-request.ts';
import type { ContestTotals } from './tabulate.ts';

/** Everything that the seats of an election follow from. Maps are by `contestKey`. */
export type ElectionTally = {
  readonly definition: Pick<ElectionDefinition, 'contests' | 'ballots' | 'parties'>;
  readonly seatRules: readonly SeatRule[];
  readonly forms: readonly ResultForm[];
  readonly districts: readonly Pick<ElectoralDistrict, 'set' | 'code' | 'seats'>[];
  readonly totals: ReadonlyMap<string, ContestTotals>;
  /** Totals by region, for thresholds that must be passed in every region; by code of the contest. */
  readonly regions?: ReadonlyMap<string, readonly RegionTotals[]>;
  readonly lots?: ReadonlyMap<string, readonly Lot[]>;
  /** Totals of second rounds that were held. */
  readonly secondRounds?: ReadonlyMap<string, ContestTotals>;
};

export type RegionTotals = { readonly code: string; readonly totals: ContestTotals };

/** Name of a contest in a district: `constituency/12`; of one in the nation: `party-list`. */
export function contestKey(contest: string, district: string | null): string {
  return district === null ? contest : `${contest}/${district}`;
}

/** Every contest in every district of the election, and what each party has of the whole house. */
export function allocateElection(tally: ElectionTally): ElectionSeats {
  const { contests: templates, ballots, parties } = tally.definition;
  const contests = templates.flatMap((template) =>
    ballots
      .filter(({ contest }) => contest === template.code)
      .map((ballot) => allocateContest(tally, template, ballot)),
  );
  const seats = contests.reduce((sum, contest) => sum + contest.seats, 0);
  const seatsByParty = sumByParty(
    parties.map(({ code }) => code),
    contests,
    ballots,
  );
  const held = seatsByParty.reduce((sum, party) => sum + party.seats, 0);
  return { seats, open: seats - held, contests, seatsByParty };
}

/** The options of a ballot with their votes, as the rules ask for them. */
export function seatOptions(
  form: ResultForm,
  ballot: BallotContent,
  parties: ElectionDefinition['parties'],
  votes: ContestTotals['votes'],
): readonly SeatOption[] {
  const kinds = new Map(parties.map(({ code, kind }) => [code, kind]));
  const known = new Map<OptionCode, Pick<SeatOption, 'kind' | 'candidates'>>();
  for (const { party, candidates } of ballot.lists) {
    const kind = present(kinds.get(party), `the definition has the party ${party}`);
    known.set(party, { kind, candidates: candidates.map(seatCandidate) });
  }
  for (const candidate of ballot.candidates) {
    const { party } = candidate;
    const kind = party === null ? 'independent' : (kinds.get(party) ?? 'party');
    known.set(candidateOption(candidate.number), { kind, candidates: [seatCandidate(candidate)] });
  }
  return optionsOf(form, ballot).map((option) => ({
    option,
    votes: present(votes[option], `the totals have the option ${option}`).sum,
    ...(known.get(option) ?? { kind: 'against-all', candidates: null }),
  }));
}

function seatCandidate({ number, sex }: BallotContent['candidates'][number]) {
  return { number, sex };
}

function allocateContest(
  tally: ElectionTally,
  template: ContestTemplate,
  ballot: BallotContent,
): ContestSeats {
  const { code: contest } = template;
  const { district } = ballot;
  const key = contestKey(contest, district);
  const seats = seatsOf(tally, template, district);
  const row = { contest, district, seats, allocation: null, pending: null };
  const totals = tally.totals.get(key);
  if (totals === undefined || totals.stationsCounted === 0) {
    return { ...row, pending: 'nothing-counted' };
  }
  const form = named(tally.forms, template.form);
  const options = (of: ContestTotals) =>
    seatOptions(form, ballot, tally.definition.parties, of.votes);
  const request: SeatRequest = {
    rule: named(tally.seatRules, template.seatRule),
    seats,
    options: options(totals),
    bases: basesOf(form, totals),
    regions: (tally.regions?.get(contest) ?? []).map((region) => ({
      code: region.code,
      bases: basesOf(form, region.totals),
      votes: Object.fromEntries(options(region.totals).map((one) => [one.option, one.votes])),
    })),
    lots: tally.lots?.get(key) ?? [],
    round: 1,
  };
  const first = allocateSeats(request);
  if (!first.ok) return { ...row, pending: first.refusal.code };
  const { runoff } = first.value;
  const second = tally.secondRounds?.get(key);
  if (runoff === null || second === undefined) return { ...row, allocation: first.value };
  const last = allocateSeats({
    ...request,
    options: secondOptions(request.options, runoff, second),
    bases: basesOf(form, second),
    round: 2,
  });
  if (!last.ok) return { ...row, pending: last.refusal.code };
  return { ...row, allocation: combineRounds(first.value, last.value) };
}

/** The two of the runoff with their new votes, and votes against all where the ballot has them. */
function secondOptions(
  options: readonly SeatOption[],
  runoff: readonly OptionCode[],
  { votes }: ContestTotals,
): readonly SeatOption[] {
  return options
    .filter(({ option, kind }) => runoff.includes(option) || kind === 'against-all')
    .map((one) => ({ ...one, votes: votes[one.option]?.sum ?? 0 }));
}

/** The quantities of an area that shares are taken of, by the roles of the form. */
export function basesOf(form: ResultForm, totals: ContestTotals): Bases {
  const figures = figuresOfTotals(totals);
  return {
    validVotes: roleCount(form, 'valid', figures),
    votesCast: roleCount(form, 'votesCast', figures),
    tookPart: roleCount(form, 'tookPart', figures),
    registered: roleCount(form, 'registered', figures),
  };
}

function seatsOf(
  { districts }: ElectionTally,
  { districtSet, seats }: ContestTemplate,
  district: string | null,
): number {
  if (districtSet === null) return seats;
  const found = districts.find(({ set, code }) => set === districtSet && code === district);
  return present(found, `district ${district} is one of ${districtSet}`).seats;
}

function sumByParty(
  parties: readonly string[],
  contests: readonly ContestSeats[],
  ballots: readonly BallotContent[],
): PartySeats[] {
  const rows = new Map<string | null, PartySeats>(
    [...parties, null].map((party) => [party, { party, seats: 0, byContest: {} }]),
  );
  const byKey = new Map(ballots.map((one) => [contestKey(one.contest, one.district), one]));
  for (const { contest, district, allocation } of contests) {
    const ballot = byKey.get(contestKey(contest, district));
    for (const { option, seats } of allocation?.options ?? []) {
      if (seats === 0) continue;
      const row = present(rows.get(partyOf(ballot, option)), 'the party is in the definition');
      row.seats += seats;
      row.byContest[contest] = (row.byContest[contest] ?? 0) + seats;
    }
  }
  return [...rows.values()].filter(({ party, seats }) => party !== null || seats > 0);
}

/** The party whose list the option is, or for which the candidate stands; null for independents. */
function partyOf(ballot: BallotContent | undefined, option: OptionCode): string | null {
  const candidate = ballot?.candidates.find(({ number }) => candidateOption(number) === option);
  return candidate === undefined ? option : candidate.party;
}

function named<Item extends { readonly code: string }>(items: readonly Item[], code: string): Item {
  return present(
    items.find((item) => item.code === code),
    `the pack has ${code}`,
  );
}

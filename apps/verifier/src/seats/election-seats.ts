import { type Paper, paperKey } from '../forms/paper.ts';
import type {
  Allocation,
  DistrictSeats,
  FormRoles,
  PartySeats,
  RecordedLot,
  SealedElection,
  SeatRule,
  Seats,
} from '../election-types.ts';
import type { BallotSums, ElectionSums } from '../sums/sum-up.ts';
import { isUsable } from './usable-rule.ts';
import type { Bases, Region, SeatOption, SeatQuestion } from './question.ts';
import { workOutSeats } from './work-out-seats.ts';

/** A seat that follows from a paper that could not be read is not worked out: its name is told instead. */
export type OwnSeats = { readonly seats: Seats; readonly unread: ReadonlySet<string> };

/**
 * All seats of an election from its sums: contests and ballots in the order of the definition. A contest whose
 * rule is none is left out.
 */
export function seatsOfElection(sums: ElectionSums, lots: readonly RecordedLot[]): OwnSeats {
  const { definition, pack } = sums.sealed;
  const unread = new Set<string>();
  const districts = definition.contests.flatMap((contest) => {
    const rule = pack.seatRules.find(({ code }) => code === contest.seatRule);
    if (rule === undefined) return [];
    const ballots = definition.ballots.filter((ballot) => ballot.contest === contest.code);
    return ballots.flatMap(({ district }) => {
      const key = paperKey(contest.code, district);
      const paper = sums.papers.get(key);
      if (paper === undefined || !isUsable(rule, paper)) return [];
      const areas = sums.ballots.get(key);
      if ((areas?.get('nation')?.unread ?? 0) > 0) unread.add(key);
      const own = lots.filter((lot) => paperKey(lot.contest, lot.district) === key);
      return [districtSeats(sums.sealed, rule, paper, areas ?? new Map(), own)];
    });
  });
  return { seats: { districts, parties: partySeats(sums, districts) }, unread };
}

function districtSeats(
  sealed: SealedElection,
  rule: SeatRule,
  paper: Paper,
  areas: ReadonlyMap<string, BallotSums>,
  lots: readonly RecordedLot[],
): DistrictSeats {
  const nation = areas.get('nation');
  const { contest, district, seats } = paper;
  const row = {
    contest,
    district,
    seats,
    stationsDue: nation?.stationsDue ?? 0,
    stationsCounted: nation?.stationsCounted ?? 0,
  };
  if (nation === undefined || nation.stationsCounted === 0) {
    return { ...row, allocation: null, pending: 'nothing-counted' };
  }
  const question: SeatQuestion = {
    rule,
    seats,
    options: optionsWith(sealed, paper, nation),
    bases: basesOf(paper, nation),
    regions: regionsOf(sealed, paper, areas),
    lots,
    round: 1,
  };
  const found = workOutSeats(question);
  return typeof found === 'string'
    ? { ...row, allocation: null, pending: found }
    : { ...row, allocation: found, pending: null };
}

function optionsWith(
  { definition }: SealedElection,
  { ballot, options }: Paper,
  { votes }: BallotSums,
): readonly SeatOption[] {
  const kindOf = (party: string) =>
    definition.parties.find(({ code }) => code === party)?.kind ?? 'party';
  const named = new Map<string, Pick<SeatOption, 'kind' | 'candidates'>>();
  for (const { party, candidates } of ballot.lists) {
    named.set(party, { kind: kindOf(party), candidates });
  }
  for (const one of ballot.candidates) {
    const kind = one.party === null ? 'independent' : kindOf(one.party);
    named.set(`candidate-${one.number}`, { kind, candidates: [one] });
  }
  return options.map((option) => ({
    option,
    votes: votes[option]?.sum ?? 0,
    ...(named.get(option) ?? { kind: 'against-all', candidates: null }),
  }));
}

function basesOf({ form: { roles } }: Paper, sums: BallotSums): Bases {
  const allVotes = Object.values(sums.votes).reduce((total, { sum }) => total + sum, 0);
  const quantity = (role: keyof FormRoles) => {
    let total = 0;
    for (const field of roles[role]) {
      const figure =
        field === 'votes' ? { sum: allVotes, unknown: sums.votesUnknown } : sums.counts[field];
      if (figure === undefined || figure.unknown > 0) return null;
      total += figure.sum;
    }
    return total;
  };
  return {
    'valid-votes': quantity('valid'),
    'votes-cast': quantity('votesCast'),
    'voters-who-took-part': quantity('tookPart'),
    'registered-voters': quantity('registered'),
  };
}

/** The territories right below the country that have a station; those of a ballot of a district are not asked. */
function regionsOf(
  { territories }: SealedElection,
  paper: Paper,
  areas: ReadonlyMap<string, BallotSums>,
): readonly Region[] {
  if (paper.district !== null) return [];
  const codes = territories.filter(({ path }) => path.split('/').length === 2);
  return codes
    .map(({ code }) => code)
    .toSorted()
    .flatMap((code) => {
      const sums = areas.get(`territory:${code}`);
      if (sums === undefined) return [];
      const votes = Object.entries(sums.votes).map(([option, { sum }]) => [option, sum] as const);
      return [{ code, bases: basesOf(paper, sums), votes: Object.fromEntries(votes) }];
    });
}

/** Parties in the order of the definition, then those without a party, where they have a seat. */
function partySeats(
  { sealed: { definition }, papers }: ElectionSums,
  districts: readonly DistrictSeats[],
): readonly PartySeats[] {
  const won = districts.flatMap(({ contest, district, allocation }) =>
    seatsWon(papers.get(paperKey(contest, district)), allocation).map((one) => ({
      contest,
      ...one,
    })),
  );
  const rows = [...definition.parties.map(({ code }) => code), null].map((party) => {
    const byContest: Record<string, number> = {};
    let seats = 0;
    for (const one of won.filter((each) => each.party === party)) {
      byContest[one.contest] = (byContest[one.contest] ?? 0) + one.seats;
      seats += one.seats;
    }
    return { party, seats, byContest };
  });
  return rows.filter(({ party, seats }) => party !== null || seats > 0);
}

function seatsWon(
  paper: Paper | undefined,
  allocation: Allocation | null,
): readonly { readonly party: string | null; readonly seats: number }[] {
  return (allocation?.options ?? [])
    .filter(({ seats }) => seats > 0)
    .map(({ option, seats }) => {
      const standing = paper?.ballot.candidates.find(
        ({ number }) => `candidate-${number}` === option,
      );
      return { party: standing === undefined ? option : standing.party, seats };
    });
}

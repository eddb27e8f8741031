import type { SeatAllocation, SeatRule } from '@ovoz/election-model';
import { allocateSeats } from '../allocate-seats.ts';
import type { Bases, SeatOption, SeatRequest } from '../seat-request.ts';

export const NO_BASES: Bases = {
  validVotes: null,
  votesCast: null,
  tookPart: null,
  registered: null,
};

export const EMPTY_RULE: SeatRule = {
  code: 'test',
  method: 'hare-largest-remainder',
  article: { en: 'None' },
  confirmed: false,
  thresholds: [],
  vacancy: 'next-on-list',
};

/** Lists with these votes and no names, in the order given. */
export function lists(votes: Readonly<Record<string, number>>): readonly SeatOption[] {
  return Object.entries(votes).map(([option, count]) => ({
    option,
    votes: count,
    kind: option === 'against-all' ? 'against-all' : 'party',
    candidates: null,
  }));
}

/** Candidates who stand alone: option `candidate-N` with the N-th votes, sexes by letters `f`, `m`, `?`. */
export function candidates(votes: readonly number[], sexes = ''): readonly SeatOption[] {
  const sexOf = (letter: string | undefined) =>
    letter === 'f' ? 'female' : letter === 'm' ? 'male' : null;
  return votes.map((count, index) => ({
    option: `candidate-${index + 1}`,
    votes: count,
    kind: 'party',
    candidates: [{ number: index + 1, sex: sexOf(sexes[index]) }],
  }));
}

/** The allocation, which the request is known to have. Valid votes are those of the options. */
export function allocated(
  rule: Partial<SeatRule>,
  seats: number,
  options: readonly SeatOption[],
  more: Partial<SeatRequest> = {},
): SeatAllocation {
  const validVotes = options.reduce((sum, { votes }) => sum + votes, 0);
  const result = allocateSeats({
    rule: { ...EMPTY_RULE, ...rule },
    seats,
    options,
    bases: { ...NO_BASES, validVotes, votesCast: validVotes },
    regions: [],
    lots: [],
    round: 1,
    ...more,
  });
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
  return result.value;
}

/** Seats in the order of the options. */
export function seatsOf({ options }: SeatAllocation): readonly number[] {
  return options.map(({ seats }) => seats);
}

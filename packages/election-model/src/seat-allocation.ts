import Type, { type Static } from 'typebox';
import { OptionCode } from './result-protocol.ts';
import { SeatMethod, Share, ShareBase, Threshold } from './seat-rule.ts';
import { Slug } from './text.ts';

const Votes = Type.Integer({ minimum: 0 });
const Seats = Type.Integer({ minimum: 0, maximum: 1000 });
const strict = { additionalProperties: false } as const;

/** An exact fraction in decimal digits, not reduced, so that it shows where it comes from: 5971719/69. */
export const WrittenFraction = Type.Object(
  {
    numerator: Type.String({ pattern: '^[0-9]+$', maxLength: 40 }),
    denominator: Type.String({ pattern: '^[1-9][0-9]*$', maxLength: 40 }),
  },
  strict,
);
export type WrittenFraction = Static<typeof WrittenFraction>;

/**
 * Name of a place in the working where options can be tied: `remainder-1-1` (pass, round), `seat-57`,
 * `rank-3`, `runoff-2`, `vacancy-1`.
 */
export const LotStep = Slug(40);

/** A lot that was drawn and recorded: the tied options in the order in which they came out. */
export const Lot = Type.Object(
  { step: LotStep, order: Type.Array(OptionCode, { minItems: 2, maxItems: 201 }) },
  strict,
);
export type Lot = Static<typeof Lot>;

/** Options that are equal where fewer seats (or places in the second round) are left than there are of them. */
export const Tie = Type.Object(
  {
    step: LotStep,
    options: Type.Array(OptionCode, { minItems: 2, maxItems: 201 }),
    seats: Seats,
  },
  strict,
);
export type Tie = Static<typeof Tie>;

/** Turnout against the least that the law asks for. */
const TurnoutStep = Type.Object(
  {
    kind: Type.Literal('turnout'),
    tookPart: Votes,
    registered: Votes,
    required: Share,
    reached: Type.Boolean(),
  },
  strict,
);

/** One threshold, in the nation or in one region: an option passes with `needed` votes or more. */
const ThresholdStep = Type.Object(
  {
    kind: Type.Literal('threshold'),
    threshold: Threshold,
    region: Type.Union([Type.String({ maxLength: 150 }), Type.Null()]),
    baseVotes: Votes,
    /** share × base. */
    needed: WrittenFraction,
    options: Type.Array(
      Type.Object({ option: OptionCode, votes: Votes, passed: Type.Boolean() }, strict),
    ),
  },
  strict,
);

/** One list alone passed, and the next in votes is admitted, its quotient times `factor`. */
const RunnerUpStep = Type.Object(
  { kind: Type.Literal('runner-up'), option: OptionCode, factor: Share },
  strict,
);

/**
 * The quota: votes of the lists ÷ divisor. Hare divides by the seats, Imperiali by two more; Droop by
 * one more, taking the next whole number above. A quota that gives too many seats is replaced by the next.
 */
const QuotaStep = Type.Object(
  {
    kind: Type.Literal('quota'),
    name: Type.Union([Type.Literal('hare'), Type.Literal('droop'), Type.Literal('imperiali')]),
    votes: Votes,
    seats: Seats,
    divisor: Type.Integer({ minimum: 1 }),
    quota: WrittenFraction,
    /** True when its whole quotients would be more than the seats. */
    tooSmall: Type.Boolean(),
  },
  strict,
);

/** votes ÷ quota for each list: the whole part is seats, the rest is the remainder. */
const QuotientsStep = Type.Object(
  {
    kind: Type.Literal('quotients'),
    options: Type.Array(
      Type.Object(
        {
          option: OptionCode,
          votes: Votes,
          quotient: WrittenFraction,
          seats: Seats,
          remainder: WrittenFraction,
        },
        strict,
      ),
    ),
    seatsLeft: Seats,
  },
  strict,
);

/** Seats that are left go to the largest remainders, one each. */
const RemaindersStep = Type.Object(
  {
    kind: Type.Literal('remainders'),
    seats: Seats,
    /** In the order of the remainders. */
    options: Type.Array(
      Type.Object({ option: OptionCode, remainder: WrittenFraction, seats: Seats }, strict),
    ),
  },
  strict,
);

/** Seats one by one to the highest average: votes ÷ divisor, where the divisor grows with each seat. */
const AveragesStep = Type.Object(
  {
    kind: Type.Literal('averages'),
    seats: Type.Array(
      Type.Object(
        {
          seat: Type.Integer({ minimum: 1 }),
          option: OptionCode,
          votes: Votes,
          divisor: WrittenFraction,
          average: WrittenFraction,
        },
        strict,
      ),
    ),
  },
  strict,
);

/** A list can hold no more seats: it has no more candidates, or the law caps it. The rest goes on to others. */
const LimitStep = Type.Object(
  {
    kind: Type.Literal('limit'),
    option: OptionCode,
    reason: Type.Union([Type.Literal('seat-cap'), Type.Literal('list-exhausted')]),
    limit: Seats,
    /** Seats that go on to the other lists; null where seats are given one by one. */
    seatsFreed: Type.Union([Seats, Type.Null()]),
  },
  strict,
);

/** Candidates in the order of their votes. `passed-over`: would be one more of the same sex than allowed. */
const RankingStep = Type.Object(
  {
    kind: Type.Literal('ranking'),
    options: Type.Array(
      Type.Object(
        {
          option: OptionCode,
          votes: Votes,
          outcome: Type.Union([
            Type.Literal('elected'),
            Type.Literal('not-elected'),
            Type.Literal('passed-over'),
            Type.Literal('tied'),
          ]),
        },
        strict,
      ),
    ),
  },
  strict,
);

/** Whether the first has more than half. */
const MajorityStep = Type.Object(
  {
    kind: Type.Literal('majority'),
    base: ShareBase,
    baseVotes: Votes,
    /** Half of the base; the first needs more. */
    half: WrittenFraction,
    option: OptionCode,
    votes: Votes,
    reached: Type.Boolean(),
  },
  strict,
);

/** More voters are against all than for the first candidate. */
const AgainstAllStep = Type.Object(
  {
    kind: Type.Literal('against-all-leads'),
    votes: Votes,
    firstVotes: Votes,
    consequence: Type.Union([Type.Literal('repeat-election'), Type.Literal('ignored')]),
  },
  strict,
);

const LotDrawnStep = Type.Object(
  { kind: Type.Literal('lot'), step: LotStep, order: Type.Array(OptionCode), seats: Seats },
  strict,
);

/** Nobody is left who could take these seats. */
const UnfilledStep = Type.Object({ kind: Type.Literal('unfilled'), seats: Seats }, strict);

/** What follows is the working of the second round between these two. */
const SecondRoundStep = Type.Object(
  { kind: Type.Literal('second-round'), options: Type.Array(OptionCode) },
  strict,
);

/** A step of the working. In their order the steps can be followed with a pocket calculator. */
export const SeatStep = Type.Union([
  TurnoutStep,
  ThresholdStep,
  RunnerUpStep,
  QuotaStep,
  QuotientsStep,
  RemaindersStep,
  AveragesStep,
  LimitStep,
  RankingStep,
  MajorityStep,
  AgainstAllStep,
  LotDrawnStep,
  UnfilledStep,
  SecondRoundStep,
]);
export type SeatStep = Static<typeof SeatStep>;

/** Why an option takes part in the allocation, or does not. */
export const Admission = Type.Union([
  Type.Literal('admitted'),
  Type.Literal('runner-up'),
  Type.Literal('below-threshold'),
  Type.Literal('no-votes'),
  Type.Literal('against-all'),
]);
export type Admission = Static<typeof Admission>;

export const AllocationStatus = Type.Union([
  Type.Literal('complete'),
  Type.Literal('needs-lot'),
  Type.Literal('second-round'),
  Type.Literal('void'),
  Type.Literal('repeat-election'),
]);
export type AllocationStatus = Static<typeof AllocationStatus>;

/** The seats of one contest in one district, with the whole working. */
export const SeatAllocation = Type.Object(
  {
    method: SeatMethod,
    /** Seats to give. */
    seats: Type.Integer({ minimum: 1, maximum: 1000 }),
    status: AllocationStatus,
    /** Why there are no seats: too low a turnout, no votes at all, nobody above the threshold. */
    voidReason: Type.Union([
      Type.Literal('turnout'),
      Type.Literal('no-votes'),
      Type.Literal('nobody-admitted'),
      Type.Null(),
    ]),
    /** In the order of the ballot. */
    options: Type.Array(
      Type.Object({ option: OptionCode, votes: Votes, seats: Seats, admission: Admission }, strict),
      { maxItems: 201 },
    ),
    /** Candidates who are elected, by the option whose seats they take, where candidates are given. */
    elected: Type.Array(
      Type.Object(
        { option: OptionCode, candidates: Type.Array(Type.Integer({ minimum: 1 })) },
        strict,
      ),
    ),
    steps: Type.Array(SeatStep),
    /** The two of the second round. */
    runoff: Type.Union([Type.Array(OptionCode, { minItems: 2, maxItems: 2 }), Type.Null()]),
    /** The tie that a lot must decide. */
    tie: Type.Union([Tie, Type.Null()]),
  },
  strict,
);
export type SeatAllocation = Static<typeof SeatAllocation>;

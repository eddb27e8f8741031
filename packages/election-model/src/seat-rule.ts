import Type, { type Static } from 'typebox';
import { Line, LocalizedText, Slug } from './text.ts';

/** Named methods of seat allocation. Parameters are data, the arithmetic is in `tally`. */
export const SeatMethod = Type.Union([
  Type.Literal('hare-largest-remainder'),
  Type.Literal('droop-largest-remainder'),
  Type.Literal('imperiali-largest-remainder'),
  Type.Literal('dhondt'),
  Type.Literal('sainte-lague'),
  Type.Literal('modified-sainte-lague'),
  Type.Literal('plurality'),
  Type.Literal('absolute-majority-runoff'),
  Type.Literal('block-vote'),
  Type.Literal('single-vote-multi-member'),
]);
export type SeatMethod = Static<typeof SeatMethod>;

/** A share as an exact fraction: 7 % is { numerator: 7, denominator: 100 }. */
export const Share = Type.Object(
  {
    numerator: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    denominator: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  },
  { additionalProperties: false },
);
export type Share = Static<typeof Share>;

/** What a share is a share of. Which counts of a form that means is said by the form's roles. */
export const ShareBase = Type.Union([
  Type.Literal('valid-votes'),
  Type.Literal('votes-cast'),
  Type.Literal('voters-who-took-part'),
  Type.Literal('registered-voters'),
]);
export type ShareBase = Static<typeof ShareBase>;

export const Threshold = Type.Object(
  {
    share: Share,
    base: ShareBase,
    scope: Type.Union([Type.Literal('nation'), Type.Literal('every-region')]),
    /** Which lists it applies to: `party`, or a coalition with its own bar. */
    appliesTo: Type.Union([Type.Literal('all'), Type.Literal('party'), Type.Literal('coalition')]),
  },
  { additionalProperties: false },
);
export type Threshold = Static<typeof Threshold>;

export const SeatRule = Type.Object(
  {
    code: Slug(60),
    method: SeatMethod,
    article: LocalizedText,
    confirmed: Type.Boolean(),
    thresholds: Type.Array(Threshold, { maxItems: 8 }),
    /** First divisor of modified Sainte-Laguë. */
    firstDivisor: Type.Optional(Share),
    /** Turnout below which the contest is void. */
    minimumTurnout: Type.Optional(Share),
    /** Most seats that one list may hold. */
    seatCap: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    /** What more than half is taken of in `absolute-majority-runoff`; left out: the valid votes. */
    majorityOf: Type.Optional(ShareBase),
    /** When more voters are against all than for any candidate; left out: nothing follows. */
    againstAllLeads: Type.Optional(
      Type.Union([Type.Literal('repeat-election'), Type.Literal('ignored')]),
    ),
    /** If one list alone passes, the next in votes is admitted too, its quotient times this factor. */
    soleListRunnerUp: Type.Optional(Share),
    /** Most candidates of one sex among those elected in a district; the next in votes follows. */
    mostOfOneSex: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    /** Order of filling a vacancy. */
    vacancy: Type.Union([
      Type.Literal('next-on-list'),
      Type.Literal('next-in-votes'),
      Type.Literal('by-election'),
    ]),
    notes: Type.Optional(Line(1000)),
  },
  { additionalProperties: false },
);
export type SeatRule = Static<typeof SeatRule>;

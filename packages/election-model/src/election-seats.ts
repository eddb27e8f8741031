import Type, { type Static } from 'typebox';
import { DistrictCode } from './geography.ts';
import { SeatAllocation } from './seat-allocation.ts';
import { Slug } from './text.ts';

const Seats = Type.Integer({ minimum: 0, maximum: 10_000 });
const strict = { additionalProperties: false } as const;

/** Why a contest has no allocation yet. */
export const SeatsPending = Type.Union([
  Type.Literal('nothing-counted'),
  Type.Literal('base-unknown'),
  Type.Literal('regions-missing'),
]);
export type SeatsPending = Static<typeof SeatsPending>;

/** The seats of one contest in one district (null: the nation): an allocation, or why there is none. */
export const ContestSeats = Type.Object(
  {
    contest: Slug(40),
    district: Type.Union([DistrictCode, Type.Null()]),
    seats: Seats,
    allocation: Type.Union([SeatAllocation, Type.Null()]),
    pending: Type.Union([SeatsPending, Type.Null()]),
  },
  strict,
);
export type ContestSeats = Static<typeof ContestSeats>;

/** Seats of a party in all contests; null stands for independents. */
export const PartySeats = Type.Object(
  {
    party: Type.Union([Slug(40), Type.Null()]),
    seats: Seats,
    byContest: Type.Record(Slug(40), Seats, strict),
  },
  strict,
);
export type PartySeats = Static<typeof PartySeats>;

/** The whole house: what a hemicycle shows. */
export const ElectionSeats = Type.Object(
  {
    seats: Seats,
    /** Seats that nobody holds yet, or at all. */
    open: Seats,
    contests: Type.Array(ContestSeats, { maxItems: 3000 }),
    /** Parties in the order of the definition, then independents. */
    seatsByParty: Type.Array(PartySeats, { maxItems: 101 }),
  },
  strict,
);
export type ElectionSeats = Static<typeof ElectionSeats>;

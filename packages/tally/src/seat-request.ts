import type { Lot, OptionCode, SeatRule, ShareBase } from '@ovoz/election-model';

/** What votes were given to. `candidates` is null where nobody's names are known (old results). */
export type SeatOption = {
  readonly option: OptionCode;
  readonly votes: number;
  readonly kind: 'party' | 'coalition' | 'independent' | 'against-all';
  readonly candidates: readonly SeatCandidate[] | null;
};

export type SeatCandidate = {
  readonly number: number;
  readonly sex: 'female' | 'male' | null;
};

/** Quantities that shares are taken of; null where a counted protocol leaves one unknown. */
export type Bases = {
  readonly validVotes: number | null;
  readonly votesCast: number | null;
  readonly tookPart: number | null;
  readonly registered: number | null;
};

/** A region for thresholds that must be passed in every one. */
export type SeatRegion = {
  readonly code: string;
  readonly bases: Bases;
  readonly votes: Readonly<Record<OptionCode, number>>;
};

/** One contest in one district: everything that its seats follow from. */
export type SeatRequest = {
  readonly rule: SeatRule;
  readonly seats: number;
  /** In the order of the ballot. In the second round: the two that are left. */
  readonly options: readonly SeatOption[];
  readonly bases: Bases;
  /** Empty unless a threshold of the rule asks for every region. */
  readonly regions: readonly SeatRegion[];
  readonly lots: readonly Lot[];
  readonly round: 1 | 2;
};

/** Why seats cannot be worked out at all. Codes are public and stable. */
export const SEAT_REFUSALS = {
  'base-unknown': 'A quantity that the rule takes a share of is unknown.',
  'regions-missing': 'The rule has a threshold in every region, and no region is given.',
} as const;

export type SeatRefusal =
  | { readonly code: 'base-unknown'; readonly base: ShareBase }
  | { readonly code: 'regions-missing' };

const BASE_NAMES = {
  'valid-votes': 'validVotes',
  'votes-cast': 'votesCast',
  'voters-who-took-part': 'tookPart',
  'registered-voters': 'registered',
} as const satisfies Record<ShareBase, keyof Bases>;

/** The quantity that the rule names; null when it is unknown. */
export function baseOf(bases: Bases, base: ShareBase): number | null {
  return bases[BASE_NAMES[base]];
}

import type { SeatRule, SeatStep, Share, ShareBase, Tie } from '../election-types.ts';

/** What votes were given to. `candidates` is null where nobody's names are known. */
export type SeatOption = {
  readonly option: string;
  readonly votes: number;
  readonly kind: 'party' | 'coalition' | 'independent' | 'against-all';
  readonly candidates: readonly SeatCandidate[] | null;
};
export type SeatCandidate = { readonly number: number; readonly sex: 'female' | 'male' | null };

/** The quantities that a law takes shares of; null where a counted paper leaves one empty. */
export type Bases = Readonly<Record<ShareBase, number | null>>;

export type Region = {
  readonly code: string;
  readonly bases: Bases;
  readonly votes: Readonly<Record<string, number>>;
};

/** A lot that was drawn: the options that were equal at a step, in the order in which they came out. */
export type Lot = { readonly step: string; readonly order: readonly string[] };

/** One contest in one district: all that its seats follow from. */
export type SeatQuestion = {
  readonly rule: SeatRule;
  readonly seats: number;
  /** In the order of the ballot. */
  readonly options: readonly SeatOption[];
  readonly bases: Bases;
  /** In the order of their codes; asked only by thresholds that hold in every region. */
  readonly regions: readonly Region[];
  /** In the order in which they were recorded: of two for one step the last holds. */
  readonly lots: readonly Lot[];
  readonly round: 1 | 2;
};

/** The sheet of paper on which the working is written down. */
export type Sheet = {
  readonly steps: SeatStep[];
  readonly lots: readonly Lot[];
  tie: Tie | null;
};

/** A list that shares in the seats. */
export type Sharer = {
  readonly option: string;
  readonly votes: number;
  /** What its quotients are multiplied by: 1 but for a runner-up that is let in by exception. */
  readonly factor: Share;
  /** The most seats that it can hold, and why. */
  readonly most: number;
  readonly mostBecause: 'seat-cap' | 'list-exhausted';
};

export type SeatCount = ReadonlyMap<string, number>;

/** The lot over exactly these options at this step, or null: then the sheet ends with the tie. */
export function drawLot(
  sheet: Sheet,
  step: string,
  options: readonly string[],
  seats: number,
): readonly string[] | null {
  const wanted = options.toSorted().join(' ');
  const lot = sheet.lots.findLast(
    (one) => one.step === step && one.order.toSorted().join(' ') === wanted,
  );
  if (lot === undefined) {
    sheet.tie = { step, options, seats };
    return null;
  }
  sheet.steps.push({ kind: 'lot', step, order: lot.order, seats });
  return lot.order;
}

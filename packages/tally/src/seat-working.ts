import type { Lot, OptionCode, SeatStep, Tie } from '@ovoz/election-model';

/** The working as it grows: steps so far, the lots that were drawn, and the tie that stops it. */
export type Working = {
  readonly steps: SeatStep[];
  readonly lots: readonly Lot[];
  tie: Tie | null;
};

/** An option that takes seats, with the most that it can hold. */
export type Contender = {
  readonly option: OptionCode;
  readonly votes: number;
  /** Its quotient is multiplied by this; 1 but for a runner-up that is admitted by exception. */
  readonly factor: { readonly numerator: number; readonly denominator: number };
  readonly limit: number;
  readonly limitReason: 'seat-cap' | 'list-exhausted';
};

/**
 * The recorded order of options that are equal where fewer seats are left than there are of them. Without a
 * lot over exactly these options the working stops with the tie, and null comes back.
 */
export function orderByLot(
  working: Working,
  step: string,
  options: readonly OptionCode[],
  seats: number,
): readonly OptionCode[] | null {
  const drawn = working.lots.find((lot) => lot.step === step && sameOptions(lot.order, options));
  if (drawn === undefined) {
    working.tie = { step, options: [...options], seats };
    return null;
  }
  working.steps.push({ kind: 'lot', step, order: drawn.order, seats });
  return drawn.order;
}

function sameOptions(order: readonly OptionCode[], options: readonly OptionCode[]): boolean {
  const drawn = new Set(order);
  return drawn.size === order.length && drawn.size === options.length
    ? options.every((option) => drawn.has(option))
    : false;
}

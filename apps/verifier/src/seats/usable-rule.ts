import type { Paper } from '../forms/paper.ts';
import type { SeatRule, Share } from '../election-types.ts';

/** More of either than any law knows would keep a verifier busy for hours. */
export const MAX_SEATS = 1000;
export const MAX_OPTIONS = 500;

/** Whether the numbers of a rule make sense: a record can come from anybody, and nobody divides by zero. */
export function isUsable(
  rule: SeatRule,
  { seats, options }: Pick<Paper, 'seats' | 'options'>,
): boolean {
  const { thresholds, firstDivisor, minimumTurnout, soleListRunnerUp, seatCap, mostOfOneSex } =
    rule;
  const shares = [...thresholds.map(({ share }) => share), minimumTurnout, soleListRunnerUp];
  return (
    isCount(seats, MAX_SEATS) &&
    options.length <= MAX_OPTIONS &&
    shares.every((share) => share === undefined || isShare(share)) &&
    (firstDivisor === undefined || (isShare(firstDivisor) && firstDivisor.numerator > 0)) &&
    [seatCap, mostOfOneSex].every((most) => most === undefined || isCount(most, MAX_SEATS))
  );
}

function isShare({ numerator, denominator }: Share): boolean {
  return isCount(numerator + 1, 1e9) && isCount(denominator, 1e9);
}

function isCount(value: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= most;
}

import type { Share } from '@ovoz/election-model';

/** A share as law says it: `7 %` where it is a whole number of percent, else the fraction. */
export function shareWords({ numerator, denominator }: Share): string {
  const hundredths = numerator * 100;
  return hundredths % denominator === 0
    ? `${hundredths / denominator} %`
    : `${numerator}/${denominator}`;
}

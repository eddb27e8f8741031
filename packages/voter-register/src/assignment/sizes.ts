import type { StationNumber } from '@ovoz/election-model';

/** What a station gets by a set of rules. */
export type StationSize = {
  readonly station: StationNumber;
  readonly addresses: number;
  readonly voters: number;
};

export type SizeFinding = 'station-without-addresses' | 'station-too-small' | 'station-too-large';

/** What is wrong with the size of a station, or null. The limits are the law's, in voters. */
export function sizeFinding(
  { addresses, voters }: StationSize,
  limits: { readonly minimum: number; readonly maximum: number },
): SizeFinding | null {
  if (addresses === 0) return 'station-without-addresses';
  if (voters > limits.maximum) return 'station-too-large';
  return voters < limits.minimum ? 'station-too-small' : null;
}

import type { StationNumber } from '@ovoz/election-model';

/** An address as everybody may know it: nothing of who lives there. */
export type PublicAddress = {
  readonly street: string;
  readonly house: string;
  readonly station: StationNumber;
};

/** A street of one station, or one whose houses have to be told apart. */
export type FinderStreet =
  | { readonly street: string; readonly station: StationNumber }
  | {
      readonly street: string;
      readonly houses: readonly (readonly [house: string, station: StationNumber])[];
    };

/**
 * Streets of a locality for the finder, by name. Houses are named only where a street is split between stations.
 */
export function finderStreets(
  addresses: readonly PublicAddress[],
  compare: (a: string, b: string) => number,
): readonly FinderStreet[] {
  return [...Map.groupBy(addresses, ({ street }) => street)]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([street, onStreet]) => {
      const [first] = onStreet;
      if (first !== undefined && onStreet.every(({ station }) => station === first.station)) {
        return { street, station: first.station };
      }
      const houses = new Map(
        onStreet.map(({ house, station }) => [`${house}\t${station}`, [house, station] as const]),
      );
      return { street, houses: [...houses.values()].toSorted(([a], [b]) => byHouse(a, b)) };
    });
}

/** 2 before 10, 10 before 10A. */
function byHouse(a: string, b: string): number {
  return leading(a) - leading(b) || (a < b ? -1 : Number(a > b));
}

function leading(house: string): number {
  return Number(/^\d+/.exec(house)?.[0] ?? Number.MAX_SAFE_INTEGER);
}

import type { TerritoryPath } from '@ovoz/election-model';

/** In which territory each address lies, in memory that threads share: ten bytes an address. */
export type AddressPlaces = {
  readonly territories: readonly TerritoryPath[];
  /** Numbers of addresses, ascending. */
  readonly ids: Float64Array<SharedArrayBuffer>;
  /** Index into `territories` for each. */
  readonly places: Uint16Array<SharedArrayBuffer>;
};

/** Room for so many addresses. A country has fewer than 65,536 territories. */
export function addressPlaces(territories: readonly TerritoryPath[], count: number): AddressPlaces {
  return {
    territories,
    ids: new Float64Array(new SharedArrayBuffer(8 * count)),
    places: new Uint16Array(new SharedArrayBuffer(2 * count)),
  };
}

/** Territory of an address; null when the register does not know it. */
export function placeOf(
  { territories, ids, places }: AddressPlaces,
  addressId: number,
): TerritoryPath | null {
  let [from, to] = [0, ids.length - 1];
  while (from <= to) {
    const middle = (from + to) >>> 1;
    const id = ids[middle] ?? 0;
    if (id === addressId) return territories[places[middle] ?? 0] ?? null;
    if (id < addressId) from = middle + 1;
    else to = middle - 1;
  }
  return null;
}

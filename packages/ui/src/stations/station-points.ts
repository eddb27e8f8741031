/**
 * Polling stations as columns of equal length, as `station-points.json` publishes them.
 * Coordinates are ten-thousandths of a degree, null when not known.
 */
export type StationPoints = {
  readonly numbers: readonly string[];
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  readonly latitudesE4: readonly (number | null)[];
  readonly longitudesE4: readonly (number | null)[];
};

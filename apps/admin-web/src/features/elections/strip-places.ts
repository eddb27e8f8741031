export type StripPlaces = {
  /** Place of each instant on the line, 0 to `width`. */
  readonly places: readonly number[];
  /** How many dots already stand at about the same place: 0 on the line, 1 above it … */
  readonly stacks: readonly number[];
  readonly placeOf: (ms: number) => number;
};

/** Dots nearer than this would cover each other. */
const LEAST_DISTANCE = 13;

/**
 * Lays instants on a line from the first mark to the latest of all; what lies before the first mark stands
 * at its place. `instants` must be in order; what falls on the same place is stacked.
 */
export function stripPlaces(
  instants: readonly number[],
  marks: readonly number[],
  width: number,
): StripPlaces {
  const first = Math.min(...marks);
  const span = Math.max(Math.max(...instants, ...marks) - first, 1);
  const placeOf = (ms: number) => (Math.max(0, ms - first) / span) * width;
  const places = instants.map(placeOf);
  const stacks: number[] = [];
  let pileStart = Number.NEGATIVE_INFINITY;
  for (const [index, place] of places.entries()) {
    const isNear = place - pileStart < LEAST_DISTANCE;
    stacks.push(isNear ? (stacks[index - 1] ?? 0) + 1 : 0);
    if (!isNear) pileStart = place;
  }
  return { places, stacks, placeOf };
}

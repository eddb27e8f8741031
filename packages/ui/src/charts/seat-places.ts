/** A seat of the hemicycle: middle of its circle, in a box from −1 to 1 and from 0 to 1, and its radius. */
export type SeatPlace = { readonly x: number; readonly y: number; readonly radius: number };

/** The innermost row stands at this part of the outer radius: the speaker needs room. */
const INNER = 0.42;
/** Share of the room between seats that a circle fills. */
const FILL = 0.82;

/**
 * Places of the seats of a parliament, from left to right: rows of a half circle, each with seats in
 * proportion to its length, read by angle, so that neighbours in the list sit together in all rows.
 */
export function seatPlaces(seats: number): readonly SeatPlace[] {
  if (seats <= 0) return [];
  const rows = rowsFor(seats);
  const radii = Array.from({ length: rows }, (_, row) =>
    rows === 1 ? 1 : INNER + ((1 - INNER) * row) / (rows - 1),
  );
  const perRow = seatsPerRow(seats, radii);
  const gap = rows === 1 ? 1 : (1 - INNER) / (rows - 1);
  return radii
    .flatMap((radius, row) => {
      const inRow = perRow[row] ?? 0;
      const step = inRow > 1 ? (Math.PI * radius) / (inRow - 1) : Math.PI * radius;
      const size = (Math.min(step, gap, 0.5) / 2) * FILL;
      return Array.from({ length: inRow }, (_, index) => {
        const angle = inRow === 1 ? Math.PI / 2 : Math.PI * (1 - index / (inRow - 1));
        return { angle, radius: size, x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
      });
    })
    .toSorted((a, b) => b.angle - a.angle || a.x - b.x)
    .map(({ x, y, radius }) => ({ x, y, radius }));
}

/** As many rows as make the seats in a row about as far apart as the rows. */
function rowsFor(seats: number): number {
  if (seats < 8) return 1;
  const middle = (Math.PI * (1 + INNER)) / 2;
  return Math.max(2, Math.round(Math.sqrt((seats * (1 - INNER)) / middle)));
}

/** Whole seats by the length of the rows; what rounding leaves goes to the longest rows. */
function seatsPerRow(seats: number, radii: readonly number[]): readonly number[] {
  const length = radii.reduce((sum, radius) => sum + radius, 0);
  const whole = radii.map((radius) => Math.floor((seats * radius) / length));
  let left = seats - whole.reduce((sum, count) => sum + count, 0);
  for (let row = whole.length - 1; left > 0; row -= 1, left -= 1) {
    whole[row] = (whole[row] ?? 0) + 1;
  }
  return whole;
}

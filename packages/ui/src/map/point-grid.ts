/** Points of a plane sorted into square cells, to find the nearest without looking at all. */
export type PointGrid = {
  /** Index of the nearest point within `radius`, among those that `allowed` lets through; null: none. */
  readonly nearest: (
    x: number,
    y: number,
    radius: number,
    allowed: (index: number) => boolean,
  ) => number | null;
};

const CELL = 16;

/** Builds the grid. A point with a NaN coordinate is nowhere. */
export function makePointGrid(xs: Float64Array, ys: Float64Array): PointGrid {
  const cells = new Map<number, number[]>();
  // Planes are far narrower than this many cells, so the number names one cell.
  const cellAt = (column: number, row: number) => row * 65536 + column;
  for (let index = 0; index < xs.length; index += 1) {
    const x = xs[index] ?? Number.NaN;
    const y = ys[index] ?? Number.NaN;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    const cell = cellAt(Math.floor(x / CELL), Math.floor(y / CELL));
    const members = cells.get(cell);
    if (members === undefined) cells.set(cell, [index]);
    else members.push(index);
  }
  return {
    nearest: (x, y, radius, allowed) => {
      let best: number | null = null;
      let bestDistance = radius * radius;
      for (let row = Math.floor((y - radius) / CELL); row * CELL <= y + radius; row += 1) {
        for (
          let column = Math.floor((x - radius) / CELL);
          column * CELL <= x + radius;
          column += 1
        ) {
          for (const index of cells.get(cellAt(column, row)) ?? []) {
            const distance = ((xs[index] ?? 0) - x) ** 2 + ((ys[index] ?? 0) - y) ** 2;
            if (distance > bestDistance || !allowed(index)) continue;
            best = index;
            bestDistance = distance;
          }
        }
      }
      return best;
    },
  };
}

import type { StationPoints } from '../stations/station-points.ts';
import { areaPath } from './area-path.ts';
import type { Boundaries } from './boundaries.ts';
import { type Plane, planeOfBoundaries, planeOfPlaces } from './plane.ts';
import { makePointGrid, type PointGrid } from './point-grid.ts';
import type { Size } from './view.ts';

/** Stations and outlines laid on a plane of the map's size. Made again when the size changes. */
export type StationGeometry = {
  readonly size: Size;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly grid: PointGrid;
  readonly coarseBorders: Path2D | null;
  readonly fineBorders: Path2D | null;
};

const COARSE_STEP = 0.7;
const FINE_STEP = 0.1;
const MOST_WESTERN = -1_800_000;

/**
 * Lays stations on a plane. With boundaries, places far outside them (stations abroad) are left off:
 * the map shows the country.
 */
export function layStations(
  points: StationPoints,
  boundaries: Boundaries | null,
  size: Size,
): StationGeometry {
  const places = placesOf(points);
  const plane =
    boundaries === null
      ? planeOfPlaces(
          places.filter((place) => place !== null),
          size.width,
          size.height,
        )
      : planeOfBoundaries(boundaries, size.width, size.height);
  const xs = new Float64Array(places.length).fill(Number.NaN);
  const ys = new Float64Array(places.length).fill(Number.NaN);
  for (const [index, place] of places.entries()) {
    const point = place === null ? null : plane.project(place[0], place[1]);
    if (point === null || !isOn(plane, point)) continue;
    [xs[index], ys[index]] = point;
  }
  return {
    size,
    xs,
    ys,
    grid: makePointGrid(xs, ys),
    coarseBorders: bordersOf(boundaries, plane, COARSE_STEP),
    fineBorders: bordersOf(boundaries, plane, FINE_STEP),
  };
}

function placesOf(points: StationPoints): readonly (readonly [number, number] | null)[] {
  return points.numbers.map((_, index) => {
    const longitudeE4 = points.longitudesE4[index] ?? MOST_WESTERN;
    const latitudeE4 = points.latitudesE4[index] ?? null;
    if (latitudeE4 === null || longitudeE4 === MOST_WESTERN) return null;
    return [longitudeE4 / 10_000, latitudeE4 / 10_000];
  });
}

function isOn(plane: Plane, [x, y]: readonly [number, number]): boolean {
  return x >= 0 && y >= 0 && x <= plane.width && y <= plane.height;
}

function bordersOf(boundaries: Boundaries | null, plane: Plane, step: number): Path2D | null {
  if (boundaries === null) return null;
  return new Path2D(boundaries.features.map((one) => areaPath(one, plane, step)).join(''));
}

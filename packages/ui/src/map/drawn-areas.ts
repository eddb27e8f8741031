import { areaPath } from './area-path.ts';
import type { Boundaries } from './boundaries.ts';
import { type Plane, planeOfBoundaries } from './plane.ts';

/** Outlines as SVG: the paths by territory code, in a box of `WIDTH` units. */
export type DrawnAreas = {
  readonly plane: Plane;
  readonly width: number;
  readonly viewBox: string;
  readonly paths: ReadonlyMap<string, string>;
};

const WIDTH = 800;
const HEIGHT = 560;
const GRID_STEP = 0.5;
const MARGIN = 8;

/** A nation's outlines are the same in every language and at every count: they are drawn once. */
const drawn = new WeakMap<Boundaries, DrawnAreas>();

export function drawAreas(boundaries: Boundaries): DrawnAreas {
  const before = drawn.get(boundaries);
  if (before !== undefined) return before;
  const plane = planeOfBoundaries(boundaries, WIDTH, HEIGHT);
  const top = Math.floor(plane.top) - MARGIN;
  const shownHeight = Math.ceil(plane.bottom) + MARGIN - top;
  const areas = {
    plane,
    width: WIDTH,
    viewBox: `0 ${top} ${WIDTH} ${shownHeight}`,
    paths: new Map(
      boundaries.features.map((feature) => [
        feature.properties.code,
        areaPath(feature, plane, GRID_STEP),
      ]),
    ),
  };
  drawn.set(boundaries, areas);
  return areas;
}

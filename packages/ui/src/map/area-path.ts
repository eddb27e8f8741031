import type { Position } from 'geojson';
import { type BoundaryFeature, polygonsOf } from './boundaries.ts';
import type { Plane } from './plane.ts';

/**
 * The outline of a territory as SVG path data. Points snap to a grid of `step` units and repeats go:
 * neighbours, which share their border points, keep sharing them.
 */
export function areaPath(feature: BoundaryFeature, plane: Plane, step: number): string {
  const parts: string[] = [];
  for (const rings of polygonsOf(feature.geometry)) {
    for (const ring of rings) {
      const path = ringPath(ring, plane, step);
      if (path !== null) parts.push(path);
    }
  }
  return parts.join('');
}

/** Places as one path of round dots: stroke it with round caps, the width is the size of a dot. */
export function dotsPath(places: readonly (readonly [number, number])[], plane: Plane): string {
  const parts: string[] = [];
  for (const [longitude, latitude] of places) {
    const point = plane.project(longitude, latitude);
    if (point !== null) parts.push(`M${written(point[0], 0.1)} ${written(point[1], 0.1)}h0`);
  }
  return parts.join('');
}

/** Middle of the largest part of a territory, where its label stands, and that part's width and area. */
export type LabelPlace = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly area: number;
};

export function labelPlace(feature: BoundaryFeature, plane: Plane): LabelPlace | null {
  let best: LabelPlace | null = null;
  let largest = 0;
  for (const [ring] of polygonsOf(feature.geometry)) {
    const points = projectRing(ring ?? [], plane);
    const { area, x, y } = centroidOf(points);
    if (Math.abs(area) <= largest) continue;
    largest = Math.abs(area);
    const xs = points.map((point) => point[0]);
    best = { x, y, width: Math.max(...xs) - Math.min(...xs), area: largest };
  }
  return best;
}

function ringPath(ring: readonly Position[], plane: Plane, step: number): string | null {
  const kept: string[] = [];
  for (const [x, y] of projectRing(ring, plane)) {
    const point = `${written(x, step)} ${written(y, step)}`;
    if (point !== kept.at(-1)) kept.push(point);
  }
  // Three corners and the return to the first: less is a line, not an area.
  return kept.length < 4 ? null : `M${kept.slice(0, -1).join('L')}Z`;
}

function projectRing(
  ring: readonly Position[],
  plane: Plane,
): readonly (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  for (const [longitude, latitude] of ring) {
    if (longitude === undefined || latitude === undefined) continue;
    const point = plane.project(longitude, latitude);
    if (point !== null) points.push(point);
  }
  return points;
}

function centroidOf(points: readonly (readonly [number, number])[]) {
  let area = 0;
  let x = 0;
  let y = 0;
  for (const [index, [x1, y1]] of points.entries()) {
    const [x2, y2] = points[(index + 1) % points.length] ?? [x1, y1];
    const cross = x1 * y2 - x2 * y1;
    area += cross / 2;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  return area === 0 ? { area, x: 0, y: 0 } : { area, x: x / (6 * area), y: y / (6 * area) };
}

function written(value: number, step: number): string {
  return String(Number((Math.round(value / step) * step).toFixed(1)));
}

import pointInPolygon from 'point-in-polygon-hao';
import type { AreaRule, Polygon, Position } from './rule.ts';

/** The smallest box around polygons, in millionths of a degree. */
export type Box = {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
};

/** The box around the outer rings. */
export function boxAround(polygons: readonly Polygon[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [outer] of polygons) {
    for (const [longitude, latitude] of outer ?? []) {
      [west, east] = [Math.min(west, longitude), Math.max(east, longitude)];
      [south, north] = [Math.min(south, latitude), Math.max(north, latitude)];
    }
  }
  return { west, south, east, north };
}

export function isInBox(
  { west, south, east, north }: Box,
  [longitude, latitude]: Position,
): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}

/**
 * True when the point lies in one of the polygons. **A point on a border belongs to the area**: so a house on
 * the line between two stations is claimed by both, and a person decides (Hao et al. 2018, exact predicates).
 */
export function isInArea(polygons: readonly Polygon[], point: Position): boolean {
  // The library takes mutable arrays and changes none of them.
  return polygons.some((polygon) => pointInPolygon(point as never, polygon as never) !== false);
}

/**
 * Prepares areas for questions about a few addresses at a time: answers those whose box touches the box around the points.
 * A nation has ten thousand areas, a district lies in some tens of them.
 */
export function areasNear<Rule extends AreaRule>(
  rules: readonly Rule[],
): (points: readonly Position[]) => readonly Rule[] {
  const boxed = rules.map((rule) => ({ rule, box: boxAround(rule.polygons) }));
  return (points) => {
    const around = boxAround([[points]]);
    return boxed
      .filter(
        ({ box }) =>
          box.west <= around.east &&
          box.east >= around.west &&
          box.south <= around.north &&
          box.north >= around.south,
      )
      .map(({ rule }) => rule);
  };
}

import { type GeoFeature, readPosition } from './geojson.ts';

/** Tells what is wrong with a geometry. */
export type FailGeometry = (
  code: 'bad-geojson' | 'ring-not-closed' | 'impossible-coordinates',
  reason: string,
) => void;

/** Longitude and latitude in degrees. */
type Degrees = readonly [longitude: number, latitude: number];

/** Four positions are the least that enclose anything (RFC 7946 section 3.1.6). */
const LEAST_POSITIONS = 4;

/**
 * The polygons of a Polygon or MultiPolygon, each its outer ring and then its holes, in degrees; null after
 * telling what is wrong.
 */
export function readPolygons(
  { geometry }: GeoFeature,
  fail: FailGeometry,
): readonly (readonly (readonly Degrees[])[])[] | null {
  const coordinates = geometry?.['coordinates'];
  const polygons: unknown = geometry?.['type'] === 'Polygon' ? [coordinates] : coordinates;
  const isPolygonal = geometry?.['type'] === 'Polygon' || geometry?.['type'] === 'MultiPolygon';
  if (!isPolygonal || !Array.isArray(polygons) || polygons.length === 0) {
    fail('bad-geojson', 'the geometry is not a Polygon or MultiPolygon');
    return null;
  }
  const read: (readonly (readonly Degrees[])[])[] = [];
  for (const polygon of polygons as unknown[]) {
    if (!Array.isArray(polygon) || polygon.length === 0) {
      fail('bad-geojson', 'a polygon has no ring');
      return null;
    }
    const rings: (readonly Degrees[])[] = [];
    for (const ring of polygon as unknown[]) {
      const positions = readRing(ring, fail);
      if (positions === null) return null;
      rings.push(positions);
    }
    read.push(rings);
  }
  return read;
}

function readRing(ring: unknown, fail: FailGeometry): readonly Degrees[] | null {
  const positions: Degrees[] = [];
  for (const value of Array.isArray(ring) ? (ring as unknown[]) : []) {
    const position = readPosition(value);
    if (position === null) {
      fail('bad-geojson', 'a position is not two numbers');
      return null;
    }
    if (Math.abs(position[0]) > 180 || Math.abs(position[1]) > 90) {
      fail('impossible-coordinates', `${position.join(', ')} is not a place on Earth`);
      return null;
    }
    positions.push(position);
  }
  const [first, last] = [positions[0], positions.at(-1)];
  const isClosed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
  if (positions.length >= LEAST_POSITIONS && isClosed) return positions;
  fail(
    'ring-not-closed',
    `a ring of ${positions.length} positions does not come back to its start`,
  );
  return null;
}

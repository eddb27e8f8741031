import { type GeoFeature, readFeatures, readPosition } from './geojson.ts';
import type { FindingCollector } from './import-findings.ts';
import type { GeoJsonFile } from './import-table.ts';

/** The smallest box of whole degrees around an outline, in degrees. */
export type BoundingBox = {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
};

/** Four positions are the least that enclose anything (RFC 7946 section 3.1.6). */
const LEAST_POSITIONS = 4;

/**
 * Checks files of outlines: one feature a territory with its code, closed rings, places on Earth.
 * @returns the box around each territory that has an outline, by code; files are counted on to agree.
 */
export function checkBoundaries(
  files: readonly GeoJsonFile[],
  territoryCodes: ReadonlySet<string>,
  findings: FindingCollector,
): ReadonlyMap<string, BoundingBox> {
  const boxes = new Map<string, BoundingBox>();
  for (const file of files) {
    const lines = new Map<string, number>();
    for (const feature of readFeatures(file, findings)) {
      const fail = (code: Parameters<FindingCollector['add']>[0], field: string, reason: string) =>
        findings.add(code, { file: file.file, line: feature.line, field }, reason);
      const code = feature.properties['code'];
      if (typeof code !== 'string' || code === '') {
        fail('empty-field', 'code', 'the feature has no code');
        continue;
      }
      const earlier = lines.get(code);
      if (earlier !== undefined) {
        fail('duplicate-code', 'code', `${code} is feature ${earlier} already`);
      } else if (!territoryCodes.has(code)) {
        fail('unknown-territory', 'code', `there is no territory ${code}`);
      }
      lines.set(code, feature.line);
      const box = boxOf(feature, (findingCode, reason) => fail(findingCode, 'geometry', reason));
      if (box !== null) boxes.set(code, box);
    }
  }
  return boxes;
}

type FailGeometry = (
  code: 'bad-geojson' | 'ring-not-closed' | 'impossible-coordinates',
  reason: string,
) => void;

/** The box around a Polygon or MultiPolygon, or null after telling what is wrong with it. */
function boxOf(feature: GeoFeature, fail: FailGeometry): BoundingBox | null {
  const { geometry } = feature;
  const coordinates = geometry?.['coordinates'];
  const polygons: unknown = geometry?.['type'] === 'Polygon' ? [coordinates] : coordinates;
  const isPolygonal = geometry?.['type'] === 'Polygon' || geometry?.['type'] === 'MultiPolygon';
  if (!isPolygonal || !Array.isArray(polygons) || polygons.length === 0) {
    fail('bad-geojson', 'the geometry is not a Polygon or MultiPolygon');
    return null;
  }
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const polygon of polygons as unknown[]) {
    if (!Array.isArray(polygon) || polygon.length === 0) {
      fail('bad-geojson', 'a polygon has no ring');
      return null;
    }
    for (const ring of polygon as unknown[]) {
      const positions = readRing(ring, fail);
      if (positions === null) return null;
      for (const [longitude, latitude] of positions) {
        [west, east] = [Math.min(west, longitude), Math.max(east, longitude)];
        [south, north] = [Math.min(south, latitude), Math.max(north, latitude)];
      }
    }
  }
  return { west, south, east, north };
}

function readRing(
  ring: unknown,
  fail: FailGeometry,
): readonly (readonly [number, number])[] | null {
  const positions: (readonly [number, number])[] = [];
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

import { type GeoFeature, readFeatures } from './geojson.ts';
import { type FailGeometry, readPolygons } from './geojson-polygons.ts';
import type { FindingCollector } from './import-findings.ts';
import type { GeoJsonFile } from './import-table.ts';

/** The smallest box of whole degrees around an outline, in degrees. */
export type BoundingBox = {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
};

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

/** The box around a Polygon or MultiPolygon, or null after telling what is wrong with it. */
function boxOf(feature: GeoFeature, fail: FailGeometry): BoundingBox | null {
  const polygons = readPolygons(feature, fail);
  if (polygons === null) return null;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [longitude, latitude] of polygons.flat(2)) {
    [west, east] = [Math.min(west, longitude), Math.max(east, longitude)];
    [south, north] = [Math.min(south, latitude), Math.max(north, latitude)];
  }
  return { west, south, east, north };
}

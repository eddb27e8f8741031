import type { FindingCollector } from './import-findings.ts';
import type { GeoJsonFile, ImportRow, ImportTable } from './import-table.ts';

/** A feature of a GeoJSON file whose form was checked as far as its geometry. */
export type GeoFeature = {
  /** From 1. */
  readonly line: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: Readonly<Record<string, unknown>> | null;
};

/** The features of a collection in WGS 84 (RFC 7946). What is not one is a finding and is left out. */
export function readFeatures(file: GeoJsonFile, findings: FindingCollector): readonly GeoFeature[] {
  const whole = { file: file.file, line: null, field: null };
  const { json } = file;
  if (!isRecord(json) || json['type'] !== 'FeatureCollection' || !Array.isArray(json['features'])) {
    findings.add('bad-geojson', whole, 'the file is not a FeatureCollection');
    return [];
  }
  // RFC 7946 section 4: there is one reference system; older files name another in `crs`.
  if (json['crs'] !== undefined && !/CRS84|EPSG:{1,2}4326/.test(JSON.stringify(json['crs']))) {
    findings.add('bad-geojson', whole, 'coordinates must be WGS 84 longitude and latitude');
    return [];
  }
  const features: GeoFeature[] = [];
  for (const [index, feature] of json['features'].entries()) {
    const read = readFeature(feature, index + 1);
    if (read !== null) features.push(read);
    else
      findings.add('bad-geojson', { ...whole, line: index + 1 }, 'not a Feature with properties');
  }
  return features;
}

/** How many features a file has, well-formed or not. */
export function countFeatures(file: GeoJsonFile): number {
  const features = isRecord(file.json) ? file.json['features'] : null;
  return Array.isArray(features) ? features.length : 0;
}

function readFeature(feature: unknown, line: number): GeoFeature | null {
  if (!isRecord(feature) || feature['type'] !== 'Feature') return null;
  const { properties, geometry } = feature;
  if (!isRecord(properties)) return null;
  if (geometry === null || geometry === undefined) return { line, properties, geometry: null };
  return isRecord(geometry) ? { line, properties, geometry } : null;
}

/**
 * Point features as rows of a table: properties become cells, coordinates become `latitude` and
 * `longitude`. A property that is not there is an empty cell, as GeoJSON has no header.
 */
export function pointsAsTable(
  file: GeoJsonFile,
  columns: readonly string[],
  findings: FindingCollector,
): ImportTable {
  const known = new Set<string>(columns);
  const rows: ImportRow[] = [];
  for (const feature of readFeatures(file, findings)) {
    const cells: Record<string, string> = Object.fromEntries(columns.map((name) => [name, '']));
    const place = { file: file.file, line: feature.line, field: null };
    for (const [name, value] of Object.entries(feature.properties)) {
      known.add(name);
      const text = cellText(value);
      if (text !== null) cells[name] = text;
      else
        findings.add('bad-geojson', { ...place, field: name }, `${name} is not text or a number`);
    }
    const point = pointOf(feature);
    if (point === 'wrong') findings.add('bad-geojson', place, 'the geometry is not a Point');
    else if (point !== null) Object.assign(cells, point);
    rows.push({ line: feature.line, cells });
  }
  return { file: file.file, rows, columns: [...known] };
}

function cellText(value: unknown): string | null {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : null;
}

function pointOf(feature: GeoFeature): { latitude: string; longitude: string } | 'wrong' | null {
  if (feature.geometry === null) return null;
  if (feature.geometry['type'] !== 'Point') return 'wrong';
  const position = readPosition(feature.geometry['coordinates']);
  if (position === null) return 'wrong';
  return { longitude: decimalText(position[0]), latitude: decimalText(position[1]) };
}

/** JavaScript writes numbers under a millionth with an exponent; at ten-thousandths that is zero. */
function decimalText(degrees: number): string {
  return Math.abs(degrees) < 1e-6 ? '0' : String(degrees);
}

/** Longitude and latitude of a GeoJSON position (an altitude is left aside), or null. */
export function readPosition(
  value: unknown,
): readonly [longitude: number, latitude: number] | null {
  if (!Array.isArray(value)) return null;
  const [longitude, latitude] = value as unknown[];
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return null;
  return Number.isFinite(longitude) && Number.isFinite(latitude) ? [longitude, latitude] : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

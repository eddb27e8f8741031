import { type BoundingBox, checkBoundaries } from './boundary-check.ts';
import type { CountryPack } from './country-pack.ts';
import { checkDistrictNumbers, districtKey, readDistricts } from './district-import.ts';
import type { ElectoralDistrict, Geography, PollingStation, Territory } from './geography.ts';
import { sortGeography } from './geography-order.ts';
import { countFeatures, pointsAsTable } from './geojson.ts';
import { collectFindings, type FindingCollector } from './import-findings.ts';
import type { ImportReport } from './import-report.ts';
import type { GeoJsonFile, ImportTable } from './import-table.ts';
import {
  type ReadStations,
  readStations,
  STATION_COLUMNS,
  STATION_OPTIONAL_COLUMNS,
  type StationSurroundings,
} from './station-import.ts';
import { readTerritories } from './territory-import.ts';

/** The files of one import. What is not there stays as it is in the base. */
export type GeographyFiles = {
  readonly territories?: ImportTable | undefined;
  /** CSV rows, or GeoJSON Points whose properties are named like the columns. */
  readonly stations?: ImportTable | GeoJsonFile | undefined;
  readonly districts?: ImportTable | undefined;
  /** Outlines of territories. They are checked here and kept by the caller: they are no part of a geography. */
  readonly boundaries?: readonly GeoJsonFile[] | undefined;
};

export type GeographyPack = Pick<
  CountryPack,
  'root' | 'languages' | 'territoryLevels' | 'districtSets' | 'abroadTerritory'
>;

/**
 * Checks an import and joins it with the geography that it changes.
 * All or nothing: with any error the geography is null, and the report says what to mend.
 */
export function checkGeographyImport(
  pack: GeographyPack,
  files: GeographyFiles,
  base: Geography | null,
): { readonly geography: Geography | null; readonly report: ImportReport } {
  const findings = collectFindings();
  const stationTable = asTable(files.stations, findings);
  const rowsRead = countRows(files);
  if (base === null && files.territories === undefined) {
    const place = { file: 'territories', line: null, field: null };
    findings.add('no-geography', place, 'the first import of a country brings its territories');
    return { geography: null, report: findings.report(rowsRead) };
  }

  const territories =
    files.territories === undefined
      ? (base?.territories ?? [])
      : readTerritories(pack, files.territories, findings);
  const districts =
    files.districts === undefined
      ? (base?.districts ?? [])
      : readDistricts(pack, files.districts, findings);
  const surroundings = surroundingsOf(files, territories, districts);
  const { territoryCodes, districtKeys } = surroundings;
  const read: ReadStations =
    stationTable === null
      ? { stations: base?.stations ?? [], memberships: base?.memberships ?? [], lines: new Map() }
      : readStations(pack, stationTable, surroundings, findings);
  const boxes = checkBoundaries(files.boundaries ?? [], territoryCodes, findings);

  const stationFile = stationTable?.file ?? 'stations';
  if (stationTable === null) checkKeptStations(read, surroundings, findings);
  // Stations that were left out for their own faults would only add noise here.
  checkEveryStationHasDistricts(pack, read, districtKeys, stationFile, findings);
  checkInsideTerritories(read, territories, boxes, stationFile, findings);
  checkDistrictNumbers(pack, districts, files.districts?.file ?? 'districts', findings);

  const { stations, memberships } = read;
  const geography =
    findings.errors() > 0 ? null : sortGeography({ territories, stations, districts, memberships });
  return { geography, report: findings.report(rowsRead) };
}

function asTable(
  stations: ImportTable | GeoJsonFile | undefined,
  findings: FindingCollector,
): ImportTable | null {
  if (stations === undefined) return null;
  const columns = [...STATION_COLUMNS, ...STATION_OPTIONAL_COLUMNS];
  return 'rows' in stations ? stations : pointsAsTable(stations, columns, findings);
}

/** Rows that were left out count as there: their own fault is told, not that of rows that name them. */
function surroundingsOf(
  files: GeographyFiles,
  territories: readonly Territory[],
  districts: readonly ElectoralDistrict[],
): StationSurroundings {
  const territoryRows = files.territories?.rows ?? [];
  const districtRows = files.districts?.rows ?? [];
  return {
    territoryCodes: new Set([
      ...territories.map((territory) => territory.code),
      ...territoryRows.map((row) => row.cells['code'] ?? ''),
    ]),
    districtKeys: new Set([
      ...districts.map(districtKey),
      ...districtRows.map(({ cells }) => `${cells['set'] ?? ''}/${cells['code'] ?? ''}`),
    ]),
  };
}

function countRows(files: GeographyFiles): number {
  const { territories, districts, stations, boundaries = [] } = files;
  return [territories, districts, stations, ...boundaries].reduce((sum, file) => {
    if (file === undefined) return sum;
    return sum + ('rows' in file ? file.rows.length : countFeatures(file));
  }, 0);
}

/** Stations that stay must still find their territory and districts in what the import brings. */
function checkKeptStations(
  kept: ReadStations,
  surroundings: StationSurroundings,
  findings: FindingCollector,
): void {
  const place = { file: 'stations', line: null };
  for (const { number, territoryCode } of kept.stations) {
    if (surroundings.territoryCodes.has(territoryCode)) continue;
    const reason = `station ${number}, kept from before, lies in ${territoryCode}, which is gone`;
    findings.add('unknown-territory', { ...place, field: 'territory_code' }, reason);
  }
  for (const { set, districtCode, stationNumber } of kept.memberships) {
    if (surroundings.districtKeys.has(`${set}/${districtCode}`)) continue;
    const reason = `station ${stationNumber}, kept from before, is in ${set}/${districtCode}, which is gone`;
    findings.add('unknown-district', { ...place, field: 'districts' }, reason);
  }
}

/**
 * Every station at home is in a district of each set that has districts. Stations abroad and remote
 * ones may be in none: in some countries their voters vote for lists only, or for their home district.
 */
function checkEveryStationHasDistricts(
  pack: GeographyPack,
  read: ReadStations,
  districtKeys: ReadonlySet<string>,
  file: string,
  findings: FindingCollector,
): void {
  const sets = pack.districtSets
    .map((set) => set.code)
    .filter((code) => [...districtKeys].some((key) => key.startsWith(`${code}/`)));
  const members = new Set(
    read.memberships.map(({ set, stationNumber }) => `${set}/${stationNumber}`),
  );
  for (const { number, kind } of read.stations) {
    if (kind === 'abroad' || kind === 'remote') continue;
    for (const set of sets) {
      if (members.has(`${set}/${number}`)) continue;
      const place = { file, line: read.lines.get(number) ?? null, field: 'districts' };
      findings.add(
        'station-without-district',
        place,
        `station ${number} is in no district of ${set}`,
      );
    }
  }
}

/** Outlines are simplified and boxes are coarse; nearer than this (about 5 km) is no reason to look. */
const BOX_MARGIN_E4 = 500;

/** A station at home lies in the box of the nearest territory above it that has an outline. */
function checkInsideTerritories(
  read: ReadStations,
  territories: readonly Territory[],
  boxes: ReadonlyMap<string, BoundingBox>,
  file: string,
  findings: FindingCollector,
): void {
  if (boxes.size === 0) return;
  const paths = new Map(territories.map((territory) => [territory.code, territory.path]));
  for (const station of read.stations) {
    if (station.kind === 'abroad') continue;
    const code = paths
      .get(station.territoryCode)
      ?.split('/')
      .findLast((part) => boxes.has(part));
    const box = code === undefined ? undefined : boxes.get(code);
    if (box === undefined || isInside(station, box)) continue;
    const place = { file, line: read.lines.get(station.number) ?? null, field: 'latitude' };
    const reason = `station ${station.number} lies outside the outline of ${code}`;
    findings.add('outside-territory', place, reason);
  }
}

function isInside(station: PollingStation, box: BoundingBox): boolean {
  const { latitudeE4, longitudeE4 } = station;
  if (latitudeE4 === null || longitudeE4 === null) return true;
  return (
    latitudeE4 >= box.south * 10_000 - BOX_MARGIN_E4 &&
    latitudeE4 <= box.north * 10_000 + BOX_MARGIN_E4 &&
    longitudeE4 >= box.west * 10_000 - BOX_MARGIN_E4 &&
    longitudeE4 <= box.east * 10_000 + BOX_MARGIN_E4
  );
}

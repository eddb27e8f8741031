import {
  checkTable,
  countFeatures,
  covers,
  type FindingCollector,
  type GeoJsonFile,
  type ImportTable,
  readFeatures,
  readPolygons,
  RowReader,
  type StationNumber,
  type TerritoryPath,
} from '@ovoz/election-model';
import { findOverlaps, housesOf } from './overlap.ts';
import type { AddressRule, AreaRule, RangeRule } from './rule.ts';

export const ADDRESS_RULE_COLUMNS = ['address_id', 'station'] as const;
export const RANGE_RULE_COLUMNS = [
  'station',
  'territory_code',
  'locality',
  'street',
  'from',
  'to',
  'parity',
] as const;

/** Some thirty parts of streets for each of the stations of a large country. */
export const MAX_RULES = 400_000;
/** The numbers of the address register have up to 15 digits; no street has so many houses. */
const MAX_ADDRESS_ID = 999_999_999_999_999;
const MAX_HOUSE_NUMBER = 99_999;

/** The places of the geography that the rules are for. */
export type RulePlaces = {
  /** Territory of each station at home. */
  readonly stations: ReadonlyMap<StationNumber, TerritoryPath>;
  /** Path of each territory by its code. */
  readonly territories: ReadonlyMap<string, TerritoryPath>;
};

/** Reads `address_id,station`. Wrong rows are findings and are left out. */
export function readAddressRules(
  places: RulePlaces,
  table: ImportTable,
  findings: FindingCollector,
): readonly AddressRule[] {
  if (!checkTable(table, ADDRESS_RULE_COLUMNS, MAX_RULES, findings)) return [];
  const lines = new Map<number, number>();
  const rules: AddressRule[] = [];
  for (const row of table.rows) {
    const reader = new RowReader(table.file, row, findings);
    const addressId = reader.wholeNumber('address_id', 1, MAX_ADDRESS_ID);
    const station = readStation(reader, places);
    const earlier = lines.get(addressId);
    if (earlier !== undefined) {
      reader.fail(
        'duplicate-number',
        'address_id',
        `${addressId} stands in line ${earlier} already`,
      );
    }
    lines.set(addressId, earlier ?? row.line);
    if (!reader.failed) rules.push({ kind: 'address', station, addressId });
  }
  return rules;
}

/**
 * Reads parts of streets, one a row. Rows that give the same houses to two stations are findings, and so is a row
 * that holds no house.
 */
export function readRangeRules(
  places: RulePlaces,
  table: ImportTable,
  findings: FindingCollector,
): readonly RangeRule[] {
  if (!checkTable(table, RANGE_RULE_COLUMNS, MAX_RULES, findings)) return [];
  const rules: (RangeRule & { line: number })[] = [];
  for (const row of table.rows) {
    const reader = new RowReader(table.file, row, findings);
    const rule = readRange(reader, places);
    if (!reader.failed) rules.push({ ...rule, line: row.line });
  }
  const wrong = new Set<number>();
  for (const { earlier, later } of findOverlaps(rules)) {
    wrong.add(later.line);
    findings.add(
      'range-overlap',
      { file: table.file, line: later.line, field: 'station' },
      `line ${earlier.line} gives houses of this row to station ${earlier.station}`,
    );
  }
  return rules.filter(({ line }) => !wrong.has(line)).map(({ line: _line, ...rule }) => rule);
}

function readRange(reader: RowReader, places: RulePlaces): RangeRule {
  const station = readStation(reader, places);
  const code = reader.line('territory_code', 24);
  const territoryPath = places.territories.get(code);
  if (territoryPath === undefined && code !== '') {
    reader.fail('unknown-territory', 'territory_code', `there is no territory ${code}`);
  }
  const rule: RangeRule = {
    kind: 'range',
    station,
    territoryPath: territoryPath ?? '',
    locality: reader.line('locality'),
    street: reader.optionalLine('street') ?? '',
    from: reader.optionalWholeNumber('from', 0, MAX_HOUSE_NUMBER),
    to: reader.optionalWholeNumber('to', 0, MAX_HOUSE_NUMBER),
    parity: reader.oneOf('parity', ['all', 'odd', 'even']),
  };
  checkHouses(reader, rule);
  const stationPath = places.stations.get(station);
  if (
    territoryPath !== undefined &&
    stationPath !== undefined &&
    !covers(stationPath, territoryPath)
  ) {
    const reason = `station ${station} lies in ${stationPath}, the street in ${territoryPath}`;
    reader.warn('station-in-other-territory', 'station', reason);
  }
  return rule;
}

function checkHouses(reader: RowReader, rule: RangeRule): void {
  const { from, to, street, parity } = rule;
  if ((from === null) !== (to === null)) {
    const field = from === null ? 'from' : 'to';
    reader.fail(
      'empty-field',
      field,
      'from and to are given together, or neither for the whole street',
    );
  } else if (from !== null && street === '') {
    reader.fail('unexpected-field', 'from', 'a whole locality has no house numbers');
  } else if (from === null && parity !== 'all') {
    reader.fail('unexpected-field', 'parity', 'one side of a street is given with from and to');
  } else if (from !== null && housesOf(rule, parity) === null) {
    reader.fail('out-of-range', 'to', `no house lies between ${from} and ${to} (${parity})`);
  }
}

/** Reads polygons: a feature with a property `station` and a Polygon or MultiPolygon in WGS 84. */
export function readAreaRules(
  places: RulePlaces,
  file: GeoJsonFile,
  findings: FindingCollector,
): readonly AreaRule[] {
  const rules: AreaRule[] = [];
  if (countFeatures(file) > MAX_RULES) {
    const reason = `${countFeatures(file)} features; the most is ${MAX_RULES}`;
    findings.add('too-many-rows', { file: file.file, line: null, field: null }, reason);
    return [];
  }
  for (const feature of readFeatures(file, findings)) {
    const place = (field: string) => ({ file: file.file, line: feature.line, field });
    const { station } = feature.properties;
    if (typeof station !== 'string' || !places.stations.has(station)) {
      const reason = `there is no polling station ${JSON.stringify(station ?? null)} at home`;
      findings.add('unknown-station', place('station'), reason);
      continue;
    }
    const polygons = readPolygons(feature, (code, reason) =>
      findings.add(code, place('geometry'), reason),
    );
    if (polygons !== null) rules.push({ kind: 'area', station, polygons: inMillionths(polygons) });
  }
  return rules;
}

function inMillionths(
  polygons: readonly (readonly (readonly (readonly [number, number])[])[])[],
): AreaRule['polygons'] {
  return polygons.map((rings) =>
    rings.map((ring) =>
      ring.map(
        ([longitude, latitude]) => [toMillionths(longitude), toMillionths(latitude)] as const,
      ),
    ),
  );
}

/** A tenth of a metre. */
function toMillionths(degrees: number): number {
  return Math.round(degrees * 1e6);
}

function readStation(reader: RowReader, { stations }: RulePlaces): StationNumber {
  const station = reader.line('station', 24);
  if (station !== '' && !stations.has(station)) {
    reader.fail('unknown-station', 'station', `there is no polling station ${station} at home`);
  }
  return station;
}

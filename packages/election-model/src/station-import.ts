import { isTimeZone } from './calendar.ts';
import type { CountryPack } from './country-pack.ts';
import { degreesE4 } from './decimal-degrees.ts';
import {
  type DistrictMembership,
  MAX_LANGUAGES_PER_STATION,
  type PollingStation,
  StationNumber,
} from './geography.ts';
import type { FindingCollector } from './import-findings.ts';
import { checkTable, type ImportTable } from './import-table.ts';
import { RowReader } from './row-reader.ts';
import { patternOf, TimeOfDay } from './text.ts';

export const STATION_COLUMNS = [
  'number',
  'territory_code',
  'kind',
  'name',
  'address',
  'latitude',
  'longitude',
  'step_free',
  'opens',
  'closes',
  'time_zone',
  'languages',
  'host_country',
  'districts',
  'generated',
] as const;

/** Columns that a file may leave out: how to find the door, in the languages of other names. */
export const STATION_OPTIONAL_COLUMNS = [
  'directions_en',
  'directions_local',
  'directions_ru',
] as const;

/** Ten times the polling stations of the largest country in the region. */
export const MAX_STATIONS = 200_000;

/** What a station belongs to, as far as it is known while stations are read. */
export type StationSurroundings = {
  readonly territoryCodes: ReadonlySet<string>;
  /** Keys `set/code`. */
  readonly districtKeys: ReadonlySet<string>;
};

export type ReadStations = {
  readonly stations: readonly PollingStation[];
  readonly memberships: readonly DistrictMembership[];
  /** Line of each station, for findings that come later. */
  readonly lines: ReadonlyMap<string, number>;
};

type StationPack = Pick<CountryPack, 'languages' | 'districtSets' | 'abroadTerritory'>;

const NUMBER = patternOf(StationNumber);
const NUMBER_FORM = 'a station number like 1024 or 39-18-2';
const TIME = patternOf(TimeOfDay);
const TIME_FORM = 'a time like 08:00';

/** Reads the stations file with the districts that each station names. Wrong rows are left out. */
export function readStations(
  pack: StationPack,
  table: ImportTable,
  surroundings: StationSurroundings,
  findings: FindingCollector,
): ReadStations {
  const stations: PollingStation[] = [];
  const memberships: DistrictMembership[] = [];
  const lines = new Map<string, number>();
  if (!checkTable(table, STATION_COLUMNS, MAX_STATIONS, findings, STATION_OPTIONAL_COLUMNS)) {
    return { stations, memberships, lines };
  }
  const zones = new Map<string, boolean>();
  const languages = new Set([...pack.languages.map((language) => language.tag), 'en']);
  for (const row of table.rows) {
    const reader = new RowReader(table.file, row, findings);
    const station = readStation(pack, reader, languages);
    checkStation(pack, reader, station, surroundings, zones);
    const districts = readDistrictsOf(pack, reader, station, surroundings);
    const earlier = lines.get(station.number);
    if (earlier !== undefined && station.number !== '') {
      reader.fail(
        'duplicate-number',
        'number',
        `${station.number} stands in line ${earlier} already`,
      );
    }
    lines.set(station.number, earlier ?? row.line);
    if (reader.failed) continue;
    stations.push(station);
    memberships.push(...districts);
  }
  return { stations, memberships, lines };
}

function readStation(
  pack: StationPack,
  reader: RowReader,
  languages: ReadonlySet<string>,
): PollingStation {
  const directions = reader.optionalLocalized('directions', pack.languages[0]?.tag ?? 'en');
  return {
    number: reader.matching('number', NUMBER, NUMBER_FORM),
    territoryCode: reader.line('territory_code', 24),
    kind: reader.oneOf('kind', ['domestic', 'abroad', 'remote', 'special']),
    name: reader.line('name'),
    address: reader.line('address'),
    ...(directions === null ? {} : { directions }),
    ...readPlace(reader),
    stepFree: reader.oneOf('step_free', ['unknown', 'yes', 'with-help', 'no']),
    opens: reader.matching('opens', TIME, TIME_FORM),
    closes: reader.matching('closes', TIME, TIME_FORM),
    timeZone: reader.line('time_zone', 60),
    languages: readLanguages(reader, languages),
    hostCountry: reader.optionalMatching('host_country', /^[A-Z]{2}$/, 'two capital letters'),
    generated: reader.flag('generated'),
  };
}

function readPlace(reader: RowReader): Pick<PollingStation, 'latitudeE4' | 'longitudeE4'> {
  const latitudeE4 = readDegrees(reader, 'latitude', 90);
  const longitudeE4 = readDegrees(reader, 'longitude', 180);
  if (!reader.failed && (latitudeE4 === null) !== (longitudeE4 === null)) {
    const missing = latitudeE4 === null ? 'latitude' : 'longitude';
    reader.fail('empty-field', missing, `${missing} is empty and the other coordinate is not`);
  }
  if (latitudeE4 === 0 && longitudeE4 === 0) {
    const reason = '0, 0 lies in the Atlantic; leave both empty when the place is not known';
    reader.fail('impossible-coordinates', 'latitude', reason);
  }
  return { latitudeE4, longitudeE4 };
}

function readDegrees(reader: RowReader, field: string, limit: number): number | null {
  const text = reader.optionalLine(field, 40);
  if (text === null) return null;
  const e4 = degreesE4(text);
  if (e4 === null) {
    reader.fail('not-a-number', field, `"${text}" is not decimal degrees like 41.3111`);
  } else if (Math.abs(e4) > limit * 10_000) {
    reader.fail('impossible-coordinates', field, `${text} is beyond ${limit} degrees`);
  }
  return e4;
}

function readLanguages(reader: RowReader, known: ReadonlySet<string>): string[] {
  const tags = reader.optionalLine('languages')?.split(';') ?? [];
  for (const tag of tags) {
    if (!known.has(tag)) {
      reader.fail('unknown-language', 'languages', `"${tag}" is not a language of the pack`);
    }
  }
  if (new Set(tags).size !== tags.length) {
    reader.fail('duplicate-code', 'languages', 'a language stands there twice');
  } else if (tags.length > MAX_LANGUAGES_PER_STATION) {
    const reason = `${tags.length} languages; the most is ${MAX_LANGUAGES_PER_STATION}`;
    reader.fail('out-of-range', 'languages', reason);
  }
  return tags;
}

function checkStation(
  pack: StationPack,
  reader: RowReader,
  station: PollingStation,
  surroundings: StationSurroundings,
  zones: Map<string, boolean>,
): void {
  const { territoryCode, kind, timeZone, opens, closes } = station;
  if (territoryCode !== '' && !surroundings.territoryCodes.has(territoryCode)) {
    reader.fail('unknown-territory', 'territory_code', `there is no territory ${territoryCode}`);
  }
  // Asking whether a zone exists is slow; 11,028 stations share a few.
  const isZone = zones.get(timeZone) ?? isTimeZone(timeZone);
  zones.set(timeZone, isZone);
  if (timeZone !== '' && !isZone) {
    reader.fail('unknown-time-zone', 'time_zone', `"${timeZone}" is not in the IANA database`);
  }
  if (opens !== '' && closes !== '' && closes <= opens) {
    reader.fail('closes-before-opens', 'closes', `opens at ${opens}, closes at ${closes}`);
  }
  if (reader.failed) return;
  if ((kind === 'abroad') !== (station.hostCountry !== null)) {
    const reason = kind === 'abroad' ? 'no host country' : `a ${kind} station has no host country`;
    reader.fail('host-country-mismatch', 'host_country', reason);
  }
  if (kind === 'abroad' && territoryCode !== pack.abroadTerritory) {
    const reason = `stations abroad belong to ${pack.abroadTerritory}, not to ${territoryCode}`;
    reader.fail('abroad-station-elsewhere', 'territory_code', reason);
  }
}

/** `set=code;set=code`: at most one district of each set. */
function readDistrictsOf(
  pack: StationPack,
  reader: RowReader,
  station: PollingStation,
  surroundings: StationSurroundings,
): readonly DistrictMembership[] {
  const memberships: DistrictMembership[] = [];
  for (const pair of reader.optionalLine('districts')?.split(';') ?? []) {
    const [set = '', districtCode = '', ...rest] = pair.split('=');
    if (set === '' || districtCode === '' || rest.length > 0) {
      reader.fail('bad-format', 'districts', `"${pair}" is not set=code`);
    } else if (!pack.districtSets.some((known) => known.code === set)) {
      const reason = `the country pack has no set "${set}"`;
      reader.fail('unknown-district-set', 'districts', reason);
    } else if (!surroundings.districtKeys.has(`${set}/${districtCode}`)) {
      reader.fail('unknown-district', 'districts', `there is no district ${set}/${districtCode}`);
    } else if (memberships.some((membership) => membership.set === set)) {
      reader.fail('duplicate-code', 'districts', `two districts of the set ${set}`);
    } else {
      memberships.push({ set, districtCode, stationNumber: station.number });
    }
  }
  return memberships;
}

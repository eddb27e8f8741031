import assert from 'node:assert/strict';
import { test } from 'node:test';
import Value from 'typebox/value';
import {
  DistrictMembership,
  ElectoralDistrict,
  type Geography,
  PollingStation,
  Territory,
} from './geography.ts';
import {
  checkGeographyImport,
  type GeographyFiles,
  type GeographyPack,
} from './geography-import.ts';
import type { ImportFindingCode } from './import-findings.ts';
import { ImportReport } from './import-report.ts';
import type { ImportTable } from './import-table.ts';

const PACK: GeographyPack = {
  root: 'UZ',
  languages: [
    { tag: 'uz-Latn', name: 'Oʻzbekcha', official: true, reviewed: false, alphabet: [] },
    { tag: 'ru', name: 'Русский', official: false, reviewed: false, alphabet: [] },
  ],
  territoryLevels: [{ en: 'Country' }, { en: 'Region' }, { en: 'District' }],
  districtSets: [
    { code: 'constituencies', name: { en: 'Constituencies' }, districts: 2, seats: 2 },
  ],
  abroadTerritory: '1726',
};

type Cells = Record<string, string>;

const TERRITORIES: readonly Cells[] = [
  territory('UZ', '', '0', 'Uzbekistan', 'Oʻzbekiston', 'Узбекистан', 'country'),
  territory(
    '1703',
    'UZ',
    '1',
    'Andijan region',
    'Andijon viloyati',
    'Андижанская область',
    'region',
  ),
  territory('1703202', '1703', '2', 'Oltinkul', 'Oltinkoʻl tumani', '', 'district'),
  territory('1726', 'UZ', '1', 'Tashkent', 'Toshkent shahri', 'город Ташкент', 'capital_city'),
];
const DISTRICTS: readonly Cells[] = [district('1'), district('2')];
const STATION: Cells = {
  number: '1',
  territory_code: '1703202',
  kind: 'domestic',
  name: '12-maktab',
  address: 'Oltinkoʻl tumani, Navoiy koʻchasi, 5',
  latitude: '40.8012',
  longitude: '72.16665',
  step_free: 'yes',
  opens: '08:00',
  closes: '20:00',
  time_zone: 'Asia/Tashkent',
  languages: 'uz-Latn;ru',
  host_country: '',
  districts: 'constituencies=1',
  generated: 'true',
};
/** How to find the door, as a file of today says it; `STATION` is one of before. */
const DIRECTIONS: Cells = {
  directions_en: 'Opposite the school, second entrance',
  directions_local: 'Maktab qarshisida, ikkinchi eshik',
  directions_ru: 'Напротив школы, второй вход',
};
const ABROAD: Cells = {
  ...STATION,
  number: '9-1',
  territory_code: '1726',
  kind: 'abroad',
  name: 'Embassy in Berlin',
  latitude: '52.5',
  longitude: '13.4',
  time_zone: 'Europe/Berlin',
  host_country: 'DE',
  districts: '',
};

function territory(
  code: string,
  parent: string,
  level: string,
  en: string,
  local: string,
  ru: string,
  type: string,
): Cells {
  return { code, parent_code: parent, level, name_en: en, name_local: local, name_ru: ru, type };
}

function district(code: string): Cells {
  const name = { name_en: `No. ${code}`, name_local: `${code}-son`, name_ru: '' };
  return { set: 'constituencies', code, ...name, seats: '1', generated: 'true' };
}

function table(file: string, rows: readonly Cells[]): ImportTable {
  return { file, rows: rows.map((cells, index) => ({ line: index + 2, cells })) };
}

function files(
  change: {
    territories?: readonly Cells[];
    districts?: readonly Cells[];
    stations?: readonly Cells[];
  } = {},
): GeographyFiles {
  return {
    territories: table('territories.csv', change.territories ?? TERRITORIES),
    districts: table('districts.csv', change.districts ?? DISTRICTS),
    stations: table('stations.csv', change.stations ?? [STATION, ABROAD]),
  };
}

function imported(from: GeographyFiles, base: Geography | null = null): Geography {
  const { geography, report } = checkGeographyImport(PACK, from, base);
  assert.deepEqual(report.findings, []);
  assert.ok(geography !== null);
  return geography;
}

/** `code line field` of each finding, after checking that errors leave no geography. */
function findingsOf(from: GeographyFiles, base: Geography | null = null): readonly string[] {
  const { geography, report } = checkGeographyImport(PACK, from, base);
  assert.equal(geography === null, report.errors > 0);
  assert.ok(Value.Check(ImportReport, report));
  return report.findings.map(({ code, line, field }) => `${code} ${line} ${field}`);
}

test('a whole import becomes a geography of the published shape', () => {
  const geography = imported(files());
  for (const one of geography.territories) assert.ok(Value.Check(Territory, one));
  for (const one of geography.stations) assert.ok(Value.Check(PollingStation, one));
  for (const one of geography.districts) assert.ok(Value.Check(ElectoralDistrict, one));
  for (const one of geography.memberships) assert.ok(Value.Check(DistrictMembership, one));
  assert.deepEqual(
    geography.territories.map((one) => one.path),
    ['UZ', 'UZ/1703', 'UZ/1703/1703202', 'UZ/1726'],
  );
  assert.deepEqual(geography.territories[1]?.name, {
    en: 'Andijan region',
    'uz-Latn': 'Andijon viloyati',
    ru: 'Андижанская область',
  });
  assert.equal(geography.territories[2]?.name['ru'], undefined);
  const [station] = geography.stations;
  assert.equal(station?.latitudeE4, 408012);
  assert.equal(station?.longitudeE4, 721667);
  assert.deepEqual(station?.languages, ['uz-Latn', 'ru']);
  assert.deepEqual(geography.memberships, [
    { set: 'constituencies', districtCode: '1', stationNumber: '1' },
  ]);
});

test('a station says how its door is found, where somebody wrote it', () => {
  const told = { ...STATION, ...DIRECTIONS };
  const [station, abroad] = imported(files({ stations: [told, ABROAD] })).stations;
  assert.deepEqual(station?.directions, {
    en: 'Opposite the school, second entrance',
    'uz-Latn': 'Maktab qarshisida, ikkinchi eshik',
    ru: 'Напротив школы, второй вход',
  });
  assert.ok(Value.Check(PollingStation, station));
  assert.ok(abroad !== undefined && !('directions' in abroad));
  const [untold] = imported(files()).stations;
  const emptied = { ...told, directions_en: '', directions_local: '', directions_ru: '' };
  const [empty] = imported(files({ stations: [emptied, ABROAD] })).stations;
  assert.deepEqual(empty, untold, 'empty columns and none are the same, also for the hash');
});

test('each fault of a station is found in its line and field', () => {
  const cases: readonly [Cells, ImportFindingCode, field: string][] = [
    [{ number: '' }, 'empty-field', 'number'],
    [{ number: 'no 1' }, 'bad-format', 'number'],
    [{ territory_code: '1799' }, 'unknown-territory', 'territory_code'],
    [{ kind: 'home' }, 'unknown-value', 'kind'],
    [{ name: '' }, 'empty-field', 'name'],
    [{ name: 'x'.repeat(301) }, 'too-long', 'name'],
    [{ name: 'x'.repeat(1001) }, 'too-long', 'name'],
    [{ name: 'School\u202E21' }, 'control-character', 'name'],
    [{ name: 'School\u200B 21' }, 'control-character', 'name'],
    [{ name: 'School\n21' }, 'control-character', 'name'],
    [{ name: ' School' }, 'stray-space', 'name'],
    [{ name: 'Школа\u00A0' }, 'stray-space', 'name'],
    [{ name: '=HYPERLINK("http://x")' }, 'formula-cell', 'name'],
    [{ name: '@SUM(A1)' }, 'formula-cell', 'name'],
    [{ address: '-cmd|x' }, 'formula-cell', 'address'],
    [{ address: '+1+cmd|x' }, 'formula-cell', 'address'],
    [{ name: 'Cafe\u0301' }, 'not-normalised', 'name'],
    [{ name: 'a\ud800' }, 'control-character', 'name'],
    [{ latitude: '40,8' }, 'not-a-number', 'latitude'],
    [{ latitude: '4e1' }, 'not-a-number', 'latitude'],
    [{ latitude: '90.1' }, 'impossible-coordinates', 'latitude'],
    [{ longitude: '-180.5' }, 'impossible-coordinates', 'longitude'],
    [{ latitude: '0', longitude: '0.0' }, 'impossible-coordinates', 'latitude'],
    [{ longitude: '' }, 'empty-field', 'longitude'],
    [{ step_free: '' }, 'empty-field', 'step_free'],
    [{ opens: '8:00' }, 'bad-format', 'opens'],
    [{ closes: '24:00' }, 'bad-format', 'closes'],
    [{ closes: '08:00' }, 'closes-before-opens', 'closes'],
    [{ time_zone: 'Asia/Samarkandia' }, 'unknown-time-zone', 'time_zone'],
    [{ time_zone: '+05:00' }, 'formula-cell', 'time_zone'],
    [{ languages: 'uz-Latn,ru' }, 'unknown-language', 'languages'],
    [{ languages: 'ru;ru' }, 'duplicate-code', 'languages'],
    [{ host_country: 'DE' }, 'host-country-mismatch', 'host_country'],
    [{ host_country: 'de' }, 'bad-format', 'host_country'],
    [{ districts: 'constituencies:1' }, 'bad-format', 'districts'],
    [{ districts: 'wards=1' }, 'unknown-district-set', 'districts'],
    [{ districts: 'constituencies=7' }, 'unknown-district', 'districts'],
    [{ districts: 'constituencies=1;constituencies=2' }, 'duplicate-code', 'districts'],
    [{ districts: '' }, 'station-without-district', 'districts'],
    [{ generated: 'yes' }, 'unknown-value', 'generated'],
    [{ ...DIRECTIONS, directions_local: '' }, 'empty-field', 'directions_local'],
    [{ ...DIRECTIONS, directions_en: '' }, 'empty-field', 'directions_en'],
    [{ ...DIRECTIONS, directions_ru: 'x'.repeat(301) }, 'too-long', 'directions_ru'],
    [{ ...DIRECTIONS, directions_en: 'Left\u202Edoor' }, 'control-character', 'directions_en'],
    [{ ...DIRECTIONS, directions_local: '=1+1' }, 'formula-cell', 'directions_local'],
    [{ name: 'Мaктаб' }, 'mixed-script', 'name'],
  ];
  for (const [change, code, field] of cases) {
    const found = findingsOf(files({ stations: [ABROAD, { ...STATION, ...change }] }));
    assert.deepEqual(found, [`${code} 3 ${field}`], JSON.stringify(change));
  }
});

test('each fault of a station abroad is found', () => {
  const cases: readonly [Cells, ImportFindingCode, field: string][] = [
    [{ host_country: '' }, 'host-country-mismatch', 'host_country'],
    [{ territory_code: '1703' }, 'abroad-station-elsewhere', 'territory_code'],
  ];
  for (const [change, code, field] of cases) {
    const found = findingsOf(files({ stations: [STATION, { ...ABROAD, ...change }] }));
    assert.deepEqual(found, [`${code} 3 ${field}`]);
  }
});

test('each fault of a territory is found in its line and field', () => {
  const cases: readonly [Cells, ImportFindingCode, field: string][] = [
    [{ code: '17_03' }, 'bad-format', 'code'],
    [{ code: '1703' }, 'duplicate-code', 'code'],
    [{ parent_code: '1799' }, 'parent-not-found', 'parent_code'],
    [{ parent_code: 'UZ' }, 'level-mismatch', 'level'],
    [{ parent_code: '' }, 'wrong-root', 'parent_code'],
    [{ parent_code: '1703203' }, 'territory-cycle', 'parent_code'],
    [{ level: '3' }, 'out-of-range', 'level'],
    [{ level: 'two' }, 'not-a-number', 'level'],
    [{ type: 'District' }, 'bad-format', 'type'],
    [{ name_local: '' }, 'empty-field', 'name_local'],
  ];
  const extra = territory('1703203', '1703', '2', 'Andijan', 'Andijon tumani', '', 'district');
  for (const [change, code, field] of cases) {
    const found = findingsOf(files({ territories: [...TERRITORIES, { ...extra, ...change }] }));
    assert.deepEqual(found, [`${code} 6 ${field}`], JSON.stringify(change));
  }
});

test('territories that are above each other are found', () => {
  const one = territory('1', '2', '2', 'One', 'Bir', '', 'district');
  const two = territory('2', '1', '1', 'Two', 'Ikki', '', 'region');
  const found = findingsOf(files({ territories: [...TERRITORIES, one, two] }));
  assert.deepEqual(found, ['territory-cycle 6 parent_code', 'level-mismatch 7 level']);
});

test('each fault of a district is found in its line and field', () => {
  const cases: readonly [Cells, readonly string[]][] = [
    [{ set: 'wards' }, ['unknown-district-set 3 set', 'district-count-differs null set']],
    [{ code: '1' }, ['duplicate-code 3 code', 'district-count-differs null set']],
    [{ seats: '0' }, ['out-of-range 3 seats', 'district-count-differs null set']],
    [{ seats: '2' }, ['district-count-differs null set']],
  ];
  for (const [change, expected] of cases) {
    const changed = { ...district('2'), ...change };
    assert.deepEqual(findingsOf(files({ districts: [district('1'), changed] })), expected);
  }
});

test('columns are as named: none more, none less, and a file has rows', () => {
  const { address: _, ...without } = STATION;
  assert.deepEqual(findingsOf(files({ stations: [without] })), ['missing-column null address']);
  assert.deepEqual(findingsOf(files({ stations: [{ ...STATION, Adres: 'x' }] })), [
    'unknown-column null Adres',
  ]);
  assert.deepEqual(findingsOf(files({ stations: [] })), ['empty-file null null']);
});

test('one bad row stops the whole import, and every bad cell is told at once', () => {
  const bad = { ...STATION, number: '2', kind: 'home', latitude: 'north' };
  const { geography, report } = checkGeographyImport(
    PACK,
    files({ stations: [STATION, bad, { ...STATION, number: '1' }] }),
    null,
  );
  assert.equal(geography, null);
  assert.deepEqual(
    report.findings.map(({ file, line, field, code }) => [file, line, field, code]),
    [
      ['stations.csv', 3, 'kind', 'unknown-value'],
      ['stations.csv', 3, 'latitude', 'not-a-number'],
      ['stations.csv', 4, 'number', 'duplicate-number'],
    ],
  );
  assert.equal(report.rowsRead, TERRITORIES.length + DISTRICTS.length + 3);
  assert.equal(report.rowsQuarantined, 2);
  assert.match(report.findings[0]?.reason ?? '', /"home" is not one of/);
});

test('a file that is not there leaves what was', () => {
  const base = imported(files());
  assert.deepEqual(imported({}, base), base);
  const renamed = TERRITORIES.map((one) => ({ ...one, name_en: `${one['name_en']} renamed` }));
  const after = imported({ territories: table('territories.csv', renamed) }, base);
  assert.equal(after.territories[0]?.name.en, 'Uzbekistan renamed');
  assert.deepEqual(after.stations, base.stations);
});

test('what stays must still find its territory and its district', () => {
  const base = imported(files());
  const fewer = TERRITORIES.filter((one) => one['code'] !== '1703202');
  assert.deepEqual(findingsOf({ territories: table('territories.csv', fewer) }, base), [
    'unknown-territory null territory_code',
  ]);
  const others = table('districts.csv', [district('2'), district('3')]);
  assert.deepEqual(findingsOf({ districts: others }, base), ['unknown-district null districts']);
});

test('the first import needs territories', () => {
  assert.deepEqual(findingsOf({ stations: table('stations.csv', [STATION]) }), [
    'no-geography null null',
  ]);
});

test('stations may come as GeoJSON points with the same result', () => {
  const features = [STATION, ABROAD].map(({ latitude, longitude, generated, ...properties }) => ({
    type: 'Feature',
    properties: {
      ...properties,
      generated: generated === 'true',
      host_country: properties['host_country'] || null,
    },
    geometry: { type: 'Point', coordinates: [Number(longitude), Number(latitude)] },
  }));
  const json = { type: 'FeatureCollection', features };
  const stations = { file: 'stations.geojson', json };
  assert.deepEqual(imported({ ...files(), stations }), imported(files()));
});

test('GeoJSON that is something else is refused', () => {
  const feature = { type: 'Feature', properties: STATION, geometry: null };
  const { latitude: _, longitude: __, ...properties } = STATION;
  const cases: readonly [unknown, string][] = [
    [null, 'bad-geojson null null'],
    [{ type: 'Feature' }, 'bad-geojson null null'],
    [
      { type: 'FeatureCollection', features: [feature], crs: { name: 'EPSG:28412' } },
      'bad-geojson null null',
    ],
    [{ type: 'FeatureCollection', features: [{ type: 'Point' }] }, 'bad-geojson 1 null'],
    [
      {
        type: 'FeatureCollection',
        features: [{ ...feature, properties, geometry: { type: 'LineString', coordinates: [] } }],
      },
      'bad-geojson 1 null',
    ],
    [
      {
        type: 'FeatureCollection',
        features: [{ ...feature, properties: { ...properties, name: ['a'] } }],
      },
      'bad-geojson 1 name',
    ],
  ];
  for (const [json, expected] of cases) {
    const found = findingsOf({ ...files(), stations: { file: 'stations.geojson', json } });
    assert.equal(found[0], expected, JSON.stringify(json));
  }
});

const SQUARE = [
  [72, 40],
  [73, 40],
  [73, 41],
  [72, 41],
  [72, 40],
];

function outline(code: unknown, coordinates: unknown, type = 'Polygon') {
  const features = [{ type: 'Feature', properties: { code }, geometry: { type, coordinates } }];
  return [{ file: 'boundaries.geojson', json: { type: 'FeatureCollection', features } }];
}

test('outlines are checked: known codes, closed rings, places on Earth', () => {
  const cases: readonly [ReturnType<typeof outline>, readonly string[]][] = [
    [outline('1703', [SQUARE]), []],
    [outline('1703', [[SQUARE]], 'MultiPolygon'), []],
    [outline('1799', [SQUARE]), ['unknown-territory 1 code']],
    [outline(1703, [SQUARE]), ['empty-field 1 code']],
    [outline('1703', [SQUARE.slice(0, 4)]), ['ring-not-closed 1 geometry']],
    [outline('1703', [[SQUARE[0], SQUARE[1], SQUARE[0]]]), ['ring-not-closed 1 geometry']],
    [outline('1703', [[[200, 40], ...SQUARE]]), ['impossible-coordinates 1 geometry']],
    [outline('1703', [[['72', '40'], ...SQUARE]]), ['bad-geojson 1 geometry']],
    [outline('1703', []), ['bad-geojson 1 geometry']],
    [outline('1703', SQUARE[0], 'Point'), ['bad-geojson 1 geometry']],
  ];
  for (const [boundaries, expected] of cases) {
    assert.deepEqual(findingsOf({ ...files(), boundaries }), expected, JSON.stringify(boundaries));
  }
});

test('a station outside the outline of its territory, or of the one above, is a warning', () => {
  const boundaries = outline('1703', [SQUARE]);
  const far = { ...STATION, latitude: '41.2' };
  const near = { ...STATION, latitude: '41.04' };
  assert.deepEqual(findingsOf({ ...files({ stations: [near, ABROAD] }), boundaries }), []);
  assert.deepEqual(findingsOf({ ...files({ stations: [far, ABROAD] }), boundaries }), [
    'outside-territory 2 latitude',
  ]);
});

test('findings beyond the limit are counted, and errors come before warnings', () => {
  const warned = Array.from({ length: 1500 }, (_, index) => ({
    ...STATION,
    number: String(index + 1),
    name: 'Мaктаб',
  }));
  const { report } = checkGeographyImport(
    PACK,
    files({ stations: [...warned, { ...STATION, number: '' }] }),
    null,
  );
  assert.equal(report.warnings, 1500);
  assert.equal(report.findings.length, 1000);
  assert.equal(report.findings[0]?.code, 'empty-field');
});

test('a nation of 11,028 stations is read whole', () => {
  const stations = Array.from({ length: 11_028 }, (_, index) => ({
    ...STATION,
    number: String(index + 1),
  }));
  const geography = imported(files({ stations }));
  assert.equal(geography.stations.length, 11_028);
});

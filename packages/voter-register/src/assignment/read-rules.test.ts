import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectFindings, type ImportTable } from '@ovoz/election-model';
import { inRuleOrder } from './rule.ts';
import {
  ADDRESS_RULE_COLUMNS,
  RANGE_RULE_COLUMNS,
  readAddressRules,
  readAreaRules,
  readRangeRules,
} from './read-rules.ts';

const PLACES = {
  stations: new Map([
    ['1', 'UZ/1703/1703202'],
    ['3', 'UZ/1706/1706204'],
  ]),
  territories: new Map([['1703202', 'UZ/1703/1703202']]),
};

function table(columns: readonly string[], ...rows: readonly string[]): ImportTable {
  return {
    file: 'ranges',
    columns,
    rows: rows.map((row, index) => {
      const cells = row.split(',');
      return {
        line: index + 2,
        cells: Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? ''])),
      };
    }),
  };
}

function readRanges(...rows: readonly string[]) {
  const findings = collectFindings();
  const rules = readRangeRules(PLACES, table(RANGE_RULE_COLUMNS, ...rows), findings);
  return {
    rules,
    codes: findings.report(rows.length).findings.map(({ line, code }) => `${line} ${code}`),
  };
}

test('a part of a street, a whole street and a whole locality are read', () => {
  const { rules, codes } = readRanges(
    '1,1703202,Bobur,Navoiy,1,99,odd',
    '1,1703202,Bobur,Temur,,,all',
    '1,1703202,Bobur,,,,all',
  );
  assert.deepEqual(codes, []);
  assert.deepEqual(rules[0], {
    kind: 'range',
    station: '1',
    territoryPath: 'UZ/1703/1703202',
    locality: 'Bobur',
    street: 'Navoiy',
    from: 1,
    to: 99,
    parity: 'odd',
  });
  assert.equal(rules.length, 3);
});

test('each wrong row is named with its reason, and left out', () => {
  const { rules, codes } = readRanges(
    '2,1703202,Bobur,Navoiy,1,99,odd',
    '1,1703299,Bobur,Navoiy,1,99,odd',
    '1,1703202,Bobur,Navoiy,1,,odd',
    '1,1703202,Bobur,Navoiy,9,1,all',
    '1,1703202,Bobur,Navoiy,2,2,odd',
    '1,1703202,Bobur,,1,9,all',
    '1,1703202,Bobur,Navoiy,,,even',
    '1,1703202,=Bobur,Navoiy,,,all',
    '1,1703202,,Navoiy,,,all',
  );
  assert.deepEqual(codes, [
    '2 unknown-station',
    '3 unknown-territory',
    '4 empty-field',
    '5 out-of-range',
    '6 out-of-range',
    '7 unexpected-field',
    '8 unexpected-field',
    '9 formula-cell',
    '10 empty-field',
  ]);
  assert.deepEqual(rules, []);
});

test('rows that give a house to two stations are an error, a station elsewhere is a warning', () => {
  const { rules, codes } = readRanges(
    '1,1703202,Bobur,Navoiy,1,99,odd',
    '3,1703202,Bobur,NAVOIY,99,120,all',
  );
  assert.deepEqual(codes, ['3 range-overlap', '3 station-in-other-territory']);
  assert.equal(rules.length, 1);
});

test('an address has one station', () => {
  const findings = collectFindings();
  const rows = table(ADDRESS_RULE_COLUMNS, '17,1', '17,3', '0,1', 'x,1');
  const rules = readAddressRules(PLACES, rows, findings);
  assert.deepEqual(rules, [{ kind: 'address', station: '1', addressId: 17 }]);
  const { findings: found } = findings.report(4);
  assert.deepEqual(
    found.map(({ code }) => code),
    ['duplicate-number', 'out-of-range', 'not-a-number'],
  );
});

test('areas are read in millionths of a degree; what is no polygon is named', () => {
  const ring = [
    [69.2, 41.3],
    [69.3, 41.3],
    [69.3, 41.4],
    [69.2, 41.3],
  ];
  const feature = (station: string, geometry: unknown) => ({
    type: 'Feature',
    properties: { station },
    geometry,
  });
  const json = {
    type: 'FeatureCollection',
    features: [
      feature('1', { type: 'Polygon', coordinates: [ring] }),
      feature('2', { type: 'Polygon', coordinates: [ring] }),
      feature('1', { type: 'Point', coordinates: [69, 41] }),
      feature('1', { type: 'Polygon', coordinates: [ring.slice(0, 3)] }),
    ],
  };
  const findings = collectFindings();
  const [rule, ...others] = readAreaRules(PLACES, { file: 'areas', json }, findings);
  assert.deepEqual(rule?.polygons, [
    [
      [
        [69_200_000, 41_300_000],
        [69_300_000, 41_300_000],
        [69_300_000, 41_400_000],
        [69_200_000, 41_300_000],
      ],
    ],
  ]);
  assert.deepEqual(others, []);
  assert.deepEqual(
    findings.report(4).findings.map(({ line, code }) => `${line} ${code}`),
    ['2 unknown-station', '3 bad-geojson', '4 ring-not-closed'],
  );
});

test('the order of a set does not hang on the order of the rows', () => {
  const { rules } = readRanges(
    '1,1703202,Bobur,Temur,,,all',
    '1,1703202,Bobur,Navoiy,10,19,all',
    '1,1703202,Bobur,Navoiy,9,9,all',
  );
  assert.deepEqual(inRuleOrder(rules), inRuleOrder(rules.toReversed()));
  const houses = inRuleOrder(rules).map((rule) => (rule.kind === 'range' ? rule.from : 0));
  assert.deepEqual(houses, [9, 10, null]);
});

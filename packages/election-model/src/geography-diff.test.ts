import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson } from '@ovoz/basics';
import fc from 'fast-check';
import type { Geography } from './geography.ts';
import { diffGeography } from './geography-diff.ts';
import { geographyCanonical } from './geography-order.ts';

const STATION: Geography['stations'][number] = {
  number: '1',
  territoryCode: 'UZ',
  kind: 'domestic',
  name: 'School 1',
  address: 'Street 1',
  latitudeE4: 413111,
  longitudeE4: 692797,
  stepFree: 'unknown',
  opens: '08:00',
  closes: '20:00',
  timeZone: 'Asia/Tashkent',
  languages: ['uz-Latn'],
  hostCountry: null,
  generated: true,
};

const GEOGRAPHY: Geography = {
  territories: [
    {
      code: 'UZ',
      path: 'UZ',
      parentCode: null,
      level: 0,
      type: 'country',
      name: { en: 'Uzbekistan' },
    },
    {
      code: '1703',
      path: 'UZ/1703',
      parentCode: 'UZ',
      level: 1,
      type: 'region',
      name: { en: 'Andijan', ru: 'Андижан' },
    },
  ],
  stations: [STATION, { ...STATION, number: '2', name: 'School 2' }],
  districts: [
    { set: 'wards', code: '1', name: { en: 'No. 1' }, seats: 1, generated: true },
    { set: 'wards', code: '2', name: { en: 'No. 2' }, seats: 1, generated: true },
  ],
  memberships: [
    { set: 'wards', districtCode: '1', stationNumber: '1' },
    { set: 'wards', districtCode: '1', stationNumber: '2' },
  ],
};

test('against nothing, everything was added', () => {
  const diff = diffGeography(null, GEOGRAPHY);
  assert.deepEqual(
    diff.territories.added.map((item) => item.key),
    ['UZ', '1703'],
  );
  assert.deepEqual(diff.stations.added[1], { key: '2', name: { en: 'School 2' } });
  assert.deepEqual(diff.districts.added[0], { key: 'wards/1', name: { en: 'No. 1' } });
  assert.deepEqual(diff.memberships.added[0], { key: 'wards/1', name: { en: 'School 1' } });
});

test('what came, went and changed is told field by field', () => {
  const after: Geography = {
    territories: GEOGRAPHY.territories.map((one) =>
      one.code === '1703'
        ? { ...one, name: { en: 'Andijan', ru: 'Андижанская', kk: 'Әндіжан' } }
        : one,
    ),
    stations: [
      { ...STATION, address: 'Street 9', latitudeE4: null, languages: ['uz-Latn', 'ru'] },
      { ...STATION, number: '3', name: 'School 3' },
    ],
    districts: GEOGRAPHY.districts,
    memberships: [
      { set: 'wards', districtCode: '2', stationNumber: '1' },
      { set: 'wards', districtCode: '1', stationNumber: '3' },
    ],
  };
  const diff = diffGeography(GEOGRAPHY, after);
  assert.deepEqual(diff.territories.changed[0]?.fields, [
    { field: 'name.kk', before: null, after: 'Әндіжан' },
    { field: 'name.ru', before: 'Андижан', after: 'Андижанская' },
  ]);
  assert.deepEqual(diff.stations, {
    added: [{ key: '3', name: { en: 'School 3' } }],
    removed: [{ key: '2', name: { en: 'School 2' } }],
    changed: [
      {
        key: '1',
        name: { en: 'School 1' },
        fields: [
          { field: 'address', before: 'Street 1', after: 'Street 9' },
          { field: 'languages', before: ['uz-Latn'], after: ['uz-Latn', 'ru'] },
          { field: 'latitudeE4', before: 413111, after: null },
        ],
      },
    ],
  });
  assert.deepEqual(diff.districts, { added: [], removed: [], changed: [] });
  assert.deepEqual(diff.memberships, {
    added: [{ key: 'wards/3', name: { en: 'School 3' } }],
    removed: [{ key: 'wards/2', name: { en: 'School 2' } }],
    changed: [
      {
        key: 'wards/1',
        name: { en: 'School 1' },
        fields: [{ field: 'districtCode', before: '1', after: '2' }],
      },
    ],
  });
});

test('directions that are new, changed or gone are told language by language', () => {
  const told = (directions: { en: string; ru?: string }): Geography => ({
    ...GEOGRAPHY,
    stations: [{ ...STATION, directions }],
  });
  const untold = { ...GEOGRAPHY, stations: [STATION] };
  const fieldsOf = (before: Geography, after: Geography) =>
    diffGeography(before, after).stations.changed[0]?.fields;
  assert.deepEqual(fieldsOf(untold, told({ en: 'Second door' })), [
    { field: 'directions.en', before: null, after: 'Second door' },
  ]);
  assert.deepEqual(fieldsOf(told({ en: 'Second door', ru: 'Вход' }), told({ en: 'Third door' })), [
    { field: 'directions.en', before: 'Second door', after: 'Third door' },
    { field: 'directions.ru', before: 'Вход', after: null },
  ]);
  assert.deepEqual(fieldsOf(told({ en: 'Second door' }), untold), [
    { field: 'directions.en', before: 'Second door', after: null },
  ]);
  assert.equal(fieldsOf(told({ en: 'Second door' }), told({ en: 'Second door' })), undefined);
});

const shuffled = <Item>(items: readonly Item[]) =>
  fc.shuffledSubarray([...items], { minLength: items.length });

const anyOrder: fc.Arbitrary<Geography> = fc.record({
  territories: shuffled(GEOGRAPHY.territories),
  stations: shuffled(GEOGRAPHY.stations),
  districts: shuffled(GEOGRAPHY.districts),
  memberships: shuffled(GEOGRAPHY.memberships),
});

test('the order of rows changes neither the canonical text nor the difference', () => {
  const text = canonicalJson(geographyCanonical(GEOGRAPHY));
  const nothing = diffGeography(GEOGRAPHY, GEOGRAPHY);
  assert.deepEqual(nothing.stations, { added: [], removed: [], changed: [] });
  fc.assert(
    fc.property(anyOrder, (reordered) => {
      assert.equal(canonicalJson(geographyCanonical(reordered)), text);
      assert.deepEqual(diffGeography(GEOGRAPHY, reordered), nothing);
    }),
  );
});

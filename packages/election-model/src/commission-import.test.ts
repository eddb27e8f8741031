import assert from 'node:assert/strict';
import { test } from 'node:test';
import Value from 'typebox/value';
import { Commission, Membership } from './commission.ts';
import {
  type CommissionFiles,
  type Commissions,
  checkCommissionImport,
} from './commission-import.ts';
import type { ImportFindingCode } from './import-findings.ts';
import type { ImportTable } from './import-table.ts';
import { SMALL_COUNTRY, SMALL_GEOGRAPHY } from './testing/small-country.ts';

type Cells = Record<string, string>;

const PRECINCT: Cells = {
  code: 'precinct-1',
  kind: 'precinct',
  name_en: 'Precinct commission 1',
  name_local: '1-uchastka komissiyasi',
  name_ru: '',
  territory_code: 'SC-1',
  district_set: '',
  district_code: '',
  station_number: '1',
  address: 'Street 1',
  phone: '+998 71 239-12-34',
  formed_on: '2026-10-01',
  ends_on: '2027-01-31',
  generated: 'true',
};
const DISTRICT: Cells = {
  ...PRECINCT,
  code: 'district-2',
  kind: 'district',
  district_set: 'constituencies',
  district_code: '2',
  station_number: '',
  phone: '',
};
const TERRITORIAL: Cells = {
  ...DISTRICT,
  code: 'territorial-SC-1',
  kind: 'territorial',
  district_set: '',
  district_code: '',
  ends_on: '',
};
const CHAIR: Cells = {
  commission_code: 'precinct-1',
  name: 'Oripova Lola',
  office: 'chair',
  nominated_by: 'Mahalla Navbahor',
  from: '2026-10-01',
  until: '',
  generated: 'true',
};
const MEMBER: Cells = { ...CHAIR, name: 'Zokirov Anvar', office: 'member' };

function table(file: string, rows: readonly Cells[]): ImportTable {
  return { file, rows: rows.map((cells, index) => ({ line: index + 2, cells })) };
}

function findingsOf(files: CommissionFiles, base: Commissions | null = null): readonly string[] {
  const { commissions, report } = checkCommissionImport(
    SMALL_COUNTRY,
    SMALL_GEOGRAPHY,
    files,
    base,
  );
  assert.equal(commissions === null, report.errors > 0);
  return report.findings.map(({ code, line, field }) => `${code} ${line} ${field}`);
}

function imported(files: CommissionFiles, base: Commissions | null = null): Commissions {
  assert.deepEqual(findingsOf(files, base), []);
  const { commissions } = checkCommissionImport(SMALL_COUNTRY, SMALL_GEOGRAPHY, files, base);
  assert.ok(commissions !== null);
  return commissions;
}

const OTHER_CHAIRS = [
  { ...CHAIR, commission_code: 'district-2' },
  { ...CHAIR, commission_code: 'territorial-SC-1' },
];
const COMMISSIONS = table('commissions.csv', [PRECINCT, DISTRICT, TERRITORIAL]);

test('commissions and members become records of the published shape', () => {
  const { commissions, memberships } = imported({
    commissions: COMMISSIONS,
    members: table('members.csv', [CHAIR, MEMBER, ...OTHER_CHAIRS]),
  });
  for (const one of commissions) assert.ok(Value.Check(Commission, one), one.code);
  for (const one of memberships) assert.ok(Value.Check(Membership, one));
  assert.equal(commissions[0]?.pack, 'small-country');
  assert.equal(commissions[1]?.phone, null);
  assert.equal(commissions[2]?.endsOn, null);
  assert.equal(memberships[1]?.office, 'member');
});

test('each fault of a commission is found in its line and field', () => {
  const cases: readonly [Cells, ImportFindingCode, field: string][] = [
    [{ ...PRECINCT, code: 'Precinct 1' }, 'bad-format', 'code'],
    [{ ...PRECINCT, code: 'territorial-SC-1' }, 'duplicate-code', 'code'],
    [{ ...PRECINCT, kind: 'village' }, 'unknown-commission-kind', 'kind'],
    [{ ...PRECINCT, territory_code: 'SC-9' }, 'unknown-territory', 'territory_code'],
    [{ ...PRECINCT, territory_code: 'SC-2' }, 'station-elsewhere', 'territory_code'],
    [{ ...PRECINCT, station_number: '' }, 'unknown-station', 'station_number'],
    [{ ...PRECINCT, station_number: '77' }, 'unknown-station', 'station_number'],
    [{ ...PRECINCT, district_code: '1' }, 'unexpected-field', 'district_code'],
    [{ ...PRECINCT, ends_on: '2026-09-30' }, 'date-order', 'ends_on'],
    [{ ...PRECINCT, formed_on: '2026-02-30' }, 'impossible-date', 'formed_on'],
    [{ ...PRECINCT, formed_on: '' }, 'empty-field', 'formed_on'],
    [{ ...PRECINCT, phone: '=1+1' }, 'formula-cell', 'phone'],
    [{ ...DISTRICT, district_set: 'wards' }, 'unknown-district-set', 'district_set'],
    [{ ...DISTRICT, district_code: '7' }, 'unknown-district', 'district_code'],
    [{ ...DISTRICT, station_number: '1' }, 'unexpected-field', 'station_number'],
    [
      { ...TERRITORIAL, code: 'territorial-SC', territory_code: 'SC' },
      'level-mismatch',
      'territory_code',
    ],
  ];
  for (const [row, code, field] of cases) {
    const commissions = table('commissions.csv', [TERRITORIAL, row]);
    const found = findingsOf({ commissions }).filter((one) => !one.startsWith('member-count'));
    assert.deepEqual(found, [`${code} 3 ${field}`], JSON.stringify(row));
  }
});

test('each fault of a member is found in its line and field', () => {
  const cases: readonly [readonly Cells[], ...expected: string[]][] = [
    [[{ ...MEMBER, commission_code: 'precinct-9' }], 'unknown-commission 3 commission_code'],
    [[{ ...MEMBER, office: 'boss' }], 'unknown-value 3 office'],
    [[{ ...MEMBER, name: '' }], 'empty-field 3 name'],
    [[{ ...MEMBER, from: '2026-12-01', until: '2026-11-01' }], 'date-order 3 until'],
    [[{ ...MEMBER, from: '2026-09-30' }], 'outside-term 3 from'],
    [[{ ...MEMBER, until: '2027-02-01' }], 'outside-term 3 until'],
    [[{ ...MEMBER, from: '2027-02-01' }], 'outside-term 3 until'],
    [[{ ...MEMBER, office: 'chair' }], 'office-taken 3 office'],
    [[{ ...CHAIR, office: 'member' }], 'member-twice 3 name'],
    [
      [
        { ...MEMBER, office: 'secretary', until: '2026-11-01' },
        { ...MEMBER, name: 'Aliyev Botir', office: 'secretary', from: '2026-11-01' },
      ],
      'office-taken 4 office',
    ],
    // Three at a time are allowed, four are not; who left before others came does not count.
    [
      [
        MEMBER,
        { ...MEMBER, name: 'A', until: '2026-11-01' },
        { ...MEMBER, name: 'B', from: '2026-11-02' },
      ],
    ],
    [
      [MEMBER, { ...MEMBER, name: 'A' }, { ...MEMBER, name: 'B' }],
      'member-count null commission_code',
    ],
  ];
  for (const [rows, ...expected] of cases) {
    const commissions = table('commissions.csv', [PRECINCT]);
    const members = table('members.csv', [CHAIR, ...rows]);
    assert.deepEqual(findingsOf({ commissions, members }), expected, JSON.stringify(rows));
  }
});

test('a commission without members is a warning, not an error', () => {
  assert.deepEqual(findingsOf({ commissions: table('commissions.csv', [PRECINCT]) }), [
    'member-count null commission_code',
  ]);
});

test('a file that is not there leaves what was, if it still fits', () => {
  const base = imported({
    commissions: COMMISSIONS,
    members: table('members.csv', [CHAIR, MEMBER, ...OTHER_CHAIRS]),
  });
  assert.deepEqual(imported({}, base), base);
  const found = findingsOf(
    { commissions: table('commissions.csv', [DISTRICT, TERRITORIAL]) },
    base,
  );
  assert.deepEqual(found, ['unknown-commission null commission_code']);
  const shorter = { ...PRECINCT, formed_on: '2026-10-15' };
  assert.deepEqual(
    findingsOf({ commissions: table('commissions.csv', [shorter, DISTRICT, TERRITORIAL]) }, base),
    ['outside-term null from', 'outside-term null from'],
  );
});

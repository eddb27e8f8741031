import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  ADDRESS_LINES,
  loadFirst,
  loadStaged,
  personLine,
  stageBatch,
  testNumber,
} from '../../../../testing/register-batch.ts';
import { loadSmallNation } from '../../../../testing/small-nation.ts';
import { startTestServer, type TestServer } from '../../../../testing/start-test-server.ts';
import { registerKeys } from '../register-keys.ts';

const HOME = 'UZ/1703/1703202';

async function serverFor(t: TestContext): Promise<TestServer> {
  const server = await startTestServer(t);
  const people = [await server.signInAs('central-member'), await server.signInAs('central-member')];
  await loadSmallNation(people[0] as never, people[1] as never);
  return server;
}

const thirty = Array.from({ length: 30 }, (_, index) => personLine(index + 1));

test('a first batch fills the register with everything that follows from a row', async (t) => {
  const server = await serverFor(t);
  const { owner, platform } = server;
  const first = personLine(31, { surname: 'Ғаниев', address_id: '21', patronymic: '' });
  const second = personLine(32, { national_number: '', document_number: '', address_id: '' });
  const { status, report } = await loadFirst(server, [...thirty, first, second]);
  assert.equal(status, 'applied');
  assert.equal(report?.outcomes.added, 32);
  assert.deepEqual(
    report?.districts.map(({ territory, after }) => [territory, after]),
    [
      ['UZ', 1],
      ['1703202', 30],
      ['1706204', 1],
    ],
  );
  const [row] = await owner`select * from voters where record_id = 31`;
  const keys = registerKeys(platform.keys.register);
  assert.equal(row?.['search_key'], 'ganiyev aziz');
  assert.equal(row?.['region_path'], 'UZ/1706');
  assert.equal(row?.['territory_path'], 'UZ/1706/1706204');
  assert.equal(row?.['birth_date'].toISOString().slice(0, 10), '1990-03-02');
  assert.deepEqual(row?.['national_key'], keys.nationalKey('uzbekistan', testNumber(31)));
  assert.equal(keys.unsealNumbers(row?.['sealed']).document, 'AA1000031');
  const found = Object.fromEntries(
    (report?.quality ?? []).map(({ finding, count }) => [finding, count]),
  );
  assert.equal(found['patronymic-missing'], 1);
  assert.equal(found['number-missing'], 1);
  assert.equal(found['address-missing'], 1);
  assert.equal(found['crowded-address'], 1, '30 people at address 11');
  assert.equal((await owner`select from voter_changes`).length, 0, 'the full pass finds all');

  await t.test('and leaves table and indexes as they were', async () => {
    const names =
      await owner`select indexname from pg_indexes where tablename = 'voters' order by 1`;
    assert.deepEqual(
      names.map(({ indexname }) => indexname),
      [
        'voters_by_address',
        'voters_by_birth',
        'voters_by_name',
        'voters_by_place',
        'voters_by_skeleton',
        'voters_corrected',
        'voters_national_key',
        'voters_pkey',
        'voters_record_id',
      ],
    );
  });

  await t.test('and removes the files with people in clear', () => {
    const folder = join(platform.configuration.dataDirectory, 'register');
    assert.deepEqual(existsSync(folder) ? readdirSync(folder) : [], []);
  });

  await t.test('and records it without a person', async () => {
    const facts = await owner<{ bytes: Buffer }[]>`
      select bytes from evidence_facts where event_type = 'voter-register.batch-applied' order by inserted_at`;
    const leaf = JSON.parse(facts[1]?.bytes.toString() ?? '{}');
    assert.equal(leaf.payload.outcomes.added, 32);
    assert.ok(!facts.some(({ bytes }) => bytes.includes('Karimov')));
  });
});

test('every wrong row is set aside with its reason, and the rest is taken', async (t) => {
  const server = await serverFor(t);
  const wrong: [string, string][] = [
    [personLine(40, { national_number: '31501874210019' }), 'national-number-invalid'],
    [personLine(41, { birth_date: '1990-02-30' }), 'date-impossible'],
    [personLine(42, { birth_date: '2026-11-21' }), 'date-in-future'],
    [personLine(43, { birth_date: '1820-01-01' }), 'date-too-old'],
    [personLine(44, { address_id: '99' }), 'address-unknown'],
    [personLine(45, { given: 'Аziz' }), 'mixed-scripts'],
    [personLine(46, { given: 'A\u200Bziz' }), 'unseen-character'],
    [personLine(47, { given: 'A\u202Eziz' }), 'unseen-character'],
    [personLine(48, { surname: 'A'.repeat(10_000) }), 'name-too-long'],
    [personLine(49, { surname: '"=HYPERLINK(1)"' }), 'formula-cell'],
    [personLine(50, { sex: 'x' }), 'sex-unknown'],
    [personLine(51, { citizenship: 'uz' }), 'citizenship-unknown'],
    [personLine(0), 'number-invalid'],
    [personLine(52).split(',').slice(1).join(','), 'columns-wrong'],
    [personLine(53, { flat: '"4' }), 'columns-wrong'],
    [personLine(54, { given: '' }), 'name-empty'],
    [personLine(1), 'record-repeated'],
    [personLine(55, { national_number: testNumber(1) }), 'national-number-repeated'],
  ];
  const lines = [...thirty, ...wrong.map(([line]) => line)];
  const { status, report } = await loadFirst(server, lines);
  assert.equal(status, 'applied');
  assert.equal(report?.outcomes.added, 30);
  assert.equal(report?.outcomes.quarantined, wrong.length);
  const rows = await server.owner<{ line: number; reason: string; sealed: Buffer }[]>`
    select line, reason, sealed from register_quarantine order by line`;
  assert.deepEqual(
    rows.map(({ reason }) => reason),
    wrong.map(([, reason]) => reason),
  );
  const keys = registerKeys(server.platform.keys.register);
  for (const [index, { line, sealed }] of rows.entries()) {
    assert.equal(line, 32 + index);
    assert.equal(keys.unsealLine(sealed), wrong[index]?.[0]);
    assert.ok(!sealed.includes('Karimov'));
  }
});

test('a batch that is not what its manifest says is refused whole', async (t) => {
  const server = await serverFor(t);
  const cases: [Parameters<typeof stageBatch>[1], string][] = [
    [
      { files: { 'persons.csv': thirty }, alter: (text) => text.replace('Aziz', 'Azis') },
      'file-altered',
    ],
    [{ files: { 'persons.csv': thirty }, alter: (text) => `${text}x` }, 'file-altered'],
    [{ files: { 'persons.csv': thirty }, rows: 31 }, 'file-rows-differ'],
    [{ files: { 'persons.csv': [] }, alter: () => '' }, 'file-altered'],
    [
      { files: { 'persons.csv': Array.from({ length: 2000 }, () => 'nonsense') } },
      'quarantine-too-large',
    ],
  ];
  for (const [batch, refusal] of cases) {
    const ended = await loadStaged(server, await stageBatch(server, batch));
    assert.equal(ended.refusal, refusal);
    assert.equal(ended.status, 'refused');
    assert.equal((await server.owner`select from voters`).length, 0);
    assert.equal((await server.owner`select from register_quarantine`).length, 0);
  }
  const [fact] = await server.owner<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where event_type = 'voter-register.batch-refused' limit 1`;
  assert.match(fact?.bytes.toString() ?? '', /file-altered/);
});

test('addresses are placed by the geography, changed and retired, and voters move with them', async (t) => {
  const server = await serverFor(t);
  // So few that no limit asks.
  await loadFirst(server, thirty.slice(0, 9));
  const { owner } = server;
  const [address] = await owner`select * from addresses where id = 12`;
  assert.equal(address?.['territory_path'], HOME);
  assert.equal(address?.['house_number'], 2);
  assert.equal(address?.['street_key'], 'navoiy');
  const lines = [
    ADDRESS_LINES[0]?.replace('1703202', '1706204') ?? '',
    ADDRESS_LINES[1] ?? '',
    (ADDRESS_LINES[2] ?? '').replace('active', 'retired'),
    '22,9999999,X,Y,1,,,active',
    '23,1706204,X,Y,1,91.0,64.0,active',
    '24,1706204,X,Y,1,39.0,,active',
    '25,1706204,X,Y,1,,,gone',
    '26,1706204,X,=Y,1,,,active',
  ];
  const batch = {
    register: 'address',
    kind: 'delta',
    sequence: 2,
    files: { 'addresses.csv': lines },
  } as const;
  const { status, report } = await loadStaged(server, await stageBatch(server, batch));
  assert.equal(status, 'applied');
  assert.deepEqual(
    [report?.outcomes.changed, report?.outcomes.unchanged, report?.outcomes.quarantined],
    [2, 1, 5],
  );
  const places = await owner`select distinct territory_path, region_path from voters`;
  assert.deepEqual([...places], [{ territory_path: 'UZ/1706/1706204', region_path: 'UZ/1706' }]);
  const districts = await owner`select path, registered from register_districts order by path`;
  assert.deepEqual(
    districts.map(({ registered }) => registered),
    [0, 9],
  );
});

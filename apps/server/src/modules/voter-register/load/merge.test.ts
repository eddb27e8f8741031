import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { present } from '@ovoz/basics';
import {
  loadFirst,
  loaderSettings,
  loadStaged,
  type PersonCells,
  personLine,
  stageBatch,
  testNumber,
} from '../../../../testing/register-batch.ts';
import { loadSmallNation } from '../../../../testing/small-nation.ts';
import { startTestServer, type TestServer } from '../../../../testing/start-test-server.ts';
import { inTransaction } from '../../../platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../../../platform/register-scope.ts';
import { loadCountryPacks } from '../../geography/public.ts';
import { countryRegister } from '../country-register.ts';
import { districtChecksums } from '../store-districts.ts';
import { applyVoterChange, type VoterChange } from '../voter-change.ts';

const HOME = 'UZ/1703/1703202';
const PROGRAM = fileURLToPath(new URL('./load-program.ts', import.meta.url));
const thirty = Array.from({ length: 30 }, (_, index) => personLine(index + 1));

async function filledServer(t: TestContext, persons = thirty): Promise<TestServer> {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  await loadSmallNation(first, await server.signInAs('central-member'));
  const { status } = await loadFirst(server, persons);
  assert.equal(status, 'applied');
  return server;
}

/** Loads a delta with these rows of people and events. */
async function delta(
  server: TestServer,
  sequence: number,
  persons: readonly string[],
  events: readonly string[] = [],
) {
  const files = {
    ...(persons.length > 0 ? { 'persons.csv': persons } : {}),
    ...(events.length > 0 ? { 'events.csv': events } : {}),
  };
  return loadStaged(server, await stageBatch(server, { kind: 'delta', sequence, files }));
}

async function act(server: TestServer, change: VoterChange) {
  const { platform } = server;
  const pack = present(loadCountryPacks().get('uzbekistan'), 'it is there').pack;
  const register = present(countryRegister(platform.keys.register, pack), 'it has a law');
  return inTransaction(platform.database, async (transaction) => {
    await openRegister(transaction, WHOLE_REGISTER);
    return applyVoterChange(transaction, register, platform.now(), change);
  });
}

async function countRegistered({ owner }: TestServer): Promise<number> {
  const [row] = await owner<{ sum: number }[]>`
    select sum(registered)::integer as sum from register_districts`;
  return row?.sum ?? 0;
}

const REQUEST = { cause: 'request', causeRef: 'r1' } as const;
const changedLine = (record: number, cells: PersonCells) => personLine(record, cells);

test('a delta adds, changes and leaves alone, keeps versions and tells the finder of duplicates', async (t) => {
  const server = await filledServer(t);
  const { owner } = server;
  const { status, report } = await delta(server, 2, [
    personLine(1),
    changedLine(2, { surname: 'Rahimov', address_id: '21' }),
    personLine(31),
  ]);
  assert.equal(status, 'applied');
  const { added, changed, unchanged, missing } = present(report, 'applied').outcomes;
  assert.deepEqual(
    { added, changed, unchanged, missing },
    { added: 1, changed: 1, unchanged: 1, missing: 0 },
  );
  const [voter] = await owner`select * from voters where record_id = 2`;
  assert.equal(voter?.['search_key'], 'rahimov aziz olimovich');
  assert.equal(voter?.['territory_path'], 'UZ/1706/1706204');
  assert.equal(voter?.['version'], 2);
  assert.equal(voter?.['batch_sequence'], 2);
  const [version] = await owner`select * from voter_versions`;
  assert.equal(version?.['before'].surname, 'Karimov');
  assert.equal(version?.['cause_ref'], '2');
  assert.equal((await owner`select from voter_changes`).length, 2);
  const districts = await owner`select path, registered from register_districts order by path`;
  assert.deepEqual(
    districts.map(({ registered }) => registered),
    [30, 1],
  );

  await t.test('and the same rows again change nothing', async () => {
    const again = await delta(server, 3, [
      changedLine(2, { surname: 'Rahimov', address_id: '21' }),
      personLine(31),
    ]);
    assert.equal(again.report?.outcomes.unchanged, 2);
    assert.equal((await owner`select from voter_versions`).length, 1);
  });

  await t.test('and checksums of districts are those of the rows, in any order', async () => {
    const ours = await districtChecksums(owner, 'UZ', 'civil');
    assert.deepEqual(
      ours.map(({ territory, rows }) => [territory, rows]),
      [
        ['1703202', 30],
        ['1706204', 1],
      ],
    );
    const [expected] = await owner`select source_hash from voters where record_id = 2`;
    assert.equal(
      ours[1]?.checksum,
      BigInt.asUintN(64, BigInt(expected?.['source_hash'])).toString(),
    );
  });
});

test('a national number of another record is set aside, and nobody is on the list twice', async (t) => {
  const server = await filledServer(t);
  const { report } = await delta(server, 2, [
    personLine(31, { national_number: testNumber(1) }),
    changedLine(2, { national_number: testNumber(3) }),
  ]);
  assert.deepEqual(report?.quarantine, [{ reason: 'national-number-repeated', count: 2 }]);
  assert.equal((await server.owner`select from voters`).length, 30);
});

test('who was added on request is found by the national number when the register sends the record', async (t) => {
  const server = await filledServer(t);
  const added = await act(server, {
    kind: 'add',
    person: {
      nationalNumber: testNumber(31),
      documentNumber: '',
      surname: 'Karimov',
      given: 'Aziz',
      patronymic: '',
      sex: 'm',
      birthDate: '1990-03-02',
      citizenship: 'UZ',
      addressId: 11,
      flat: '',
    },
    territoryPath: HOME,
    ...REQUEST,
  });
  assert.ok(added.ok);
  const { report } = await delta(server, 2, [personLine(31)]);
  assert.equal(report?.outcomes.changed, 1);
  const [voter] = await server.owner`select * from voters where record_id = 31`;
  assert.equal(Number(voter?.['id']), added.value.voterId);
});

test('what a commission corrected stands until the register sends the same', async (t) => {
  const server = await filledServer(t);
  const { owner } = server;
  const [voter] = await owner<{ id: number }[]>`
    select id::float8 as id from voters where record_id = 5`;
  const voterId = present(voter, 'loaded').id;
  const corrected = await act(server, {
    kind: 'change',
    voterId,
    fields: { surname: 'Karimiy', documentNumber: 'AB0000001', addressId: 21 },
    corrected: ['surname', 'documentNumber', 'addressId'],
    ...REQUEST,
  });
  assert.ok(corrected.ok);
  const stored = async () => {
    const [row] = await owner`select * from voters where id = ${voterId}`;
    return present(row, 'it stays');
  };
  const { report } = await delta(server, 2, [
    changedLine(5, { given: 'Azizbek', document_number: 'AB0000001' }),
  ]);
  assert.equal(report?.outcomes.kept, 2);
  const after = await stored();
  assert.equal(after['surname'], 'Karimiy');
  assert.equal(after['given'], 'Azizbek', 'what nobody corrected follows the register');
  assert.equal(after['search_key'], 'karimiy azizbek olimovich');
  assert.equal(after['territory_path'], 'UZ/1706/1706204');
  assert.deepEqual(after['corrected'], ['addressId', 'surname'], 'the document is the same now');
  await delta(server, 3, [changedLine(5, { surname: 'Karimiy', address_id: '21' })]);
  const settled = await stored();
  assert.equal(settled['corrected'], null);
  assert.equal(settled['given'], 'Aziz');
  await delta(server, 4, [changedLine(5, { surname: 'Salimov' })]);
  assert.equal((await stored())['surname'], 'Salimov');
});

test('events end and restore entries, and court facts keep their validity', async (t) => {
  const server = await filledServer(t);
  const { owner } = server;
  const { report } = await delta(
    server,
    2,
    [],
    [
      '1,deceased,2026-11-01,,Act 1',
      '2,citizenship-lost,2026-11-01,,Decree 2',
      '3,sentenced,2026-01-01,2027-01-01,Court 3',
      '3,sentenced,2026-01-01,2027-01-01,Court 3',
      '4,moved-abroad,2026-01-01,,Notice 4',
      '99,deceased,2026-11-01,,Act 9',
      '5,deceased,2026-11-31,,Act 5',
      '5,deceased,2026-11-21,,Act 5',
      '5,sentenced,2026-02-01,2026-01-01,Act 5',
      '5,vanished,2026-02-01,,Act 5',
      '5,sentenced,2026-02-01,,',
      '5,revoked,2026-02-01,,Act 404',
    ],
  );
  assert.equal(report?.outcomes.facts, 4);
  assert.equal(report?.outcomes.removed, 2);
  assert.deepEqual(
    new Set(report?.quarantine.map(({ reason }) => reason)),
    new Set([
      'person-unknown',
      'date-impossible',
      'date-in-future',
      'dates-out-of-order',
      'event-unknown',
      'text-empty',
      'fact-unknown',
    ]),
  );
  const statuses = async () => {
    const rows = await owner`select status from voters where record_id <= 4 order by record_id`;
    return rows.map(({ status }) => status);
  };
  assert.deepEqual(await statuses(), ['deceased', 'left', 'registered', 'registered']);
  assert.equal(await countRegistered(server), 28);

  await t.test('and who was dead by mistake is back when the source takes it back', async () => {
    await delta(server, 3, [personLine(1, { flat: '7' })], ['1,revoked,2026-11-10,,Act 1']);
    assert.deepEqual((await statuses())[0], 'registered');
    const [fact] = await owner`select revoked_at from voter_facts where document = 'Act 1'`;
    assert.ok(fact?.['revoked_at'] !== null, 'the row stays');
    assert.equal(await countRegistered(server), 29);
  });
});

test('missing from a full file is no deletion', async (t) => {
  const server = await filledServer(t);
  const files = { 'persons.csv': [...thirty.slice(0, 27), personLine(28, { sex: 'x' })] };
  const { status, report } = await loadStaged(
    server,
    await stageBatch(server, { sequence: 2, files }),
  );
  assert.equal(status, 'applied');
  assert.equal(report?.outcomes.missing, 2, 'a row that was set aside is there');
  assert.equal(report?.outcomes.unchanged, 27);
  assert.equal((await server.owner`select from voters where status = 'registered'`).length, 30);
});

test('a batch that changes too much of a district is held whole, and goes on when two people release it', async (t) => {
  const many = Array.from({ length: 400 }, (_, index) => personLine(index + 1));
  const server = await filledServer(t, many);
  const { owner } = server;
  const deaths = Array.from(
    { length: 12 },
    (_, index) => `${index + 1},deceased,2026-11-01,,Act ${index}`,
  );
  const files = { 'events.csv': deaths };
  const id = await stageBatch(server, { kind: 'delta', sequence: 2, files });
  const held = await loadStaged(server, id);
  assert.equal(held.status, 'held');
  assert.deepEqual(held.report?.districts, [
    { territory: '1703202', before: 400, after: 388, removals: 12, changes: 12, isHeld: true },
  ]);
  assert.equal((await owner`select from voters where status <> 'registered'`).length, 0);
  assert.equal((await owner`select from voter_facts`).length, 0);
  assert.equal(await countRegistered(server), 400);

  await t.test('the next batch waits behind it', async () => {
    const next = await delta(server, 3, [personLine(401)]);
    assert.equal(next.status, 'received');
  });

  await t.test('released, it is applied, and then the next one', async () => {
    await owner.begin(async (transaction) => {
      await transaction`set local session_replication_role = replica`;
      await transaction`
        update register_batches set status = 'received', hold_proposal_id = ${id} where id = ${id}`;
    });
    assert.equal((await loadStaged(server, id)).status, 'applied');
    assert.equal((await owner`select from voters where status = 'deceased'`).length, 12);
    assert.equal((await owner`select from voters where record_id = 401`).length, 1);
  });

  await t.test('and all of it is in the record', async () => {
    const facts = await owner`
      select event_type from evidence_facts where event_type like 'voter-register.batch%' order by inserted_at`;
    assert.deepEqual(
      facts.map((fact) => fact['event_type'].replace('voter-register.batch-', '')),
      ['applied', 'applied', 'held', 'applied', 'applied'],
    );
  });
});

test('a loader that is killed at any moment leaves nothing half applied, and the next one begins anew', async (t) => {
  const server = await filledServer(t);
  const { owner } = server;
  const lines = Array.from({ length: 4000 }, (_, index) => personLine(index + 31));
  const id = await stageBatch(server, {
    kind: 'full',
    sequence: 2,
    files: { 'persons.csv': [...thirty, ...lines] },
  });
  // Before it said that it begins, in the middle of the load, and when all but the commit is done.
  for (const [step, status] of [
    ['reading', 'received'],
    ['comparing', 'loading'],
    ['counting', 'loading'],
  ] as const) {
    await killAt(server, id, step);
    const [batch] = await owner`select status from register_batches where id = ${id}`;
    assert.equal(batch?.['status'], status, step);
    assert.equal((await owner`select from voters`).length, 30, step);
    assert.equal((await owner`select from voter_changes`).length, 0, step);
  }
  const ended = await loadStaged(server, id);
  assert.equal(ended.status, 'held', 'and the second attempt counts as the first');
  assert.equal(ended.report?.outcomes.added, 4000);
});

/** Runs a loader and kills it with signal 9 while it writes down that it is at the step. */
async function killAt(server: TestServer, id: string, step: string): Promise<void> {
  const { owner } = server;
  await owner`update register_batches set step = null where id = ${id}`;
  await owner.unsafe(`
    create function hold_step() returns trigger language plpgsql as
      $$ begin perform pg_sleep(60); return new; end $$;
    create trigger held before update on register_batches for each row
      when (new.step = '${step}') execute function hold_step();`);
  const loader = fork(PROGRAM, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(loader, 'exit');
  loader.send(loaderSettings(server));
  for (;;) {
    const [held] = await owner<{ pid: number }[]>`
      select pid from pg_stat_activity
      where datname = current_database() and wait_event = 'PgSleep'`;
    assert.equal(loader.exitCode, null, 'the loader is at work');
    if (held === undefined) continue;
    loader.kill('SIGKILL');
    await ended;
    // A sleeper does not see that nobody is there any more.
    await owner`select pg_terminate_backend(${held.pid})`;
    break;
  }
  await owner.unsafe(`drop trigger held on register_batches; drop function hold_step();`);
}

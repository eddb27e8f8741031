import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { ok, refused } from '@ovoz/basics';
import { signInToDemo } from '@ovoz/contract';
import { addPerson } from '../../testing/people.ts';
import { startTestServer } from '../../testing/start-test-server.ts';
import { cloneTemplate } from '../../testing/template-database.ts';
import {
  inTransaction,
  isConnectionLoss,
  isDiskFull,
  openDatabase,
  OutcomeUnknown,
  type Transaction,
} from './database.ts';

/** A table of one counter, and pools of the server and the owner on it. */
async function counterFor(t: TestContext) {
  const { url, drop } = await cloneTemplate();
  const owner = openDatabase(url, 'owner');
  const database = openDatabase(url);
  t.after(async () => {
    await Promise.all([owner.end({ timeout: 1 }), database.end({ timeout: 1 })]);
    await drop();
  });
  await owner`create table counters (id integer primary key, value integer not null)`;
  await owner`insert into counters values (1, 0), (2, 0)`;
  await owner`grant select, update on counters to ovoz_server`;
  const valueOf = async (id = 1) => {
    const [row] = await owner<{ value: number }[]>`select value from counters where id = ${id}`;
    return row?.value;
  };
  return { owner, database, valueOf };
}

const add = (sql: Transaction, id = 1) =>
  sql`update counters set value = value + 1 where id = ${id}`;

test('the pool works as the role that appends, within limits', async (t) => {
  const { owner, database } = await counterFor(t);
  const [row] =
    await database`select current_user::text as who, current_setting('statement_timeout') as
    statement, current_setting('idle_in_transaction_session_timeout') as idle, current_setting('TimeZone') as zone`;
  assert.deepEqual({ ...row }, { who: 'ovoz_server', statement: '30s', idle: '30s', zone: 'UTC' });
  await assert.rejects(database`create table mine (id integer)`, { code: '42501' });
  const [owning] = await owner`select current_setting('statement_timeout') as statement`;
  assert.equal(owning?.['statement'], '0', 'a migration takes as long as it takes');
});

test('what succeeds is saved, a refusal leaves nothing', async (t) => {
  const { database, valueOf } = await counterFor(t);
  assert.deepEqual(
    await inTransaction(database, async (sql) => {
      await add(sql);
      return ok('done');
    }),
    ok('done'),
  );
  assert.equal(await valueOf(), 1);
  const answer = await inTransaction(database, async (sql) => {
    await add(sql);
    return refused('calendar-blocks');
  });
  assert.deepEqual(answer, refused('calendar-blocks'));
  assert.equal(await valueOf(), 1);
});

test('a defect leaves nothing and is not tried again', async (t) => {
  const { database, valueOf } = await counterFor(t);
  let attempts = 0;
  const act = inTransaction(database, async (sql) => {
    attempts += 1;
    await add(sql);
    throw new TypeError('a defect');
  });
  await assert.rejects(act, /a defect/);
  assert.equal(attempts, 1);
  assert.equal(await valueOf(), 0);
});

test('a serialization failure is tried again', async (t) => {
  const { owner, database, valueOf } = await counterFor(t);
  let attempts = 0;
  const answer = await inTransaction(database, async (sql) => {
    attempts += 1;
    await sql`set transaction isolation level repeatable read`;
    await sql`select value from counters`;
    if (attempts === 1) await owner`update counters set value = 10 where id = 1`;
    await add(sql);
    return ok(attempts);
  });
  assert.deepEqual(answer, ok(2));
  assert.equal(await valueOf(), 11);
});

test('of two acts in a deadlock one is tried again, and both are done', async (t) => {
  const { database, valueOf } = await counterFor(t);
  const firstTurn = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  let attempts = 0;
  const act = (first: number, own: 0 | 1) =>
    inTransaction(database, async (sql) => {
      attempts += 1;
      await add(sql, first);
      firstTurn[own].resolve();
      await Promise.all(firstTurn.map(({ promise }) => promise));
      await add(sql, 3 - first);
      return ok(null);
    });
  await Promise.all([act(1, 0), act(2, 1)]);
  assert.equal(attempts, 3);
  assert.deepEqual([await valueOf(1), await valueOf(2)], [2, 2]);
});

test('a conflict without end is given up after five attempts', async (t) => {
  const { owner, database } = await counterFor(t);
  await owner`create function conflict() returns trigger language plpgsql as $$
    begin raise exception 'again' using errcode = 'serialization_failure'; end $$`;
  await owner`create trigger conflict before update on counters for each row execute function conflict()`;
  let attempts = 0;
  const act = inTransaction(database, async (sql) => {
    attempts += 1;
    await add(sql);
    return ok(null);
  });
  await assert.rejects(act, { code: '40001' });
  assert.equal(attempts, 5);
});

test('a connection that is lost before the end is replaced and the act tried again', async (t) => {
  const { owner, database, valueOf } = await counterFor(t);
  let attempts = 0;
  const answer = await inTransaction(database, async (sql) => {
    attempts += 1;
    await add(sql);
    const [own] = await sql`select pg_backend_pid() as pid`;
    if (attempts === 1) await owner`select pg_terminate_backend(${own?.['pid']}, 5000)`;
    await add(sql, 2);
    return ok(attempts);
  });
  assert.deepEqual(answer, ok(2));
  assert.deepEqual([await valueOf(1), await valueOf(2)], [1, 1]);
});

test('a connection that is lost during COMMIT leaves the outcome unknown, and nothing is repeated', async (t) => {
  const { owner, database } = await counterFor(t);
  await owner`create function die() returns trigger language plpgsql security definer as $$
    begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`;
  await owner`create constraint trigger die after update on counters deferrable initially deferred
    for each row execute function die()`;
  let attempts = 0;
  const act = inTransaction(database, async (sql) => {
    attempts += 1;
    await add(sql);
    return ok(null);
  });
  await assert.rejects(act, (error) => error instanceof OutcomeUnknown);
  assert.equal(attempts, 1);
  await owner`drop trigger die on counters`;
  assert.deepEqual(await inTransaction(database, async (sql) => ok((await add(sql)).count)), ok(1));
});

test('a full disk, a lost database and an unknown outcome are told apart by their codes', async (t) => {
  const { owner, platform, browser } = await startTestServer(t);
  const { username } = await addPerson(owner, 'auditor', 'UZ', platform.now());
  const answerWhen = async (errcode: string) => {
    await owner.unsafe(`create or replace function fail() returns trigger language plpgsql as
      $$ begin raise exception 'broken' using errcode = '${errcode}'; end $$`);
    await owner`create or replace trigger fail before insert on sessions for each row execute function fail()`;
    const answer = await browser().call(signInToDemo, { body: { username } });
    assert.ok(!answer.ok && 'status' in answer.refusal);
    return [answer.refusal.code, answer.refusal.status];
  };
  assert.deepEqual(await answerWhen('53100'), ['disk-full', 507]);
  assert.deepEqual(await answerWhen('57P03'), ['unavailable', 503]);
  assert.deepEqual(await answerWhen('XX000'), ['internal-error', 500]);
});

test('codes of PostgreSQL and of the operating system are known by what they mean', () => {
  const withCode = (code: string) => Object.assign(new Error(code), { code });
  for (const code of ['57P01', 'ECONNRESET', 'CONNECTION_CLOSED', 'CONNECT_TIMEOUT'])
    assert.equal(isConnectionLoss(withCode(code)), true, code);
  for (const code of ['53100', 'ENOSPC']) assert.equal(isDiskFull(withCode(code)), true, code);
  for (const other of [withCode('23505'), new Error('plain'), null, { code: '57P01' }]) {
    assert.equal(isConnectionLoss(other), false);
    assert.equal(isDiskFull(other), false);
  }
});

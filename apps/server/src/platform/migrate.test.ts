import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type postgres from 'postgres';
import { emptyDatabase } from '../../testing/template-database.ts';
import { openDatabase } from './database.ts';
import { dumpSchema } from './dump-schema.ts';
import { StartFailure } from './failure.ts';
import { knownMigrations, migrate, requireCurrentSchema } from './migrate.ts';

const SCHEMA = readFileSync(new URL('../../database/schema.sql', import.meta.url), 'utf8');
const NAMES = knownMigrations().map(({ name }) => name);
/** The last one before a migration that refers to people. */
const EARLY = '0004_access.sql';

async function databaseFor(t: TestContext): Promise<{ url: string; owner: postgres.Sql }> {
  const { url, drop } = await emptyDatabase();
  const owner = openDatabase(url, 'owner');
  t.after(async () => {
    await owner.end({ timeout: 1 });
    await drop();
  });
  return { url, owner };
}

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-migrate-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const failsWith = (code: string, sentence: RegExp) => (error: unknown) =>
  error instanceof StartFailure && error.code === code && sentence.test(error.message);

function program(file: string): string {
  return fileURLToPath(new URL(`../${file}`, import.meta.url));
}

test('an empty database gets every migration, once', async (t) => {
  const { url, owner } = await databaseFor(t);
  await assert.rejects(requireCurrentSchema(owner), failsWith('schema-missing', /ovoz -- migrate/));
  assert.deepEqual(await migrate(owner, url), NAMES);
  assert.deepEqual(await migrate(owner, url), []);
  await requireCurrentSchema(owner);
  assert.equal(await dumpSchema(owner), SCHEMA);
});

test('two programs that migrate at once do each migration once', async (t) => {
  const { url, owner } = await databaseFor(t);
  const other = openDatabase(url, 'owner');
  const applied = await Promise.all([migrate(owner, url), migrate(other, url)]);
  await other.end({ timeout: 1 });
  assert.deepEqual(applied.flat(), NAMES);
  assert.equal(await dumpSchema(owner), SCHEMA);
});

test('a migration that is killed in the middle leaves nothing of itself, and the next run goes on', async (t) => {
  const { url, owner } = await databaseFor(t);
  await migrate(owner, url, EARLY);
  // The next migration refers to people and waits for this lock in its middle.
  const holder = await owner.reserve();
  await holder`begin`;
  await holder`lock table people in access exclusive mode`;
  const child = spawn(process.execPath, [program('migrate-command.ts'), '--data', folderFor(t)], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: 'ignore',
  });
  t.after(() => child.kill('SIGKILL'));
  const ended = once(child, 'close');
  await waitingFor(owner, 'people');
  child.kill('SIGKILL');
  await ended;
  await holder`commit`;
  holder.release();

  const next = NAMES[NAMES.indexOf(EARLY) + 1];
  assert.equal((await migrate(owner, url))[0], next, 'the killed migration is done again');
  assert.equal(await dumpSchema(owner), SCHEMA);
});

/** Resolves when some program waits for a lock on the table. */
async function waitingFor(owner: postgres.Sql, table: string): Promise<void> {
  for (;;) {
    const waiting = await owner`
      select from pg_locks where relation = ${table}::regclass and not granted`;
    if (waiting.length > 0) return;
  }
}

test('a migration that fails leaves nothing of itself', async (t) => {
  const { url, owner } = await databaseFor(t);
  await migrate(owner, url, EARLY);
  // Its last table is there already, so that it fails at its end.
  await owner`create table geography_imports ()`;
  await assert.rejects(migrate(owner, url), { code: '42P07' });
  const [left] = await owner`select to_regclass('geography_versions') as version`;
  assert.equal(left?.['version'], null);
  await owner`drop table geography_imports`;
  await migrate(owner, url);
  assert.equal(await dumpSchema(owner), SCHEMA);
});

test('a database of a newer program is left alone', async (t) => {
  const { url, owner } = await databaseFor(t);
  await migrate(owner, url);
  await owner`insert into schema_migrations (name, hash) values ('9999_from_the_future.sql', 'x')`;
  const newer = failsWith('schema-newer', /has 9999_from_the_future\.sql.*Update the program/);
  await assert.rejects(migrate(owner, url), newer);
  await assert.rejects(requireCurrentSchema(owner), newer);
});

test('a migration whose text was changed afterwards is named', async (t) => {
  const { url, owner } = await databaseFor(t);
  await migrate(owner, url);
  await owner`update schema_migrations set hash = 'other' where name = '0002_people.sql'`;
  const altered = failsWith('schema-altered', /0002_people\.sql is not the one/);
  await assert.rejects(migrate(owner, url), altered);
  await assert.rejects(requireCurrentSchema(owner), altered);
});

test('an account that owns nothing but its database is told what its administrator has to do', async (t) => {
  const { url, owner } = await databaseFor(t);
  const database = new URL(url).pathname.slice(1);
  const account = database.replace('test', 'owner');
  await owner.unsafe(`create role ${account} login password 'secret'`);
  await owner.unsafe(`alter database ${database} owner to ${account}`);
  const own = Object.assign(new URL(url), { username: account, password: 'secret' }).href;
  const [ordinary, server] = [openDatabase(own, 'owner'), openDatabase(own)];
  // The account stays: the cluster goes with the tests.
  t.after(() => Promise.all([ordinary.end({ timeout: 1 }), server.end({ timeout: 1 })]));
  const told = failsWith(
    'database-rights-missing',
    new RegExp(`grant ovoz_server to "${account}"`),
  );
  await assert.rejects(migrate(ordinary, own), told);

  for (const role of ['ovoz_server', 'ovoz_auditor']) {
    await owner.unsafe(
      `do $$ begin create role ${role} nologin; exception when duplicate_object then end $$`,
    );
  }
  await owner.unsafe(`grant ovoz_server to ${account}`);
  assert.deepEqual(await migrate(ordinary, own), NAMES);
  const [row] = await server`select count(*)::integer as people from people`;
  assert.equal(row?.['people'], 0);
  await assert.rejects(server`delete from evidence_facts`, { code: '42501' });
});

test('a server that cannot use its database says why in one sentence', async (t) => {
  const { url, owner } = await databaseFor(t);
  const data = folderFor(t);
  const serve = (databaseUrl: string) => {
    const { status, stderr } = spawnSync(process.execPath, [program('main.ts'), '--data', data], {
      env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, OVOZ_LOG: 'silent' },
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.doesNotMatch(stderr, /\n +at /, 'no stack');
    return stderr;
  };
  const changed = (change: Partial<URL>) => Object.assign(new URL(url), change).href;
  assert.match(serve(changed({ password: 'wrong' })), /database-url-wrong.*user or password/);
  assert.match(serve(changed({ pathname: '/nowhere' })), /there is no database nowhere/);
  assert.match(serve(changed({ port: '1' })), /no PostgreSQL answers at 127\.0\.0\.1:1/);
  assert.match(serve(url), /schema-missing.*npm run ovoz -- migrate/);
  await migrate(owner, url, EARLY);
  assert.match(serve(url), /schema-old.*lacks \d+ migrations.*npm run ovoz -- migrate/);
  await migrate(owner, url);
  assert.match(serve(url), /not-initialised.*npm run ovoz -- init/);
});

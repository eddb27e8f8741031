import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dumpSchema } from '../platform/dump-schema.ts';
import { StartFailure } from '../platform/failure.ts';
import { knownMigrations, migrate } from '../platform/migrate.ts';
import { contentOf, databaseFor, folderFor, insertVoter } from './backup-testing.ts';
import { MANIFEST, readManifest } from './manifest.ts';
import { restoreBackup } from './restore-backup.ts';
import { inOrder } from './tables.ts';
import { takeBackup } from './take-backup.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const quiet = () => {};
const failsWith = (code: string, sentence: RegExp) => (error: unknown) =>
  error instanceof StartFailure && error.code === code && sentence.test(error.message);

test('a restored database holds every row, and its triggers stand again', async (t) => {
  const source = await databaseFor(t, 'filled');
  const target = await databaseFor(t, 'empty');
  const folder = folderFor(t);
  await takeBackup(source.url, folder, NOW, quiet);
  const { manifest, migrated } = await restoreBackup(target.url, folder, quiet);

  assert.deepEqual(await contentOf(target.owner), await contentOf(source.owner));
  assert.deepEqual(migrated, []);
  assert.equal(await dumpSchema(target.owner), await dumpSchema(source.owner));
  assert.equal(manifest.takenAt, NOW.toISOString());
  const rows = Object.fromEntries(manifest.tables.map((table) => [table.table, table.rows]));
  assert.equal(rows['evidence_facts'], 2);
  await assert.rejects(target.owner`delete from evidence_facts`, /append-only/);
  const [sessions] = await target.owner`select count(*)::integer as count from sessions`;
  assert.equal(sessions?.['count'], 0, 'nobody is signed in by a restore');
  assert.equal(await insertVoter(target.owner), 2, 'running numbers go on');
});

test('a backup of an older schema is restored into it and then migrated', async (t) => {
  const source = await databaseFor(t, 'empty');
  const through = '0004_access.sql';
  await migrate(source.owner, source.url, through);
  await source.owner`insert into people (id, username, name, home_territory, status, created_at)
    values (gen_random_uuid(), 'somebody', 'Somebody', 'UZ', 'active', ${NOW})`;
  const target = await databaseFor(t, 'empty');
  const folder = folderFor(t);
  await takeBackup(source.url, folder, NOW, quiet);
  const { migrated } = await restoreBackup(target.url, folder, quiet);
  const names = knownMigrations().map(({ name }) => name);
  assert.deepEqual(migrated, names.slice(names.indexOf(through) + 1));
  const content = await contentOf(target.owner);
  assert.deepEqual(content['people'], (await contentOf(source.owner))['people']);
});

test('a backup is readable by its owner alone and never replaces another', async (t) => {
  const source = await databaseFor(t, 'filled');
  const folder = folderFor(t);
  await takeBackup(source.url, folder, NOW, quiet);
  assert.equal(statSync(folder).mode & 0o077, 0);
  assert.equal(statSync(join(folder, MANIFEST)).mode & 0o077, 0);
  await assert.rejects(
    takeBackup(source.url, folder, NOW, quiet),
    failsWith('backup-exists', /exists already/),
  );
  assert.deepEqual(readdirSync(dirname(folder)), ['backup'], 'nothing unfinished is left');
});

test('a database without our schema has nothing to back up', async (t) => {
  const source = await databaseFor(t, 'empty');
  const folder = folderFor(t);
  await assert.rejects(
    takeBackup(source.url, folder, NOW, quiet),
    failsWith('schema-missing', /no Ovoz schema/),
  );
  assert.equal(existsSync(folder), false);
});

test('a backup is of one moment, whatever is written meanwhile', async (t) => {
  const source = await databaseFor(t, 'filled');
  const before = await contentOf(source.owner);
  const folder = folderFor(t);
  const holder = await source.owner.reserve();
  await holder`begin`;
  await holder`insert into sign_in_failures values (${Buffer.alloc(32)}, 1, now(), now())`;
  await holder`lock table role_grants in access exclusive mode`;
  // The snapshot is taken before the first table; role_grants is among the last.
  const reached = Promise.withResolvers<void>();
  const backup = takeBackup(source.url, folder, NOW, (_done, _of, table) => {
    if (table === 'role_grants') reached.resolve();
  });
  await reached.promise;
  await holder`insert into evidence_facts select gen_random_uuid(), log, event_type, election, territory_path, subject, recorded_at, bytes, hash, private_bytes from evidence_facts where leaf_index is null`;
  await holder`commit`;
  holder.release();
  await backup;
  const target = await databaseFor(t, 'migrated');
  await restoreBackup(target.url, folder, quiet);
  assert.deepEqual(await contentOf(target.owner), before);
});

test('a damaged backup is refused before anything is written', async (t) => {
  const source = await databaseFor(t, 'filled');
  const target = await databaseFor(t, 'empty');
  const folder = folderFor(t);
  const manifest = await takeBackup(source.url, folder, NOW, quiet);
  const facts = manifest.tables.find(({ table }) => table === 'evidence_facts')?.file ?? '';
  const path = join(folder, facts);
  const good = readFileSync(path);
  const bad = Buffer.from(good);
  bad[bad.length - 1] = (bad.at(-1) ?? 0) ^ 1;
  const refused = async (sentence: RegExp, code = 'backup-damaged') => {
    await assert.rejects(restoreBackup(target.url, folder, quiet), failsWith(code, sentence));
    const tables = await target.owner`select from pg_tables where schemaname = 'public'`;
    assert.equal(tables.length, 0);
  };
  writeFileSync(path, bad);
  await refused(/its SHA-256 is another/);
  writeFileSync(path, good.subarray(0, -1));
  await refused(/bytes instead of/);
  writeFileSync(path, good);

  const altered = structuredClone(manifest);
  const write = (value: unknown) => writeFileSync(join(folder, MANIFEST), JSON.stringify(value));
  write({ ...altered, tables: [{ ...altered.tables[0], file: '../../etc/passwd' }] });
  await refused(/manifest\.json\/tables\/0\/file/, 'backup-unreadable');
  write({ ...altered, surprise: 1 });
  await refused(/manifest\.json/, 'backup-unreadable');
  const next = { name: '9999_from_the_future.sql', hash: 'ab'.repeat(32) };
  write({ ...altered, migrations: [...altered.migrations, next] });
  await refused(/9999_from_the_future\.sql.*Update the program/, 'backup-newer');
  const [first, ...others] = altered.migrations;
  write({ ...altered, migrations: [{ ...first, hash: 'ab'.repeat(32) }, ...others] });
  await refused(/0001_platform\.sql/, 'backup-of-other-schema');
});

test('rows that are not those of the manifest undo the whole restore', async (t) => {
  const source = await databaseFor(t, 'filled');
  const target = await databaseFor(t, 'migrated');
  const folder = folderFor(t);
  await takeBackup(source.url, folder, NOW, quiet);
  const manifest = readManifest(folder);
  const last = manifest.tables.at(-1) ?? assert.fail();
  const tables = [...manifest.tables.slice(0, -1), { ...last, rows: last.rows + 1 }];
  writeFileSync(join(folder, MANIFEST), JSON.stringify({ ...manifest, tables }));
  await assert.rejects(
    restoreBackup(target.url, folder, quiet),
    failsWith('backup-damaged', /rows instead of/),
  );
  const left = Object.values(await contentOf(target.owner)).flat();
  assert.deepEqual(left, []);
});

test('a database that holds anything is not restored into', async (t) => {
  const source = await databaseFor(t, 'filled');
  const folder = folderFor(t);
  await takeBackup(source.url, folder, NOW, quiet);
  const refused = failsWith('database-not-empty', /empty/);
  await assert.rejects(restoreBackup(source.url, folder, quiet), refused);
  const foreign = await databaseFor(t, 'empty');
  await foreign.owner`create table payroll (amount integer)`;
  await assert.rejects(restoreBackup(foreign.url, folder, quiet), refused);
});

test('a restore that is killed in the middle leaves no row and can be repeated', async (t) => {
  const source = await databaseFor(t, 'filled');
  const target = await databaseFor(t, 'migrated');
  const folder = folderFor(t);
  await takeBackup(source.url, folder, NOW, quiet);
  // Rows of role_grants wait for the test.
  await target.owner`create function wait_for_test() returns boolean language sql as
    'select pg_advisory_xact_lock_shared(7) is not null'`;
  await target.owner`alter table role_grants add constraint wait check (wait_for_test())`;
  const holder = await target.owner.reserve();
  await holder`select pg_advisory_lock(7)`;

  const program = fileURLToPath(new URL('./restore-command.ts', import.meta.url));
  const child = spawn(process.execPath, [program, '--from', folder, '--data', `${folder}-data`], {
    env: { ...process.env, DATABASE_URL: target.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    if (/"text":"role_grants"/.test(line)) break;
  }
  const ended = once(child, 'close');
  child.kill('SIGKILL');
  assert.deepEqual(await ended, [null, 'SIGKILL']);
  assert.deepEqual(Object.values(await contentOf(target.owner)).flat(), []);

  await holder`select pg_advisory_unlock(7)`;
  holder.release();
  await restoreBackup(target.url, folder, quiet);
  assert.deepEqual(await contentOf(target.owner), await contentOf(source.owner));
});

test('tables come after those that they refer to', () => {
  const table = (name: string, ...refersTo: string[]) => ({ name, columns: ['id'], refersTo });
  const order = inOrder([table('a', 'c'), table('b'), table('c', 'b'), table('d', 'elsewhere')]);
  assert.deepEqual(
    order.map(({ name }) => name),
    ['b', 'd', 'c', 'a'],
  );
  assert.throws(() => inOrder([table('a', 'b'), table('b', 'a')]), /circle: a, b/);
});

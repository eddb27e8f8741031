import assert from 'node:assert/strict';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readLog } from '../../../testing/read-log.ts';
import {
  identities,
  logStatus,
  openForTest,
  ownerUrl,
  recordMany,
  sequence,
} from '../../../testing/sequencing.ts';
import { startTestServer, type TestServer } from '../../../testing/start-test-server.ts';
import { openSequencer } from './sequencer.ts';

/** A log of some facts that has been signed. */
async function signedLog(t: TestContext, facts = 300): Promise<TestServer> {
  const server = await startTestServer(t);
  await recordMany(server.platform, facts);
  await sequence(server.platform);
  return server;
}

test('facts get their places in the order of time, and files and checkpoint follow', async (t) => {
  const server = await startTestServer(t);
  const { open } = identities(server.platform);
  await recordMany(server.platform, 3);
  await recordMany(server.platform, 10_000);
  await sequence(server.platform);
  const log = readLog(open);
  assert.equal(log.size, 10_003);
  const rows = await server.owner<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where log = 'public' order by inserted_at, id`;
  assert.deepEqual(
    log.entries,
    rows.map(({ bytes }) => bytes.toString()),
  );
  assert.deepEqual(readFileSync(open.statePath), readFileSync(join(open.folder, 'checkpoint')));
  assert.ok(
    !readdirSync(join(open.folder, 'tile', '0')).includes('000.p'),
    'whole tiles stand alone',
  );
});

test('a growing log is signed at most every ten seconds, and at the end', async (t) => {
  const { platform } = await signedLog(t, 1);
  const { open } = identities(platform);
  const sequencer = await openForTest(t, platform);
  await recordMany(platform, 1);
  await sequencer.step();
  assert.equal(readLog(open).size, 2, 'what comes after a pause is signed at once');
  await recordMany(platform, 1);
  await sequencer.step();
  assert.equal(readLog(open).size, 2, 'what follows within ten seconds waits');
  await sequencer.step('sign-now');
  assert.equal(readLog(open).size, 3);
});

test('lookup lines say where each entry stands', async (t) => {
  const { platform, owner } = await signedLog(t);
  const { open } = identities(platform);
  await recordMany(platform, 50);
  const sequencer = await openForTest(t, platform);
  await sequencer.step('sign-now');
  await recordMany(platform, 50);
  await sequencer.step('sign-now');
  const rows = await owner<{ hash: string; index: string }[]>`
    select encode(hash, 'hex') as hash, leaf_index as index from evidence_facts
    where log = 'public' order by leaf_index`;
  const expected = Map.groupBy(rows, ({ hash }) => hash.slice(0, 2));
  const folder = join(open.folder, 'lookup');
  assert.deepEqual(readdirSync(folder).toSorted(), [...expected.keys()].toSorted());
  for (const [digits, list] of expected) {
    const text = readFileSync(join(folder, digits), 'utf8');
    assert.equal(text, list.map(({ hash, index }) => `${hash} ${index}\n`).join(''));
  }
});

test('the audit log is of the same format, in no published folder, and enters the public one', async (t) => {
  const server = await startTestServer(t);
  const { open, audit } = identities(server.platform);
  await recordMany(server.platform, 7, 'audit');
  await sequence(server.platform);
  const log = readLog(audit);
  assert.equal(log.size, 7);
  assert.ok(!audit.folder.includes('site'));
  const [entry = ''] = readLog(open).entries;
  const { event, payload } = JSON.parse(entry) as { event: string; payload: object };
  assert.equal(event, 'log.audit-anchored');
  assert.deepEqual(payload, { size: 7, root: log.root.toString('base64') });
});

test('of two servers on one database one sequences, and the other goes on where it ended', async (t) => {
  const { platform } = await signedLog(t);
  const { open } = identities(platform);
  const first = await openForTest(t, platform);
  assert.equal(await openSequencer(platform, ownerUrl(platform)), null);
  await first.close();
  await recordMany(platform, 10);
  await sequence(platform);
  assert.equal(readLog(open).size, 310);
});

test('a sequencer whose connection was ended places and signs nothing more', async (t) => {
  const { platform, owner } = await signedLog(t);
  const { open } = identities(platform);
  const first = (await openSequencer(platform, ownerUrl(platform))) ?? assert.fail();
  await first.step();
  await owner`select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and objid = 4040010
      and database = (select oid from pg_database where datname = current_database())`;
  const second = await openForTest(t, platform);
  await recordMany(platform, 10);
  await assert.rejects(first.step('sign-now'));
  assert.equal(readLog(open).size, 300);
  await second.step('sign-now');
  assert.equal(readLog(open).size, 310);
  await first.close();
});

async function expectRefusal(server: TestServer, status: string): Promise<void> {
  const { open } = identities(server.platform);
  const path = join(open.folder, 'checkpoint');
  const read = () => {
    try {
      return readFileSync(path);
    } catch {
      return null;
    }
  };
  const before = read();
  await recordMany(server.platform, 20);
  await sequence(server.platform);
  assert.equal(await logStatus(server), status);
  assert.deepEqual(read(), before, 'nothing more is signed');
  const [row] = await server.owner<{ waiting: number }[]>`
    select count(*)::integer as waiting from evidence_facts where log = 'public' and leaf_index is null`;
  assert.ok(row !== undefined && row.waiting >= 20, 'nothing gets a place');
  await recordMany(server.platform, 1, 'audit');
  await sequence(server.platform);
  assert.equal(await logStatus(server, 'audit'), 'running', 'the other log goes on');
}

/** What only a superuser can do. */
async function asSuperuser(server: TestServer, statement: string): Promise<void> {
  await server.owner.begin(async (transaction) => {
    await transaction.unsafe('alter table evidence_facts disable trigger user');
    await transaction.unsafe(statement);
    await transaction.unsafe('alter table evidence_facts enable trigger user');
  });
}

test('a database of yesterday is refused: log-rolled-back', async (t) => {
  const server = await signedLog(t);
  await asSuperuser(server, 'delete from evidence_facts where leaf_index >= 280');
  await expectRefusal(server, 'log-rolled-back');
});

test('facts whose places were taken away are refused: log-rolled-back', async (t) => {
  const server = await signedLog(t);
  await asSuperuser(server, 'update evidence_facts set leaf_index = null where leaf_index >= 280');
  await expectRefusal(server, 'log-rolled-back');
});

test('an entry that a superuser changed is refused: log-altered', async (t) => {
  const server = await signedLog(t);
  await asSuperuser(
    server,
    `update evidence_facts set bytes = x.b, hash = sha256(x.b)
     from (select convert_to('{"other":1}', 'UTF8') as b) x where leaf_index = 5`,
  );
  await expectRefusal(server, 'log-altered');
});

test('an entry that is gone from the middle is refused: log-altered', async (t) => {
  const server = await signedLog(t);
  await asSuperuser(server, 'delete from evidence_facts where leaf_index = 100');
  await expectRefusal(server, 'log-altered');
});

test('two entries that changed places are refused: log-altered', async (t) => {
  const server = await signedLog(t);
  await asSuperuser(
    server,
    `update evidence_facts set leaf_index = 1000000 where leaf_index = 7;
     update evidence_facts set leaf_index = 7 where leaf_index = 8;
     update evidence_facts set leaf_index = 8 where leaf_index = 1000000`,
  );
  await expectRefusal(server, 'log-altered');
});

test('a yesterday of database and state is refused by the published checkpoint', async (t) => {
  const server = await signedLog(t, 100);
  const { open } = identities(server.platform);
  const yesterday = readFileSync(open.statePath);
  await recordMany(server.platform, 100);
  await sequence(server.platform);
  writeFileSync(open.statePath, yesterday);
  await asSuperuser(server, 'delete from evidence_facts where leaf_index >= 100');
  await expectRefusal(server, 'log-rolled-back');
});

test('a lost state file is refused, until somebody puts a kept checkpoint there', async (t) => {
  const server = await signedLog(t);
  const { open } = identities(server.platform);
  const kept = `${open.statePath}.kept`;
  renameSync(open.statePath, kept);
  await expectRefusal(server, 'log-state-lost');
  renameSync(kept, open.statePath);
  await sequence(server.platform);
  assert.equal(await logStatus(server), 'running');
  assert.equal(readLog(open).size, 320 + 1, 'with what waited, and the audit log’s anchor');
});

test('a state that another key signed is refused: log-state-damaged', async (t) => {
  const server = await signedLog(t);
  const { open } = identities(server.platform);
  const text = readFileSync(open.statePath, 'utf8');
  writeFileSync(open.statePath, text.replace('\n300\n', '\n299\n'));
  await expectRefusal(server, 'log-state-damaged');
});

test('a signed tile that was changed is refused, and none is written over: log-file-altered', async (t) => {
  for (const path of [
    'tile/0/000',
    'tile/entries/000',
    'tile/0/001.p/44',
    'tile/entries/001.p/44',
    'tile/1/000.p/1',
  ]) {
    await t.test(path, async (inner) => {
      const server = await signedLog(inner);
      const { open } = identities(server.platform);
      const file = join(open.folder, path);
      const bytes = readFileSync(file);
      bytes[17] = (bytes[17] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      await expectRefusal(server, 'log-file-altered');
      assert.deepEqual(readFileSync(file), bytes);
    });
  }
});

test('files that are missing are made from the database', async (t) => {
  const server = await signedLog(t);
  const { open } = identities(server.platform);
  rmSync(open.folder, { recursive: true });
  await sequence(server.platform);
  assert.equal(readLog(open).size, 300);
});

test('tiles that no checkpoint covers go when the database never had their entries', async (t) => {
  const server = await signedLog(t, 250);
  const { open } = identities(server.platform);
  const saved = `${open.folder}-before`;
  cpSync(open.folder, saved, { recursive: true });
  const state = readFileSync(open.statePath);
  await recordMany(server.platform, 200);
  await sequence(server.platform);
  // A restored machine: database, state and checkpoint of before, and later tiles left by mistake.
  await asSuperuser(server, 'delete from evidence_facts where leaf_index >= 250');
  writeFileSync(open.statePath, state);
  cpSync(join(saved, 'checkpoint'), join(open.folder, 'checkpoint'));
  await recordMany(server.platform, 3);
  await sequence(server.platform);
  assert.equal(await logStatus(server), 'running');
  assert.equal(readLog(open).size, 253);
  await recordMany(server.platform, 300);
  await sequence(server.platform);
  assert.equal(readLog(open).size, 553);
});

test('a state that cannot be written stops the signing, and it goes on when it can', async (t) => {
  const server = await signedLog(t);
  const { open } = identities(server.platform);
  const folder = dirname(open.statePath);
  renameSync(folder, `${folder}-away`);
  // A file where the folder should be: nothing can be written there, whoever tries.
  writeFileSync(folder, '');
  const sequencer = openSequencer(server.platform, ownerUrl(server.platform));
  await recordMany(server.platform, 5);
  const opened = (await sequencer) ?? assert.fail();
  await assert.rejects(opened.step('sign-now'));
  await opened.close();
  assert.equal(readLog(open).size, 300);
  rmSync(folder);
  renameSync(`${folder}-away`, folder);
  mkdirSync(folder, { recursive: true });
  await sequence(server.platform);
  assert.equal(readLog(open).size, 305);
});

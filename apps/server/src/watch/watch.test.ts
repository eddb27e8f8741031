import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { canonicalJson, type JsonValue } from '@ovoz/basics';
import type postgres from 'postgres';
import { acceptProtocol } from '../../testing/count-protocols.ts';
import { ownerUrl, sequence } from '../../testing/sequencing.ts';
import { ELECTION } from '../../testing/small-election.ts';
import type { TestServer } from '../../testing/start-test-server.ts';
import { receiptFor, signedBy, startCount } from '../../testing/station-device.ts';
import { loadPublicationKey } from '../modules/publication/results/publication-key.ts';
import { createResultsPublisher } from '../modules/publication/results/publish-round.ts';
import { openDatabase } from '../platform/database.ts';
import { sha256 } from '../platform/evidence.ts';
import { siteFolder } from '../platform/sites.ts';
import { openPublished } from './published.ts';
import type { KnownLog } from './read-log.ts';
import { createAlarmFilter, lookOnce } from './watch.ts';

type Stage = {
  readonly server: TestServer;
  readonly published: string;
  readonly look: (options?: { known?: KnownLog | null; now?: Date }) => ReturnType<typeof lookOnce>;
  /** Codes of what was seen, but for the people of the test, to whom nobody gave their roles on record. */
  readonly codes: () => Promise<readonly string[]>;
  /** As a superuser for whom no trigger holds. */
  readonly meddle: (work: (sql: postgres.TransactionSql) => Promise<unknown>) => Promise<void>;
};

/** A count with two packages, one of them accepted, that is published, and a log that has all of it. */
async function watchedCount(t: TestContext): Promise<Stage> {
  const { server, first, one, two, definition, device } = await startCount(t);
  const sent = signedBy(one, definition);
  await receiptFor(device, sent.text);
  await receiptFor(device, signedBy(two, definition).text);
  const hash = sha256(sent.text).toString('hex');
  await acceptProtocol(first, { contest: 'party-list', station: '1' }, hash);
  const { platform, owner } = server;
  const { dataDirectory } = platform.configuration;
  const site = siteFolder(dataDirectory);
  await publish(platform);
  mkdirSync(join(site, 'published'), { recursive: true });
  const index = { format: 1, elections: [{ code: ELECTION }] };
  writeFileSync(join(site, 'published', 'index.json'), JSON.stringify(index));
  await sequence(platform);
  const auditor = openDatabase(ownerUrl(platform), 'ovoz_auditor', 1);
  t.after(() => auditor.end({ timeout: 1 }));
  const read = openPublished(join(site, 'published'));
  const look: Stage['look'] = ({ known = null, now = new Date() } = {}) =>
    lookOnce(auditor, read, known, now);
  return {
    server,
    published: join(site, 'published'),
    look,
    codes: async () => {
      const { alarms } = await look();
      return alarms.filter(({ code }) => code !== 'grant-unrecorded').map(({ code }) => code);
    },
    meddle: async (work) => {
      await owner.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        await work(sql);
      });
    },
  };
}

async function publish({ database, configuration, log }: TestServer['platform']): Promise<void> {
  const { dataDirectory } = configuration;
  let nowMs = Date.now();
  const now = () => new Date(nowMs);
  const key = loadPublicationKey(dataDirectory);
  const publisher = createResultsPublisher({ database, dataDirectory, key, log, now });
  for (let round = 0; round < 3; round += 1) {
    nowMs += 60_000;
    while (await publisher.step());
  }
}

const results = ({ published }: Stage) => join(published, 'elections', ELECTION, 'results');

test('an honest count raises no alarm, and everything was looked at', async (t) => {
  const stage = await watchedCount(t);
  assert.deepEqual(await stage.codes(), []);
  const { facts, entries, known } = await stage.look();
  assert.ok(facts > 5);
  assert.equal(entries, facts);
  assert.equal(known?.size, entries);
  assert.ok(existsSync(join(results(stage), 'manifest.json')));
});

test('a count that was changed, with fitting hashes, is recorded by nobody', async (t) => {
  const stage = await watchedCount(t);
  await stage.meddle(async (sql) => {
    const [row] = await sql<{ hash: Buffer; bytes: Buffer }[]>`
      select hash, bytes from result_packages where station = '1'`;
    assert.ok(row !== undefined);
    const content = JSON.parse(row.bytes.toString()) as {
      payload: { content: { votes: Record<string, number> } };
    };
    content.payload.content.votes['green'] = 51;
    const forged = Buffer.from(canonicalJson(content as unknown as JsonValue));
    await sql`update result_packages set bytes = ${forged}, hash = ${sha256(forged)} where hash = ${row.hash}`;
    await sql`update result_protocols set package_hash = ${sha256(forged)} where package_hash = ${row.hash}`;
  });
  const codes = await stage.codes();
  assert.ok(codes.includes('package-unrecorded') && codes.includes('package-missing'));
  assert.ok(codes.includes('protocol-altered'));
});

const FOREIGN_KEY = Buffer.alloc(32, 7);

/** What somebody with every right does in the database, and the code of the alarm. */
const DEEDS: readonly {
  readonly name: string;
  readonly code: string;
  readonly deed: (sql: postgres.TransactionSql) => Promise<unknown>;
}[] = [
  {
    name: 'the packages of two stations change places',
    code: 'package-altered',
    deed: (sql) => sql`update result_packages
      set station = case station when '1' then '2' else '1' end where station in ('1', '2')`,
  },
  {
    name: 'a package goes',
    code: 'package-missing',
    deed: async (sql) => {
      await sql`delete from result_protocols where station = '2' and contest = 'party-list'`;
      await sql`delete from result_packages where station = '2'`;
    },
  },
  {
    name: 'a protocol counts that nobody accepted',
    code: 'protocol-altered',
    deed: (sql) => sql`update result_protocols set status = 'accepted' where station = '2'
      and contest = 'party-list'`,
  },
  {
    name: 'a fact is written anew',
    code: 'fact-altered',
    deed: (sql) => sql`update evidence_facts set bytes = convert_to('{}', 'UTF8'),
      hash = sha256(convert_to('{}', 'UTF8'))
      where event_type = 'protocols.accepted'`,
  },
  {
    name: 'a fact goes',
    code: 'fact-missing',
    deed: (sql) => sql`delete from evidence_facts where event_type = 'protocols.accepted'`,
  },
  {
    name: 'a station gets a key that nobody certified',
    code: 'key-unrecorded',
    deed: (sql) => sql`update station_keys set public_key = ${FOREIGN_KEY},
      fingerprint = ${sha256(FOREIGN_KEY)} where station = '1'`,
  },
  {
    name: 'a key becomes that of another station',
    code: 'key-altered',
    deed: (sql) => sql`update station_keys set station = '2' where station = '1'`,
  },
  {
    name: 'a sealed definition changes',
    code: 'definition-altered',
    deed: (sql) => sql`update election_versions set definition = definition || ' ',
      hash = sha256(convert_to(definition || ' ', 'UTF8')) where sealed_at is not null`,
  },
];

for (const { name, code, deed } of DEEDS) {
  test(`${name}: ${code}`, async (t) => {
    const stage = await watchedCount(t);
    await stage.meddle(deed);
    assert.ok((await stage.codes()).includes(code), (await stage.codes()).join());
  });
}

test('a role that nobody gave is seen', async (t) => {
  const stage = await watchedCount(t);
  const before = (await stage.look()).alarms.filter(({ code }) => code === 'grant-unrecorded');
  await stage.server.signInAs('central-member');
  const after = (await stage.look()).alarms.filter(({ code }) => code === 'grant-unrecorded');
  assert.equal(after.length, before.length + 1);
});

test('facts that wait for more than a minute are kept from the log', async (t) => {
  const stage = await watchedCount(t);
  const { owner } = stage.server;
  await owner`insert into evidence_facts
    (id, log, event_type, election, territory_path, subject, recorded_at, bytes, hash)
    values (gen_random_uuid(), 'public', 'example.kept-back', null, '', 'example', now(), ${Buffer.from('{}')},
      ${sha256('{}')})`;
  const now = Date.now();
  const codesAt = async (ms: number) =>
    (await stage.look({ now: new Date(ms) })).alarms.map(({ code }) => code);
  assert.ok(!(await codesAt(now)).includes('fact-waits'));
  assert.ok((await codesAt(now + 90_000)).includes('fact-waits'));
});

test('a replaced file, a missing one and another manifest are seen', async (t) => {
  const stage = await watchedCount(t);
  const folder = results(stage);
  const nation = readFileSync(join(folder, 'nation.json'));
  writeFileSync(join(folder, 'nation.json'), nation.toString().replace('"green"', '"blue"'));
  assert.ok((await stage.codes()).includes('file-altered'));
  rmSync(join(folder, 'nation.json'));
  assert.ok((await stage.codes()).includes('file-missing'));
  writeFileSync(join(folder, 'nation.json'), nation);
  assert.deepEqual(await stage.codes(), []);
  const [station = ''] = readdirSync(join(folder, 'stations')).filter((name) =>
    name.endsWith('1.json'),
  );
  writeFileSync(join(folder, 'stations', station), '{}');
  assert.ok((await stage.codes()).includes('file-altered'), 'files of stations too');
  writeFileSync(join(folder, 'manifest.json'), '{"files":{}}');
  assert.ok((await stage.codes()).includes('manifest-unrecorded'));
});

test('a log that shrinks, forks, changes or goes is seen', async (t) => {
  const stage = await watchedCount(t);
  const { known } = await stage.look();
  assert.ok(known !== null);
  const codesFor = async (before: KnownLog) =>
    (await stage.look({ known: before })).alarms.map(({ code }) => code);
  assert.ok(!(await codesFor(known)).some((code) => code.startsWith('log-')));
  assert.ok((await codesFor({ ...known, size: known.size + 1 })).includes('log-shrank'));
  assert.ok((await codesFor({ ...known, root: '0'.repeat(64) })).includes('log-forked'));
  const entries = join(stage.published, 'log', 'tile', 'entries', '000.p');
  const [partial = ''] = readdirSync(entries);
  const bytes = readFileSync(join(entries, partial));
  writeFileSync(join(entries, partial), bytes.toString().replace('"format":1', '"format":2'));
  assert.ok((await codesFor(known)).includes('log-file-altered'));
  writeFileSync(join(entries, partial), bytes);
  const checkpoint = join(stage.published, 'log', 'checkpoint');
  const note = readFileSync(checkpoint, 'utf8');
  writeFileSync(checkpoint, note.replace(`\n${known.size}\n`, `\n${known.size - 1}\n`));
  assert.ok((await codesFor(known)).includes('checkpoint-wrong'));
  rmSync(checkpoint);
  assert.ok((await codesFor(known)).includes('log-missing'));
});

test('what may pass is raised at the second look, and everything once', () => {
  const passing = { code: 'file-altered', place: 'a', sentence: '', mayPass: true } as const;
  const certain = { code: 'fact-missing', place: 'b', sentence: '', mayPass: false } as const;
  const filter = createAlarmFilter();
  assert.deepEqual(filter([passing, certain]), [certain]);
  assert.deepEqual(filter([passing, certain]), [passing]);
  assert.deepEqual(filter([passing, certain]), []);
  assert.deepEqual(filter([]), []);
  assert.deepEqual(filter([certain]), [certain], 'again, when it was gone');
});

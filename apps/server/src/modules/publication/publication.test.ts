import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { canonicalJson } from '@ovoz/basics';
import * as contract from '@ovoz/contract';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import {
  createSmallElection,
  ELECTION,
  loadSmallElectorate,
  sealSmallElection,
} from '../../../testing/small-election.ts';
import { startTestServer } from '../../../testing/start-test-server.ts';
import { loadCountryPacks } from '../geography/public.ts';
import { publishNow } from './publish.ts';

/** Far ahead: the session library compares expiry with the machine's own clock. */
const NOW = new Date('2096-11-01T05:00:00.000Z');
const REASON = 'For the test of this rule';
const packs = loadCountryPacks();
const NO_RENDERER = { renderer: '/nowhere/main.js' };

async function startWithTwo(t: TestContext) {
  const server = await startTestServer(t);
  server.setNow(NOW);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  const site = join(server.platform.configuration.dataDirectory, 'site');
  const folder = join(site, 'published');
  return {
    server,
    first,
    second,
    site,
    folder,
    publish: () => publishNow(server.platform, packs, NO_RENDERER),
    read: (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8')),
    manifest: () =>
      JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as contract.PublishedManifest,
  };
}

/** Paths below a folder that the manifest should name: all but itself and the compressed twins. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .filter((path) => !/\.(br|gz)$/.test(path) && path !== 'manifest.json')
    .toSorted();
}

function schemaOf(path: string): TSchema | null {
  if (path === 'index.json') return contract.PublishedIndex;
  if (path.endsWith('/election.json')) return contract.PublishedElection;
  if (path.endsWith('/station-points.json')) return contract.PublishedStationPoints;
  if (path.includes('/stations/')) return contract.PublishedStations;
  return null;
}

test('every published file has its form, its hash in the manifest, and the manifest its fact', async (t) => {
  const { server, first, second, folder, publish, read, manifest } = await startWithTwo(t);
  await sealSmallElection(first, second);
  assert.equal(await publish(), 'published');
  const { files } = manifest();
  assert.ok(Value.Check(contract.PublishedManifest, manifest()));
  assert.deepEqual(filesBelow(folder), Object.keys(files).toSorted());
  assert.deepEqual(Object.keys(files).toSorted(), [
    `elections/${ELECTION}/election.json`,
    `elections/${ELECTION}/station-points.json`,
    `elections/${ELECTION}/stations/1703.json`,
    `elections/${ELECTION}/stations/abroad.json`,
    'index.json',
    'packs/uzbekistan/boundaries-1.geojson',
    'packs/uzbekistan/boundaries-2.geojson',
  ]);
  for (const [path, hash] of Object.entries(files)) {
    const bytes = readFileSync(join(folder, path));
    assert.equal(createHash('sha256').update(bytes).digest('hex'), hash, path);
    assert.ok(brotliDecompressSync(readFileSync(join(folder, `${path}.br`))).equals(bytes));
    assert.ok(gunzipSync(readFileSync(join(folder, `${path}.gz`))).equals(bytes));
    const schema = schemaOf(path);
    if (schema !== null) assert.deepEqual(Value.Errors(schema, read(path)).slice(0, 1), [], path);
  }
  const election = read(`elections/${ELECTION}/election.json`) as contract.PublishedElection;
  assert.equal(election.stationCounts.domestic, 75);
  assert.equal(election.stationCounts.abroad, 1);
  assert.equal(election.districts.length, 75);
  const version = await first.call(contract.getDefinitionVersion, {
    params: { code: ELECTION, version: '1' },
  });
  assert.ok(version.ok);
  assert.equal(election.definitionHash, version.value.version.hash);
  const pack = createHash('sha256').update(canonicalJson(election.pack)).digest('hex');
  assert.equal(election.definition.pack.content, pack, 'the pack is sealed with the definition');

  const [fact] = await server.owner<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where event_type = 'publication.published'`;
  const { payload } = JSON.parse(fact?.bytes.toString() ?? '') as { payload: object };
  assert.deepEqual(payload, {
    manifestHash: createHash('sha256')
      .update(readFileSync(join(folder, 'manifest.json')))
      .digest('hex'),
    files: 7,
  });
});

test('drafts are not published', async (t) => {
  const { first, second, publish, read, folder } = await startWithTwo(t);
  await loadSmallElectorate(first, second);
  await createSmallElection(first);
  await publish();
  const { elections } = read('index.json') as contract.PublishedIndex;
  assert.deepEqual(elections, []);
  assert.deepEqual(filesBelow(folder), ['index.json']);
});

test('an unchanged file is left alone, a changed one is replaced and a stale one goes', async (t) => {
  const { server, first, second, folder, publish, manifest } = await startWithTwo(t);
  await sealSmallElection(first, second);
  await publish();
  const before = manifest().files;
  server.setNow(new Date(NOW.getTime() + 60_000));
  assert.equal(await publish(), 'unchanged');
  assert.deepEqual(manifest().files, before);

  const moved = await first.call(contract.moveElectionClock, {
    params: { code: ELECTION },
    body: { shows: '2026-12-02T04:00:00.000Z', speed: 1, reason: REASON },
  });
  assert.ok(moved.ok);
  const stale = 'elections/gone/election.json';
  const changed = { format: 1, files: { ...before, [stale]: '0'.repeat(64) } };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(changed));
  rmSync(join(folder, 'packs/uzbekistan/boundaries-1.geojson'));
  assert.equal(await publish(), 'published');
  const after = manifest().files;
  const different = Object.keys(after).filter((path) => after[path] !== before[path]);
  assert.deepEqual(different.toSorted(), [`elections/${ELECTION}/election.json`, 'index.json']);
  assert.ok(existsSync(join(folder, 'packs/uzbekistan/boundaries-1.geojson')), 'mended');
  const [count] = await server.owner<{ count: number }[]>`
    select count(*)::integer from evidence_facts where event_type = 'publication.published'`;
  assert.equal(count?.count, 2);
});

test('the pages are rendered by a program without the server’s secrets, when something changed', async (t) => {
  const { server, first, second, site, folder } = await startWithTwo(t);
  await sealSmallElection(first, second);
  const renderer = join(server.platform.configuration.dataDirectory, 'renderer.mjs');
  const record = join(server.platform.configuration.dataDirectory, 'runs.jsonl');
  writeFileSync(
    renderer,
    `import { appendFileSync } from 'node:fs';
    console.log(JSON.stringify({ pages: 1 }));
    const run = { arguments: process.argv.slice(2), environment: Object.keys(process.env) };
    appendFileSync(${JSON.stringify(record)}, JSON.stringify(run) + '\\n');`,
  );
  const publish = () => publishNow(server.platform, packs, { renderer });
  await publish();
  await publish();
  const runs = readFileSync(record, 'utf8').trim().split('\n');
  assert.equal(runs.length, 1, 'nothing changed for the second time');
  const run = JSON.parse(runs[0] ?? '') as { arguments: string[]; environment: string[] };
  assert.deepEqual(run.arguments, ['--published', folder, '--out', site]);
  assert.ok(!run.environment.some((name) => /DATABASE|PASSWORD|OVOZ/.test(name)));

  server.setNow(new Date(NOW.getTime() + 24 * 60 * 60 * 1000));
  await publish();
  assert.equal(readFileSync(record, 'utf8').trim().split('\n').length, 2, 'a new day');

  writeFileSync(renderer, 'process.exit(3)');
  server.setNow(new Date(NOW.getTime() + 48 * 60 * 60 * 1000));
  await assert.rejects(publish(), /ended with 3/);
  writeFileSync(renderer, `process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);`);
  await assert.rejects(publish(), { name: 'JobInterrupted' });
  const stop = AbortSignal.abort();
  await assert.rejects(publishNow(server.platform, packs, { renderer, stop }), /abort/i);
});

test('acts that change what is public ask for one publication', async (t) => {
  const { server, first, second } = await startWithTwo(t);
  await sealSmallElection(first, second);
  const jobs = await server.owner<{ task: string }[]>`
    select task_identifier as task from graphile_worker.jobs where key = 'publish'`;
  assert.deepEqual([...jobs], [{ task: 'publish' }]);
});

test('a second publication at the same time steps back', async (t) => {
  const { server, publish } = await startWithTwo(t);
  assert.equal(await publish(), 'published', 'an empty index is published too');
  const other = await server.owner.reserve();
  await other`select pg_advisory_lock(4040003)`;
  assert.equal(await publish(), 'busy');
  await other`select pg_advisory_unlock(4040003)`;
  other.release();
  assert.equal(await publish(), 'unchanged');
});

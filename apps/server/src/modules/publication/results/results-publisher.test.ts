import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { PublishedArea, PublishedLive } from '@ovoz/contract';
import { acceptProtocol, keyProtocol } from '../../../../testing/count-protocols.ts';
import { openSmallCount, smallProtocol } from '../../../../testing/small-count.ts';
import { ELECTION } from '../../../../testing/small-election.ts';
import { startTestServer, type TestServer } from '../../../../testing/start-test-server.ts';
import { resultsFolderOf } from './open-results.ts';
import type { PublisherSettings } from './results-publisher.ts';
import { isSigned } from './signed-file.ts';

const PROGRAM = new URL('./results-publisher.ts', import.meta.url);
const LIMIT_MS = 60_000;

function startPublisher(context: TestContext, { platform }: TestServer): ChildProcess {
  const { configuration } = platform;
  const { databaseUrl, dataDirectory, publicOrigin } = configuration;
  assert.ok(databaseUrl !== null);
  const child = fork(PROGRAM, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  context.after(() => child.kill('SIGKILL'));
  const settings: PublisherSettings = {
    databaseUrl,
    dataDirectory,
    publicOrigin,
    logLevel: 'silent',
    logJson: true,
  };
  child.send(settings);
  return child;
}

async function until(found: () => boolean, what: string): Promise<void> {
  const limit = performance.now() + LIMIT_MS;
  while (!found()) {
    assert.ok(performance.now() < limit, what);
    await wait(20);
  }
}

function countedIn(folder: string): number {
  const path = join(folder, 'nation.json');
  if (!existsSync(path)) return -1;
  return (JSON.parse(readFileSync(path, 'utf8')) as PublishedArea).totals[0]?.stationsCounted ?? -1;
}

function liveCountIn(folder: string): number {
  const path = join(folder, 'live.json');
  if (!existsSync(path)) return -1;
  return (JSON.parse(readFileSync(path, 'utf8')) as PublishedLive).coverage[0]?.counted ?? -1;
}

test('a publisher that is killed at any moment leaves whole files, and the next one completes them', async (t) => {
  const server = await startTestServer(t);
  const central = [
    await server.signInAs('central-member'),
    await server.signInAs('central-member'),
  ] as const;
  await openSmallCount(...central);
  const operators = [
    await server.signInAs('operator', 'UZ', ELECTION),
    await server.signInAs('operator', 'UZ', ELECTION),
  ] as const;
  const folder = resultsFolderOf(server.platform.configuration.dataDirectory, ELECTION);
  for (const station of ['1', '2', '3', '4']) {
    const publisher = startPublisher(t, server);
    const ended = once(publisher, 'exit');
    const slot = { contest: 'party-list', station } as const;
    await acceptProtocol(central[0], slot, await keyProtocol(operators, slot, smallProtocol()));
    // Killed later each time: before it has opened, while it writes, and after.
    await until(() => Number(station) < 3 || countedIn(folder) >= 0, 'something was published');
    publisher.kill('SIGKILL');
    await ended;
    for (const path of signedFiles(folder)) {
      assert.ok(isSigned(readFileSync(join(folder, path), 'utf8')), `${path} is whole`);
    }
  }
  startPublisher(t, server);
  await until(() => countedIn(folder) === 4, 'all four stations are published');
  await until(() => liveCountIn(folder) === 4, 'the live file follows');
  for (const station of ['1', '2', '3', '4']) {
    assert.ok(existsSync(join(folder, `stations/${station}.json`)));
  }
});

test('of two publishers only one is at work, and both end with their server', async (t) => {
  const server = await startTestServer(t);
  const [first, second] = [startPublisher(t, server), startPublisher(t, server)];
  await until(() => true, 'they start');
  const lock = async () =>
    (
      await server.owner<{ held: number }[]>`
        select count(*)::integer as held from pg_locks
        where locktype = 'advisory' and objid = 4040004
          and database = (select oid from pg_database where datname = current_database())`
    )[0]?.held;
  const limit = performance.now() + LIMIT_MS;
  while ((await lock()) !== 1) assert.ok(performance.now() < limit, 'one holds the lock');
  const ends = [once(first, 'exit'), once(second, 'exit')];
  first.disconnect();
  second.disconnect();
  await Promise.all(ends);
  assert.equal(first.exitCode, 0);
  assert.equal(second.exitCode, 0);
});

function signedFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.json') && !path.endsWith('-nist.json'),
  );
}

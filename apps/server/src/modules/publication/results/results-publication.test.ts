import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  PublishedArea,
  PublishedLive,
  PublishedResultsManifest,
  PublishedStationResult,
} from '@ovoz/contract';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import {
  acceptProtocol,
  constituencyProtocol,
  correctProtocol,
  keyProtocol,
} from '../../../../testing/count-protocols.ts';
import { openSmallCount, smallProtocol } from '../../../../testing/small-count.ts';
import { ELECTION } from '../../../../testing/small-election.ts';
import {
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../../../../testing/start-test-server.ts';
import { resultsFolderOf } from './open-results.ts';
import { loadPublicationKey } from './publication-key.ts';
import { createResultsPublisher, type ResultsPublisher } from './publish-round.ts';
import { sha256Hex } from './results-folder.ts';
import { isSigned } from './signed-file.ts';

type Night = {
  readonly server: TestServer;
  readonly central: readonly [TestPerson, TestPerson];
  readonly operators: readonly [TestPerson, TestPerson];
  readonly publisher: ResultsPublisher;
  /** Lets a second pass and publishes until nothing waits. */
  readonly publish: () => Promise<void>;
};

async function startNight(test: TestContext): Promise<Night> {
  const server = await startTestServer(test);
  const central = [
    await server.signInAs('central-member'),
    await server.signInAs('central-member'),
  ] as const;
  await openSmallCount(...central);
  const operators = [
    await server.signInAs('operator', 'UZ', ELECTION),
    await server.signInAs('operator', 'UZ', ELECTION),
  ] as const;
  let now = Date.now();
  const publisher = publisherOf(server, () => new Date(now));
  const publish = async () => {
    now += 60_000;
    while (await publisher.step());
  };
  return { server, central, operators, publisher, publish };
}

function publisherOf({ platform }: TestServer, now: () => Date): ResultsPublisher {
  const { database, configuration, log } = platform;
  const { dataDirectory } = configuration;
  return createResultsPublisher({
    database,
    dataDirectory,
    key: loadPublicationKey(dataDirectory),
    log,
    now,
  });
}

function folderOf({ platform }: TestServer): string {
  return resultsFolderOf(platform.configuration.dataDirectory, ELECTION);
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

const checks = {
  live: Compile(PublishedLive as TSchema),
  area: Compile(PublishedArea as TSchema),
  station: Compile(PublishedStationResult as TSchema),
  manifest: Compile(PublishedResultsManifest as TSchema),
};

function checkFor(path: string) {
  if (path === 'live.json') return checks.live;
  if (path === 'manifest.json') return checks.manifest;
  return path.startsWith('stations/') ? checks.station : checks.area;
}

function readSigned<Content>(folder: string, path: string): Content {
  const text = readFileSync(join(folder, path), 'utf8');
  assert.ok(isSigned(text), `${path} is canonical and signed`);
  const content: unknown = JSON.parse(text);
  const check = checkFor(path);
  assert.ok(
    check.Check(content),
    `${path}: ${JSON.stringify([...check.Errors(content)].slice(0, 3))}`,
  );
  return content as Content;
}

test('accepted protocols become signed files, from the station up to the nation', async (t) => {
  const { server, central, operators, publish } = await startNight(t);
  const slot = { contest: 'party-list', station: '1' } as const;
  const hash = await keyProtocol(operators, slot, smallProtocol());
  await acceptProtocol(central[0], slot, hash);
  const own = { contest: 'constituency', station: '1' } as const;
  await acceptProtocol(central[0], own, await keyProtocol(operators, own, constituencyProtocol()));
  await publish();
  const folder = folderOf(server);
  for (const path of filesIn(folder).filter((one) => /(?<!-nist)\.json$/.test(one)))
    readSigned(folder, path);
  const station = readSigned<PublishedStationResult>(folder, 'stations/1.json');
  const [constituency, list] = station.protocols.toSorted((a, b) =>
    a.contest < b.contest ? -1 : 1,
  );
  assert.equal(list?.standing, hash);
  assert.equal(sha256Hex(list?.versions[0]?.package ?? ''), hash);
  assert.equal(constituency?.district, '1');
  const nation = readSigned<PublishedArea>(folder, 'nation.json');
  const totals = nation.totals.find(({ contest }) => contest === 'party-list');
  assert.deepEqual(totals?.votes, {
    green: { sum: 50, unknown: 0 },
    blue: { sum: 29, unknown: 0 },
  });
  assert.equal(totals?.stationsCounted, 1);
  assert.equal(
    nation.seats?.parties.find(({ party }) => party === 'green')?.byContest['party-list'],
    47,
  );
  const territory = readSigned<PublishedArea>(folder, 'territories/1703202.json');
  const row = territory.stations.find(({ number }) => number === '1');
  assert.equal(row?.sha256, sha256Hex(readFileSync(join(folder, 'stations/1.json'))));
  const live = readSigned<PublishedLive>(folder, 'live.json');
  assert.equal(live.nation, sha256Hex(readFileSync(join(folder, 'nation.json'))));
});

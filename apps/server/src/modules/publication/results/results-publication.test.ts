import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  PublishedArea,
  PublishedDocuments,
  PublishedLive,
  PublishedResultsManifest,
  PublishedStationResult,
} from '@ovoz/contract';
import { parseMinisignKey, verifyMinisig } from '@ovoz/public-log';
import { createRequire } from 'node:module';
import type AjvOfDraft4 from 'ajv-draft-04';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import {
  acceptProtocol,
  constituencyProtocol,
  correctProtocol,
  keyProtocol,
} from '../../../../testing/count-protocols.ts';
import {
  AFTER_CLOSING,
  openSmallCount,
  setElectionClock,
  smallProtocol,
} from '../../../../testing/small-count.ts';
import { ELECTION } from '../../../../testing/small-election.ts';
import {
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../../../../testing/start-test-server.ts';
import { verifyEd25519 } from '../../../platform/ed25519.ts';
import { resultsFolderOf } from './open-results.ts';
import { loadPublicationKey } from './publication-key.ts';
import {
  createResultsPublisher,
  type PublisherContext,
  type ResultsPublisher,
} from './publish-round.ts';
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

async function startNight(context: TestContext): Promise<Night> {
  const server = await startTestServer(context);
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

function publisherOf(
  { platform }: TestServer,
  now: () => Date,
  others: Pick<PublisherContext, 'documents' | 'documentsWaiting'> = {},
): ResultsPublisher {
  const { database, configuration, log } = platform;
  const { dataDirectory } = configuration;
  return createResultsPublisher({
    database,
    dataDirectory,
    key: loadPublicationKey(dataDirectory),
    log,
    now,
    ...others,
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
  documents: Compile(PublishedDocuments as TSchema),
};

function checkFor(path: string) {
  if (path === 'live.json') return checks.live;
  if (path === 'manifest.json') return checks.manifest;
  if (path === 'documents.json') return checks.documents;
  return path.startsWith('stations/') ? checks.station : checks.area;
}

function readSigned(folder: string, path: string): unknown {
  const text = readFileSync(join(folder, path), 'utf8');
  assert.ok(isSigned(text), `${path} is canonical and signed`);
  const content: unknown = JSON.parse(text);
  const check = checkFor(path);
  assert.ok(
    check.Check(content),
    `${path}: ${JSON.stringify([...check.Errors(content)].slice(0, 3))}`,
  );
  return content;
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
  for (const path of filesIn(folder).filter(isSignedFile)) readSigned(folder, path);
  const station = readSigned(folder, 'stations/1.json') as PublishedStationResult;
  const [constituency, list] = station.protocols.toSorted((a, b) =>
    a.contest < b.contest ? -1 : 1,
  );
  assert.equal(list?.standing, hash);
  assert.equal(sha256Hex(list?.versions[0]?.package ?? ''), hash);
  assert.equal(constituency?.district, '1');
  const nation = readSigned(folder, 'nation.json') as PublishedArea;
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
  const territory = readSigned(folder, 'territories/1703202.json') as PublishedArea;
  const row = territory.stations.find(({ number }) => number === '1');
  assert.equal(row?.sha256, sha256Hex(readFileSync(join(folder, 'stations/1.json'))));
  const live = readSigned(folder, 'live.json') as PublishedLive;
  assert.equal(live.nation, sha256Hex(readFileSync(join(folder, 'nation.json'))));
});

test('nothing with figures exists before the release time', async (t) => {
  const { server, central, operators, publish } = await startNight(t);
  const slot = { contest: 'party-list', station: '1' } as const;
  await acceptProtocol(central[0], slot, await keyProtocol(operators, slot, smallProtocol()));
  // Stations close at 20:00 in Tashkent.
  await setElectionClock(central[0], '2026-12-27T14:59:59.999Z');
  await publish();
  assert.deepEqual(filesIn(folderOf(server)), []);
  await setElectionClock(central[0], AFTER_CLOSING);
  await publish();
  const nation = readSigned(folderOf(server), 'nation.json') as PublishedArea;
  assert.equal(
    nation.totals[0]?.stationsCounted,
    1,
    'what was accepted before is published at once',
  );
});

test('a correction replaces the figures, and both versions stand there with the reason', async (t) => {
  const { server, central, operators, publish } = await startNight(t);
  const slot = { contest: 'party-list', station: '1' } as const;
  const hash = await keyProtocol(operators, slot, smallProtocol());
  await acceptProtocol(central[0], slot, hash);
  await publish();
  const reason = 'Lines one and two were swapped';
  const right = smallProtocol({ votes: { green: 29, blue: 50 } });
  await correctProtocol(central, slot, hash, right, reason);
  await publish();
  const folder = folderOf(server);
  for (const file of ['nation', 'territories/1703', 'territories/1703202']) {
    const area = readSigned(folder, `${file}.json`) as PublishedArea;
    const totals = area.totals.find(({ contest }) => contest === 'party-list');
    assert.equal(totals?.votes['blue']?.sum, 50);
    assert.deepEqual(
      area.corrections.map(({ station, version, reason: why }) => [station, version, why]),
      [['1', 2, reason]],
    );
  }
  const station = readSigned(folder, 'stations/1.json') as PublishedStationResult;
  const protocol = station.protocols.find(({ contest }) => contest === 'party-list');
  assert.deepEqual(
    protocol?.versions.map(({ version, hash: of }) => [version, of === hash]),
    [
      [1, true],
      [2, false],
    ],
  );
  assert.equal(protocol?.decisions.at(-1)?.reason, reason);
});

test('a version that nobody decided about is not public', async (t) => {
  const { server, central, operators, publish } = await startNight(t);
  const slot = { contest: 'party-list', station: '2' } as const;
  const other = { contest: 'constituency', station: '2' } as const;
  await keyProtocol(operators, slot, smallProtocol());
  const accepted = await keyProtocol(operators, other, constituencyProtocol());
  await acceptProtocol(central[0], other, accepted);
  await publish();
  const station = readSigned(folderOf(server), 'stations/2.json') as PublishedStationResult;
  assert.deepEqual(
    station.protocols.map(({ contest, status, versions }) => [contest, status, versions.length]),
    [
      ['party-list', 'received', 0],
      ['constituency', 'accepted', 1],
    ],
  );
  const text = readFileSync(join(folderOf(server), 'territories/1703202.json'), 'utf8');
  assert.ok(!text.includes('"green":50'), 'no row has its figures');
});

test('unknown stays unknown in sums, rows and tables', async (t) => {
  const { server, central, operators, publish } = await startNight(t);
  const slot = { contest: 'party-list', station: '1' } as const;
  const unknown = smallProtocol({ counts: { 'mobile-requests': null } });
  const hash = await keyProtocol(operators, slot, unknown, true);
  await acceptProtocol(central[0], slot, hash, 'The paper leaves the row empty');
  await publish();
  const folder = folderOf(server);
  const nation = readSigned(folder, 'nation.json') as PublishedArea;
  assert.deepEqual(nation.totals[0]?.counts['mobile-requests'], { sum: 0, unknown: 1 });
  const territory = readSigned(folder, 'territories/1703202.json') as PublishedArea;
  const row = territory.stations.find(({ number }) => number === '1');
  const content = row?.contests.find(({ contest }) => contest === 'party-list')?.content;
  assert.equal(content?.counts['mobile-requests'], null);
  assert.match(readFileSync(join(folder, 'nation.csv'), 'utf8'), /counts\.mobile-requests=1/);
});

test('after a restart everything is compared, and only what differs is written', async (t) => {
  const { server, central, operators, publish } = await startNight(t);
  const slot = { contest: 'party-list', station: '1' } as const;
  await acceptProtocol(central[0], slot, await keyProtocol(operators, slot, smallProtocol()));
  await publish();
  await publish();
  const folder = folderOf(server);
  const before = contentsOf(folder);
  // As a kill between two files leaves it: one of old, one not there.
  writeFileSync(join(folder, 'territories/1703.json'), before.get('nation.json') ?? '');
  rmSync(join(folder, 'stations/1.json'));
  const again = publisherOf(server, () => new Date(Date.now() + 600_000));
  while (await again.step());
  await again.step();
  const after = contentsOf(folder);
  const changed = [...after.keys()].filter((path) => after.get(path) !== before.get(path));
  assert.ok(changed.includes('stations/1.json') && changed.includes('territories/1703.json'));
  assert.ok(!changed.includes('stations/2.json') && !changed.includes('territories/1706.json'));
  for (const path of [...after.keys()].filter(isSignedFile)) readSigned(folder, path);
  assert.deepEqual([...after.keys()], [...before.keys()]);
});

test('the manifest names every file of areas, and its hash is a public fact', async (t) => {
  const { server, central, operators, publish } = await startNight(t);
  const slot = { contest: 'party-list', station: '1' } as const;
  await acceptProtocol(central[0], slot, await keyProtocol(operators, slot, smallProtocol()));
  await publish();
  await publish();
  const folder = folderOf(server);
  const { files } = readSigned(folder, 'manifest.json') as PublishedResultsManifest;
  const areas = filesIn(folder).filter(
    (path) => !/^(stations|live|manifest|minisign)|\.gz$/.test(path),
  );
  assert.deepEqual(Object.keys(files), areas);
  for (const path of areas) assert.equal(files[path], sha256Hex(readFileSync(join(folder, path))));
  const facts = await server.owner<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where event_type = 'publication.results-published'
    order by recorded_at`;
  const hashes = facts.map(({ bytes }) => JSON.parse(bytes.toString()).payload.manifestHash);
  const manifest = readFileSync(join(folder, 'manifest.json'));
  assert.equal(hashes.at(-1), sha256Hex(manifest));

  const key = parseMinisignKey(readFileSync(join(folder, 'minisign.pub'), 'utf8'));
  assert.ok(key.ok);
  const primitives = {
    verify: verifyEd25519,
    blake2b512: (bytes: Uint8Array) => createHash('blake2b512').update(bytes).digest(),
  };
  const minisig = () => readFileSync(join(folder, 'manifest.json.minisig'), 'utf8');
  const checked = verifyMinisig(manifest, minisig(), key.value, primitives);
  assert.ok(checked.ok);
  assert.match(checked.value, new RegExp(`^election=${ELECTION} mode=training edition=\\d+ time=`));
  writeFileSync(join(folder, 'manifest.json.minisig'), 'of another edition');
  await publish();
  assert.deepEqual(verifyMinisig(manifest, minisig(), key.value, primitives), checked);
});

test('the documents of stations stand in a signed list that the manifest names', async (t) => {
  const { server, central, operators } = await startNight(t);
  const slot = { contest: 'party-list', station: '1' } as const;
  await acceptProtocol(central[0], slot, await keyProtocol(operators, slot, smallProtocol()));
  let nowMs = Date.now();
  let made: readonly { path: string; sha256: string }[] = [];
  let waiting = 1;
  const publisher = publisherOf(server, () => new Date(nowMs), {
    documents: () => {
      const written = made;
      made = [];
      return written;
    },
    documentsWaiting: () => waiting,
  });
  const publishAfter = async (seconds: number) => {
    nowMs += seconds * 1000;
    while (await publisher.step());
  };
  const folder = folderOf(server);
  const listed = () => {
    const { documents } = readSigned(folder, 'documents.json') as PublishedDocuments;
    const { files } = readSigned(folder, 'manifest.json') as PublishedResultsManifest;
    const hash = sha256Hex(readFileSync(join(folder, 'documents.json')));
    assert.equal(files['documents.json'], hash);
    return documents;
  };
  await publishAfter(20);
  await publishAfter(20);
  made = [{ path: 'stations/1.pdf', sha256: 'a'.repeat(64) }];
  await publishAfter(20);
  assert.deepEqual(listed(), { 'stations/1.pdf': 'a'.repeat(64) });
  made = [{ path: 'stations/2.pdf', sha256: 'b'.repeat(64) }];
  await publishAfter(20);
  assert.equal(
    Object.keys(listed()).length,
    1,
    'while others wait it is written every half minute',
  );
  waiting = 0;
  await publishAfter(6);
  assert.equal(Object.keys(listed()).length, 2, 'at the end at once');
});

test('a station names the entries of the log that record its versions and decisions', async (t) => {
  const { server, central, operators, publish } = await startNight(t);
  const slot = { contest: 'party-list', station: '1' } as const;
  const first = await keyProtocol(operators, slot, smallProtocol());
  await acceptProtocol(central[0], slot, first);
  const other = smallProtocol({ votes: { green: 49, blue: 30 } });
  await correctProtocol(central, slot, first, other, 'One vote was in the wrong pile');
  await publish();
  const station = readSigned(folderOf(server), 'stations/1.json') as PublishedStationResult;
  const list = station.protocols.find(({ contest }) => contest === 'party-list');
  const eventOf = async (fact: string | null) => {
    const [row] = await server.owner<{ bytes: Buffer }[]>`
      select bytes from evidence_facts where encode(hash, 'hex') = ${fact}`;
    const { event, payload } = JSON.parse(String(row?.bytes));
    return { event, package: payload.package };
  };
  const [one, two] = list?.versions ?? [];
  const received = 'protocols.version-received';
  assert.deepEqual(await eventOf(one?.fact ?? null), { event: received, package: first });
  assert.deepEqual(await eventOf(two?.fact ?? null), { event: received, package: two?.hash });
  const decisions = await Promise.all((list?.decisions ?? []).map(({ fact }) => eventOf(fact)));
  assert.deepEqual(decisions, [
    { event: 'protocols.accepted', package: first },
    { event: 'protocols.corrected', package: two?.hash },
  ]);
});

test('a publisher that ends names in the manifest what it wrote last', async (t) => {
  const { server, central, operators } = await startNight(t);
  const folder = folderOf(server);
  let nowMs = Date.now();
  const publisher = publisherOf(server, () => new Date(nowMs));
  const acceptAndPublish = async (station: string, laterMs: number) => {
    const slot = { contest: 'party-list', station } as const;
    await acceptProtocol(central[0], slot, await keyProtocol(operators, slot, smallProtocol()));
    nowMs += laterMs;
    while (await publisher.step());
  };
  const isNamed = () => {
    const { files } = readSigned(folder, 'manifest.json') as PublishedResultsManifest;
    return Object.entries(files).every(
      ([path, hash]) => sha256Hex(readFileSync(join(folder, path))) === hash,
    );
  };
  await acceptAndPublish('1', 60_000);
  await acceptAndPublish('2', 60_000);
  await acceptAndPublish('3', 1500);
  assert.equal(isNamed(), false, 'figures are written before the manifest is due');
  await publisher.finish();
  assert.ok(isNamed());
});

test('every NIST report is one by the schema of NIST', async (t) => {
  const { server, central, operators, publish } = await startNight(t);
  for (const contest of ['party-list', 'constituency'] as const) {
    const slot = { contest, station: '1' };
    const content = contest === 'party-list' ? smallProtocol() : constituencyProtocol();
    await acceptProtocol(central[0], slot, await keyProtocol(operators, slot, content));
  }
  await publish();
  const folder = folderOf(server);
  const reports = filesIn(folder).filter((path) => path.endsWith('-nist.json'));
  assert.ok(reports.length > 3);
  const isReport = nistSchema();
  for (const path of reports) {
    const report: unknown = JSON.parse(readFileSync(join(folder, path), 'utf8'));
    assert.ok(isReport(report), `${path}: ${JSON.stringify(isReport.errors?.slice(0, 2))}`);
  }
  const district = readFileSync(join(folder, 'districts/constituency-1-nist.json'), 'utf8');
  assert.match(district, /"Count":45/);
});

test('impossible totals are held back, said aloud, and let go when they are possible again', async (t) => {
  const { server, central, operators, publish } = await startNight(t);
  const slot = { contest: 'party-list', station: '1' } as const;
  await acceptProtocol(central[0], slot, await keyProtocol(operators, slot, smallProtocol()));
  await publish();
  const folder = folderOf(server);
  const before = readFileSync(join(folder, 'nation.json'), 'utf8');
  const wrong = smallProtocol({ counts: { 'ballots-valid': 70 } });
  const second = { contest: 'party-list', station: '2' } as const;
  const hash = await keyProtocol(operators, second, wrong, true);
  await acceptProtocol(central[0], second, hash, 'The paper says so, in both copies');
  // A superuser who hides that the paper has errors: what is summed is then impossible.
  await server.owner.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction`update result_protocols set errors = 0 where station = '2'`;
  });
  await publish();
  assert.equal(readFileSync(join(folder, 'nation.json'), 'utf8'), before);
  const [fact] = await server.owner<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where event_type = 'publication.stopped' limit 1`;
  assert.match(fact?.bytes.toString() ?? '', /votes-above-valid/);
  await correctProtocol(central, second, hash, smallProtocol(), 'The copies were compared again');
  await publish();
  const nation = readSigned(folder, 'nation.json') as PublishedArea;
  assert.equal(nation.totals[0]?.stationsCounted, 2);
});

function contentsOf(folder: string): ReadonlyMap<string, string> {
  // The live file counts publications.
  const paths = filesIn(folder).filter((path) => !path.endsWith('.gz') && path !== 'live.json');
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function isSignedFile(path: string): boolean {
  return path.endsWith('.json') && !path.endsWith('-nist.json') && !path.startsWith('certified/');
}

function nistSchema() {
  const path = new URL('./nist/NIST_V2_election_results_reporting.json', import.meta.url);
  // The package is CommonJS, and its types say otherwise.
  const Ajv = createRequire(import.meta.url)('ajv-draft-04') as typeof AjvOfDraft4.default;
  const ajv = new Ajv({ strict: false, validateFormats: false });
  return ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
}

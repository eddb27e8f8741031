import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { PublishedArea, PublishedTurnout, reportTurnout } from '@ovoz/contract';
import { Compile } from 'typebox/compile';
import { acceptProtocol, keyProtocol } from '../../../../testing/count-protocols.ts';
import {
  AFTER_CLOSING,
  openSmallCount,
  setElectionClock,
  smallProtocol,
} from '../../../../testing/small-count.ts';
import { ELECTION, sealSmallElection } from '../../../../testing/small-election.ts';
import {
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../../../../testing/start-test-server.ts';
import { resultsFolderOf } from './open-results.ts';
import { loadPublicationKey } from './publication-key.ts';
import { createResultsPublisher } from './publish-round.ts';
import { sha256Hex } from './results-folder.ts';
import { isSigned } from './signed-file.ts';

/** 13:30 in Tashkent: the hours 11:00 and 13:00 have come. */
const AFTER_TWO_HOURS = '2026-12-27T08:30:00.000Z';
const AT_THE_THIRD_HOUR = '2026-12-27T12:00:00.000Z';

async function startDay(
  context: TestContext,
  prepare: (first: TestPerson, second: TestPerson) => Promise<void>,
) {
  const server = await startTestServer(context);
  const first = await server.signInAs('central-member');
  await prepare(first, await server.signInAs('central-member'));
  let now = Date.now();
  const told: string[] = [];
  const startPublisher = () => publisherOf(server, () => new Date(now), told);
  /** Lets a minute pass and publishes until nothing waits. */
  const publish = async (publisher: ReturnType<typeof publisherOf>) => {
    now += 60_000;
    while (await publisher.step());
  };
  const { dataDirectory } = server.platform.configuration;
  const folder = resultsFolderOf(dataDirectory, ELECTION);
  return { server, first, told, startPublisher, publish, folder };
}

function publisherOf({ platform }: TestServer, now: () => Date, told: string[]) {
  const { database, configuration, log } = platform;
  const { dataDirectory } = configuration;
  return createResultsPublisher({
    database,
    dataDirectory,
    key: loadPublicationKey(dataDirectory),
    log,
    now,
    onTurnout: (election) => told.push(election),
  });
}

async function report(
  person: TestPerson,
  ...reports: readonly (readonly [station: string, hour: string, voters: number])[]
): Promise<void> {
  const answer = await person.call(reportTurnout, {
    params: { code: ELECTION },
    body: {
      reports: reports.map(([station, hour, voters]) => ({ station, hour, voters, listed: 1000 })),
    },
  });
  assert.ok(answer.ok, JSON.stringify(answer));
  assert.ok(answer.value.outcomes.every(({ refusal }) => refusal === null));
}

const check = Compile(PublishedTurnout);

function readTurnout(folder: string): PublishedTurnout {
  const text = readFileSync(join(folder, 'turnout.json'), 'utf8');
  assert.ok(isSigned(text), 'canonical and signed');
  const content: unknown = JSON.parse(text);
  assert.ok(check.Check(content), JSON.stringify([...check.Errors(content)].slice(0, 3)));
  return content;
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((file) => !file.endsWith('.gz'));
}

test('turnout is public by the hour while votes are cast, before any count is open', async (t) => {
  const day = await startDay(t, sealSmallElection);
  const { first, told, folder } = day;
  await setElectionClock(first, AFTER_TWO_HOURS);
  const publisher = day.startPublisher();
  await day.publish(publisher);
  assert.deepEqual(filesIn(folder), [], 'nobody has reported');
  await report(first, ['1', '11:00', 100], ['2', '11:00', 200], ['2', '13:00', 150]);
  await report(first, ['76', '11:00', 30]);
  await day.publish(publisher);
  assert.deepEqual(filesIn(folder), ['turnout.json']);
  const turnout = readTurnout(folder);
  assert.deepEqual(turnout.hours, ['11:00', '13:00']);
  assert.deepEqual(turnout.whole, [
    { hour: '11:00', due: 76, reported: 3, voters: 330, listed: 3000, votersOfListed: 330 },
    { hour: '13:00', due: 76, reported: 1, voters: 150, listed: 1000, votersOfListed: 150 },
  ]);
  assert.equal(turnout.implausible, 1, 'it falls at station 2');
  assert.deepEqual(
    turnout.areas
      .filter(({ figures }) => figures.some(({ reported }) => reported > 0))
      .map(({ area, file, figures, implausible }) => [
        area,
        file,
        figures.map(({ due, voters }) => `${voters} at ${due}`).join(', '),
        implausible,
      ]),
    [
      ['territory:1703', 'territories/1703', '300 at 75, 150 at 75', 1],
      ['territory:1703202', 'territories/1703202', '300 at 75, 150 at 75', 1],
      ['territory:1726', 'territories/1726', '30 at 1, 0 at 1', 0],
    ],
  );
  assert.deepEqual(told, [ELECTION]);

  const before = readFileSync(join(folder, 'turnout.json'), 'utf8');
  await day.publish(publisher);
  await day.publish(day.startPublisher());
  assert.equal(readFileSync(join(folder, 'turnout.json'), 'utf8'), before, 'also after a restart');
  assert.deepEqual(told, [ELECTION]);

  await setElectionClock(first, AT_THE_THIRD_HOUR);
  await day.publish(publisher);
  assert.deepEqual(readTurnout(folder).whole.at(-1), {
    hour: '17:00',
    due: 76,
    reported: 0,
    voters: 0,
    listed: null,
    votersOfListed: 0,
  });
});

test('beside sealed protocols only turnout is there, and the manifest of the count names it', async (t) => {
  const day = await startDay(t, openSmallCount);
  const { first, server, folder } = day;
  const operators = [
    await server.signInAs('operator', 'UZ', ELECTION),
    await server.signInAs('operator', 'UZ', ELECTION),
  ] as const;
  await report(first, ['1', '11:00', 40]);
  const slot = { contest: 'party-list', station: '1' } as const;
  await acceptProtocol(first, slot, await keyProtocol(operators, slot, smallProtocol()));
  // Stations close at 20:00 in Tashkent.
  await setElectionClock(first, '2026-12-27T14:59:59.999Z');
  const publisher = day.startPublisher();
  await day.publish(publisher);
  assert.deepEqual(filesIn(folder), ['turnout.json']);
  assert.equal(readTurnout(folder).whole[0]?.voters, 40);

  await setElectionClock(first, AFTER_CLOSING);
  await day.publish(publisher);
  await day.publish(publisher);
  const nation: unknown = JSON.parse(readFileSync(join(folder, 'nation.json'), 'utf8'));
  assert.ok(Compile(PublishedArea).Check(nation));
  assert.deepEqual(nation.turnout, readTurnout(folder).whole);
  const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  assert.equal(files['turnout.json'], sha256Hex(readFileSync(join(folder, 'turnout.json'))));
});

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../testing/outcome.ts';
import {
  createSmallElection,
  ELECTION,
  loadSmallElectorate,
  sealSmallElection,
} from '../../../testing/small-election.ts';
import { startTestServer } from '../../../testing/start-test-server.ts';

/** Far ahead: the session library compares expiry with the machine's own clock. */
const NOW = new Date('2096-11-01T05:00:00.000Z');
const REASON = 'For the test of this rule';
/** 13:30 in Tashkent: the hours 11:00 and 13:00 have come. */
const AFTER_TWO_HOURS = '2026-12-27T08:30:00.000Z';
const DISTRICT = 'UZ/1703/1703202';
const params = { code: ELECTION };

type Report = contract.BodyOf<typeof contract.reportTurnout>['reports'][number];
const at = (station: string, hour: string, voters: number, listed: number | null = 1000) =>
  ({ station, hour, voters, listed }) satisfies Report;

async function startPolling(t: TestContext, shows = AFTER_TWO_HOURS) {
  const server = await startTestServer(t);
  server.setNow(NOW);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await sealSmallElection(first, second);
  const moved = await first.call(contract.moveElectionClock, {
    params,
    body: { shows, speed: 0, reason: REASON },
  });
  assert.ok(moved.ok, JSON.stringify(moved));
  return { server, first };
}

async function report(person: Client, ...reports: Report[]) {
  const answer = await person.call(contract.reportTurnout, { params, body: { reports } });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value.outcomes.map(({ refusal, findings }) => refusal ?? findings.join('+'));
}

async function view(person: Client, territory?: string) {
  const query = territory === undefined ? {} : { territory };
  const answer = await person.call(contract.getTurnout, { params, query });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

test('every report of a list has its own outcome, and what is wrong hinders no other', async (t) => {
  const { server, first } = await startPolling(t);
  const operator = await server.signInAs('operator', DISTRICT);
  assert.deepEqual(
    await report(
      operator,
      at('1', '11:00', 100),
      at('999', '11:00', 100),
      at('1', '12:00', 100),
      at('1', '15:00', 100),
      at('76', '11:00', 100),
      at('2', '11:00', 200),
    ),
    ['', 'station-unknown', 'hour-unknown', 'hour-not-reached', 'not-found', ''],
  );
  const { whole } = await view(first);
  assert.deepEqual(whole[0], {
    hour: '11:00',
    due: 76,
    reported: 2,
    voters: 300,
    listed: 2000,
    votersOfListed: 300,
  });
});

test('an hour is reported from the moment on at which it has come, not before', async (t) => {
  const { first } = await startPolling(t, '2026-12-27T05:59:59.999Z');
  assert.deepEqual(await report(first, at('1', '11:00', 1)), ['hour-not-reached']);
  const move = { shows: '2026-12-27T06:00:00.000Z', speed: 0, reason: REASON };
  await first.call(contract.moveElectionClock, { params, body: move });
  assert.deepEqual(await report(first, at('1', '11:00', 1)), ['']);
  const { whole } = await view(first);
  assert.deepEqual(
    whole.map(({ due }) => due),
    [76, 0, 0, 0, 0],
  );
});

test('what is implausible is kept as it came, flagged, and cleared by a correction', async (t) => {
  const { server, first } = await startPolling(t);
  assert.deepEqual(await report(first, at('1', '11:00', 1200), at('1', '13:00', 300)), [
    'above-list',
    'falling',
  ]);
  const before = await view(first, DISTRICT);
  assert.equal(before.implausible, 1);
  assert.equal(before.whole[0]?.voters, 1200);
  assert.deepEqual(await report(first, at('1', '11:00', 120)), ['']);
  const after = await view(first, DISTRICT);
  assert.equal(after.implausible, 0, 'the later hour falls no more');
  assert.deepEqual(
    after.stations[0]?.reports.map(({ hour, voters, number }) => [hour, voters, number]),
    [
      ['11:00', 120, 2],
      ['13:00', 300, 1],
    ],
  );
  const kept = await server.owner`
    select number, voters, findings from turnout_reports where station = '1' and hour = '11:00' order by number`;
  assert.deepEqual(
    kept.map(({ number, voters, findings }) => [number, voters, findings]),
    [
      [1, 1200, ['above-list']],
      [2, 120, []],
    ],
  );
  await assert.rejects(server.owner`update turnout_reports set voters = 1`);
});

test('shares are of the stations that told voters and list; unknown is not zero', async (t) => {
  const { first } = await startPolling(t);
  await report(first, at('1', '11:00', 100, 400), at('2', '11:00', 50, null));
  const { whole, areas } = await view(first);
  assert.deepEqual(whole[0], {
    hour: '11:00',
    due: 76,
    reported: 2,
    voters: 150,
    listed: 400,
    votersOfListed: 100,
  });
  assert.equal(whole[1]?.listed, null);
  assert.deepEqual(
    areas.map(({ path, figures }) => [path, figures[0]?.due, figures[0]?.voters]),
    [
      ['UZ/1703', 75, 150],
      ['UZ/1726', 1, 0],
    ],
  );
});

test('everybody sees and reports their own territory only', async (t) => {
  const { server, first } = await startPolling(t);
  await report(first, at('1', '11:00', 100), at('76', '11:00', 30));
  const observer = await server.signInAs('observer', 'UZ/1703');
  assert.equal((await view(observer)).whole[0]?.voters, 100);
  const foreign = await observer.call(contract.getTurnout, { params, query: { territory: 'UZ' } });
  assert.equal(codeOf(foreign), 'not-found');
  const body = { reports: [at('1', '11:00', 5)] };
  assert.equal(
    codeOf(await observer.call(contract.reportTurnout, { params, body })),
    'not-permitted',
  );
  const elsewhere = await server.signInAs('operator', 'UZ/1703', 'another-election');
  assert.equal(codeOf(await elsewhere.call(contract.reportTurnout, { params, body })), 'not-found');
});

test('a batch leaves one public fact with the hash of its reports, and wakes the publisher', async (t) => {
  const { server, first } = await startPolling(t);
  await report(first, at('1', '11:00', 100), at('1', '12:00', 100), at('2', '11:00', 2000));
  const facts = await first.call(contract.listFacts, {
    query: { type: 'polling.turnout-reported' },
  });
  assert.ok(facts.ok && facts.value.facts.length === 1);
  const read = await first.call(contract.getFact, {
    params: { id: facts.value.facts[0]?.id ?? '' },
  });
  assert.ok(read.ok);
  const { payload } = JSON.parse(read.value.bytes) as { payload: Record<string, unknown> };
  assert.equal(payload['reports'], 2);
  assert.equal(payload['implausible'], 1);
  const changes = await server.owner`select election from turnout_changes`;
  assert.deepEqual(
    changes.map(({ election }) => election),
    [ELECTION],
  );
});

test('without a sealed definition there is no turnout', async (t) => {
  const server = await startTestServer(t);
  server.setNow(NOW);
  const first = await server.signInAs('central-member');
  await loadSmallElectorate(first, await server.signInAs('central-member'));
  await createSmallElection(first);
  assert.equal(codeOf(await first.call(contract.getTurnout, { params, query: {} })), 'not-sealed');
  const body = { reports: [at('1', '11:00', 1)] };
  assert.equal(codeOf(await first.call(contract.reportTurnout, { params, body })), 'not-sealed');
});

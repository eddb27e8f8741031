import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import { correctProtocol } from '../../../testing/count-protocols.ts';
import {
  confirmWholeCanvass,
  listCanvassAreas,
  standingHash,
  startDecidedCount,
  usualContent,
} from '../../../testing/decided-count.ts';
import { codeOf } from '../../../testing/outcome.ts';
import { setElectionClock, smallProtocol } from '../../../testing/small-count.ts';
import { ELECTION } from '../../../testing/small-election.ts';
import type { TestPerson } from '../../../testing/start-test-server.ts';

const REASON = 'For the test of this rule';
const LIST = 'party-list';
const LOWEST = 'territory:1703202';
const params = { code: ELECTION };

async function canvassOf(person: Client, contest: string, area: string) {
  const answer = await person.call(contract.getCanvass, { params: { ...params, contest, area } });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

type Body = contract.BodyOf<typeof contract.confirmCanvass>;

async function confirm(person: Client, contest: string, area: string, change: Partial<Body> = {}) {
  const { area: row, sums } = await canvassOf(person, contest, area);
  const figures = (of: Record<string, contract.Sum>) =>
    Object.fromEntries(Object.entries(of).map(([name, { sum }]) => [name, sum]));
  const { counts, votes } = sums;
  const body = { basis: row.basis, counts: figures(counts), votes: figures(votes), reason: null };
  return person.call(contract.confirmCanvass, {
    params: { ...params, contest, area },
    body: { ...body, ...change },
  });
}

async function statusOf(person: TestPerson, contest: string, area: string): Promise<string> {
  const areas = await listCanvassAreas(person);
  return areas.find((one) => one.contest === contest && one.area === area)?.status ?? 'none';
}

test('each contest goes up by its own levels: lists by territories, seats by districts', async (t) => {
  const { first } = await startDecidedCount(t);
  const areas = await listCanvassAreas(first);
  assert.deepEqual(
    areas.filter(({ contest }) => contest === LIST).map((one) => [one.area, one.due, one.status]),
    [
      [LOWEST, 75, 'ready'],
      ['territory:1726', 1, 'ready'],
      ['territory:1703', 1, 'waiting'],
      ['nation', 2, 'waiting'],
    ],
  );
  const seats = areas.filter(({ contest }) => contest === 'constituency');
  assert.deepEqual([seats.length, seats.at(-1)?.area, seats.at(-1)?.due], [76, 'nation', 75]);
  const one = seats.find(({ area }) => area === 'district:1');
  assert.deepEqual([one?.name, one?.territoryPath, one?.due], ['District 1', 'UZ', 2]);
});

test('a level is confirmed when the one below is, and sums what was confirmed there', async (t) => {
  const { first } = await startDecidedCount(t);
  const { sums } = await canvassOf(first, LIST, LOWEST);
  assert.deepEqual(sums.votes['green'], { sum: 75 * 50, unknown: 0 });
  assert.equal(codeOf(await confirm(first, LIST, 'territory:1703')), 'canvass-not-ready');
  assert.equal(codeOf(await confirm(first, LIST, LOWEST)), 'ok');
  assert.equal(codeOf(await confirm(first, LIST, 'territory:1703')), 'ok');
  assert.equal(codeOf(await confirm(first, LIST, 'territory:1726')), 'ok');
  const nation = await canvassOf(first, LIST, 'nation');
  assert.deepEqual(nation.sums.votes['green'], { sum: 76 * 50, unknown: 0 });
  assert.equal(nation.area.status, 'ready');
  assert.equal(codeOf(await confirm(first, LIST, 'nation')), 'ok');
  const [version] = (await canvassOf(first, LIST, 'nation')).versions;
  assert.equal(version?.by, first.name);
  assert.equal(version?.content.votes['green'], 3800);
});

test('stations that are not decided keep their area waiting', async (t) => {
  const { first } = await startDecidedCount(t, (due) =>
    due.station === '5' ? null : usualContent(due),
  );
  assert.equal(await statusOf(first, LIST, LOWEST), 'waiting');
  assert.equal(codeOf(await confirm(first, LIST, LOWEST)), 'canvass-not-ready');
  assert.equal(await statusOf(first, 'constituency', 'district:5'), 'waiting');
  assert.equal(await statusOf(first, 'constituency', 'district:6'), 'ready');
});

test('figures that differ need a reason, and are named', async (t) => {
  const { server, first } = await startDecidedCount(t);
  const { sums } = await canvassOf(first, LIST, LOWEST);
  const votes = { green: 3751, blue: sums.votes['blue']?.sum ?? 0 };
  assert.equal(codeOf(await confirm(first, LIST, LOWEST, { votes })), 'difference-needs-reason');
  const answer = await confirm(first, LIST, LOWEST, { votes, reason: REASON });
  assert.ok(answer.ok, JSON.stringify(answer));
  assert.deepEqual(answer.value.differences, ['votes.green']);
  const shown = await canvassOf(first, LIST, LOWEST);
  assert.deepEqual(shown.area.differences, ['votes.green']);
  assert.equal(shown.versions[0]?.reason, REASON);
  assert.equal(codeOf(await confirm(first, LIST, 'territory:1703')), 'ok');
  const above = await canvassOf(first, LIST, 'territory:1703');
  assert.equal(above.sums.votes['green']?.sum, 3751, 'what was confirmed below is summed');
  await assert.rejects(server.owner`update canvass_protocols set content = '{}'`);
});

test('fields that are not of the form or the ballot are refused', async (t) => {
  const { first } = await startDecidedCount(t);
  const wrong = { votes: { green: 3750, red: 2175 }, reason: REASON };
  assert.equal(codeOf(await confirm(first, LIST, LOWEST, wrong)), 'fields-wrong');
  const missing = { counts: {}, reason: REASON };
  assert.equal(codeOf(await confirm(first, LIST, LOWEST, missing)), 'fields-wrong');
});

test('what changes below makes all above it stale, and what was seen before is not confirmed', async (t) => {
  const { server, first, second } = await startDecidedCount(t);
  await confirmWholeCanvass(first);
  const before = await canvassOf(first, LIST, LOWEST);
  assert.equal(before.area.status, 'confirmed');
  const slot = { contest: LIST, station: '7' } as const;
  const content = smallProtocol({ votes: { green: 49, blue: 30 } });
  const hash = await standingHash(server, slot);
  await correctProtocol([first, second], slot, hash, content, REASON);
  for (const area of [LOWEST, 'territory:1703', 'nation']) {
    assert.equal(await statusOf(first, LIST, area), 'stale', area);
  }
  assert.equal(await statusOf(first, LIST, 'territory:1726'), 'confirmed');
  const { basis } = before.area;
  assert.equal(codeOf(await confirm(first, LIST, LOWEST, { basis })), 'content-changed');
  await confirmWholeCanvass(first);
  const after = await canvassOf(first, LIST, 'nation');
  assert.deepEqual([after.area.status, after.versions.length], ['confirmed', 2]);
  assert.equal(after.sums.votes['green']?.sum, 3799);
});

test('confirming the same twice makes one version and one fact', async (t) => {
  const { first } = await startDecidedCount(t);
  assert.equal(codeOf(await confirm(first, LIST, LOWEST)), 'ok');
  assert.equal(codeOf(await confirm(first, LIST, LOWEST)), 'ok');
  assert.equal((await canvassOf(first, LIST, LOWEST)).versions.length, 1);
  const facts = await first.call(contract.listFacts, { query: { type: 'canvass.confirmed' } });
  assert.ok(facts.ok && facts.value.facts.length === 1);
});

test('a commission confirms its own area only, one by one or together', async (t) => {
  const { server, first } = await startDecidedCount(t);
  const district = await server.signInAs('district-member', 'UZ/1703/1703202');
  const areas = await listCanvassAreas(district);
  const asked = [LOWEST, 'territory:1726', 'territory:9999'].map((area) => ({
    contest: LIST,
    area,
    basis: areas.find((one) => one.area === area)?.basis ?? 'a'.repeat(64),
  }));
  const answer = await district.call(contract.confirmCanvasses, {
    params,
    body: { areas: asked },
  });
  assert.ok(answer.ok, JSON.stringify(answer));
  assert.deepEqual(answer.value, {
    confirmed: 1,
    refused: [
      { contest: LIST, area: 'territory:1726', code: 'not-found' },
      { contest: LIST, area: 'territory:9999', code: 'not-found' },
    ],
  });
  assert.equal(await statusOf(first, LIST, LOWEST), 'confirmed');
  assert.equal(codeOf(await confirm(district, LIST, 'territory:1703')), 'not-found');
  const observer = await server.signInAs('observer', 'UZ/1703/1703202');
  assert.equal(codeOf(await confirm(observer, LIST, LOWEST)), 'not-permitted');
});

test('before the release no sum is shown and nothing is confirmed', async (t) => {
  const { first } = await startDecidedCount(t);
  const { basis } = (await canvassOf(first, LIST, LOWEST)).area;
  await setElectionClock(first, '2026-12-27T14:00:00.000Z');
  const at = { ...params, contest: LIST, area: LOWEST };
  assert.equal(codeOf(await first.call(contract.getCanvass, { params: at })), 'not-released');
  const body = { basis, counts: {}, votes: {}, reason: null };
  assert.equal(
    codeOf(await first.call(contract.confirmCanvass, { params: at, body })),
    'not-released',
  );
  assert.equal(await statusOf(first, LIST, LOWEST), 'ready', 'how far it is may be known');
});

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../testing/outcome.ts';
import {
  keyedValues,
  openSmallCount,
  setElectionClock,
  smallProtocol,
} from '../../../testing/small-count.ts';
import { ELECTION } from '../../../testing/small-election.ts';
import { startTestServer } from '../../../testing/start-test-server.ts';

/** Far ahead: the session library compares expiry with the machine's own clock. */
const NOW = new Date('2096-11-01T05:00:30.000Z');
const REASON = 'For the test of this rule';
const DISTRICT = 'UZ/1703/1703202';
const ABROAD = 'UZ/1726';
const params = { code: ELECTION };
/** 76 stations with a party list, and 75 of them with a constituency and 76 with the one abroad in the first. */
const STATIONS = 76;

type Query = contract.QueryOf<typeof contract.listProtocols>;

async function startCount(t: TestContext) {
  const server = await startTestServer(t);
  server.setNow(NOW);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await openSmallCount(first, second);
  const anna = await server.signInAs('operator', DISTRICT);
  const boris = await server.signInAs('operator', DISTRICT);
  return { server, first, anna, boris };
}

const paper = (station: string) =>
  ({ ...params, contest: 'party-list', station, count: 'hand' }) as const;

async function key(person: Client, station: string, content = smallProtocol()) {
  const entry = await must(person.call(contract.startEntry, { params: paper(station), body: {} }));
  return must(
    person.call(contract.finishEntry, {
      params: { id: entry.id },
      body: { revision: entry.revision, values: keyedValues(content), errorsOnPaper: true },
    }),
  );
}

const list = (person: Client, query: Query = {}) =>
  must(person.call(contract.listProtocols, { params, query }));

async function stations(person: Client, query: Query) {
  const { protocols } = await list(person, { contest: 'party-list', ...query });
  return protocols.map(({ station }) => station);
}

const coverage = (person: Client, query: contract.QueryOf<typeof contract.getCoverage> = {}) =>
  must(person.call(contract.getCoverage, { params, query }));

async function decide(person: Client, station: string, act: 'accept' | 'return') {
  const { row } = await must(person.call(contract.getProtocol, { params: paper(station) }));
  const { contest, count, hash } = row;
  if (act === 'return') {
    const body = { hash: hash ?? '', reason: REASON };
    await must(person.call(contract.returnProtocol, { params: paper(station), body }));
    return;
  }
  const item = { contest, station, count, hash: hash ?? '', reason: null };
  const accepted = await must(
    person.call(contract.acceptProtocols, { params, body: { protocols: [item] } }),
  );
  assert.equal(accepted.accepted, 1);
}

async function must<Value>(
  answer: Promise<{ ok: true; value: Value } | { ok: false; refusal: unknown }>,
): Promise<Value> {
  const outcome = await answer;
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

test('missing protocols come first, then by number; pages hold every one once', async (t) => {
  const { first, anna, boris } = await startCount(t);
  for (const person of [anna, boris]) await key(person, '1');
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(first, cursor === undefined ? {} : { cursor });
    seen.push(...page.protocols.map(({ station, contest }) => `${station} ${contest}`));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  assert.equal(seen.length, STATIONS * 2);
  assert.equal(new Set(seen).size, seen.length);
  assert.deepEqual(seen.slice(0, 3), ['1 constituency', '2 constituency', '2 party-list']);
  assert.equal(seen.at(-1), '1 party-list', 'what is there comes after everything that is not');
  const wrong = await first.call(contract.listProtocols, { params, query: { cursor: '7' } });
  assert.equal(codeOf(wrong), 'invalid-input');
});

test('each filter finds its own', async (t) => {
  const { first, anna, boris, server } = await startCount(t);
  const different = smallProtocol({ votes: { green: 49, blue: 30 } });
  const wrong = smallProtocol({ votes: { green: 51, blue: 29 } });
  await key(anna, '1');
  await key(anna, '2');
  await key(boris, '2', different);
  for (const person of [anna, boris]) {
    await key(person, '3');
    await key(person, '4', wrong);
    await key(person, '5');
    await key(person, '6');
  }
  await decide(first, '5', 'accept');
  await decide(first, '6', 'return');
  await must(anna.call(contract.startEntry, { params: paper('7'), body: {} }));
  assert.deepEqual(await stations(first, { filter: 'second-entry' }), ['1']);
  assert.deepEqual(await stations(first, { filter: 'different' }), ['2']);
  assert.deepEqual(await stations(first, { filter: 'to-decide' }), ['3', '4']);
  assert.deepEqual(await stations(first, { filter: 'with-errors' }), ['4']);
  assert.deepEqual(await stations(first, { filter: 'accepted' }), ['5']);
  assert.deepEqual(await stations(first, { filter: 'returned' }), ['6']);
  assert.deepEqual(await stations(first, { filter: 'annulled' }), []);
  assert.deepEqual(await stations(first, { filter: 'with-alarms' }), []);
  assert.equal((await stations(first, { filter: 'missing' })).length, STATIONS - 4);
  assert.deepEqual(await stations(first, { station: '1' }), [
    '1',
    ...Array.from({ length: 10 }, (_, index) => String(10 + index)),
  ]);
  for (const odd of ['\u0000', '~', '%', "1'"]) {
    assert.deepEqual(await stations(first, { station: odd }), [], 'no number has such characters');
  }
  const { protocols } = await list(anna, { station: '7', contest: 'party-list' });
  const [seventh] = protocols;
  assert.deepEqual(
    [seventh?.entry, seventh?.keyedByCaller, seventh?.stationName],
    ['first-open', true, 'School 7'],
  );
  const ofBoris = await list(boris, { station: '2', contest: 'party-list' });
  assert.deepEqual(
    [ofBoris.protocols[0]?.entry, ofBoris.protocols[0]?.keyedByCaller],
    ['different', true],
  );
  const observer = await server.signInAs('observer', 'UZ');
  assert.equal((await list(observer, { station: '1' })).protocols[0]?.keyedByCaller, false);
});

test('a list and a coverage hold the own territory only', async (t) => {
  const { server } = await startCount(t);
  const abroad = await server.signInAs('observer', ABROAD);
  assert.deepEqual(
    (await list(abroad)).protocols.map(({ station }) => station),
    ['76', '76'],
  );
  assert.equal((await coverage(abroad)).whole.due, 2);
  for (const operation of [contract.listProtocols, contract.getCoverage] as const) {
    const foreign = await abroad.call(operation, { params, query: { territory: DISTRICT } });
    assert.equal(codeOf(foreign), 'not-found');
  }
  const other = await server.signInAs('observer', 'UZ', 'uzbekistan-2027-05-30-training');
  assert.equal(
    codeOf(await other.call(contract.listProtocols, { params, query: {} })),
    'not-found',
  );
  assert.equal(codeOf(await other.call(contract.getCoverage, { params, query: {} })), 'not-found');
  const country = await server.signInAs('observer', 'MN');
  assert.equal(
    codeOf(await country.call(contract.getCoverage, { params, query: {} })),
    'not-found',
  );
});

test('coverage counts every state, by area, those with most missing first', async (t) => {
  const { server, first, anna, boris } = await startCount(t);
  for (const person of [anna, boris]) {
    await key(person, '1');
    await key(person, '2', smallProtocol({ votes: { green: 51, blue: 29 } }));
    await key(person, '3');
  }
  await key(anna, '4');
  await key(boris, '4', smallProtocol({ votes: { green: 49, blue: 30 } }));
  await decide(first, '1', 'accept');
  await decide(first, '3', 'return');
  const { whole, areas, accepted, territory } = await coverage(first, { contest: 'party-list' });
  assert.deepEqual(whole, {
    due: STATIONS,
    awaited: STATIONS - 3,
    received: 1,
    returned: 1,
    accepted: 1,
    annulled: 0,
    overdue: STATIONS - 3,
    withErrors: 1,
    alarms: 0,
    different: 1,
  });
  assert.equal(territory, 'UZ');
  assert.deepEqual(
    areas.map(({ path, coverage: { due, awaited } }) => [path, due, awaited]),
    [
      ['UZ/1703', 75, 72],
      [ABROAD, 1, 1],
    ],
  );
  assert.equal(areas[0]?.name, 'Andijan region');
  const below = await coverage(first, { territory: 'UZ/1703', contest: 'party-list' });
  assert.deepEqual(
    below.areas.map(({ path }) => path),
    [DISTRICT],
  );
  assert.deepEqual(
    accepted.slice(-2).map(({ count }) => count),
    [0, 1],
  );
  server.setNow(new Date(NOW.getTime() + 60_000));
  const later = await coverage(first, { contest: 'party-list' });
  assert.deepEqual(
    later.accepted.slice(-3).map(({ count }) => count),
    [0, 1, 1],
  );
});

test('within a second everybody gets the coverage that was read for the first', async (t) => {
  const { server, first, anna, boris } = await startCount(t);
  const before = await coverage(first);
  for (const person of [anna, boris]) await key(person, '1');
  server.setNow(new Date(NOW.getTime() + 999));
  assert.deepEqual((await coverage(first)).whole, before.whole);
  server.setNow(new Date(NOW.getTime() + 1000));
  assert.equal((await coverage(first)).whole.received, 1);
});

test('six hours after closing, a station from which nothing came is overdue', async (t) => {
  const { server, first } = await startCount(t);
  const overdue = async (shows: string) => {
    await setElectionClock(first, shows);
    server.setNow(new Date(server.platform.now().getTime() + 2000));
    const { whole } = await coverage(first, { contest: 'party-list' });
    const rows = await stations(first, { filter: 'overdue' });
    assert.equal(rows.length, Math.min(100, whole.overdue));
    return whole.overdue;
  };
  assert.equal(await overdue('2026-12-27T21:00:00.000Z'), 0);
  assert.equal(await overdue('2026-12-27T21:00:00.001Z'), STATIONS);
});

test('before the count is open there is nothing to follow', async (t) => {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const nothing = await first.call(contract.listProtocols, { params, query: {} });
  assert.equal(codeOf(nothing), 'not-found');
});

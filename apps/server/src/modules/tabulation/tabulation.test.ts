import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import {
  acceptProtocol,
  constituencyProtocol,
  correctProtocol,
  keyProtocol,
} from '../../../testing/count-protocols.ts';
import { fillCount } from '../../../testing/filled-count.ts';
import { codeOf } from '../../../testing/outcome.ts';
import {
  keyedValues,
  openSmallCount,
  setElectionClock,
  smallProtocol,
} from '../../../testing/small-count.ts';
import { ELECTION } from '../../../testing/small-election.ts';
import { approve } from '../../../testing/small-nation.ts';
import { startTestServer } from '../../../testing/start-test-server.ts';
import { countContext } from '../result-protocols/public.ts';
import { applyChanges, loadTabulation } from './tabulation.ts';
import { areaTotals } from './totals.ts';

const REASON = 'For the test of this rule';
const params = { code: ELECTION };
const LIST_1 = { contest: 'party-list', station: '1' } as const;
const SEAT_1 = { contest: 'constituency', station: '1' } as const;

async function startCount(t: TestContext) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await openSmallCount(first, second);
  const operators = [await server.signInAs('operator'), await server.signInAs('operator')] as const;
  return { server, first, second, operators };
}

async function results(person: Client, area?: string) {
  const answer = await person.call(contract.getResults, {
    params,
    query: area === undefined ? {} : { area },
  });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

async function totals(person: Client, contest: string, area?: string) {
  const found = (await results(person, area)).totals.find((one) => one.contest === contest);
  assert.ok(found !== undefined);
  return found;
}

test('a protocol counts from the moment at which it is accepted, in every area of its station', async (t) => {
  const { first, operators } = await startCount(t);
  const hash = await keyProtocol(operators, LIST_1, smallProtocol());
  const before = await totals(first, 'party-list');
  assert.deepEqual(
    [before.stationsDue, before.stationsCounted, before.votes['green']],
    [76, 0, { sum: 0, unknown: 0 }],
  );
  await acceptProtocol(first, LIST_1, hash);
  for (const area of ['nation', 'territory:1703', 'territory:1703202']) {
    const after = await totals(first, 'party-list', area);
    assert.equal(after.stationsCounted, 1, area);
    assert.deepEqual(after.votes, {
      green: { sum: 50, unknown: 0 },
      blue: { sum: 29, unknown: 0 },
    });
    assert.deepEqual(after.registered, { sum: 100, unknown: 0 });
    assert.deepEqual(after.tookPart, { sum: 80, unknown: 0 });
  }
  const abroad = await totals(first, 'party-list', 'territory:1726');
  assert.deepEqual([abroad.stationsDue, abroad.stationsCounted], [1, 0]);
});

test('a correction is in the totals at once', async (t) => {
  const { first, second, operators } = await startCount(t);
  const hash = await keyProtocol(operators, LIST_1, smallProtocol());
  await acceptProtocol(first, LIST_1, hash);
  assert.equal((await totals(first, 'party-list')).votes['green']?.sum, 50);
  const content = smallProtocol({ votes: { green: 40, blue: 39 } });
  await correctProtocol([first, second], LIST_1, hash, content, REASON);
  assert.equal((await totals(first, 'party-list')).votes['green']?.sum, 40);
});

test('unknown is not zero: it is told beside the sum', async (t) => {
  const { first, operators } = await startCount(t);
  const content = smallProtocol({ counts: { 'ballots-spoilt': null, 'voters-listed': null } });
  const hash = await keyProtocol(operators, LIST_1, content, true);
  await acceptProtocol(first, LIST_1, hash, REASON);
  const found = await totals(first, 'party-list');
  assert.deepEqual(found.counts['ballots-spoilt'], { sum: 0, unknown: 1 });
  assert.deepEqual(found.counts['ballots-valid'], { sum: 79, unknown: 0 });
  assert.deepEqual(found.registered, { sum: 0, unknown: 1 });
});

test('an annulled station is not counted, and is told', async (t) => {
  const { first, second, operators } = await startCount(t);
  const hash = await keyProtocol(operators, LIST_1, smallProtocol());
  await acceptProtocol(first, LIST_1, hash);
  const proposed = await first.call(contract.proposeAnnulment, {
    params: { ...params, ...LIST_1, count: 'hand' },
    body: { hash, act: 'annul', reason: REASON },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
  const found = await totals(first, 'party-list');
  assert.deepEqual([found.stationsCounted, found.stationsAnnulled], [0, 1]);
  assert.equal(found.votes['green']?.sum, 0);
});

test('the count that is not the legal one stands beside and is in no total', async (t) => {
  const { first, operators } = await startCount(t);
  const slot = { ...params, ...LIST_1, count: 'machine' } as const;
  let hash = '';
  for (const person of operators) {
    const started = await person.call(contract.startEntry, { params: slot, body: {} });
    assert.ok(started.ok, JSON.stringify(started));
    const { id, revision } = started.value;
    const values = keyedValues(smallProtocol());
    const finished = await person.call(contract.finishEntry, {
      params: { id },
      body: { revision, values, errorsOnPaper: false },
    });
    assert.ok(finished.ok, JSON.stringify(finished));
    if (finished.value.state === 'received') hash = finished.value.receipt.hash;
  }
  const accepted = await first.call(contract.acceptProtocols, {
    params,
    body: { protocols: [{ ...LIST_1, count: 'machine', hash, reason: null }] },
  });
  assert.ok(accepted.ok && accepted.value.accepted === 1, JSON.stringify(accepted));
  const found = await totals(first, 'party-list');
  assert.deepEqual([found.stationsDue, found.stationsCounted], [76, 0]);
});

test('candidates of two districts share only their numbers, so areas above a district have no votes', async (t) => {
  const { first, operators } = await startCount(t);
  const content = constituencyProtocol();
  const hash = await keyProtocol(operators, SEAT_1, content);
  await acceptProtocol(first, SEAT_1, hash);
  const nation = await totals(first, 'constituency');
  assert.deepEqual(nation.votes, {});
  assert.equal(nation.counts['ballots-valid']?.sum, 79);
  const district = await totals(first, 'constituency', 'district:1');
  assert.equal(district.votes['candidate-1']?.sum, content.votes['candidate-1']);
  assert.equal(district.stationsDue, 2, 'the station abroad votes in it as well');
  const lists = (await results(first, 'district:1')).totals.map(({ contest }) => contest);
  assert.deepEqual(lists, ['constituency'], 'the lists have no districts');
});

test('the nation has seats with their working, and says why others are pending', async (t) => {
  const { server, first } = await startCount(t);
  const context = await countContext(server.owner, ELECTION);
  assert.ok(context !== null);
  await fillCount(server.owner, context, ({ contest, district }) =>
    contest === 'party-list' ? smallProtocol() : district === '2' ? null : constituencyProtocol(),
  );
  const { seats } = await results(first);
  assert.ok(seats !== null);
  const lists = seats.districts.find(({ contest }) => contest === 'party-list');
  assert.deepEqual([lists?.stationsCounted, lists?.allocation?.status], [76, 'complete']);
  assert.deepEqual(
    lists?.allocation?.options.map(({ option, seats: held }) => [option, held]),
    [
      ['green', 47],
      ['blue', 28],
    ],
  );
  assert.ok(lists?.allocation?.steps.some(({ kind }) => kind === 'quota'));
  const open = seats.districts.find(({ district }) => district === '2');
  assert.deepEqual([open?.allocation, open?.pending], [null, 'nothing-counted']);
  assert.deepEqual(
    seats.parties.map(({ party, byContest }) => [party, byContest]),
    [
      ['green', { 'party-list': 47, constituency: 74 }],
      ['blue', { 'party-list': 28 }],
    ],
  );
  assert.equal((await results(first, 'territory:1703')).seats, null);
});

test('before the release nobody reads a figure', async (t) => {
  const { first, operators } = await startCount(t);
  const hash = await keyProtocol(operators, LIST_1, smallProtocol());
  await acceptProtocol(first, LIST_1, hash);
  // The last station at home closes at 20:00 in Tashkent.
  await setElectionClock(first, '2026-12-27T14:59:59.999Z');
  assert.equal(
    codeOf(await first.call(contract.getResults, { params, query: {} })),
    'not-released',
  );
  await setElectionClock(first, '2026-12-27T15:00:00.000Z');
  assert.equal((await totals(first, 'party-list')).stationsCounted, 1);
});

test('areas that are none, and people from elsewhere, find nothing', async (t) => {
  const { server, first } = await startCount(t);
  const query = { area: 'territory:9999' };
  assert.equal(codeOf(await first.call(contract.getResults, { params, query })), 'not-found');
  const foreign = await server.signInAs('observer', 'MN');
  assert.equal(codeOf(await foreign.call(contract.getResults, { params, query: {} })), 'not-found');
  const observer = await server.signInAs('observer', 'UZ/1706');
  assert.equal((await totals(observer, 'party-list')).stationsDue, 76);
});

test('totals that are caught up are those from scratch', async (t) => {
  const { server, first, operators } = await startCount(t);
  const context = await countContext(server.owner, ELECTION);
  assert.ok(context !== null);
  const kept = await loadTabulation(server.owner, context);
  const slots = ['3', '7', '76'].map((station) => ({ contest: 'party-list', station }) as const);
  for (const slot of slots) {
    const votes = { green: Number(slot.station), blue: 79 - Number(slot.station) };
    const hash = await keyProtocol(operators, slot, smallProtocol({ votes }));
    await acceptProtocol(first, slot, hash);
    await applyChanges(server.owner, kept, [slot]);
  }
  const scratch = await loadTabulation(server.owner, context);
  for (const area of ['nation', 'territory:1703', 'territory:1726']) {
    assert.deepEqual(areaTotals(kept, area), areaTotals(scratch, area));
  }
  assert.equal(kept.revision, scratch.revision);
  assert.equal((await totals(first, 'party-list')).votes['green']?.sum, 3 + 7 + 76);
});

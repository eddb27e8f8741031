import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import { constituencyProtocol } from '../../../testing/count-protocols.ts';
import {
  confirmWholeCanvass,
  startDecidedCount,
  usualContent,
} from '../../../testing/decided-count.ts';
import type { DueProtocol } from '../../../testing/filled-count.ts';
import { codeOf } from '../../../testing/outcome.ts';
import { smallProtocol } from '../../../testing/small-count.ts';
import { ELECTION } from '../../../testing/small-election.ts';
import { approve } from '../../../testing/small-nation.ts';

const REASON = 'Drawn in public before observers';
const params = { code: ELECTION };

/** Both lists have the same votes, and 75 seats do not divide by two. */
function tiedContent(due: DueProtocol) {
  return due.contest === 'party-list'
    ? smallProtocol({
        counts: { 'ballots-valid': 78, 'ballots-invalid': 2 },
        votes: { green: 39, blue: 39 },
      })
    : constituencyProtocol();
}

async function look(person: Client) {
  const answer = await person.call(contract.getCertification, { params });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

function propose(person: Client, change: object = {}) {
  const lot = {
    contest: 'party-list',
    district: null,
    step: 'remainder-1',
    order: ['blue', 'green'],
  };
  return person.call(contract.proposeLot, { params, body: { ...lot, reason: REASON, ...change } });
}

async function listSeats(person: Client) {
  const answer = await person.call(contract.getResults, { params, query: {} });
  assert.ok(answer.ok);
  const lists = answer.value.seats?.districts.find(({ contest }) => contest === 'party-list');
  return lists?.allocation?.options.map(({ option, seats }) => [option, seats]);
}

test('a tie stops the seats until two people record the lot', async (t) => {
  const { server, first, second } = await startDecidedCount(t, tiedContent);
  await confirmWholeCanvass(first);
  const before = await look(first);
  assert.deepEqual(before.ties, [
    {
      contest: 'party-list',
      district: null,
      step: before.ties[0]?.step,
      options: ['green', 'blue'],
      seats: 1,
    },
  ]);
  assert.deepEqual(
    before.blockers.map(({ code }) => code),
    ['lot-needed'],
  );
  const { step = '' } = before.ties[0] ?? {};
  const answer = await propose(first, { step });
  assert.ok(answer.ok, JSON.stringify(answer));
  assert.equal(codeOf(await propose(second, { step })), 'proposal-exists');
  await approve(second, answer.value.proposalId);
  const after = await look(first);
  assert.deepEqual([after.ties, after.blockers], [[], []]);
  assert.deepEqual(after.lots[0]?.order, ['blue', 'green']);
  assert.deepEqual(await listSeats(first), [
    ['green', 37],
    ['blue', 38],
  ]);
  assert.equal(codeOf(await propose(first, { step })), 'lot-not-needed');
  await assert.rejects(server.owner`update recorded_lots set lot_order = '{green,blue}'`);
});

test('a lot is for a tie that is there, over exactly its options, when all is decided', async (t) => {
  const { first } = await startDecidedCount(t, tiedContent);
  const { step = '' } = (await look(first)).ties[0] ?? {};
  const refusals = [
    await propose(first, { step: 'seat-1' }),
    await propose(first, { step, order: ['green', 'green'] }),
    await propose(first, { step, order: ['green', 'blue', 'red'] }),
    await propose(first, { step, contest: 'constituency', district: '1' }),
  ];
  assert.deepEqual(refusals.map(codeOf), Array(4).fill('lot-not-needed'));
});

test('no lot is drawn while a station is out', async (t) => {
  const { first } = await startDecidedCount(t, (due) =>
    due.station === '5' ? null : tiedContent(due),
  );
  const { step = '' } = (await look(first)).ties[0] ?? {};
  assert.equal(codeOf(await propose(first, { step })), 'lot-not-needed');
});

test('the next on the list follows; a district votes again', async (t) => {
  const { first, second } = await startDecidedCount(t, usualContent);
  const ask = (query: object) =>
    first.call(contract.getSuccessor, {
      params,
      query: { contest: 'party-list', option: 'green', candidate: '3', ...query },
    });
  assert.equal(codeOf(await ask({})), 'not-certified');
  await confirmWholeCanvass(first);
  const proposed = await first.call(contract.proposeCertification, {
    params,
    body: { reason: REASON, override: false },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);

  const next = await ask({});
  assert.ok(next.ok, JSON.stringify(next));
  assert.deepEqual([next.value.rule, next.value.outcome], ['next-on-list', 'filled']);
  assert.deepEqual(
    [next.value.successor?.option, next.value.successor?.candidate],
    ['green', 48],
    'green has the first 47',
  );
  assert.match(next.value.successor?.name ?? '', / green 48$/);
  assert.equal(codeOf(await ask({ candidate: '48' })), 'not-elected');
  assert.equal(codeOf(await ask({ option: 'red' })), 'not-elected');
  const seat = await ask({
    contest: 'constituency',
    district: '1',
    option: 'candidate-1',
    candidate: '1',
  });
  assert.ok(seat.ok, JSON.stringify(seat));
  assert.deepEqual([seat.value.outcome, seat.value.successor], ['by-election', null]);
});

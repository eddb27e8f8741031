import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import { startDecidedCount } from '../../../testing/decided-count.ts';
import { codeOf } from '../../../testing/outcome.ts';
import { setElectionClock } from '../../../testing/small-count.ts';
import { ELECTION } from '../../../testing/small-election.ts';

const params = { code: ELECTION };
const DEADLINE = '2026-12-31T00:00:00.000Z';

function register(person: Client, change: object = {}) {
  const body = {
    station: '1',
    contest: 'party-list',
    submittedBy: 'Observer of the green party',
    text: 'The box was opened before closing',
    deadline: DEADLINE,
    ...change,
  };
  return person.call(contract.registerObjection, { params, body });
}

function decide(person: Client, number: number) {
  const body = { decision: 'rejected', text: 'The seal was whole at closing' } as const;
  return person.call(contract.decideObjection, {
    params: { ...params, number: String(number) },
    body,
  });
}

async function list(person: Client) {
  const answer = await person.call(contract.listObjections, { params, query: {} });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value.objections;
}

test('an objection has a number, a deadline and one decision, by another person', async (t) => {
  const { server, first, second } = await startDecidedCount(t);
  const registered = await register(first);
  assert.ok(registered.ok && registered.value.number === 1, JSON.stringify(registered));
  assert.ok((await register(second)).ok);
  assert.equal(codeOf(await decide(first, 1)), 'second-person-required');
  assert.equal(codeOf(await decide(second, 1)), 'ok');
  assert.equal(codeOf(await decide(second, 1)), 'objection-decided');
  assert.deepEqual(
    (await list(first)).map(({ number, decision }) => [number, decision]),
    [
      [2, null],
      [1, 'rejected'],
    ],
    'open ones first',
  );
  await assert.rejects(
    server.owner`update objections set decision = 'upheld' where number = 1`,
    /decided once/,
  );
  await assert.rejects(server.owner`delete from objections`);
});

test('an objection is overdue when its legal deadline has passed', async (t) => {
  const { first } = await startDecidedCount(t);
  assert.ok((await register(first)).ok);
  await setElectionClock(first, DEADLINE);
  assert.equal((await list(first))[0]?.overdue, false);
  await setElectionClock(first, '2026-12-31T00:00:00.001Z');
  assert.equal((await list(first))[0]?.overdue, true);
});

test('what an objection is about must be there, and its deadline to come', async (t) => {
  const { first } = await startDecidedCount(t);
  assert.equal(codeOf(await register(first, { station: '999' })), 'station-unknown');
  assert.equal(codeOf(await register(first, { contest: 'presidency' })), 'contest-unknown');
  assert.equal(codeOf(await register(first, { contest: null })), 'ok');
  const past = { deadline: '2026-12-27T00:00:00.000Z' };
  assert.equal(codeOf(await register(first, past)), 'dates-out-of-order');
  const none = { deadline: '2026-02-31T25:00:00.000Z' };
  assert.equal(codeOf(await register(first, none)), 'dates-out-of-order');
});

test('people see, register and decide objections of their own territory', async (t) => {
  const { server, first } = await startDecidedCount(t);
  assert.ok((await register(first)).ok);
  const elsewhere = await server.signInAs('territorial-member', 'UZ/1726');
  assert.deepEqual(await list(elsewhere), []);
  assert.equal(codeOf(await decide(elsewhere, 1)), 'not-found');
  assert.equal(codeOf(await register(elsewhere)), 'not-found');
  const here = await server.signInAs('territorial-member', 'UZ/1703');
  assert.equal(codeOf(await decide(here, 1)), 'ok');
});

test('the facts of an objection name neither people nor words', async (t) => {
  const { server, first, second } = await startDecidedCount(t);
  assert.ok((await register(first)).ok);
  assert.ok((await decide(second, 1)).ok);
  const rows = await server.owner<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where event_type like 'canvass.objection-%'`;
  assert.equal(rows.length, 2);
  for (const { bytes } of rows) {
    assert.doesNotMatch(bytes.toString(), /green party|box was opened|seal was whole/);
  }
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import type { Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../testing/outcome.ts';
import { addGrant } from '../../../testing/people.ts';
import {
  keyedValues,
  openSmallCount,
  setElectionClock,
  smallProtocol,
} from '../../../testing/small-count.ts';
import { ELECTION } from '../../../testing/small-election.ts';
import { startTestServer } from '../../../testing/start-test-server.ts';
import {
  receiptFor,
  signedBy,
  startCount as startWithDevices,
} from '../../../testing/station-device.ts';

/** Far ahead: the session library compares expiry with the machine's own clock. */
const NOW = new Date('2096-11-01T05:00:00.000Z');
const REASON = 'For the test of this rule';
const DISTRICT = 'UZ/1703/1703202';
const PAPER = { code: ELECTION, contest: 'party-list', station: '1', count: 'hand' } as const;

async function startCount(t: TestContext) {
  const server = await startTestServer(t);
  server.setNow(NOW);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await openSmallCount(first, second);
  const typist = () => server.signInAs('operator', DISTRICT);
  return {
    server,
    first,
    second,
    anna: await typist(),
    boris: await typist(),
    vera: await typist(),
  };
}

const start = (person: Client, params: contract.ParamsOf<typeof contract.startEntry> = PAPER) =>
  person.call(contract.startEntry, { params, body: {} });

async function begin(person: Client, params?: contract.ParamsOf<typeof contract.startEntry>) {
  const answer = await start(person, params);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

const VALUES = keyedValues(smallProtocol());
type Values = Record<string, number | null>;

const end = (
  person: Client,
  entry: contract.EntryView,
  values: Values = VALUES,
  errorsOnPaper = false,
) =>
  person.call(contract.finishEntry, {
    params: { id: entry.id },
    body: { revision: entry.revision, values, errorsOnPaper },
  });

/** Begins and ends an entry, and tells what came of it. */
async function key(person: Client, values: Values = VALUES, errorsOnPaper = true) {
  const answer = await end(person, await begin(person), values, errorsOnPaper);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

async function view(person: Client) {
  const answer = await person.call(contract.getProtocol, { params: PAPER });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

test('what two people keyed alike is a signed version that is received', async (t) => {
  const { anna, boris, first, server } = await startCount(t);
  const entry = await begin(anna);
  assert.equal(entry.ordinal, 1);
  assert.deepEqual(entry.fields.toSorted(), Object.keys(VALUES).toSorted());
  assert.equal(entry.fields[0], 'counts.voters-listed', 'in the order of the paper');
  assert.deepEqual(await key(anna), { state: 'finished', next: 'second-person' });
  const received = await key(boris);
  assert.equal(received.state, 'received');
  const { row, versions } = await view(first);
  assert.deepEqual(
    [row.status, row.version, row.origin, row.entry, row.errors],
    ['received', 1, 'keyed', null, 0],
  );
  assert.deepEqual(versions[0]?.content, smallProtocol());
  assert.equal(versions[0]?.keyFingerprint, server.platform.keys.packages.fingerprint);
  const { origin } = JSON.parse(versions[0]?.package ?? '').payload;
  assert.equal(origin.kind, 'keyed');
  assert.equal(new Set(origin.entries).size, 2, 'the hashes of both entries stand in it');
});

test('the same person is no second one: in another tab, by another role, or past the screens', async (t) => {
  const { anna, server } = await startCount(t);
  await key(anna);
  const otherTab = await server.signIn(anna.username);
  assert.equal(codeOf(await start(otherTab)), 'entry-by-same-person');
  await addGrant(server.owner, anna.personId, 'district-member', DISTRICT, NOW);
  await addGrant(server.owner, anna.personId, 'precinct-member', DISTRICT, NOW);
  assert.equal(codeOf(await start(anna)), 'entry-by-same-person');
  await assert.rejects(
    server.platform.database`
      insert into result_entries (id, election, contest, station, count, version, ordinal, person_id,
        fields, content, status, started_at)
      values (${randomUUID()}, ${ELECTION}, 'party-list', '1', 'hand', 1, 2, ${anna.personId},
        '{}', '{}', 'open', ${NOW})`,
    /result_entries_other_people/,
    'the database says no as well',
  );
});

test('who handed out the account of the first person is no second one', async (t) => {
  const { anna, boris, server } = await startCount(t);
  await key(anna);
  await server.owner`
    insert into invitations (token_hash, person_id, totp_secret, handed_by, created_at, expires_at, used_at)
    values (${Buffer.alloc(32, 1)}, ${boris.personId}, ${Buffer.alloc(60)}, ${anna.personId}, ${NOW},
      ${new Date(NOW.getTime() + 1000)}, ${NOW})`;
  assert.equal(codeOf(await start(boris)), 'not-independent');
});

test('two people who begin at once are the first and the second, and a third waits', async (t) => {
  const { anna, boris, vera } = await startCount(t);
  const [a, b] = await Promise.all([begin(anna), begin(boris)]);
  assert.deepEqual(new Set([a.ordinal, b.ordinal]), new Set([1, 2]));
  assert.equal(codeOf(await start(vera)), 'entry-by-another');
  assert.equal((await begin(anna)).id, a.id, 'the own open entry is taken up again');
  const [endOfB, endOfA] = [await end(boris, b), await end(anna, a)];
  assert.ok(endOfB.ok && endOfB.value.state === 'finished');
  assert.ok(endOfA.ok && endOfA.value.state === 'received');
});

test('both may end at once: one of them waits, the other makes the version', async (t) => {
  const { anna, boris } = await startCount(t);
  const [a, b] = [await begin(anna), await begin(boris)];
  const ends = await Promise.all([end(anna, a), end(boris, b)]);
  const states = ends.map((answer) => (answer.ok ? answer.value.state : answer.refusal.code));
  assert.deepEqual(states.toSorted(), ['finished', 'received']);
});

test('where two differ they are told how many fields, never which, and a third keys only those', async (t) => {
  const { anna, boris, vera, first } = await startCount(t);
  await key(anna, { ...VALUES, 'votes.green': 49, 'counts.ballots-invalid': null });
  const second = await key(boris);
  assert.deepEqual(second, { state: 'different', fields: 2 });
  assert.equal(codeOf(await start(anna)), 'entry-by-same-person');
  const third = await begin(vera);
  assert.equal(third.ordinal, 3);
  assert.deepEqual(third.fields, ['counts.ballots-invalid', 'votes.green']);
  assert.deepEqual(third.values, {}, 'blind');
  const all = await end(vera, third, VALUES);
  assert.equal(codeOf(all), 'fields-wrong', 'what both keyed alike is not keyed again');
  const resolved = await end(vera, third, { 'counts.ballots-invalid': 1, 'votes.green': 50 });
  assert.ok(resolved.ok && resolved.value.state === 'received', JSON.stringify(resolved));
  assert.deepEqual((await view(first)).versions[0]?.content, smallProtocol());
});

test('the majority can be of different people for different fields', async (t) => {
  const { anna, boris, vera, first } = await startCount(t);
  await key(anna, { ...VALUES, 'votes.green': 49 });
  await key(boris, { ...VALUES, 'votes.blue': 30 });
  const third = await begin(vera);
  const ended = await end(vera, third, { 'votes.green': 49, 'votes.blue': 30 });
  assert.ok(ended.ok && ended.value.state === 'received');
  assert.deepEqual((await view(first)).versions[0]?.content.votes, { green: 49, blue: 30 });
});

test('three figures stay open until a decider has it keyed anew; nothing is lost', async (t) => {
  const { anna, boris, vera, first, server } = await startCount(t);
  const discard = (person: Client) =>
    person.call(contract.discardEntries, { params: PAPER, body: { reason: REASON } });
  assert.equal(codeOf(await discard(first)), 'no-entries');
  await key(anna, { ...VALUES, 'votes.green': 48 });
  await key(boris, { ...VALUES, 'votes.green': 49 });
  const third = await begin(vera);
  const ended = await end(vera, third, { 'votes.green': 50 });
  assert.deepEqual(ended.ok && ended.value, { state: 'unresolved', fields: 1 });
  const galina = await server.signInAs('operator', DISTRICT);
  assert.equal(codeOf(await start(galina)), 'entry-unresolved');
  assert.equal((await view(first)).row.entry, 'unresolved');
  assert.equal(codeOf(await discard(anna)), 'not-permitted');
  assert.equal(codeOf(await discard(first)), 'ok');
  const kept = await server.owner`select status, end_reason from result_entries order by ordinal`;
  assert.deepEqual(
    kept.map(({ status, end_reason: reason }) => [status, reason]),
    Array.from({ length: 3 }, () => ['discarded', REASON]),
  );
  assert.equal((await begin(anna)).ordinal, 1, 'anybody may key it again');
});

test('nobody but the decider is ever shown what another person keyed', async (t) => {
  const { anna, boris, vera } = await startCount(t);
  const marked = { ...VALUES, 'votes.green': 31_337, 'counts.ballots-invalid': 27_182 };
  await key(anna, marked);
  const seen: string[] = [];
  const look = async (answer: Promise<unknown>) => {
    seen.push(JSON.stringify(await answer));
  };
  await look(start(boris));
  await look(boris.call(contract.listProtocols, { params: { code: ELECTION }, query: {} }));
  await look(boris.call(contract.getCoverage, { params: { code: ELECTION }, query: {} }));
  await look(key(boris));
  await look(start(vera));
  const third = await begin(vera);
  await look(end(vera, third, { 'votes.green': 1 }));
  await look(end(vera, third, { 'votes.green': 1, 'counts.ballots-invalid': 2 }));
  for (const text of seen) {
    assert.ok(!text.includes('31337') && !text.includes('27182'), text);
  }
  assert.equal(codeOf(await boris.call(contract.getProtocol, { params: PAPER })), 'not-permitted');
});

test('an entry is saved and ended by its owner only, at the newest revision, with its own fields', async (t) => {
  const { anna, boris, server } = await startCount(t);
  const entry = await begin(anna);
  const save = (person: Client, revision: number, values: Values) =>
    person.call(contract.saveEntry, { params: { id: entry.id }, body: { revision, values } });
  assert.equal(codeOf(await save(boris, 1, {})), 'entry-by-another');
  assert.equal(codeOf(await end(boris, entry)), 'entry-by-another');
  const elsewhere = await server.signInAs('operator', 'UZ/1706');
  assert.equal(codeOf(await save(elsewhere, 1, {})), 'not-found');
  assert.equal(codeOf(await end(elsewhere, entry)), 'not-found');
  const saved = await save(anna, 1, { 'votes.green': 5, 'votes.blue': null });
  assert.deepEqual(saved.ok && saved.value, { revision: 2 });
  assert.equal(codeOf(await save(anna, 1, {})), 'revision-conflict');
  assert.equal(codeOf(await save(anna, 2, { 'votes.red': 1 })), 'fields-wrong');
  const again = await begin(anna);
  assert.deepEqual([again.values, again.revision], [{ 'votes.green': 5, 'votes.blue': null }, 2]);
  assert.equal(codeOf(await end(anna, entry)), 'revision-conflict');
  const partial = await end(anna, again, { 'votes.green': 5 });
  assert.equal(codeOf(partial), 'fields-wrong');
  assert.equal(codeOf(await end(anna, again, VALUES)), 'ok');
  assert.equal(codeOf(await save(anna, 2, {})), 'entry-finished');
  assert.equal(codeOf(await end(anna, again, VALUES)), 'entry-finished');
});

test('counts that are no whole numbers from 0 to 999,999,999 are refused', async (t) => {
  const { anna } = await startCount(t);
  const entry = await begin(anna);
  for (const wrong of [-1, 1.5, 1_000_000_000, '5', true]) {
    const values = { ...VALUES, 'votes.green': wrong } as Values;
    assert.equal(codeOf(await end(anna, entry, values)), 'invalid-input', String(wrong));
  }
});

test('errors come back once to be looked at; who says that the paper has them is taken at their word', async (t) => {
  const { anna, boris, first } = await startCount(t);
  const wrong = { ...VALUES, 'votes.green': 51 };
  const entry = await begin(anna);
  const looked = await end(anna, entry, wrong);
  assert.ok(looked.ok && looked.value.state === 'check');
  assert.deepEqual(
    looked.value.findings.map(({ code, fields, left, right }) => [code, fields, left, right]),
    [['E08', ['votes', 'counts.ballots-valid'], 80, 79]],
  );
  assert.deepEqual((await begin(anna)).values, wrong, 'what was keyed is kept meanwhile');
  const ended = await end(anna, entry, wrong, true);
  assert.ok(ended.ok && ended.value.state === 'finished');
  const received = await key(boris, wrong);
  assert.ok(received.state === 'received');
  assert.equal(received.receipt.errors, 1);
  const { row } = await view(first);
  assert.deepEqual([row.status, row.errors], ['received', 1], 'kept as it stands on the paper');
  assert.equal((await begin(anna)).version, 2, 'another paper may mend it');
});

test('nothing is keyed before the station has closed, nor outside of the own territory', async (t) => {
  const { anna, first, server } = await startCount(t);
  const elsewhere = await server.signInAs('operator', 'UZ/1706');
  assert.equal(codeOf(await start(elsewhere)), 'not-found');
  const otherElection = await server.signInAs(
    'operator',
    DISTRICT,
    'uzbekistan-2027-05-30-training',
  );
  assert.equal(codeOf(await start(otherElection)), 'not-found');
  assert.equal(codeOf(await start(anna, { ...PAPER, station: '999' })), 'not-found');
  assert.equal(codeOf(await start(anna, { ...PAPER, contest: 'no-contest' })), 'not-found');
  await setElectionClock(first, '2026-12-27T14:59:59.999Z');
  assert.equal(codeOf(await start(anna)), 'station-still-open');
  await setElectionClock(first, '2026-12-27T15:00:00.000Z');
  assert.equal(codeOf(await start(anna)), 'ok');
});

test('what stands without errors is sent back before it is keyed again; what counts is not keyed', async (t) => {
  const { anna, boris, first } = await startCount(t);
  await key(anna);
  await key(boris);
  assert.equal(codeOf(await start(anna)), 'wrong-state');
  const hash = (await view(first)).row.hash ?? '';
  const back = await first.call(contract.returnProtocol, {
    params: PAPER,
    body: { hash, reason: REASON },
  });
  assert.equal(codeOf(back), 'ok');
  assert.equal((await begin(anna)).version, 2);
  await end(anna, await begin(anna));
  await key(boris);
  const { row } = await view(first);
  assert.deepEqual([row.version, row.status], [2, 'received']);
  const { contest, station, count } = PAPER;
  const accepted = await first.call(contract.acceptProtocols, {
    params: { code: ELECTION },
    body: { protocols: [{ contest, station, count, hash: row.hash ?? '', reason: null }] },
  });
  assert.equal(codeOf(accepted), 'ok');
  assert.equal(codeOf(await start(anna)), 'protocol-decided');
});

test('the count by machine is keyed beside the one by hand', async (t) => {
  const { anna, boris, first } = await startCount(t);
  const machine = { ...PAPER, count: 'machine' } as const;
  const votes = { ...VALUES, 'votes.green': 49, 'votes.blue': 30 };
  await key(anna);
  await key(boris);
  for (const person of [anna, boris]) {
    assert.equal(codeOf(await end(person, await begin(person, machine), votes)), 'ok');
  }
  const hand = await view(first);
  assert.deepEqual(hand.otherCount, {
    count: 'machine',
    legal: false,
    content: smallProtocol({ votes: { green: 49, blue: 30 } }),
  });
  assert.deepEqual(hand.versions[0]?.content, smallProtocol(), 'neither takes the other’s place');
});

test('a version that the station sent meanwhile is not overrun by what was keyed', async (t) => {
  const { server, one, definition, device, first } = await startWithDevices(t);
  const anna = await server.signInAs('operator', DISTRICT);
  const boris = await server.signInAs('operator', DISTRICT);
  await key(anna);
  const entry = await begin(boris);
  const sent = await receiptFor(device, signedBy(one, definition).text);
  assert.equal(codeOf(await end(boris, entry)), 'version-outdated');
  const { row } = await view(first);
  assert.deepEqual([row.status, row.hash, row.entry], ['received', sent.hash, null]);
  assert.equal(codeOf(await start(anna)), 'wrong-state');
  const other = smallProtocol({ votes: { green: 49, blue: 30 } });
  await receiptFor(device, signedBy(one, definition, { content: other }).text);
  assert.equal(codeOf(await start(anna)), 'alarm-open');
});

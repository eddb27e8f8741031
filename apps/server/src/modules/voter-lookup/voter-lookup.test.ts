import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import { freezeSmallRoll } from '../../../testing/frozen-roll.ts';
import { codeOf } from '../../../testing/outcome.ts';
import {
  addFact,
  addVoters,
  documentNumberOf,
  nationalNumberOf,
} from '../../../testing/roll-voters.ts';
import { ELECTION, sealSmallElection } from '../../../testing/small-election.ts';
import {
  startPublicApp,
  startTestServer,
  type TestServer,
} from '../../../testing/start-test-server.ts';
import { electionInForce } from '../elections/public.ts';
import { registerKeys } from '../voter-register/public.ts';
import { buildLookupTable, type ListLaw, readDescription, tablePath } from './build-table.ts';
import { isOfToday } from './tasks.ts';

const params = { code: ELECTION };

async function build({ platform }: TestServer): Promise<void> {
  const path = tablePath(platform.configuration.dataDirectory, ELECTION);
  await buildLookupTable(
    platform.database,
    registerKeys(platform.keys.register),
    { election: ELECTION, root: 'UZ', path, law: await lawOf(platform) },
    platform.now,
  );
}

async function lawOf({ database }: TestServer['platform']): Promise<ListLaw> {
  const found = await electionInForce(database, ELECTION);
  assert.ok(found?.version && found.pack.voterList !== undefined);
  return { rules: found.pack.voterList, votingDay: found.version.definition.votingDay };
}

async function start(t: TestContext) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await sealSmallElection(first, second);
  await addVoters(server, [
    { id: 1, station: '12' },
    { id: 2, station: '7' },
    { id: 3, station: '7', status: 'deceased' },
    { id: 4, station: null },
    { id: 5, station: '7', birthDate: '2020-01-01' },
  ]);
  const stranger = server.browser();
  const ask = (
    nationalNumber: string,
    documentNumber: string,
    proof?: { challenge: string; nonce: string },
  ) =>
    stranger.call(contract.lookUpVoter, {
      params,
      body: { nationalNumber, documentNumber, ...(proof && { proof }) },
    });
  const stationOf = async (id: number) => {
    const answer = await ask(nationalNumberOf(id), documentNumberOf(id));
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value.station;
  };
  return { server, first, second, stranger, ask, stationOf };
}

test('a voter learns the station by both numbers, from the register and then from the frozen roll', async (t) => {
  const { server, first, second, ask, stationOf } = await start(t);
  assert.equal(codeOf(await ask('1', '1')), 'lookup-not-built');
  await build(server);
  assert.equal(await stationOf(1), '12');
  assert.equal(await stationOf(2), '7');
  for (const id of [3, 4, 99]) assert.equal(await stationOf(id), null);
  const wrongDocument = await ask(nationalNumberOf(1), documentNumberOf(2));
  assert.ok(wrongDocument.ok && !wrongDocument.value.found);

  await freezeSmallRoll(server, first, second);
  await build(server);
  const path = tablePath(server.platform.configuration.dataDirectory, ELECTION);
  assert.equal((await readDescription(path))?.source, 'roll');
});

test('on the roll are those who may vote, and who was added with a certificate votes there', async (t) => {
  const { server, first, second, stationOf } = await start(t);
  await freezeSmallRoll(server, first, second);
  await server.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`
      insert into roll_supplements select e.roll, '30', 1, e.voter_id, e.territory_path, 'certificate', 'Certificate',
        e.surname, e.given, e.patronymic, e.birth_date, e.address, e.station, e.line, e.salt, e.leaf,
        (select id from proposals limit 1), now()
      from roll_entries e where e.voter_id = 1`;
  });
  await build(server);
  assert.equal(await stationOf(1), '30');
  assert.equal(await stationOf(2), '7');
  assert.equal(await stationOf(5), null, 'too young');
});

test('before the freeze too, nobody is told to be on the list who may not vote', async (t) => {
  const { server, stationOf } = await start(t);
  await addVoters(server, [
    { id: 6, station: '7' },
    { id: 7, station: '7' },
    { id: 8, station: '7', citizenship: 'KZ' },
    { id: 9, station: '7' },
  ]);
  await addFact(server, 6, 'incapacitated');
  await addFact(server, 7, 'incapacitated', { to: '2021-01-01' });
  await addFact(server, 9, 'incapacitated');
  await server.owner`update voter_facts set revoked_at = now() where voter_id = 9`;
  await build(server);
  for (const id of [5, 6, 8]) assert.equal(await stationOf(id), null, `voter ${id}`);
  for (const id of [7, 9]) assert.equal(await stationOf(id), '7', 'over, or taken back');
});

test('a table of the roll is made anew each night, for people get new documents', () => {
  const standing = {
    source: 'roll',
    supplements: 2,
    builtAt: '2026-12-20T20:40:00.000Z',
  } as const;
  const at = (time: string) => new Date(`2026-12-${time}:00.000Z`);
  assert.ok(isOfToday(standing, { supplements: 2 }, at('21T08:00')));
  assert.ok(!isOfToday(standing, { supplements: 2 }, at('21T20:40')));
  assert.ok(!isOfToday(standing, { supplements: 3 }, at('21T08:00')));
  assert.ok(!isOfToday({ ...standing, source: 'register' }, { supplements: 2 }, at('21T08:00')));
  assert.ok(!isOfToday(standing, null, at('21T08:00')));
  assert.ok(!isOfToday(null, { supplements: 2 }, at('21T08:00')));
});

test('every answer has the same length, and none says anything of a person', async (t) => {
  const { server } = await start(t);
  await build(server);
  const answers = await Promise.all(
    [1, 2, 3, 99].map((id) =>
      server.app.inject({
        method: 'POST',
        url: `/api/voter-lookup/${ELECTION}`,
        payload: { nationalNumber: nationalNumberOf(id), documentNumber: documentNumberOf(id) },
      }),
    ),
  );
  assert.equal(new Set(answers.map(({ body }) => body.length)).size, 1);
  assert.deepEqual(
    answers.map(({ body }) => Object.keys(JSON.parse(body) as object).join()),
    Array(4).fill('found,station,source,padding'),
  );
  for (const { body } of answers) assert.ok(!/Aliyev|Vali|Navoiy|UZ/.test(body));
});

test('a network that asks much solves a puzzle for each question, and each puzzle serves once', async (t) => {
  const { server, stranger, ask } = await start(t);
  await build(server);
  for (let count = 0; count < 60; count += 1) assert.equal(codeOf(await ask('1', '1')), 'ok');
  assert.equal(codeOf(await ask('1', '1')), 'proof-of-work-needed');
  const puzzle = await stranger.call(contract.getPuzzle, {});
  assert.ok(puzzle.ok);
  const proof = solve(puzzle.value);
  assert.equal(codeOf(await ask('1', '1', { ...proof, nonce: '0' })), 'proof-of-work-needed');
  assert.equal(codeOf(await ask('1', '1', proof)), 'ok');
  assert.equal(codeOf(await ask('1', '1', proof)), 'proof-of-work-needed');
  const [time = '', , ...rest] = proof.challenge.split('.');
  const easier = { challenge: [time, '1', ...rest].join('.'), nonce: '0' };
  assert.equal(codeOf(await ask('1', '1', easier)), 'proof-of-work-needed');
});

test('who tries numbers from many networks raises an alarm that names no number, and everybody solves puzzles', async (t) => {
  const { server } = await start(t);
  await build(server);
  const publicApp = await startPublicApp(server);
  t.after(() => publicApp.close());
  const ask = (network: number) =>
    publicApp.inject({
      method: 'POST',
      url: `/api/voter-lookup/${ELECTION}`,
      remoteAddress: `10.${network >> 8}.${network & 255}.1`,
      payload: { nationalNumber: String(network), documentNumber: 'AA0000001' },
    });
  for (let network = 0; network < 600; network += 1) {
    assert.equal((await ask(network)).statusCode, 200);
  }
  const after = await ask(601);
  assert.equal(after.statusCode, 429);
  assert.equal(after.json<{ code: string }>().code, 'proof-of-work-needed');
  const metrics = await publicApp.inject({ method: 'GET', url: '/metrics' });
  if (metrics.statusCode === 200) assert.match(metrics.body, /ovoz_voter_lookup_alarm 1/);
  const facts = await server.owner<{ log: string; bytes: Buffer; private: Buffer | null }[]>`
    select log, bytes, private_bytes as private from evidence_facts where event_type = 'voter-lookup.attacked'`;
  assert.equal(facts.length, 1, 'once for each attack');
  const { payload } = JSON.parse(facts[0]?.bytes.toString() ?? '') as { payload: unknown };
  assert.deepEqual(payload, { questions: 600, misses: 600 });
  assert.deepEqual(
    [facts[0]?.log, facts[0]?.private],
    ['public', null],
    'counts, and nothing else',
  );

  const calm = () => server.owner<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where event_type = 'voter-lookup.calm'`;
  const begun = server.platform.now().getTime();
  server.setNow(new Date(begun + 4 * 60_000));
  assert.equal((await ask(602)).statusCode, 429);
  assert.equal((await calm()).length, 0, 'not over yet');
  server.setNow(new Date(begun + 6 * 60_000));
  assert.equal((await ask(603)).statusCode, 200);
  assert.equal((await ask(604)).statusCode, 200);
  const [end, ...more] = await calm();
  assert.deepEqual(more, [], 'once for each attack');
  const { payload: ended } = JSON.parse(end?.bytes.toString() ?? '') as { payload: unknown };
  assert.deepEqual(ended, { questions: 600, misses: 600, seconds: 300 });
});

test('that an attack is over is told when nobody asks any more, too', async (t) => {
  const { server } = await start(t);
  await build(server);
  t.mock.timers.enable({ apis: ['setInterval'] });
  const publicApp = await startPublicApp(server);
  for (let network = 0; network < 600; network += 1) {
    await publicApp.inject({
      method: 'POST',
      url: `/api/voter-lookup/${ELECTION}`,
      remoteAddress: `10.${network >> 8}.${network & 255}.1`,
      payload: { nationalNumber: String(network), documentNumber: 'AA0000001' },
    });
  }
  server.setNow(new Date(server.platform.now().getTime() + 6 * 60_000));
  t.mock.timers.tick(60_000);
  await publicApp.close();
  const facts = await server.owner`
    select from evidence_facts where event_type = 'voter-lookup.calm'`;
  assert.equal(facts.length, 1);
});

test('odd numbers are refused before anything is computed', async (t) => {
  const { server } = await start(t);
  await build(server);
  for (const nationalNumber of ['', 'x'.repeat(41), '1<script>', "1'--", 7]) {
    const { statusCode } = await server.app.inject({
      method: 'POST',
      url: `/api/voter-lookup/${ELECTION}`,
      payload: { nationalNumber, documentNumber: '1' },
    });
    assert.equal(statusCode, 400, String(nationalNumber));
  }
  const path = join('..', '..', 'keys');
  const { statusCode } = await server.app.inject({
    method: 'POST',
    url: `/api/voter-lookup/${encodeURIComponent(path)}`,
    payload: { nationalNumber: '1', documentNumber: '1' },
  });
  assert.equal(statusCode, 400);
});

function solve({ challenge, zeroBits }: contract.Puzzle): { challenge: string; nonce: string } {
  for (let count = 0; ; count += 1) {
    const nonce = count.toString(36);
    const hash = createHash('sha256').update(`${challenge}:${nonce}`).digest();
    if (hash.readUInt32BE(0) >>> (32 - zeroBits) === 0) return { challenge, nonce };
  }
}

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import type { Role } from '@ovoz/election-model';
import { codeOf } from '../../../testing/outcome.ts';
import { startTestServer, type TestPerson } from '../../../testing/start-test-server.ts';
import { recordFact } from '../../platform/evidence.ts';
import { defineEvent } from '../../platform/event.ts';
import type { Platform } from '../../platform/platform.ts';

const SECRET = 'Known to auditors';
const example = (log: 'public' | 'audit') =>
  defineEvent({
    type: `example.${log}`,
    log,
    meaning: 'Something happened in a test.',
    fields: {
      what: { visibility: 'public', meaning: 'What happened.' },
      who: { visibility: 'private', meaning: 'Who did it.' },
    },
  });

/** A fact at a territory, perhaps about an election, recorded at that second of the year 2096. */
async function record(
  { database }: Platform,
  log: 'public' | 'audit',
  territoryPath: string,
  { election = null as string | null, second = 0 } = {},
): Promise<string> {
  const now = new Date(Date.UTC(2096, 0, 1, 0, 0, second));
  const context = { now, actor: null, election, territoryPath, subject: 'example' };
  return recordFact(database, example(log), context, { what: 'It rained', who: SECRET });
}

async function factsOf(
  person: TestPerson,
  query: { log?: 'public' | 'audit'; type?: string; election?: string; after?: string },
): Promise<readonly string[]> {
  const answer = await person.call(contract.listFacts, { query });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value.facts.map(({ id }) => id);
}

async function startWithFacts(t: TestContext) {
  const server = await startTestServer(t);
  const { platform } = server;
  const facts = {
    installation: await record(platform, 'public', '', { second: 5 }),
    nation: await record(platform, 'public', 'UZ', { second: 4 }),
    region: await record(platform, 'public', 'UZ/1703', { second: 3 }),
    otherRegion: await record(platform, 'public', 'UZ/1706', { second: 2 }),
    abroad: await record(platform, 'public', 'MN', { second: 1 }),
  };
  return { server, platform, facts };
}

test('public facts are shown from the own territory, below it and above it', async (t) => {
  const { server, facts } = await startWithFacts(t);
  const type = 'example.public';
  const national = await server.signInAs('observer', 'UZ');
  const { installation, nation, region, otherRegion, abroad } = facts;
  assert.deepEqual(await factsOf(national, { type }), [installation, nation, region, otherRegion]);
  const regional = await server.signInAs('territorial-member', 'UZ/1703');
  assert.deepEqual(await factsOf(regional, { type }), [installation, nation, region]);
  for (const id of [otherRegion, abroad]) {
    const answer = await regional.call(contract.getFact, { params: { id } });
    assert.equal(codeOf(answer), 'not-found');
  }
});

test('the hash of a fact is that of its bytes, which name no private field', async (t) => {
  const { server, facts } = await startWithFacts(t);
  const person = await server.signInAs('central-member');
  const answer = await person.call(contract.getFact, { params: { id: facts.region } });
  assert.ok(answer.ok);
  const { fact, bytes, privateBytes } = answer.value;
  assert.equal(createHash('sha256').update(bytes).digest('hex'), fact.hash);
  assert.equal(privateBytes, null);
  assert.ok(!bytes.includes(SECRET));
});

test('the audit log is for auditors of the territory', async (t) => {
  const { server, platform } = await startWithFacts(t);
  const nation = await record(platform, 'audit', 'UZ', { second: 2 });
  const region = await record(platform, 'audit', 'UZ/1703', { second: 1 });
  const others: readonly Role[] = [
    'central-member',
    'territorial-member',
    'observer',
    'administrator',
  ];
  for (const role of others) {
    const person = await server.signInAs(role);
    const listed = await person.call(contract.listFacts, { query: { log: 'audit' } });
    assert.equal(codeOf(listed), 'not-permitted', role);
    const read = await person.call(contract.getFact, { params: { id: nation } });
    assert.equal(codeOf(read), 'not-found', role);
  }
  const query = { log: 'audit', type: 'example.audit' } as const;
  assert.deepEqual(await factsOf(await server.signInAs('auditor'), query), [nation, region]);
  const regional = await server.signInAs('auditor', 'UZ/1703');
  assert.deepEqual(await factsOf(regional, query), [region], 'what lies above is not theirs');
});

test('an auditor reads the private part, and that is recorded', async (t) => {
  const { server, facts } = await startWithFacts(t);
  const auditor = await server.signInAs('auditor', 'UZ/1703');
  const above = await auditor.call(contract.getFact, { params: { id: facts.nation } });
  assert.ok(above.ok);
  assert.equal(above.value.privateBytes, null, 'the nation has auditors of its own');
  const read = await auditor.call(contract.getFact, { params: { id: facts.region } });
  assert.ok(read.ok);
  const { bytes, privateBytes } = read.value;
  assert.ok(privateBytes !== null && privateBytes.includes(SECRET));
  const { commitment } = JSON.parse(bytes) as { commitment: string };
  assert.equal(createHash('sha256').update(privateBytes).digest('hex'), commitment);

  const traces = await factsOf(auditor, { log: 'audit', type: 'evidence.private-part-read' });
  assert.equal(traces.length, 1);
  const [id = ''] = traces;
  const trace = await auditor.call(contract.getFact, { params: { id } });
  assert.ok(trace.ok);
  assert.deepEqual((JSON.parse(trace.value.bytes) as { payload: object }).payload, {
    fact: facts.region,
    purpose: 'audit',
  });
  assert.ok(trace.value.privateBytes?.includes(auditor.personId));
});

test('a right for one election shows the facts of that one', async (t) => {
  const { server, platform } = await startWithFacts(t);
  const own = await record(platform, 'public', 'UZ', { election: 'this-one', second: 9 });
  await record(platform, 'public', 'UZ', { election: 'another', second: 8 });
  const observer = await server.signInAs('observer', 'UZ', 'this-one');
  assert.deepEqual(await factsOf(observer, { type: 'example.public' }), [own]);
});

test('a long log comes in pages, newest first, each fact once', async (t) => {
  const server = await startTestServer(t);
  const expected: string[] = [];
  for (let count = 0; count < contract.PAGE_SIZE + 20; count += 1) {
    // Many of the same instant: the place in the list does not rest on time alone.
    expected.push(await record(server.platform, 'public', 'UZ', { second: count % 3 }));
  }
  const person = await server.signInAs('central-member');
  const query = { type: 'example.public' };
  const page = await person.call(contract.listFacts, { query });
  assert.ok(page.ok && page.value.next !== null);
  const rest = await factsOf(person, { ...query, after: page.value.next });
  const all = [...page.value.facts.map(({ id }) => id), ...rest];
  assert.deepEqual(all.toSorted(), expected.toSorted());
  const wrong = await person.call(contract.listFacts, { query: { after: 'somewhere' } });
  assert.equal(codeOf(wrong), 'invalid-input');
});

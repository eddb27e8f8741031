import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import type { Role, TerritoryPath } from '@ovoz/election-model';
import { URI } from 'otpauth';
import { codeOf } from '../../../testing/outcome.ts';
import { addGrant } from '../../../testing/people.ts';
import { approve } from '../../../testing/small-nation.ts';
import {
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../../../testing/start-test-server.ts';

const REASON = 'For the test of this rule';
const PASSWORD = 'quiet river under stone';
const REGION = 'UZ/1703';

test('who handed out an account is no second person for it, nor it for them', async (t) => {
  const server = await startTestServer(t);
  const [first, second] = await twoCentral(server);
  const puppet = await create(server, first, 'demo.puppet');
  await giveRole(first, second, puppet.personId, 'central-member');
  const other = await server.signInAs('observer');

  const ofFirst = await propose(first, other.personId, 'auditor', 'UZ');
  assert.equal(await tryApprove(puppet, ofFirst), 'not-independent');
  await assert.rejects(
    server.owner`update proposals set status = 'approved', decided_by = ${puppet.personId},
      decided_at = now() where id = ${ofFirst}`,
    /handed out the account/,
    'the database says no as well',
  );
  assert.equal(await tryApprove(second, ofFirst), 'ok');

  const ofPuppet = await propose(puppet, other.personId, 'operator', 'UZ');
  assert.equal(await tryApprove(first, ofPuppet), 'not-independent');
  assert.equal(await tryApprove(second, ofPuppet), 'ok');
});

test('who got a new sign-in to hand over is no second person for its owner any more', async (t) => {
  const server = await startTestServer(t);
  const [first, second] = await twoCentral(server);
  const third = await server.signInAs('central-member');
  const other = await server.signInAs('observer');
  const { proposalId } = await must(
    first.call(contract.proposeSignInReset, {
      params: { id: third.personId },
      body: { reason: REASON },
    }),
  );
  const token = await approveForSecret(second, proposalId);
  await accept(server, token);
  const back = await server.signIn(third.username);
  const ofSecond = await propose(second, other.personId, 'auditor', 'UZ');
  assert.equal(await tryApprove(back, ofSecond), 'not-independent');
  const ofFirst = await propose(first, other.personId, 'operator', 'UZ');
  assert.equal(await tryApprove(back, ofFirst), 'ok', 'the first never had the invitation');
});

test('nobody gets at the account of a person with a wider role', async (t) => {
  const server = await startTestServer(t);
  const people: Record<string, TestPerson> = {
    territorial: await server.signInAs('territorial-member', REGION),
    administrator: await server.signInAs('administrator', 'UZ'),
  };
  const boss = await server.signInAs('central-member');
  await server.owner`update people set home_territory = ${REGION} where id = ${boss.personId}`;
  const input = { params: { id: boss.personId }, body: { reason: REASON } };
  for (const [name, person] of Object.entries(people)) {
    const reset = await person.call(contract.proposeSignInReset, input);
    assert.equal(codeOf(reset), 'wider-role-held', name);
  }
  const barred = (person: Client) => person.call(contract.suspendPerson, input);
  assert.equal(codeOf(await barred(people['territorial'] as Client)), 'wider-role-held');
  const central = await server.signInAs('central-member');
  const proposed = await must(central.call(contract.proposeSignInReset, input));
  for (const [name, person] of Object.entries(people)) {
    assert.equal(await tryApprove(person, proposed.proposalId), 'wider-role-held', name);
  }
  assert.ok((await barred(people['administrator'] as Client)).ok, 'stops an account that is lost');
});

test('a person with several roles gives a role by the one that can', async (t) => {
  const server = await startTestServer(t);
  const both = await server.signInAs('administrator');
  await addGrant(server.owner, both.personId, 'central-member', 'UZ', server.platform.now());
  const other = await server.signInAs('observer');
  const second = await server.signInAs('central-member');
  const ofBoth = await propose(both, other.personId, 'auditor', 'UZ');
  assert.equal(await tryApprove(second, ofBoth), 'ok');
  const ofSecond = await propose(second, other.personId, 'operator', 'UZ');
  assert.equal(await tryApprove(both, ofSecond), 'ok');
  const person = await must(both.call(contract.getPerson, { params: { id: other.personId } }));
  const auditor = person.grants.find(({ role }) => role === 'auditor');
  const end = { params: { id: auditor?.id ?? '' }, body: { reason: REASON } };
  assert.equal(codeOf(await both.call(contract.endGrant, end)), 'ok');
});

test('a right for one election opens no accounts', async (t) => {
  const server = await startTestServer(t);
  const limited = await server.signInAs('central-member', 'UZ', 'uzbekistan-2027-05-30-training');
  const listed = await must(limited.call(contract.listPeople, { query: {} }));
  assert.deepEqual(listed.people, []);
});

test('an account that is suspended while its invitation is accepted stays suspended', async (t) => {
  const server = await startTestServer(t);
  const central = await server.signInAs('central-member');
  const created = await must(
    central.call(contract.createPerson, {
      body: { username: 'nodira', name: 'Nodira', homeTerritory: 'UZ' },
    }),
  );
  const { id } = created.person;
  const suspending = await server.owner.reserve();
  await suspending`begin`;
  await suspending`update people set status = 'suspended' where id = ${id}`;
  const accepting = accept(server, created.invitation);
  await untilSomebodyWaits(server);
  await suspending`commit`;
  suspending.release();
  assert.equal(await accepting, 'invitation-invalid');
  const [person] = await server.owner`select status from people where id = ${id}`;
  assert.equal(person?.['status'], 'suspended');
});

test('many guesses at once are not more guesses', async (t) => {
  const server = await startTestServer(t);
  const guesses = Array.from({ length: 24 }, () =>
    server.browser().call(contract.signIn, {
      body: { username: 'nodira', password: PASSWORD, code: '000000' },
    }),
  );
  const codes = (await Promise.all(guesses)).map(codeOf);
  const judged = codes.filter((code) => code === 'wrong-credentials').length;
  assert.ok(judged >= 8 && judged <= 10, `${judged} guesses were judged`);
  assert.equal(codes.filter((code) => code === 'sign-in-delayed').length, 24 - judged);
});

test('the auditor of a place reads who signed in there', async (t) => {
  const server = await startTestServer(t);
  const auditor = await server.signInAs('auditor', REGION);
  await server.signInAs('operator', REGION);
  await server.signInAs('operator', 'UZ/1706');
  const log = await must(auditor.call(contract.listFacts, { query: { log: 'audit' } }));
  const signIns = log.facts.filter(({ type }) => type === 'access.signed-in');
  assert.equal(signIns.length, 2, 'the own one and the operator’s of the region');
});

test('the role of the server in the database cannot go round the second person', async (t) => {
  const server = await startTestServer(t);
  const [first, second] = await twoCentral(server);
  const { database } = server.platform;
  await assert.rejects(
    database`insert into proposals (id, kind, subject, subject_key, territory_path, reason, content,
        content_hash, proposed_by, proposed_at, expires_at, status, decided_by, decided_at)
      values (${randomUUID()}, 'grant-role', 'x', 'x', 'UZ', 'x', '{}', ${Buffer.alloc(32)},
        ${first.personId}, now(), now() + interval '1 day', 'approved', ${second.personId}, now())`,
    /begins by waiting/,
  );
  const other = await server.signInAs('observer');
  const proposalId = await propose(first, other.personId, 'operator', 'UZ');
  await database`update proposals set status = 'approved', decided_by = ${second.personId},
    decided_at = now() where id = ${proposalId}`;
  const insert = (personId: string, role: Role, territoryPath: TerritoryPath) => database`
    insert into role_grants (id, person_id, role, territory_path, territory_name, valid_from,
      proposal_id, proposed_by, approved_by, granted_at)
    values (${randomUUID()}, ${personId}, ${role}, ${territoryPath}, 'x', '2026-01-01', ${proposalId},
      ${first.personId}, ${second.personId}, now())`;
  const stranger = await server.signInAs('observer');
  await assert.rejects(insert(stranger.personId, 'operator', 'UZ'), /what its proposal says/);
  await assert.rejects(insert(other.personId, 'central-member', 'UZ'), /what its proposal says/);
  await assert.rejects(insert(other.personId, 'operator', ''), /what its proposal says/);
  await insert(other.personId, 'operator', 'UZ');
});

async function twoCentral(server: TestServer): Promise<[TestPerson, TestPerson]> {
  return [await server.signInAs('central-member'), await server.signInAs('central-member')];
}

/** A person whom somebody made and who has set a password. */
async function create(server: TestServer, maker: Client, username: string) {
  const { person, invitation } = await must(
    maker.call(contract.createPerson, { body: { username, name: username, homeTerritory: 'UZ' } }),
  );
  assert.equal(await accept(server, invitation), 'ok');
  return { personId: person.id, ...(await server.signIn(username)) };
}

async function accept(server: TestServer, token: string): Promise<string> {
  const browser = server.browser();
  const { otpauthUri } = await must(browser.call(contract.openInvitation, { body: { token } }));
  const authenticator = URI.parse(otpauthUri);
  assert.ok('period' in authenticator);
  const code = authenticator.generate({ timestamp: server.platform.now().getTime() });
  const body = { token, password: PASSWORD, code };
  return codeOf(await browser.call(contract.acceptInvitation, { body }));
}

async function propose(
  person: Client,
  id: string,
  role: Role,
  territoryPath: TerritoryPath,
): Promise<string> {
  const body = {
    role,
    territoryPath,
    election: null,
    from: '2026-01-01',
    until: null,
    reason: REASON,
  };
  const proposed = await must(person.call(contract.proposeGrant, { params: { id }, body }));
  return proposed.proposalId;
}

async function giveRole(first: Client, second: TestPerson, id: string, role: Role): Promise<void> {
  await approve(second, await propose(first, id, role, 'UZ'));
}

async function tryApprove(person: Client, id: string): Promise<string> {
  const shown = await must(person.call(contract.getProposal, { params: { id } }));
  const { contentHash } = shown.proposal;
  return codeOf(
    await person.call(contract.approveProposal, { params: { id }, body: { contentHash } }),
  );
}

async function approveForSecret(person: Client, id: string): Promise<string> {
  const shown = await must(person.call(contract.getProposal, { params: { id } }));
  const { contentHash } = shown.proposal;
  const { secret } = await must(
    person.call(contract.approveProposal, { params: { id }, body: { contentHash } }),
  );
  return secret ?? '';
}

/** Until a transaction of the server stands before a lock. */
async function untilSomebodyWaits(server: TestServer): Promise<void> {
  for (;;) {
    const [row] = await server.owner<{ waiting: number }[]>`
      select count(*)::integer as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    if ((row?.waiting ?? 0) > 0) return;
  }
}

async function must<Value>(
  answer: Promise<{ ok: true; value: Value } | { ok: false; refusal: unknown }>,
): Promise<Value> {
  const outcome = await answer;
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import type { Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import { URI } from 'otpauth';
import { startTestServer, type TestServer } from '../../../testing/start-test-server.ts';
import { networkOf } from '../../platform/rate-limit.ts';
import { codeOf } from '../../../testing/outcome.ts';

const PASSWORD = 'quiet river under stone';
const REASON = 'For the test of this rule';
const NEXT_CODE_MS = 31_000;

/** A person who was invited and has set a password, with the means to sign in. */
async function enrolled(server: TestServer, username: string) {
  const central = await server.signInAs('central-member');
  const created = await central.call(contract.createPerson, {
    body: { username, name: 'Test Person', homeTerritory: 'UZ' },
  });
  assert.ok(created.ok);
  const token = created.value.invitation;
  const opened = await server.browser().call(contract.openInvitation, { body: { token } });
  assert.ok(opened.ok);
  const authenticator = URI.parse(opened.value.otpauthUri);
  assert.ok('period' in authenticator);
  const code = () => authenticator.generate({ timestamp: server.platform.now().getTime() });
  const accepted = await server
    .browser()
    .call(contract.acceptInvitation, { body: { token, password: PASSWORD, code: code() } });
  assert.ok(accepted.ok);
  return {
    token,
    code,
    personId: created.value.person.id,
    signIn: (browser: Client, password = PASSWORD, withCode = code()) =>
      browser.call(contract.signIn, { body: { username, password, code: withCode } }),
  };
}

/** Half a minute later: the next one-time code. */
function wait(server: TestServer, milliseconds: number): void {
  server.setNow(new Date(server.platform.now().getTime() + milliseconds));
}

async function startAt(t: TestContext, kind: 'demo' | 'real' = 'demo') {
  const server = await startTestServer(t, kind);
  server.setNow(new Date('2096-11-30T09:00:00.000Z'));
  return server;
}

test('an invited person sets a password and signs in with a fresh code', async (t) => {
  const server = await startAt(t);
  const person = await enrolled(server, 'nodira');
  wait(server, NEXT_CODE_MS);
  const browser = server.browser();
  const session = await person.signIn(browser);
  assert.ok(session.ok);
  assert.equal(session.value.level, 'password-and-code');
  assert.deepEqual(session.value.grants, [], 'an account alone gives no right');
  assert.equal(codeOf(await browser.call(contract.listPeople, { query: {} })), 'not-permitted');
});

test('a one-time code works once', async (t) => {
  const server = await startAt(t);
  const person = await enrolled(server, 'nodira');
  assert.equal(codeOf(await person.signIn(server.browser())), 'wrong-credentials', 'used to enrol');
  wait(server, NEXT_CODE_MS);
  assert.ok((await person.signIn(server.browser())).ok);
  assert.equal(codeOf(await person.signIn(server.browser())), 'wrong-credentials');
});

test('an invitation works once, and not after its time', async (t) => {
  const server = await startAt(t);
  const { token } = await enrolled(server, 'nodira');
  const again = await server.browser().call(contract.openInvitation, { body: { token } });
  assert.equal(codeOf(again), 'invitation-invalid');
  const central = await server.signInAs('central-member');
  const late = await central.call(contract.createPerson, {
    body: { username: 'late.person', name: 'Late', homeTerritory: 'UZ' },
  });
  assert.ok(late.ok);
  wait(server, 4 * 24 * 60 * 60 * 1000);
  const opened = await server
    .browser()
    .call(contract.openInvitation, { body: { token: late.value.invitation } });
  assert.equal(codeOf(opened), 'invitation-invalid');
});

test('a weak password is refused and the invitation stays good', async (t) => {
  const server = await startAt(t);
  const central = await server.signInAs('central-member');
  const created = await central.call(contract.createPerson, {
    body: { username: 'nodira', name: 'Nodira', homeTerritory: 'UZ' },
  });
  assert.ok(created.ok);
  const token = created.value.invitation;
  const opened = await server.browser().call(contract.openInvitation, { body: { token } });
  assert.ok(opened.ok);
  for (const password of ['aaaaaaaaaaaa', 'abcabcabcabcabc', 'nodira-nodira-1']) {
    const answer = await server
      .browser()
      .call(contract.acceptInvitation, { body: { token, password, code: '000000' } });
    assert.equal(codeOf(answer), 'password-too-weak', password);
  }
  assert.ok((await server.browser().call(contract.openInvitation, { body: { token } })).ok);
});

test('wrong name, wrong password and wrong code are refused alike', async (t) => {
  const server = await startAt(t);
  const person = await enrolled(server, 'nodira');
  wait(server, NEXT_CODE_MS);
  const nobody = await server
    .browser()
    .call(contract.signIn, { body: { username: 'nobody', password: PASSWORD, code: '123456' } });
  const answers = [
    nobody,
    await person.signIn(server.browser(), 'another password'),
    await person.signIn(server.browser(), PASSWORD, '000000'),
  ];
  assert.deepEqual(answers.map(codeOf), Array(3).fill('wrong-credentials'));
});

test('whoever hammers an account delays strangers, not the owner on a known device', async (t) => {
  const server = await startAt(t);
  const person = await enrolled(server, 'nodira');
  wait(server, NEXT_CODE_MS);
  const ownDevice = server.browser();
  assert.ok((await person.signIn(ownDevice)).ok);
  const attacker = server.browser();
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    assert.equal(codeOf(await person.signIn(attacker, 'guess number one')), 'wrong-credentials');
  }
  wait(server, NEXT_CODE_MS);
  assert.equal(codeOf(await person.signIn(attacker)), 'sign-in-delayed', 'even with the password');
  assert.ok((await person.signIn(ownDevice)).ok, 'the owner’s device has a counter of its own');
  wait(server, 16 * 60 * 1000);
  assert.ok((await person.signIn(server.browser())).ok, 'and the delay ends');
});

test('a flood of strangers keeps neither known devices nor other networks from signing in', async (t) => {
  const server = await startAt(t, 'real');
  const { keys } = server.platform;
  const account = { username: 'nodira', password: PASSWORD, code: '000000' };
  const call = async (remoteAddress: string, cookies: Record<string, string> = {}) => {
    const request = { method: 'POST', url: '/api/session', payload: account } as const;
    return (await server.app.inject({ ...request, remoteAddress, cookies })).json<{
      code: string;
    }>().code;
  };
  const flood = Array.from({ length: 600 }, () =>
    server.app.inject({ url: '/api/demo', remoteAddress: '203.0.113.7' }),
  );
  await Promise.all(flood);
  assert.equal(await call('203.0.113.99'), 'too-many-requests', 'the same network');
  assert.equal(await call('198.51.100.4'), 'wrong-credentials', 'another network');
  const mark = keys.mark('device:nodira:one').toString('base64url');
  const known = { 'ovoz-device': `one.${mark}` };
  assert.equal(await call('203.0.113.99', known), 'wrong-credentials', 'a known device');
  const forged = { 'ovoz-device': `two.${mark}` };
  assert.equal(await call('203.0.113.99', forged), 'too-many-requests', 'a forged mark');
});

test('networks are /24 and /48, also of mapped addresses', () => {
  assert.equal(networkOf('203.0.113.7'), '203.0.113');
  assert.equal(networkOf('::ffff:203.0.113.9'), '203.0.113');
  assert.equal(networkOf('2001:db8:7:1::5'), '2001:db8:7');
  assert.equal(networkOf('2001:db8::1'), '2001:db8');
  assert.notEqual(networkOf('::1'), networkOf('127.0.0.1'));
});

test('a session gets a new id at sign-in, and its old cookie is worth nothing after sign-out', async (t) => {
  const server = await startAt(t);
  const { username } = await server.signInAs('observer');
  const first = await server.app.inject({
    method: 'POST',
    url: '/api/demo/session',
    payload: { username },
  });
  const planted = cookieOf(first);
  const second = await server.app.inject({
    method: 'POST',
    url: '/api/demo/session',
    payload: { username },
    headers: { cookie: `ovoz=${planted}` },
  });
  const renewed = cookieOf(second);
  assert.notEqual(renewed, planted);
  const get = async (value: string) =>
    (await server.app.inject({ url: '/api/session', headers: { cookie: `ovoz=${value}` } }))
      .statusCode;
  assert.equal(await get(renewed), 200);
  assert.equal(await get(planted), 401);
  await server.app.inject({
    method: 'DELETE',
    url: '/api/session',
    headers: { cookie: `ovoz=${renewed}` },
  });
  assert.equal(await get(renewed), 401);
});

function cookieOf(response: { cookies: { name: string; value: string }[] }): string {
  const cookie = response.cookies.findLast(({ name }) => name === 'ovoz');
  assert.ok(cookie);
  return encodeURIComponent(cookie.value);
}

test('a session ends after half an hour without a call, and after twelve hours in any case', async (t) => {
  const server = await startAt(t);
  const person = await server.signInAs('observer');
  for (let call = 0; call < 28; call += 1) {
    wait(server, 25 * 60 * 1000);
    assert.ok((await person.call(contract.getSession, {})).ok, `call ${call}`);
  }
  wait(server, 25 * 60 * 1000);
  assert.equal(codeOf(await person.call(contract.getSession, {})), 'not-signed-in', 'twelve hours');
  const idle = await server.signIn(person.username);
  wait(server, 31 * 60 * 1000);
  assert.equal(codeOf(await idle.call(contract.getSession, {})), 'not-signed-in', 'half an hour');
});

test('a person sees the own sessions on all devices and ends one', async (t) => {
  const server = await startAt(t);
  const person = await server.signInAs('observer');
  const other = await server.signIn(person.username);
  const stranger = await server.signInAs('observer');
  const listed = await person.call(contract.listMySessions, {});
  assert.ok(listed.ok);
  assert.equal(listed.value.sessions.length, 2);
  const elsewhere = listed.value.sessions.find(({ current }) => !current);
  assert.ok(elsewhere);
  const params = { id: elsewhere.id };
  assert.equal(codeOf(await stranger.call(contract.endMySession, { params })), 'not-found');
  assert.ok((await person.call(contract.endMySession, { params })).ok);
  assert.equal(codeOf(await other.call(contract.getSession, {})), 'not-signed-in');
  assert.ok((await person.call(contract.getSession, {})).ok);
});

test('a role needs two people: neither the proposer nor the receiver can approve', async (t) => {
  const server = await startAt(t);
  const [first, second] = [
    await server.signInAs('central-member'),
    await server.signInAs('central-member'),
  ];
  const receiver = await server.signInAs('observer');
  const proposalId = await proposeRole(first, receiver.personId, 'auditor');
  const { contentHash } = await proposalOf(second, proposalId);
  const approve = (person: Client, hash = contentHash) =>
    person.call(contract.approveProposal, {
      params: { id: proposalId },
      body: { contentHash: hash },
    });
  assert.equal(codeOf(await approve(first)), 'second-person-required');
  assert.equal(
    codeOf(await approve(await server.signIn(first.username))),
    'second-person-required',
    'second tab',
  );
  assert.equal(codeOf(await approve(receiver)), 'not-found', 'no role that may decide');
  assert.equal(codeOf(await approve(second, 'f'.repeat(64))), 'content-changed');
  assert.ok((await approve(second)).ok);
  assert.equal(codeOf(await approve(second)), 'proposal-not-waiting', 'only once');
  const session = await receiver.call(contract.getSession, {});
  assert.ok(session.ok);
  assert.deepEqual(
    session.value.grants.map(({ role }) => role).toSorted(),
    ['auditor', 'observer'],
    'effective with the next call',
  );
});

test('the database itself refuses a grant without an approved proposal of two people', async (t) => {
  const server = await startAt(t);
  const [a, b, c] = [
    await server.signInAs('observer'),
    await server.signInAs('observer'),
    await server.signInAs('observer'),
  ];
  const insert = (proposedBy: string, approvedBy: string) => server.owner`
    insert into role_grants (id, person_id, role, territory_path, territory_name, valid_from, proposed_by,
      approved_by, granted_at)
    values (${randomUUID()}, ${c.personId}, 'central-member', 'UZ', 'x', '2026-01-01', ${proposedBy},
      ${approvedBy}, now())`;
  await assert.rejects(
    insert(a.personId, b.personId),
    /only founders are granted without a proposal/,
  );
  await assert.rejects(insert(a.personId, a.personId), /founders|granted_by_two_people/);
  await assert.rejects(
    server.owner`update role_grants set role = 'central-member' where person_id = ${a.personId}`,
    /a grant only ends/,
  );
  await assert.rejects(server.owner`delete from role_grants`, /append-only/);
});

test('a role that is taken away is gone with the very next call', async (t) => {
  const server = await startAt(t);
  const central = await server.signInAs('central-member');
  const territorial = await server.signInAs('territorial-member', 'UZ/1703');
  assert.ok((await territorial.call(contract.listPeople, { query: {} })).ok);
  const person = await central.call(contract.getPerson, { params: { id: territorial.personId } });
  assert.ok(person.ok);
  const [grant] = person.value.grants;
  assert.ok(grant);
  const end = { params: { id: grant.id }, body: { reason: REASON } };
  assert.ok((await central.call(contract.endGrant, end)).ok);
  assert.equal(codeOf(await territorial.call(contract.listPeople, { query: {} })), 'not-permitted');
  assert.equal(codeOf(await central.call(contract.endGrant, end)), 'grant-ended');
});

test('nobody grants beyond the own territory, the own role, or to themselves', async (t) => {
  const server = await startAt(t);
  const territorial = await server.signInAs('territorial-member', 'UZ/1703');
  const insider = await server.signInAs('operator', 'UZ/1703/1703202');
  const outsider = await server.signInAs('operator', 'UZ/1706');
  const propose = (id: string, role: 'operator' | 'central-member', territoryPath: string) =>
    territorial.call(contract.proposeGrant, {
      params: { id },
      body: {
        role,
        territoryPath,
        election: null,
        from: '2026-11-01',
        until: null,
        reason: REASON,
      },
    });
  const inside = 'UZ/1703/1703202';
  assert.equal(
    codeOf(await propose(insider.personId, 'operator', 'UZ')),
    'grant-outside-own-territory',
  );
  assert.equal(
    codeOf(await propose(insider.personId, 'operator', 'UZ/17')),
    'grant-outside-own-territory',
  );
  assert.equal(
    codeOf(await propose(insider.personId, 'central-member', inside)),
    'role-not-grantable',
  );
  assert.equal(codeOf(await propose(territorial.personId, 'operator', inside)), 'own-grant');
  assert.equal(codeOf(await propose(outsider.personId, 'operator', inside)), 'not-found');
  assert.equal(codeOf(await propose(randomUUID(), 'operator', inside)), 'not-found');
});

test('impossible and reversed dates of a grant are refused', async (t) => {
  const server = await startAt(t);
  const central = await server.signInAs('central-member');
  const { personId } = await server.signInAs('observer');
  const propose = (from: string, until: string | null) =>
    central.call(contract.proposeGrant, {
      params: { id: personId },
      body: { role: 'auditor', territoryPath: 'UZ', election: null, from, until, reason: REASON },
    });
  assert.equal(codeOf(await propose('2026-02-30', null)), 'date-impossible');
  assert.equal(codeOf(await propose('2026-03-02', '2026-03-01')), 'dates-out-of-order');
  assert.ok((await propose('2026-03-01', '2026-03-01')).ok);
  assert.equal(codeOf(await propose('2026-03-01', null)), 'proposal-exists');
});

test('a grant whose time has not come, or is over, gives no right', async (t) => {
  const server = await startAt(t);
  const central = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  const receiver = await server.signInAs('observer');
  const proposed = await central.call(contract.proposeGrant, {
    params: { id: receiver.personId },
    body: {
      role: 'auditor',
      territoryPath: 'UZ',
      election: null,
      from: '2096-12-02',
      until: '2096-12-03',
      reason: REASON,
    },
  });
  assert.ok(proposed.ok);
  await approveAs(second, proposed.value.proposalId);
  const roles = async () => {
    const client = await server.signIn(receiver.username);
    const session = await client.call(contract.getSession, {});
    assert.ok(session.ok);
    return session.value.grants.map(({ role }) => role);
  };
  assert.deepEqual(await roles(), ['observer']);
  server.setNow(new Date('2096-12-03T20:00:00.000Z'));
  assert.deepEqual((await roles()).toSorted(), ['auditor', 'observer']);
  server.setNow(new Date('2096-12-04T01:00:00.000Z'));
  assert.deepEqual(await roles(), ['observer']);
});

test('a suspended person is out at once and cannot sign in', async (t) => {
  const server = await startAt(t);
  const person = await enrolled(server, 'nodira');
  wait(server, NEXT_CODE_MS);
  const browser = server.browser();
  assert.ok((await person.signIn(browser)).ok);
  const central = await server.signInAs('central-member');
  const suspend = { params: { id: person.personId }, body: { reason: REASON } };
  assert.ok((await central.call(contract.suspendPerson, suspend)).ok);
  assert.equal(codeOf(await browser.call(contract.getSession, {})), 'not-signed-in');
  wait(server, NEXT_CODE_MS);
  assert.equal(codeOf(await person.signIn(server.browser())), 'wrong-credentials');
  assert.equal(codeOf(await central.call(contract.suspendPerson, suspend)), 'person-suspended');
});

test('a lost password is replaced by two people; the old one and all sessions end', async (t) => {
  const server = await startAt(t);
  const person = await enrolled(server, 'nodira');
  wait(server, NEXT_CODE_MS);
  const browser = server.browser();
  assert.ok((await person.signIn(browser)).ok);
  const [first, second] = [
    await server.signInAs('central-member'),
    await server.signInAs('central-member'),
  ];
  const proposed = await first.call(contract.proposeSignInReset, {
    params: { id: person.personId },
    body: { reason: REASON },
  });
  assert.ok(proposed.ok);
  assert.ok((await browser.call(contract.getSession, {})).ok, 'nothing happens by one person');
  const secret = await approveAs(second, proposed.value.proposalId);
  assert.match(secret ?? '', /^[A-Za-z0-9_-]{43}$/);
  assert.equal(codeOf(await browser.call(contract.getSession, {})), 'not-signed-in');
  wait(server, NEXT_CODE_MS);
  assert.equal(codeOf(await person.signIn(server.browser())), 'wrong-credentials');
});

test('another site cannot act through a visitor’s browser', async (t) => {
  const server = await startAt(t);
  const { username } = await server.signInAs('observer');
  const send = (headers: Record<string, string>, payload: string) =>
    server.app.inject({ method: 'POST', url: '/api/demo/session', headers, payload });
  const body = JSON.stringify({ username });
  const json = { 'content-type': 'application/json' };
  assert.equal(
    (await send({ ...json, origin: 'https://evil.example' }, body)).json().code,
    'wrong-origin',
  );
  assert.equal((await send({ ...json, origin: 'null' }, body)).json().code, 'wrong-origin');
  const plain = await send({ 'content-type': 'text/plain' }, body);
  assert.equal(plain.json().code, 'unsupported-media-type');
  const cookie = (await send(json, body)).headers['set-cookie'];
  assert.match(String(cookie), /HttpOnly/);
  assert.match(String(cookie), /SameSite=Strict/);
});

test('outside of a demonstration nobody signs in by a click', async (t) => {
  const server = await startAt(t, 'real');
  const answer = await server
    .browser()
    .call(contract.signInToDemo, { body: { username: 'demo.central' } });
  assert.equal(codeOf(answer), 'not-a-demo');
  assert.equal(codeOf(await server.browser().call(contract.getDemo, {})), 'not-a-demo');
});

test('reading a person’s account leaves a mark in the audit log', async (t) => {
  const server = await startAt(t);
  const central = await server.signInAs('central-member');
  const { personId } = await server.signInAs('observer');
  assert.ok((await central.call(contract.getPerson, { params: { id: personId } })).ok);
  const [fact] = await server.owner<{ log: string; bytes: Buffer; private_bytes: Buffer }[]>`
    select log, bytes, private_bytes from evidence_facts where event_type = 'access.person-looked-up'`;
  assert.ok(fact);
  assert.equal(fact.log, 'audit');
  assert.ok(!fact.bytes.includes(central.personId), 'the leaf names no person');
  assert.ok(fact.private_bytes.includes(central.personId));
});

async function proposeRole(person: Client, id: string, role: 'auditor'): Promise<string> {
  const proposed = await person.call(contract.proposeGrant, {
    params: { id },
    body: {
      role,
      territoryPath: 'UZ',
      election: null,
      from: '2026-11-01',
      until: null,
      reason: REASON,
    },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  return proposed.value.proposalId;
}

async function proposalOf(person: Client, id: string) {
  const shown = await person.call(contract.getProposal, { params: { id } });
  assert.ok(shown.ok);
  return shown.value.proposal;
}

async function approveAs(person: Client, id: string): Promise<string | null> {
  const { contentHash } = await proposalOf(person, id);
  const approved = await person.call(contract.approveProposal, {
    params: { id },
    body: { contentHash },
  });
  assert.ok(approved.ok, JSON.stringify(approved));
  return approved.value.secret;
}

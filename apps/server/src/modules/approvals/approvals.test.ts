import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok } from '@ovoz/basics';
import type { Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../testing/outcome.ts';
import { startTestServer, type TestServer } from '../../../testing/start-test-server.ts';
import { expire } from './commands.ts';
import type { ProposalHandler } from './public.ts';
import { listExpired } from './store.ts';

const REASON = 'For the test of this rule';
/** Expiring carries nothing out; a kind only has to be known. */
const unusedHandler: ProposalHandler = {
  kind: 'grant-role',
  roles: ['central-member'],
  describe: async () => ({ rows: [], link: null }),
  apply: async () => ok({ secret: null }),
};
const EIGHT_DAYS_MS = 8 * 24 * 60 * 60 * 1000;

async function withProposal(server: TestServer) {
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  const receiver = await server.signInAs('observer');
  const proposed = await first.call(contract.proposeGrant, {
    params: { id: receiver.personId },
    body: {
      role: 'auditor',
      territoryPath: 'UZ',
      election: null,
      from: '2026-01-01',
      until: null,
      reason: REASON,
    },
  });
  assert.ok(proposed.ok);
  return { first, second, receiver, params: { id: proposed.value.proposalId } };
}

async function waitingOf(person: Client) {
  const listed = await person.call(contract.listProposals, { query: {} });
  assert.ok(listed.ok);
  return listed.value.proposals;
}

test('the inbox shows a proposal to who made it and to who may decide it, and to nobody else', async (t) => {
  const server = await startTestServer(t);
  const { first, second, receiver, params } = await withProposal(server);
  const elsewhere = await server.signInAs('central-member', 'MN');
  const [own] = await waitingOf(first);
  assert.deepEqual([own?.mayDecide, own?.mayWithdraw], [false, true]);
  const [others] = await waitingOf(second);
  assert.deepEqual([others?.mayDecide, others?.mayWithdraw], [true, false]);
  assert.deepEqual(await waitingOf(receiver), []);
  assert.deepEqual(await waitingOf(elsewhere), []);
  assert.equal(codeOf(await receiver.call(contract.getProposal, { params })), 'not-found');
  assert.equal(codeOf(await elsewhere.call(contract.getProposal, { params })), 'not-found');
});

test('what others have waiting does not crowd out what waits here', async (t) => {
  const server = await startTestServer(t);
  const { first, second, params } = await withProposal(server);
  const abroad = await server.signInAs('central-member', 'MN');
  await server.owner`
    insert into proposals (id, kind, subject, subject_key, territory_path, reason, content, content_hash,
      proposed_by, proposed_at, expires_at, status)
    select gen_random_uuid(), 'grant-role', 'x', n, 'MN/' || n, 'x', '{}', ${Buffer.alloc(32)},
      ${abroad.personId}, now() + interval '1 hour', now() + interval '1 day', 'waiting'
    from generate_series(1, 300) as n`;
  assert.deepEqual(
    (await waitingOf(second)).map(({ id }) => id),
    [params.id],
  );
  assert.deepEqual(
    (await waitingOf(first)).map(({ id }) => id),
    [params.id],
  );
  const session = await second.call(contract.getSession, {});
  assert.equal(session.ok && session.value.waiting, 1);
});

test('what is shown is exactly what was hashed', async (t) => {
  const server = await startTestServer(t);
  const { second, receiver, params } = await withProposal(server);
  const shown = await second.call(contract.getProposal, { params });
  assert.ok(shown.ok);
  const { content, rows, proposal } = shown.value;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(content));
  assert.equal(Buffer.from(digest).toString('hex'), proposal.contentHash);
  assert.equal(JSON.parse(content).person, receiver.personId);
  assert.ok(rows.some(({ label, value }) => label === 'role' && value === 'auditor'));
});

test('a declined proposal has no effect, keeps the reason, and can be made anew', async (t) => {
  const server = await startTestServer(t);
  const { first, second, receiver, params } = await withProposal(server);
  const body = { reason: 'Not needed before the training' };
  assert.equal(
    codeOf(await first.call(contract.declineProposal, { params, body })),
    'second-person-required',
  );
  assert.ok((await second.call(contract.declineProposal, { params, body })).ok);
  const shown = await first.call(contract.getProposal, { params });
  assert.ok(shown.ok);
  assert.equal(shown.value.proposal.status, 'declined');
  assert.equal(shown.value.proposal.decisionReason, body.reason);
  const session = await receiver.call(contract.getSession, {});
  assert.ok(session.ok);
  assert.deepEqual(
    session.value.grants.map(({ role }) => role),
    ['observer'],
  );
  assert.equal(
    codeOf(await second.call(contract.declineProposal, { params, body })),
    'proposal-not-waiting',
  );
});

test('only who made a proposal takes it back', async (t) => {
  const server = await startTestServer(t);
  const { first, second, params } = await withProposal(server);
  const withdraw = { params, body: {} };
  assert.equal(codeOf(await second.call(contract.withdrawProposal, withdraw)), 'not-found');
  assert.ok((await first.call(contract.withdrawProposal, withdraw)).ok);
  assert.equal(
    codeOf(await first.call(contract.withdrawProposal, withdraw)),
    'proposal-not-waiting',
  );
});

test('two approvals at the same moment take effect once', async (t) => {
  const server = await startTestServer(t);
  const { second, receiver, params } = await withProposal(server);
  const third = await server.signInAs('central-member');
  const shown = await second.call(contract.getProposal, { params });
  assert.ok(shown.ok);
  const body = { contentHash: shown.value.proposal.contentHash };
  const answers = await Promise.all(
    [second, third, second].map((person) =>
      person.call(contract.approveProposal, { params, body }),
    ),
  );
  assert.deepEqual(answers.map(codeOf).toSorted(), [
    'ok',
    'proposal-not-waiting',
    'proposal-not-waiting',
  ]);
  const [row] = await server.owner<{ grants: number }[]>`
    select count(*)::integer as grants from role_grants
    where person_id = ${receiver.personId} and role = 'auditor'`;
  assert.equal(row?.grants, 1);
});

test('a proposal that nobody decided in time is refused, and ends by the job with a fact', async (t) => {
  const server = await startTestServer(t);
  const { first, params } = await withProposal(server);
  const later = new Date(Date.now() + EIGHT_DAYS_MS);
  server.setNow(later);
  const second = await server.signInAs('central-member');
  const shown = await second.call(contract.getProposal, { params });
  assert.ok(shown.ok);
  assert.equal(shown.value.proposal.mayDecide, false);
  const body = { contentHash: shown.value.proposal.contentHash };
  assert.equal(
    codeOf(await second.call(contract.approveProposal, { params, body })),
    'proposal-not-waiting',
  );
  const { database } = server.platform;
  assert.deepEqual(await listExpired(database, later), [params.id]);
  assert.ok((await expire(database, [unusedHandler], later, params.id)).ok);
  assert.deepEqual(await listExpired(database, later), []);
  const again = await server.signIn(first.username);
  const ended = await again.call(contract.getProposal, { params });
  assert.ok(ended.ok);
  assert.equal(ended.value.proposal.status, 'expired');
  const facts =
    await server.owner`select 1 from evidence_facts where event_type = 'approvals.closed'`;
  assert.equal(facts.length, 1);
});

test('the database refuses a decision by the proposer and any later change', async (t) => {
  const server = await startTestServer(t);
  const { first, params } = await withProposal(server);
  const { owner } = server;
  await assert.rejects(
    owner`update proposals set status = 'approved', decided_by = ${first.personId}, decided_at = now()
      where id = ${params.id}`,
    /approved_by_a_second_person/,
  );
  await assert.rejects(
    owner`update proposals set content = '{}' where id = ${params.id}`,
    /content never changes/,
  );
  await assert.rejects(owner`delete from proposals`, /append-only/);
});

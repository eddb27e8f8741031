import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../testing/outcome.ts';
import { AFTER_CLOSING, setElectionClock } from '../../../testing/small-count.ts';
import {
  createSmallElection,
  ELECTION,
  sealSmallElection,
} from '../../../testing/small-election.ts';
import { loadSmallNation } from '../../../testing/small-nation.ts';
import { startTestServer, type TestPerson } from '../../../testing/start-test-server.ts';

const REASON = 'For the test of this rule';
const open = (person: TestPerson) =>
  person.call(contract.openCount, { params: { code: ELECTION }, body: {} });

test('a count is opened on a sealed definition, from voting day on, once', async (t) => {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await sealSmallElection(first, second);
  await setElectionClock(first, '2026-12-26T18:59:59.000Z');
  assert.equal(codeOf(await open(first)), 'count-too-early');
  const before = await first.call(contract.getCount, { params: { code: ELECTION } });
  assert.ok(before.ok && before.value.count === null);
  await setElectionClock(first, '2026-12-26T19:00:00.000Z');
  const opened = await open(first);
  assert.ok(opened.ok, 'midnight in Tashkent');
  assert.deepEqual(opened.value, {
    stations: 76,
    protocols: 152,
    releaseAt: '2026-12-27T15:00:00.000Z',
  });
  assert.equal(codeOf(await open(second)), 'count-already-open');

  const [fact] = await server.owner<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where event_type = 'protocols.count-opened' and log = 'public'`;
  const { payload } = JSON.parse(String(fact?.bytes));
  const count = await first.call(contract.getCount, { params: { code: ELECTION } });
  assert.ok(count.ok && count.value.count !== null);
  assert.equal(payload.definition, count.value.count.definitionHash);
  assert.equal(count.value.count.released, false);
  const { packages, publication } = server.platform.keys;
  assert.equal(payload.packageKey, packages.publicKey.toString('base64url'));
  assert.equal(payload.publicationKey, publication.publicKey.toString('base64url'));
});

test('nothing is counted on a draft', async (t) => {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await loadSmallNation(first, second);
  await createSmallElection(first);
  await setElectionClock(first, AFTER_CLOSING);
  assert.equal(codeOf(await open(first)), 'not-sealed');
});

test('once the count is open, no other definition is proposed or sealed', async (t) => {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await sealSmallElection(first, second);
  await setElectionClock(first, '2026-11-21T00:00:00.000Z');
  const params = { code: ELECTION, version: '2' };
  const draft = await first.call(contract.startDefinitionVersion, {
    params: { code: ELECTION },
    body: { reason: REASON },
  });
  assert.ok(draft.ok, JSON.stringify(draft));
  const propose = () => first.call(contract.proposeDefinition, { params, body: { revision: 1 } });
  const proposed = await propose();
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await setElectionClock(first, AFTER_CLOSING);
  assert.ok((await open(first)).ok);

  const { proposalId: id } = proposed.value;
  const shown = await second.call(contract.getProposal, { params: { id } });
  assert.ok(shown.ok);
  const { contentHash } = shown.value.proposal;
  const approved = await second.call(contract.approveProposal, {
    params: { id },
    body: { contentHash },
  });
  assert.equal(codeOf(approved), 'count-open');
  assert.equal(codeOf(await propose()), 'count-open');

  await server.owner`update proposals set status = 'approved', decided_by = ${second.personId},
    decided_at = now() where id = ${id}`;
  await assert.rejects(
    server.owner`update election_versions set status = 'sealed', approved_by = ${second.personId},
      sealed_at = now() where election = ${ELECTION} and number = 2`,
    /no definition is sealed once the count is open/,
    'not even by the owner of the database',
  );
});

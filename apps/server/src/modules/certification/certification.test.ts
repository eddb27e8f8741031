import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Client } from '@ovoz/client';
import { canonicalJson } from '@ovoz/basics';
import * as contract from '@ovoz/contract';
import { addGrant } from '../../../testing/people.ts';
import {
  acceptProtocol,
  constituencyProtocol,
  correctProtocol,
  keyProtocol,
} from '../../../testing/count-protocols.ts';
import {
  confirmWholeCanvass,
  listCanvassAreas,
  standingHash,
  startDecidedCount,
  usualContent,
} from '../../../testing/decided-count.ts';
import { codeOf } from '../../../testing/outcome.ts';
import { setElectionClock, smallProtocol } from '../../../testing/small-count.ts';
import { ELECTION } from '../../../testing/small-election.ts';
import { approve } from '../../../testing/small-nation.ts';
import type { TestServer } from '../../../testing/start-test-server.ts';

const REASON = 'For the test of this rule';
const params = { code: ELECTION };
const LIST_7 = { contest: 'party-list', station: '7' } as const;

async function look(person: Client) {
  const answer = await person.call(contract.getCertification, { params });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

async function blockers(person: Client): Promise<Record<string, number>> {
  const found = (await look(person)).blockers;
  return Object.fromEntries(found.map(({ code, count }) => [code, count]));
}

function propose(person: Client, override = false, reason = REASON) {
  return person.call(contract.proposeCertification, { params, body: { reason, override } });
}

async function proposed(person: Client, override = false, reason = REASON) {
  const answer = await propose(person, override, reason);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

async function tryApprove(person: Client, id: string): Promise<string> {
  const shown = await person.call(contract.getProposal, { params: { id } });
  assert.ok(shown.ok, JSON.stringify(shown));
  const { contentHash } = shown.value.proposal;
  return codeOf(
    await person.call(contract.approveProposal, { params: { id }, body: { contentHash } }),
  );
}

async function certifiedText({ owner }: TestServer, version: number): Promise<string> {
  const [row] = await owner<{ bytes: Buffer }[]>`
    select bytes from certified_results where election = ${ELECTION} and version = ${version}`;
  assert.ok(row !== undefined);
  return row.bytes.toString('utf8');
}

test('two people certify exactly the bytes that were proposed, and nobody changes them', async (t) => {
  const { server, first, second } = await startDecidedCount(t);
  await confirmWholeCanvass(first);
  assert.deepEqual(await blockers(first), {});
  const { proposalId, resultHash } = await proposed(first);
  const shown = await second.call(contract.getProposal, { params: { id: proposalId } });
  assert.ok(shown.ok);
  assert.equal(shown.value.proposal.contentHash, resultHash);
  const rows = new Map(shown.value.rows.map(({ label, value }) => [label, value]));
  assert.equal(rows.get('Seats: Party green'), '122 (constituency 75, party-list 47)');
  assert.equal(rows.get('Protocols of party-list'), '76 counted, 0 annulled, of 76');
  assert.equal(rows.get('SHA-256 of the result'), resultHash);
  await approve(second, proposalId);

  const [version] = (await look(first)).certified;
  assert.deepEqual(
    [version?.version, version?.hash, version?.reason, version?.overridden],
    [1, resultHash, REASON, []],
  );
  assert.deepEqual(version?.by, [first.name, second.name]);
  const text = await certifiedText(server, 1);
  assert.equal(createHash('sha256').update(text).digest('hex'), resultHash);
  const result = JSON.parse(text) as contract.CertifiedResult;
  assert.equal(canonicalJson(result as never), text);
  assert.equal(result.protocols.length, 76 * 2);
  assert.equal(result.protocols[0]?.hash, await standingHash(server, result.protocols[0] as never));
  const facts = await first.call(contract.listFacts, {
    query: { type: 'certification.results-certified' },
  });
  assert.ok(facts.ok && facts.value.facts.length === 1);
  await assert.rejects(server.owner`update certified_results set reason = 'another reason'`);
  await assert.rejects(server.owner`delete from certified_results`);
  await assert.rejects(
    server.owner`insert into certified_results select election, 2, bytes, hash, overridden, reason,
      (select id from proposals where kind = 'seal-definition' limit 1), certified_at from certified_results`,
    /two people/,
  );
});

test('the same person is no second one: not in another tab, not by another role', async (t) => {
  const { server, first } = await startDecidedCount(t);
  await confirmWholeCanvass(first);
  const { proposalId } = await proposed(first);
  assert.equal(await tryApprove(first, proposalId), 'second-person-required');
  const tab = await server.signIn(first.username);
  assert.equal(await tryApprove(tab, proposalId), 'second-person-required');
  await addGrant(server.owner, first.personId, 'central-member', '', new Date());
  assert.equal(await tryApprove(tab, proposalId), 'second-person-required');
  const territorial = await server.signInAs('territorial-member', 'UZ/1703');
  const body = { contentHash: 'a'.repeat(64) };
  const answer = await territorial.call(contract.approveProposal, {
    params: { id: proposalId },
    body,
  });
  assert.equal(codeOf(answer), 'not-found');
});

test('stations that nobody decided stand in the way, and their canvass', async (t) => {
  const { first } = await startDecidedCount(t, (due) =>
    due.station === '5' ? null : usualContent(due),
  );
  await confirmWholeCanvass(first);
  assert.deepEqual(await blockers(first), {
    'protocols-undecided': 2,
    // Two levels and the nation of the lists, district 5 and the nation of the seats.
    'canvass-incomplete': 5,
  });
  const { examples } = (await look(first)).blockers[0] ?? { examples: [] };
  assert.deepEqual(examples, ['constituency, station 5', 'party-list, station 5']);
  assert.equal(codeOf(await propose(first)), 'certification-blocked');
});

test('an open alarm stands in the way', async (t) => {
  const { server, first } = await startDecidedCount(t);
  await confirmWholeCanvass(first);
  await server.owner`update result_protocols set alarms = 1, revision = revision + 1
    where station = '7' and contest = 'party-list'`;
  assert.deepEqual(await blockers(first), { 'alarms-open': 1 });
  assert.equal(codeOf(await propose(first)), 'certification-blocked');
});

test('an open objection stands in the way until it is decided', async (t) => {
  const { first, second } = await startDecidedCount(t);
  await confirmWholeCanvass(first);
  const registered = await first.call(contract.registerObjection, {
    params,
    body: {
      station: '1',
      contest: null,
      submittedBy: 'An observer',
      text: 'The box was opened before closing',
      deadline: '2027-01-05T00:00:00.000Z',
    },
  });
  assert.ok(registered.ok, JSON.stringify(registered));
  assert.deepEqual(await blockers(first), { 'objections-open': 1 });
  assert.equal(codeOf(await propose(first)), 'certification-blocked');
  const decided = await second.call(contract.decideObjection, {
    params: { ...params, number: '1' },
    body: { decision: 'rejected', text: 'The seal was whole at closing' },
  });
  assert.ok(decided.ok, JSON.stringify(decided));
  assert.deepEqual(await blockers(first), {});
});

test('a canvass that differs stands in the way, though its reason was given', async (t) => {
  const { first } = await startDecidedCount(t);
  const area = 'territory:1703202';
  const at = { ...params, contest: 'party-list', area };
  const shown = await first.call(contract.getCanvass, { params: at });
  assert.ok(shown.ok);
  const { sums } = shown.value;
  const figures = (of: Record<string, contract.Sum>) =>
    Object.fromEntries(Object.entries(of).map(([name, { sum }]) => [name, sum]));
  const confirmed = await first.call(contract.confirmCanvass, {
    params: at,
    body: {
      basis: shown.value.area.basis,
      counts: figures(sums.counts),
      votes: { ...figures(sums.votes), green: 1 },
      reason: REASON,
    },
  });
  assert.ok(confirmed.ok, JSON.stringify(confirmed));
  await confirmWholeCanvass(first);
  assert.deepEqual(await blockers(first), { 'canvass-differs': 1 });
  assert.equal(codeOf(await propose(first)), 'certification-blocked');
});

test('totals that no counting can give stand in the way, unless errors on paper were accepted', async (t) => {
  // More votes than valid ballots, in a protocol that claims to have no error.
  const { server, first } = await startDecidedCount(t, (due) => {
    const content = usualContent(due);
    if (due.station !== '7' || due.contest !== 'party-list') return content;
    return { ...content, votes: { green: 900, blue: 29 } };
  });
  await confirmWholeCanvass(first);
  const [found] = (await look(first)).blockers;
  assert.equal(found?.code, 'impossible-totals');
  assert.match(found?.examples[0] ?? '', /^party-list, .*votes-above-valid/);
  assert.equal(codeOf(await propose(first)), 'certification-blocked');
  await server.owner`update result_protocols set errors = 1, revision = revision + 1
    where station = '7' and contest = 'party-list'`;
  assert.deepEqual(await blockers(first), {});
});

test('before the release nothing is certified, and what follows from figures is not told', async (t) => {
  const { first } = await startDecidedCount(t);
  await setElectionClock(first, '2026-12-27T14:00:00.000Z');
  assert.deepEqual(await blockers(first), { 'not-released': 1 });
  assert.deepEqual((await look(first)).ties, []);
  assert.equal(codeOf(await propose(first)), 'not-released');
  assert.equal(codeOf(await propose(first, true)), 'not-released');
});

test('two people may go on with a reason; what they overrode is certified with the result', async (t) => {
  const { server, first, second } = await startDecidedCount(t, (due) =>
    due.station === '5' ? null : usualContent(due),
  );
  const { proposalId } = await proposed(first, true, 'The ballots of station 5 burned');
  const shown = await second.call(contract.getProposal, { params: { id: proposalId } });
  assert.ok(shown.ok);
  assert.ok(shown.value.rows.some(({ value }) => value === 'protocols-undecided: 2'));
  await approve(second, proposalId);
  const [version] = (await look(first)).certified;
  assert.deepEqual(
    version?.overridden.map(({ code }) => code),
    ['protocols-undecided', 'canvass-incomplete'],
  );
  const result = JSON.parse(await certifiedText(server, 1)) as contract.CertifiedResult;
  assert.deepEqual(
    result.overridden.map(({ code }) => code),
    ['protocols-undecided', 'canvass-incomplete'],
  );
  assert.equal(result.protocols.length, 75 * 2, 'what nobody decided is not behind it');
  assert.equal(result.reason, 'The ballots of station 5 burned');
});

test('what changed between proposal and approval stops the approval', async (t) => {
  const { server, first, second } = await startDecidedCount(t);
  await confirmWholeCanvass(first);
  const { proposalId } = await proposed(first);
  const content = smallProtocol({ votes: { green: 49, blue: 30 } });
  const hash = await standingHash(server, LIST_7);
  await correctProtocol([first, second], LIST_7, hash, content, REASON);
  assert.equal(await tryApprove(second, proposalId), 'certification-blocked');
  await confirmWholeCanvass(first);
  assert.equal(await tryApprove(second, proposalId), 'content-changed');
  assert.deepEqual((await look(first)).certified, []);
  assert.equal(codeOf(await propose(second)), 'proposal-exists');
});

test('a later correction is told, and makes the next version; the first stays as it was', async (t) => {
  const { server, first, second } = await startDecidedCount(t);
  await confirmWholeCanvass(first);
  await approve(second, (await proposed(first)).proposalId);
  assert.equal(codeOf(await propose(first)), 'no-change');
  assert.equal((await look(first)).changedSince, false);
  const before = await certifiedText(server, 1);

  const content = smallProtocol({ votes: { green: 49, blue: 30 } });
  const hash = await standingHash(server, LIST_7);
  await correctProtocol([first, second], LIST_7, hash, content, REASON);
  assert.equal((await look(first)).changedSince, true);
  assert.equal(codeOf(await propose(first)), 'certification-blocked');
  await confirmWholeCanvass(first);
  await approve(second, (await proposed(first)).proposalId);
  const after = await look(first);
  assert.deepEqual(
    after.certified.map(({ version }) => version),
    [2, 1],
  );
  assert.equal(after.changedSince, false);
  assert.equal(await certifiedText(server, 1), before);
  const result = JSON.parse(await certifiedText(server, 2)) as contract.CertifiedResult;
  assert.equal(result.totals[0]?.votes['green']?.sum, 76 * 50 - 1);
});

test('an annulled station is certified as annulled', async (t) => {
  const { server, first, second } = await startDecidedCount(t);
  const annulled = await first.call(contract.proposeAnnulment, {
    params: { ...params, ...LIST_7, count: 'hand' },
    body: { hash: await standingHash(server, LIST_7), act: 'annul', reason: REASON },
  });
  assert.ok(annulled.ok, JSON.stringify(annulled));
  await approve(second, annulled.value.proposalId);
  await confirmWholeCanvass(first);
  assert.deepEqual(await blockers(first), {}, 'annulled is decided');
  await approve(second, (await proposed(first)).proposalId);
  const result = JSON.parse(await certifiedText(server, 1)) as contract.CertifiedResult;
  const found = result.protocols.find(
    ({ contest, station }) => contest === LIST_7.contest && station === LIST_7.station,
  );
  assert.equal(found?.hash, null);
  assert.equal(result.totals[0]?.stationsAnnulled, 1);
});

test('a protocol that is accepted late is in the next certified version', async (t) => {
  const { server, first, second } = await startDecidedCount(t, (due) =>
    due.station === '5' ? null : usualContent(due),
  );
  await approve(second, (await proposed(first, true)).proposalId);
  const operators = [await server.signInAs('operator'), await server.signInAs('operator')] as const;
  const slots = [
    [{ contest: 'party-list', station: '5' }, smallProtocol()],
    [{ contest: 'constituency', station: '5' }, constituencyProtocol()],
  ] as const;
  for (const [slot, content] of slots) {
    await acceptProtocol(first, slot, await keyProtocol(operators, slot, content));
  }
  assert.equal((await look(first)).changedSince, true);
  await confirmWholeCanvass(first);
  assert.ok((await listCanvassAreas(first)).every(({ status }) => status === 'confirmed'));
  await approve(second, (await proposed(first)).proposalId);
  const [version] = (await look(first)).certified;
  assert.deepEqual([version?.version, version?.overridden], [2, []]);
});

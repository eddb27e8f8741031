import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import type { ProtocolContent } from '@ovoz/election-model';
import { codeOf } from '../../../testing/outcome.ts';
import { keyedValues, openSmallCount, smallProtocol } from '../../../testing/small-count.ts';
import { ELECTION } from '../../../testing/small-election.ts';
import { approve } from '../../../testing/small-nation.ts';
import { startTestServer } from '../../../testing/start-test-server.ts';

/** Far ahead: the session library compares expiry with the machine's own clock. */
const NOW = new Date('2096-11-01T05:00:00.000Z');
const REASON = 'For the test of this rule';
const DISTRICT = 'UZ/1703/1703202';
const params = { code: ELECTION };
const paper = (station = '1') =>
  ({ ...params, contest: 'party-list', station, count: 'hand' }) as const;
const WITH_ERROR = smallProtocol({ votes: { green: 51, blue: 29 } });

async function startCount(t: TestContext) {
  const server = await startTestServer(t);
  server.setNow(NOW);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await openSmallCount(first, second);
  const typists = [
    await server.signInAs('operator', DISTRICT),
    await server.signInAs('operator', DISTRICT),
  ];
  /** Has a paper keyed by two people; its hash. */
  const receive = async (station = '1', content = smallProtocol()): Promise<string> => {
    for (const typist of typists) await keyWhole(typist, station, content);
    return (await view(first, station)).row.hash ?? '';
  };
  return { server, first, second, receive };
}

async function keyWhole(person: Client, station: string, content: ProtocolContent) {
  const entry = await must(person.call(contract.startEntry, { params: paper(station), body: {} }));
  await must(
    person.call(contract.finishEntry, {
      params: { id: entry.id },
      body: { revision: entry.revision, values: keyedValues(content), errorsOnPaper: true },
    }),
  );
}

const view = (person: Client, station = '1') =>
  must(person.call(contract.getProtocol, { params: paper(station) }));

const item = (station: string, hash: string, reason: string | null = null) => {
  const { contest, count } = paper();
  return { contest, station, count, hash, reason };
};

const accept = (person: Client, ...protocols: ReturnType<typeof item>[]) =>
  must(person.call(contract.acceptProtocols, { params, body: { protocols } }));

const sendBack = (person: Client, hash: string, station = '1') =>
  person.call(contract.returnProtocol, { params: paper(station), body: { hash, reason: REASON } });

const correct = (person: Client, hash: string, content: ProtocolContent) =>
  person.call(contract.proposeCorrection, {
    params: paper(),
    body: { hash, content, reason: REASON },
  });

const annul = (person: Client, hash: string, act: 'annul' | 'reinstate' = 'annul') =>
  person.call(contract.proposeAnnulment, { params: paper(), body: { hash, act, reason: REASON } });

async function must<Value>(
  answer: Promise<{ ok: true; value: Value } | { ok: false; refusal: unknown }>,
): Promise<Value> {
  const outcome = await answer;
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

test('many protocols are accepted at once, and each has its own outcome', async (t) => {
  const { first, receive, server } = await startCount(t);
  const hashes = [await receive('1'), await receive('2'), await receive('3', WITH_ERROR)] as const;
  const outcome = await accept(
    first,
    item('1', hashes[0]),
    item('2', 'f'.repeat(64)),
    item('3', hashes[2]),
    item('4', hashes[0]),
    item('999', hashes[0]),
    item('1', hashes[0]),
  );
  assert.equal(outcome.accepted, 1);
  assert.deepEqual(
    outcome.refused.map(({ station, code }) => [station, code]),
    [
      ['2', 'content-changed'],
      ['3', 'protocol-has-errors'],
      ['4', 'wrong-state'],
      ['999', 'not-found'],
      ['1', 'wrong-state'],
    ],
  );
  const again = await accept(first, item('2', hashes[1]), item('3', hashes[2], REASON));
  assert.deepEqual(again, { accepted: 2, refused: [] });
  const { row, decisions } = await view(first, '3');
  assert.deepEqual([row.status, row.errors], ['accepted', 1]);
  assert.deepEqual(
    decisions.map(({ decision, hash, reason, by, role }) => [decision, hash, reason, by, role]),
    [['accepted', hashes[2], REASON, first.name, 'central-member']],
  );
  const waiting = await server.owner`select station from result_changes order by station`;
  assert.deepEqual(
    waiting.map(({ station }) => station),
    ['1', '2', '3'],
    'the publisher is told',
  );
  const facts = await must(
    first.call(contract.listFacts, { query: { type: 'protocols.accepted' } }),
  );
  assert.equal(facts.facts.length, 3);
});

test('every act about a protocol tells the publisher, also where nothing counts by it', async (t) => {
  const { server, first, second, receive } = await startCount(t);
  const told = async (act: () => Promise<unknown>) => {
    await server.owner`delete from result_changes`;
    await act();
    return (await server.owner`select from result_changes where station = '1'`).length;
  };
  const hash = await receive('1', WITH_ERROR);
  const explanation = { hash, check: 'E08', reasonCode: 'as-on-paper', text: REASON } as const;
  const png = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64');
  const scan = { mediaType: 'image/png', base64: png } as const;
  const attach = () => must(first.call(contract.attachScan, { params: paper(), body: scan }));
  const approved = async (proposal: ReturnType<typeof annul>) =>
    approve(second, (await must(proposal)).proposalId);
  assert.equal(
    await told(() =>
      must(first.call(contract.explainFinding, { params: paper(), body: explanation })),
    ),
    1,
  );
  assert.equal(await told(attach), 1);
  assert.equal(await told(attach), 0, 'the same picture changes nothing');
  assert.equal(await told(() => approved(annul(first, hash))), 1, 'it was only received');
  assert.equal(await told(() => approved(annul(first, hash, 'reinstate'))), 1);
  assert.equal(await told(() => must(sendBack(first, hash))), 1);
});

test('who decides decides in their own territory only, and in their own election', async (t) => {
  const { first, receive, server } = await startCount(t);
  const hash = await receive();
  const elsewhere = await server.signInAs('territorial-member', 'UZ/1706');
  const other = 'uzbekistan-2027-05-30-training';
  const otherElection = await server.signInAs('district-member', DISTRICT, other);
  const foreign = await accept(elsewhere, item('1', hash));
  assert.deepEqual(
    foreign.refused.map(({ code }) => code),
    ['not-found'],
  );
  const body = { protocols: [item('1', hash)] };
  const barred = await otherElection.call(contract.acceptProtocols, { params, body });
  assert.equal(codeOf(barred), 'not-found');
  for (const person of [elsewhere, otherElection]) {
    assert.equal(codeOf(await sendBack(person, hash)), 'not-found');
    assert.equal(codeOf(await correct(person, hash, WITH_ERROR)), 'not-found');
  }
  const own = await server.signInAs('district-member', DISTRICT);
  assert.equal((await accept(own, item('1', hash))).accepted, 1);
  assert.equal((await view(first)).decisions[0]?.role, 'district-member');
});

test('two people who accept the same at once: one does', async (t) => {
  const { first, second, receive } = await startCount(t);
  const hash = await receive();
  const outcomes = await Promise.all([first, second].map((one) => accept(one, item('1', hash))));
  assert.equal(outcomes[0]?.accepted === 1, outcomes[1]?.accepted === 0);
  assert.equal((await view(first)).decisions.length, 1);
});

test('a protocol that is sent back is accepted only as another version', async (t) => {
  const { first, receive } = await startCount(t);
  const hash = await receive();
  assert.equal(codeOf(await sendBack(first, 'f'.repeat(64))), 'content-changed');
  assert.equal(codeOf(await sendBack(first, hash)), 'ok');
  assert.equal(codeOf(await sendBack(first, hash)), 'wrong-state');
  assert.equal((await accept(first, item('1', hash))).refused[0]?.code, 'wrong-state');
  const second = await receive('1', smallProtocol({ votes: { green: 49, blue: 30 } }));
  assert.equal((await accept(first, item('1', second))).accepted, 1);
  assert.equal(codeOf(await sendBack(first, second)), 'ok', 'also what was accepted');
  const { row, decisions, versions } = await view(first);
  assert.deepEqual([row.status, row.version], ['returned', 2]);
  assert.deepEqual(
    decisions.map(({ decision }) => decision),
    ['returned', 'accepted', 'returned'],
  );
  assert.deepEqual(
    versions.map(({ version, standing }) => [version, standing]),
    [
      [1, false],
      [2, true],
    ],
  );
});

test('a correction takes two people, shows every changed figure, and counts at once', async (t) => {
  const { first, second, receive, server } = await startCount(t);
  const hash = await receive();
  const content = smallProtocol({
    counts: { 'ballots-invalid': null },
    votes: { green: 29, blue: 50 },
  });
  assert.equal(codeOf(await correct(first, 'f'.repeat(64), content)), 'content-changed');
  assert.equal(codeOf(await correct(first, hash, smallProtocol())), 'no-change');
  const foreign = { counts: content.counts, votes: { ...content.votes, red: 1 } };
  assert.equal(codeOf(await correct(first, hash, foreign)), 'fields-wrong');
  const { proposalId } = await must(correct(first, hash, content));
  assert.equal(codeOf(await correct(first, hash, content)), 'proposal-exists');
  const shown = await must(second.call(contract.getProposal, { params: { id: proposalId } }));
  const changes = shown.rows.filter(({ value }) => value.includes('→'));
  assert.deepEqual(
    changes.map(({ label, value }) => `${label}: ${value}`),
    ['11 Invalid ballots: 1 → empty', 'Party green: 50 → 29', 'Party blue: 29 → 50'],
  );
  const own = await first.call(contract.approveProposal, {
    params: { id: proposalId },
    body: { contentHash: shown.proposal.contentHash },
  });
  assert.equal(codeOf(own), 'second-person-required');
  assert.equal((await view(first)).row.version, 1, 'nothing has changed yet');
  await approve(second, proposalId);
  const { row, versions, decisions } = await view(first);
  assert.deepEqual([row.status, row.version, row.origin], ['accepted', 2, 'corrected']);
  const [, corrected] = versions;
  assert.deepEqual(corrected?.content, content);
  assert.equal(corrected?.correctionReason, REASON);
  assert.equal(JSON.parse(corrected?.package ?? '').payload.origin.corrects, hash);
  assert.deepEqual(
    decisions.map(({ decision, by, hash: about }) => [decision, by, about]),
    [['corrected', second.name, row.hash]],
  );
  const facts = await must(
    second.call(contract.listFacts, { query: { type: 'protocols.corrected' } }),
  );
  assert.equal(facts.facts.length, 1);
  await assert.rejects(
    server.platform.database`
      insert into result_decisions (id, election, contest, station, count, revision, package_hash, decision, reason,
        errors, decided_by, decided_as, decided_at)
      select gen_random_uuid(), election, contest, station, count, 99, package_hash, 'corrected', 'x', 0,
        ${first.personId}, 'central-member', ${NOW} from result_decisions limit 1`,
    /by_two_people/,
    'the database says no as well',
  );
});

test('a correction of what no longer stands is refused when it is approved', async (t) => {
  const { first, second, receive } = await startCount(t);
  const hash = await receive('1', WITH_ERROR);
  const { proposalId } = await must(correct(first, hash, smallProtocol()));
  await must(sendBack(second, hash));
  await receive('1', smallProtocol({ votes: { green: 49, blue: 30 } }));
  const shown = await must(second.call(contract.getProposal, { params: { id: proposalId } }));
  const answer = await second.call(contract.approveProposal, {
    params: { id: proposalId },
    body: { contentHash: shown.proposal.contentHash },
  });
  assert.equal(codeOf(answer), 'content-changed');
  assert.equal((await view(first)).row.version, 2);
});

test('two people let a protocol not count, and two people take that back', async (t) => {
  const { first, second, receive, server } = await startCount(t);
  const hash = await receive();
  await accept(first, item('1', hash));
  const district = await server.signInAs('district-member', DISTRICT);
  assert.equal(codeOf(await annul(district, hash)), 'not-permitted');
  assert.equal(codeOf(await annul(first, hash, 'reinstate')), 'wrong-state');
  const { proposalId } = await must(annul(first, hash));
  await approve(second, proposalId);
  assert.equal((await view(first)).row.status, 'annulled');
  assert.equal((await accept(first, item('1', hash))).refused[0]?.code, 'wrong-state');
  await approve(first, (await must(annul(second, hash, 'reinstate'))).proposalId);
  const { row, decisions } = await view(first);
  assert.equal(row.status, 'received', 'it waits for a decision again');
  assert.deepEqual(
    decisions.map(({ decision, reason }) => [decision, reason]),
    [
      ['accepted', null],
      ['annulled', REASON],
      ['reinstated', REASON],
    ],
  );
  assert.equal((await accept(first, item('1', hash))).accepted, 1);
});

test('a finding of the standing version is explained, and the explanation stays with it', async (t) => {
  const { first, receive } = await startCount(t);
  const hash = await receive('1', WITH_ERROR);
  const explain = (about: string, check: string) =>
    first.call(contract.explainFinding, {
      params: paper(),
      body: { hash: about, check, reasonCode: 'as-on-paper', text: REASON },
    });
  assert.equal(codeOf(await explain('f'.repeat(64), 'E08')), 'content-changed');
  assert.equal(codeOf(await explain(hash, 'E01')), 'check-unknown');
  assert.equal(codeOf(await explain(hash, 'E08')), 'ok');
  const [version] = (await view(first)).versions;
  assert.deepEqual(
    version?.explanations.map(({ check, reasonCode, text, by }) => [check, reasonCode, text, by]),
    [['E08', 'as-on-paper', REASON, first.name]],
  );
});

test('a picture is kept under its hash, if it is what it says', async (t) => {
  const { first, server } = await startCount(t);
  const operator = await server.signInAs('operator', DISTRICT);
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100)]);
  const attach = (mediaType: 'image/png' | 'image/jpeg' | 'application/pdf', bytes: Buffer) =>
    operator.call(contract.attachScan, {
      params: paper(),
      body: { mediaType, base64: bytes.toString('base64') },
    });
  assert.equal(codeOf(await attach('image/jpeg', png)), 'scan-unreadable');
  assert.equal(codeOf(await attach('application/pdf', png)), 'scan-unreadable');
  const large = Buffer.concat([png, Buffer.alloc(contract.MAX_SCAN_BYTES)]);
  assert.equal(codeOf(await attach('image/png', large)), 'scan-too-large');
  const { hash } = await must(attach('image/png', png));
  assert.deepEqual(await must(attach('image/png', png)), { hash }, 'the same bytes are kept once');
  const { scans } = await view(first);
  assert.deepEqual(
    scans.map((scan) => [scan.hash, scan.mediaType, scan.version]),
    [[hash, 'image/png', 1]],
  );
  const get = (person: Client) => person.call(contract.getScan, { params: { ...paper(), hash } });
  assert.deepEqual(await must(get(first)), {
    mediaType: 'image/png',
    base64: png.toString('base64'),
  });
  assert.equal(codeOf(await get(await server.signInAs('operator', 'UZ/1706'))), 'not-found');
  const facts = await must(
    first.call(contract.listFacts, { query: { type: 'protocols.scan-attached' } }),
  );
  assert.equal(facts.facts.length, 1);
});

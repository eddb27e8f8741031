import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import { codeOf, valueOf } from '../../../testing/outcome.ts';
import { approve, loadSmallNation } from '../../../testing/small-nation.ts';
import {
  addAddresses,
  addVoter,
  DISTRICT,
  OTHER_DISTRICT,
  testPinfl,
} from '../../../testing/small-register.ts';
import {
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../../../testing/start-test-server.ts';

const PACK = { pack: 'uzbekistan' };
const REASON = 'Seen in the passport of the voter';
const PDF = Buffer.from('%PDF-1.7 passport').toString('base64');

async function register(t: TestContext) {
  const server = await startTestServer(t);
  const central = await server.signInAs('central-member');
  await loadSmallNation(central, await server.signInAs('central-member'));
  await addAddresses(server);
  const voter = await addVoter(server);
  const clerk = await server.signInAs('district-member', DISTRICT);
  const second = await server.signInAs('district-member', DISTRICT);
  return { server, central, voter, clerk, second };
}

type Body = contract.BodyOf<typeof contract.registerVoterRequest>;
const ask = (person: TestPerson, body: Partial<Body> & Pick<Body, 'kind'>) =>
  person.call(contract.registerVoterRequest, {
    params: PACK,
    body: {
      about: 'self',
      voter: null,
      election: null,
      fields: {},
      station: null,
      reverses: null,
      requester: 'The voter, +998 90 123 45 67',
      reason: REASON,
      ...body,
    },
  });

const read = async (person: TestPerson, id: string) =>
  valueOf(await person.call(contract.getVoterRequest, { params: { id } })).request;

const addPaper = async (person: TestPerson, id: string) =>
  valueOf(
    await person.call(contract.addRequestDocument, {
      params: { id },
      body: { name: 'passport.pdf', mediaType: 'application/pdf', base64: PDF },
    }),
  );

const decide = async (
  person: TestPerson,
  id: string,
  decision: 'grant' | 'reject' = 'grant',
  error: contract.BodyOf<typeof contract.decideVoterRequest>['error'] = null,
) => {
  const { revision } = await read(person, id);
  return person.call(contract.decideVoterRequest, {
    params: { id },
    body: { revision, decision, error, words: REASON },
  });
};

/** Registers with a paper, and gives the id. */
async function askWithPaper(person: TestPerson, body: Partial<Body> & Pick<Body, 'kind'>) {
  const { id } = valueOf(await ask(person, body));
  await addPaper(person, id);
  return id;
}

/** Two people decide for it. */
async function grantByTwo(first: TestPerson, second: TestPerson, id: string) {
  const { proposalId } = valueOf(await decide(first, id));
  assert.ok(proposalId !== null);
  await approve(second, proposalId);
}

const recordOf = async (person: TestPerson, voter: string) =>
  valueOf(
    await person.call(contract.openVoter, {
      params: { ...PACK, voter },
      body: { purpose: 'correction', words: '' },
    }),
  );

test('a clerk corrects an entry on evidence, and a restore takes it back', async (t) => {
  const { server, voter, clerk, second } = await register(t);
  const fields = { surname: 'Karimova', flat: '7' };
  const { id } = valueOf(await ask(clerk, { kind: 'fix', voter, fields }));
  assert.equal(codeOf(await decide(clerk, id)), 'evidence-missing');
  const { hash } = await addPaper(clerk, id);
  assert.equal(codeOf(await decide(clerk, id)), 'second-person-required');
  const answer = valueOf(await decide(second, id));
  assert.equal(answer.status, 'granted');
  const { record, history, requests } = await recordOf(clerk, voter);
  assert.equal(record.voter.name.surname, 'Karimova');
  assert.deepEqual(record.corrected, ['flat', 'surname']);
  assert.deepEqual(history[0]?.before, [
    { field: 'surname', value: 'Karimov' },
    { field: 'flat', value: '4' },
  ]);
  assert.equal(history[0].causeRef, id);
  assert.equal(requests[0]?.status, 'granted');
  const whole = await read(clerk, id);
  assert.equal(whole.summary.outcome, 'registration-updated');
  assert.deepEqual(
    whole.steps.map(({ event }) => event),
    ['receive', 'grant'],
  );
  assert.equal(whole.documents[0]?.hash, hash);
  const paper = valueOf(
    await second.call(contract.getRequestDocument, { params: { id, number: '1' } }),
  );
  assert.equal(paper.base64, PDF);
  const [row] = await server.owner`select sealed from voter_request_documents`;
  assert.ok(!row?.['sealed'].toString('latin1').includes('passport'));
  assert.equal(codeOf(await decide(clerk, id)), 'request-wrong-state');

  const back = await askWithPaper(clerk, { kind: 'restore', voter, reverses: id });
  assert.equal(
    codeOf(await ask(clerk, { kind: 'restore', voter, reverses: back })),
    'nothing-to-reverse',
  );
  await grantByTwo(clerk, second, back);
  assert.equal((await recordOf(clerk, voter)).record.voter.name.surname, 'Karimov');
  assert.equal((await read(clerk, id)).summary.status, 'reversed');
});

test('a correction is not taken back over a later change', async (t) => {
  const { voter, clerk, second } = await register(t);
  const first = await askWithPaper(clerk, { kind: 'fix', voter, fields: { surname: 'Salimov' } });
  valueOf(await decide(second, first));
  const later = await askWithPaper(clerk, { kind: 'fix', voter, fields: { surname: 'Rahimov' } });
  valueOf(await decide(second, later));
  const back = await askWithPaper(clerk, { kind: 'restore', voter, reverses: first });
  const { proposalId } = valueOf(await decide(clerk, back));
  assert.ok(proposalId !== null);
  const shown = valueOf(await second.call(contract.getProposal, { params: { id: proposalId } }));
  const { contentHash } = shown.proposal;
  const refused = await second.call(contract.approveProposal, {
    params: { id: proposalId },
    body: { contentHash },
  });
  assert.equal(codeOf(refused), 'voter-changed');
  assert.equal((await recordOf(clerk, voter)).record.voter.name.surname, 'Rahimov');
});

const NEW = {
  surname: 'Toʻrayeva',
  given: 'Zuhra',
  patronymic: '',
  sex: 'f',
  birthDate: '1990-01-01',
  citizenship: 'UZ',
  addressId: '12',
  flat: '',
} as const;

test('somebody is added by two people, once', async (t) => {
  const { server, clerk, second } = await register(t);
  const body = {
    kind: 'add',
    fields: NEW,
    nationalNumber: testPinfl(7),
    document: 'AB7654321',
  } as const;
  const id = await askWithPaper(clerk, body);
  const { proposalId } = valueOf(await decide(clerk, id));
  assert.ok(proposalId !== null);
  const shown = valueOf(await second.call(contract.getProposal, { params: { id: proposalId } }));
  assert.ok(!JSON.stringify(shown).includes('rayeva'), 'proposals name nobody');
  const own = await clerk.call(contract.approveProposal, {
    params: { id: proposalId },
    body: { contentHash: shown.proposal.contentHash },
  });
  assert.equal(codeOf(own), 'second-person-required');
  await approve(second, proposalId);
  const whole = await read(clerk, id);
  assert.equal(whole.summary.outcome, 'registration-created');
  assert.ok(whole.voter !== null);
  assert.equal((await recordOf(clerk, whole.voter)).record.station?.number, '2');
  assert.equal(codeOf(await ask(clerk, body)), 'voter-listed-already');
  const [row] = await server.owner`select details::text as details from voter_requests`;
  assert.ok(!row?.['details'].includes(testPinfl(7)), 'numbers are sealed');
  await assert.rejects(
    server.owner`update voter_requests set status = 'reversed', details = '{}' where id = ${id}`,
    /keeps what was asked/,
  );
});

test('what a person cannot be added with is refused with its reason', async (t) => {
  const { clerk } = await register(t);
  const add = (fields: object, more: Partial<Body> = {}) =>
    ask(clerk, {
      kind: 'add',
      nationalNumber: testPinfl(8),
      fields: { ...NEW, ...fields },
      ...more,
    });
  assert.equal(codeOf(await add({ surname: 'Kаrimov' })), 'name-invalid');
  assert.equal(codeOf(await add({ given: '=cmd()' })), 'name-invalid');
  assert.equal(codeOf(await add({ birthDate: '1990-13-01' })), 'date-impossible');
  assert.equal(codeOf(await add({ addressId: '21' })), 'address-unknown');
  assert.equal(codeOf(await add({ addressId: '404' })), 'address-unknown');
  const wrong = { nationalNumber: '31503874210019' };
  assert.equal(codeOf(await add({}, wrong)), 'national-number-invalid');
  assert.equal(codeOf(await add({}, { nationalNumber: testPinfl(1) })), 'voter-listed-already');
  assert.equal(codeOf(await ask(clerk, { kind: 'add', fields: {} })), 'request-incomplete');
});

test('nobody is removed at the wish of another before being told', async (t) => {
  const { server, voter, clerk, second } = await register(t);
  const now = new Date();
  server.setNow(now);
  const id = await askWithPaper(clerk, { kind: 'remove', about: 'other', voter });
  assert.equal((await read(clerk, id)).summary.status, 'notice-due');
  assert.equal(codeOf(await decide(clerk, id)), 'request-wrong-state');
  const notice = await clerk.call(contract.giveHearingNotice, {
    params: { id },
    body: { method: 'post', words: 'Registered letter RR 12345' },
  });
  const { answerUntil } = valueOf(notice);
  assert.equal(Date.parse(answerUntil) - now.getTime(), 24 * 60 * 60 * 1000);
  assert.equal(codeOf(await decide(clerk, id)), 'answer-awaited');
  const body = { answer: 'I live here and want to vote' };
  valueOf(await clerk.call(contract.recordDelivery, { params: { id }, body }));
  await grantByTwo(clerk, second, id);
  const { record } = await recordOf(clerk, voter);
  assert.equal(record.voter.status, 'removed');
  const whole = await read(clerk, id);
  assert.equal(whole.notices[0]?.answer, body.answer);
  assert.equal(whole.summary.outcome, 'registration-cancelled');

  const back = await askWithPaper(clerk, { kind: 'restore', voter, reverses: id });
  await grantByTwo(clerk, second, back);
  assert.equal((await recordOf(clerk, voter)).record.voter.status, 'registered');
});

test('the database removes nobody without an approved proposal of this very request', async (t) => {
  const { server, voter, clerk } = await register(t);
  const id = await askWithPaper(clerk, { kind: 'remove', voter });
  await assert.rejects(
    server.owner`update voter_requests set status = 'granted', decided_at = now(), outcome = 'x',
      decided_by = ${clerk.personId} where id = ${id}`,
    /without two people/,
  );
});

test('a declined proposal leaves the request open, and what was rejected can be appealed', async (t) => {
  const { server, voter, clerk, second } = await register(t);
  const id = await askWithPaper(clerk, { kind: 'remove', voter });
  const { proposalId } = valueOf(await decide(clerk, id));
  assert.ok(proposalId !== null);
  const decline = {
    params: { id: proposalId },
    body: { reason: 'The paper is of another person' },
  };
  valueOf(await second.call(contract.declineProposal, decline));
  assert.equal((await read(clerk, id)).summary.status, 'open');
  assert.equal(codeOf(await decide(clerk, id, 'reject')), 'request-incomplete');
  valueOf(await decide(clerk, id, 'reject', 'incomplete'));
  const filed = { submittedBy: 'The voter', ground: 'The paper is mine, see the stamp' };
  valueOf(await clerk.call(contract.appealVoterRequest, { params: { id }, body: filed }));
  const body = { outcome: 'overturned', words: 'The paper is right' } as const;
  const judge = (person: TestPerson) =>
    person.call(contract.decideVoterAppeal, { params: { id }, body });
  assert.equal(codeOf(await judge(second)), 'not-permitted');
  const foreign = await server.signInAs('territorial-member', 'UZ/1706');
  assert.equal(codeOf(await judge(foreign)), 'not-found');
  const above = await server.signInAs('territorial-member', 'UZ/1703');
  const another = await server.signInAs('territorial-member', 'UZ/1703');
  const first = valueOf(await judge(above));
  assert.ok(first.proposalId !== null);
  assert.equal((await recordOf(clerk, voter)).record.voter.status, 'registered');
  assert.equal((await read(clerk, id)).proposalId, first.proposalId);
  assert.equal(codeOf(await judge(another)), 'proposal-exists');
  valueOf(
    await another.call(contract.declineProposal, {
      params: { id: first.proposalId },
      body: { reason: 'Let us read the paper again' },
    }),
  );
  const again = valueOf(await judge(above));
  assert.ok(again.proposalId !== null);
  await approve(another, again.proposalId);
  assert.equal((await recordOf(clerk, voter)).record.voter.status, 'removed');
  assert.equal((await read(clerk, id)).summary.status, 'overturned');
  assert.equal(codeOf(await judge(another)), 'request-wrong-state');
});

test('an appeal removes nobody who was not told', async (t) => {
  const { server, voter, clerk } = await register(t);
  const id = await askWithPaper(clerk, { kind: 'remove', about: 'other', voter });
  valueOf(await decide(clerk, id, 'reject', 'other'));
  const filed = { submittedBy: 'A neighbour', ground: 'Nobody lives there' };
  valueOf(await clerk.call(contract.appealVoterRequest, { params: { id }, body: filed }));
  const above = await server.signInAs('territorial-member', 'UZ/1703');
  const judged = await above.call(contract.decideVoterAppeal, {
    params: { id },
    body: { outcome: 'overturned', words: 'The neighbour is right' },
  });
  assert.equal(codeOf(judged), 'answer-awaited');
  const overturn = () =>
    server.owner`update voter_requests set status = 'overturned' where id = ${id}`;
  await assert.rejects(overturn, /without two people/);
});

test('another birth date is decided by two people', async (t) => {
  const { server, voter, clerk, second } = await register(t);
  const fields = { surname: 'Salimov', birthDate: '2015-01-01' };
  const id = await askWithPaper(clerk, { kind: 'fix', voter, fields });
  await assert.rejects(
    server.owner`update voter_requests set status = 'granted', decided_at = now(), outcome = 'x',
      decided_by = ${second.personId} where id = ${id}`,
    /without two people/,
  );
  await grantByTwo(clerk, second, id);
  const { record } = await recordOf(clerk, voter);
  assert.deepEqual([record.voter.name.surname, record.voter.birthDate], ['Salimov', '2015-01-01']);
  const same = { flat: '9', birthDate: '2015-01-01' };
  const other = await askWithPaper(clerk, { kind: 'fix', voter, fields: same });
  const { fields: kept } = await read(clerk, other);
  assert.deepEqual(
    kept.map(({ field }) => field),
    ['flat'],
  );
  assert.equal(valueOf(await decide(second, other)).status, 'granted');
});

test('the database lets nobody grant what the same person registered', async (t) => {
  const { server, voter, clerk } = await register(t);
  const id = await askWithPaper(clerk, { kind: 'fix', voter, fields: { flat: '9' } });
  await assert.rejects(
    server.owner`update voter_requests set status = 'granted', decided_at = now(), outcome = 'x',
      decided_by = ${clerk.personId} where id = ${id}`,
    /does not grant it/,
  );
});

test('who had a part in a request does not decide the appeal', async (t) => {
  const { server, voter, clerk } = await register(t);
  const above = await server.signInAs('territorial-member', 'UZ/1703');
  const id = await askWithPaper(clerk, { kind: 'fix', voter, fields: { flat: '9' } });
  valueOf(await decide(above, id));
  const filed = { submittedBy: 'The voter', ground: 'I do not live there' };
  valueOf(await above.call(contract.appealVoterRequest, { params: { id }, body: filed }));
  const judge = (person: TestPerson) =>
    person.call(contract.decideVoterAppeal, {
      params: { id },
      body: { outcome: 'overturned', words: 'The flat is number 4' },
    });
  const isOffered = async (person: TestPerson) =>
    valueOf(await person.call(contract.getVoterRequest, { params: { id } })).request
      .mayDecideAppeal;
  assert.equal(codeOf(await judge(above)), 'second-person-required');
  assert.equal(await isOffered(above), false);
  const other = await server.signInAs('territorial-member', 'UZ/1703');
  assert.equal(await isOffered(other), true);
  const puppet = await server.signInAs('territorial-member', 'UZ/1703');
  await handOut(server, above, puppet);
  assert.equal(codeOf(await judge(puppet)), 'not-independent');
  assert.equal(await isOffered(puppet), false);
  valueOf(await judge(other));
  const { history } = await recordOf(above, voter);
  assert.deepEqual(history[0]?.before, [{ field: 'flat', value: '9' }]);
});

test('who handed out the account of the person who registered it is no second one', async (t) => {
  const { server, voter, clerk } = await register(t);
  const id = await askWithPaper(clerk, { kind: 'fix', voter, fields: { flat: '9' } });
  const puppet = await server.signInAs('territorial-member', 'UZ/1703');
  const isOffered = async () =>
    valueOf(await puppet.call(contract.getVoterRequest, { params: { id } })).request.mayDecide;
  assert.equal(await isOffered(), true);
  await handOut(server, clerk, puppet);
  assert.equal(await isOffered(), false);
  assert.equal(codeOf(await decide(puppet, id)), 'not-independent');
});

/** As if the one had given the other the account. */
async function handOut(server: TestServer, by: TestPerson, to: TestPerson): Promise<void> {
  const now = server.platform.now();
  await server.owner`
    insert into invitations (token_hash, person_id, totp_secret, handed_by, created_at, expires_at, used_at)
    values (${Buffer.alloc(32, 1)}, ${to.personId}, ${Buffer.alloc(60)}, ${by.personId}, ${now},
      ${new Date(now.getTime() + 1000)}, ${now})`;
}

test('requests of another district or station are not there', async (t) => {
  const { server, voter, clerk } = await register(t);
  const id = await askWithPaper(clerk, { kind: 'fix', voter, fields: { flat: '9' } });
  const foreign = await server.signInAs('district-member', OTHER_DISTRICT);
  const member = await server.signInAs('precinct-member', DISTRICT);
  const desk = { username: member.username, station: '2' };
  valueOf(await clerk.call(contract.giveDesk, { params: PACK, body: desk }));
  for (const person of [foreign, member]) {
    const calls = [
      person.call(contract.getVoterRequest, { params: { id } }),
      person.call(contract.getRequestDocument, { params: { id, number: '1' } }),
      person.call(contract.withdrawVoterRequest, { params: { id }, body: { words: REASON } }),
      person.call(contract.decideVoterRequest, {
        params: { id },
        body: { revision: 1, decision: 'grant', error: null, words: REASON },
      }),
      ask(person, { kind: 'fix', voter, fields: { flat: '9' } }),
    ];
    for (const call of calls) assert.equal(codeOf(await call), 'not-found');
    const list = valueOf(
      await person.call(contract.listVoterRequests, { params: PACK, query: {} }),
    );
    assert.deepEqual(list.requests, []);
  }
  const observer = await server.signInAs('observer');
  const refused = await observer.call(contract.getVoterRequest, { params: { id } });
  assert.equal(codeOf(refused), 'not-permitted');
});

test('a member of the station corrects its voters within the station', async (t) => {
  const { voter, clerk, server } = await register(t);
  const member = await server.signInAs('precinct-member', DISTRICT);
  const desk = { username: member.username, station: '1' };
  valueOf(await clerk.call(contract.giveDesk, { params: PACK, body: desk }));
  const id = await askWithPaper(member, { kind: 'fix', voter, fields: { given: 'Azizbek' } });
  valueOf(await decide(clerk, id));
  assert.equal((await read(member, id)).summary.outcome, 'name-updated');
});

test('the clock warns and then counts what is overdue', async (t) => {
  const { server, voter, clerk } = await register(t);
  const now = new Date();
  server.setNow(now);
  const { id, dueAt } = valueOf(await ask(clerk, { kind: 'fix', voter, fields: { flat: '9' } }));
  assert.equal(Date.parse(dueAt ?? '') - now.getTime(), 24 * 60 * 60 * 1000);
  const stateAfter = async (hours: number) => {
    server.setNow(new Date(now.getTime() + hours * 60 * 60 * 1000));
    const again = await server.signIn(clerk.username);
    const list = valueOf(await again.call(contract.listVoterRequests, { params: PACK, query: {} }));
    const counted = valueOf(await again.call(contract.countVoterRequests, { params: PACK }));
    assert.equal(counted.overdue, list.overdue);
    return [list.requests[0]?.clock?.state, counted.closing, list.overdue];
  };
  assert.deepEqual(await stateAfter(1), ['running', 0, 0]);
  assert.deepEqual(await stateAfter(13), ['half', 0, 0]);
  assert.deepEqual(await stateAfter(22), ['closing', 1, 0]);
  assert.deepEqual(await stateAfter(24), ['overdue', 0, 1]);
  const again = await server.signIn(clerk.username);
  const overdue = { params: PACK, query: { view: 'overdue' } } as const;
  const list = valueOf(await again.call(contract.listVoterRequests, overdue));
  assert.deepEqual(
    list.requests.map((request) => request.id),
    [id],
  );
});

test('who works at a desk finds what was registered there, also about somebody not on the list', async (t) => {
  const { server, clerk } = await register(t);
  const [here, elsewhere] = [
    await server.signInAs('precinct-member', DISTRICT),
    await server.signInAs('precinct-member', DISTRICT),
  ];
  for (const [person, station] of [
    [here, '2'],
    [elsewhere, '1'],
  ] as const) {
    const body = { username: person.username, station };
    valueOf(await clerk.call(contract.giveDesk, { params: PACK, body }));
  }
  const body = { kind: 'add', fields: NEW, nationalNumber: testPinfl(7) } as const;
  const { id } = valueOf(await ask(here, body));
  const listOf = async (person: TestPerson) =>
    valueOf(
      await person.call(contract.listVoterRequests, { params: PACK, query: {} }),
    ).requests.map((request) => request.id);
  assert.deepEqual(await listOf(here), [id]);
  assert.deepEqual(await listOf(elsewhere), []);
});

test('an appeal is overdue as well', async (t) => {
  const { server, voter, clerk } = await register(t);
  const now = new Date();
  server.setNow(now);
  const id = await askWithPaper(clerk, { kind: 'fix', voter, fields: { flat: '9' } });
  valueOf(await decide(clerk, id, 'reject', 'other'));
  const filed = { submittedBy: 'The voter', ground: 'I live there' };
  valueOf(await clerk.call(contract.appealVoterRequest, { params: { id }, body: filed }));
  server.setNow(new Date(now.getTime() + 24 * 60 * 60 * 1000));
  const again = await server.signIn(clerk.username);
  const list = valueOf(await again.call(contract.listVoterRequests, { params: PACK, query: {} }));
  assert.deepEqual([list.overdue, list.requests[0]?.clock?.state], [1, 'overdue']);
});

test('papers are what they say they are, and facts name nobody', async (t) => {
  const { server, voter, clerk, second } = await register(t);
  const { id } = valueOf(await ask(clerk, { kind: 'fix', voter, fields: { surname: 'Salimov' } }));
  const wrong = await clerk.call(contract.addRequestDocument, {
    params: { id },
    body: { name: 'x.pdf', mediaType: 'application/pdf', base64: 'AAAA' },
  });
  assert.equal(codeOf(wrong), 'scan-unreadable');
  await addPaper(clerk, id);
  valueOf(await decide(second, id));
  const facts = await server.owner`
    select event_type, log, convert_from(bytes, 'UTF8') as text from evidence_facts
    where event_type like 'voter-requests.%'`;
  for (const fact of facts) {
    assert.doesNotMatch(fact['text'], /Salimov|Karimov|1990-01-01/, fact['event_type']);
    assert.ok(!fact['text'].includes(id), 'the request is private');
  }
  const logs = new Map(facts.map((fact) => [fact['event_type'], fact['log']]));
  assert.equal(logs.get('voter-requests.received'), 'public');
  assert.equal(logs.get('voter-requests.decided'), 'public');
  assert.equal(logs.get('voter-requests.read'), 'audit');
});

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import { codeOf, valueOf } from '../../../testing/outcome.ts';
import { freezeSmallRoll } from '../../../testing/frozen-roll.ts';
import { ELECTION, sealSmallElection } from '../../../testing/small-election.ts';
import { addAddresses, addVoter, DISTRICT, testPinfl } from '../../../testing/small-register.ts';
import { startTestServer, type TestPerson } from '../../../testing/start-test-server.ts';

const PACK = { pack: 'uzbekistan' };
const CODE = { code: ELECTION };
const ABROAD = 'UZ/1726';
const MISSION = '76';
const REASON = 'Seen in the passport of the voter';

/** A sealed training election with a mission of two officers, two stations in the district, a voter at the first. */
async function nation(t: TestContext) {
  const server = await startTestServer(t);
  const central = await server.signInAs('central-member');
  await sealSmallElection(central, await server.signInAs('central-member'));
  await addAddresses(server);
  const voter = await addVoter(server);
  const clerk = await server.signInAs('district-member', DISTRICT);
  const colleague = await server.signInAs('district-member', DISTRICT);
  const [first, second] = [
    await officer(server, central, MISSION),
    await officer(server, central, MISSION),
  ];
  const setLegal = async (shows: string) =>
    valueOf(
      await central.call(contract.moveElectionClock, {
        params: CODE,
        body: { shows, speed: 0, reason: 'Set for a test' },
      }),
    );
  await setLegal('2026-12-01T08:00:00.000Z');
  return { server, central, voter, clerk, colleague, first, second, setLegal };
}

type Server = Awaited<ReturnType<typeof startTestServer>>;

async function officer(server: Server, central: TestPerson, station: string): Promise<TestPerson> {
  const person = await server.signInAs('precinct-member', ABROAD);
  const body = { username: person.username, station };
  valueOf(await central.call(contract.giveDesk, { params: PACK, body }));
  return person;
}

type Body = contract.BodyOf<typeof contract.registerVoterRequest>;
const ask = (person: TestPerson, body: Partial<Body> & Pick<Body, 'kind'>) =>
  person.call(contract.registerVoterRequest, {
    params: PACK,
    body: {
      about: 'self',
      voter: null,
      election: ELECTION,
      fields: {},
      station: null,
      reverses: null,
      requester: 'The voter, +49 30 1234567',
      reason: REASON,
      ...body,
    },
  });

const PERSON = {
  kind: 'abroad',
  station: MISSION,
  nationalNumber: testPinfl(1),
  document: 'aa 1234567',
  fields: { surname: 'Karimov', given: 'Aziz', birthDate: '1990-01-01' },
} as const;

const decide = (person: TestPerson, id: string, revision = 1) =>
  person.call(contract.decideVoterRequest, {
    params: { id },
    body: { revision, decision: 'grant', error: null, words: REASON },
  });

const countsOf = async (person: TestPerson) =>
  valueOf(await person.call(contract.getAbroad, { params: CODE }));

const recordOf = async (person: TestPerson, voter: string) =>
  valueOf(
    await person.call(contract.openVoter, {
      params: { ...PACK, voter },
      body: { purpose: 'correction', words: '' },
    }),
  ).record;

test('a voter goes onto the list of a mission when another officer has verified it, and comes back', async (t) => {
  const { voter, clerk, colleague, first, second } = await nation(t);
  const { id } = valueOf(await ask(first, PERSON));
  assert.equal(codeOf(await decide(first, id)), 'second-person-required');
  assert.equal(codeOf(await decide(clerk, id)), 'not-found');
  assert.equal((await recordOf(clerk, voter)).abroad, null);
  valueOf(await decide(second, id));
  const listed = await recordOf(clerk, voter);
  assert.deepEqual(listed.abroad, { election: ELECTION, station: MISSION });
  assert.equal(listed.station?.by, 'abroad');
  const { whole, missions } = await countsOf(clerk);
  assert.deepEqual(whole, { requested: 1, waiting: 0, verified: 1, rejected: 0, listed: 1 });
  assert.deepEqual(
    missions.map(({ station, hostCountry }) => [station, hostCountry]),
    [[MISSION, 'DE']],
  );
  const again = valueOf(await ask(first, PERSON));
  assert.equal(codeOf(await decide(second, again.id)), 'abroad-already');

  const back = valueOf(await ask(clerk, { kind: 'return', voter }));
  assert.equal(codeOf(await decide(clerk, back.id)), 'second-person-required');
  valueOf(await decide(colleague, back.id));
  assert.equal((await recordOf(clerk, voter)).abroad, null);
  assert.equal((await countsOf(clerk)).whole.listed, 0);
  assert.equal(codeOf(await ask(clerk, { kind: 'return', voter })), 'abroad-not');
});

test('who shows other numbers, or another birth date, is nobody whom the mission can list', async (t) => {
  const { first, second } = await nation(t);
  const wrong = [
    { nationalNumber: testPinfl(9) },
    { document: 'AA7654321' },
    { fields: { ...PERSON.fields, birthDate: '1990-01-02' } },
  ];
  for (const change of wrong) {
    const { id } = valueOf(await ask(first, { ...PERSON, ...change }));
    assert.equal(codeOf(await decide(second, id)), 'identity-not-found');
    const rejected = await second.call(contract.decideVoterRequest, {
      params: { id },
      body: { revision: 1, decision: 'reject', error: 'identity-lookup-failed', words: REASON },
    });
    assert.equal(codeOf(rejected), 'ok');
  }
  assert.equal((await countsOf(first)).whole.rejected, 3);
});

test('a request made online waits for the mission and tells a stranger nothing', async (t) => {
  const { server, voter, clerk, first, setLegal } = await nation(t);
  const stranger = server.browser();
  const missions = valueOf(await stranger.call(contract.listMissions, { params: CODE }));
  assert.deepEqual(
    missions.missions.map(({ station }) => station),
    [MISSION],
  );
  const send = (change: object = {}) =>
    stranger.call(contract.askToVoteAbroad, {
      params: CODE,
      body: {
        station: MISSION,
        surname: 'Karimov',
        given: 'Aziz',
        patronymic: '',
        birthDate: '1990-01-01',
        nationalNumber: testPinfl(1),
        document: 'AA1234567',
        contact: '+49 30 1234567',
        ...change,
      },
    });
  assert.deepEqual(Object.keys(valueOf(await send())), ['number']);
  assert.deepEqual(Object.keys(valueOf(await send({ nationalNumber: testPinfl(5) }))), ['number']);
  assert.equal(codeOf(await send({ station: '1' })), 'not-a-mission');
  assert.equal(codeOf(await send({ surname: 'Kаrimov' })), 'name-invalid');
  assert.equal((await recordOf(clerk, voter)).abroad, null, 'nothing has taken effect');
  const { requests } = valueOf(
    await first.call(contract.listVoterRequests, { params: PACK, query: {} }),
  );
  assert.equal(requests.length, 2);
  const own = requests[0];
  assert.ok(own !== undefined);
  assert.equal(own.channel, 'online');
  assert.equal(own.clock, null, 'the clock waits for the officer');
  valueOf(await decide(first, own.id));
  assert.deepEqual((await recordOf(clerk, voter)).abroad?.station, MISSION);
  // Fifteen days before the 27th, until the end of the 12th in Tashkent.
  await setLegal('2026-12-12T18:59:59.000Z');
  assert.equal(codeOf(await send()), 'ok');
  await setLegal('2026-12-12T19:00:00.000Z');
  assert.equal(codeOf(await send()), 'abroad-too-late');
  assert.equal(codeOf(await ask(first, PERSON)), 'abroad-too-late');
});

test('a request shows its clock by that of the sealed election', async (t) => {
  const { voter, clerk, setLegal } = await nation(t);
  const { id } = valueOf(
    await ask(clerk, { kind: 'fix', election: null, voter, fields: { flat: '9' } }),
  );
  const listed = async () =>
    valueOf(await clerk.call(contract.listVoterRequests, { params: PACK, query: {} }));
  const clockOf = async () =>
    (await listed()).requests.map(({ clock }) => [clock?.now, clock?.state]);
  assert.deepEqual(await clockOf(), [['2026-12-01T08:00:00.000Z', 'running']]);
  await setLegal('2026-12-02T08:00:00.000Z');
  assert.deepEqual(await clockOf(), [['2026-12-02T08:00:00.000Z', 'overdue']]);
  assert.equal((await listed()).overdue, 1);
  const { request } = valueOf(await clerk.call(contract.getVoterRequest, { params: { id } }));
  assert.equal(request.summary.clock?.state, 'overdue');
});

test('from the freeze on nobody moves between the lists', async (t) => {
  const { voter, clerk, first, second, setLegal } = await nation(t);
  const { id } = valueOf(await ask(first, PERSON));
  valueOf(await decide(second, id));
  await setLegal('2026-12-23T19:00:00.000Z');
  assert.equal(codeOf(await ask(clerk, { kind: 'return', voter })), 'list-frozen');
  assert.equal(codeOf(await ask(clerk, { kind: 'move', voter, station: '5' })), 'list-frozen');
});

test('with the roll made nothing moves, and a correction says that it takes a supplement', async (t) => {
  const { server, central, voter, clerk, colleague, setLegal } = await nation(t);
  const fix = async (flat: string) => {
    const body = { kind: 'fix', election: null, voter, fields: { flat } } as const;
    const { id } = valueOf(await ask(clerk, body));
    const paper = {
      name: 'letter.pdf',
      mediaType: 'application/pdf',
      base64: Buffer.from('%PDF-1.7').toString('base64'),
    } as const;
    valueOf(await clerk.call(contract.addRequestDocument, { params: { id }, body: paper }));
    valueOf(await decide(colleague, id));
    return id;
  };
  const needsSupplement = async (id: string) =>
    valueOf(await clerk.call(contract.getVoterRequest, { params: { id } })).request.needsSupplement;
  const before = await fix('9');
  // Days old by the clock of the freeze, and seen by no officer: a stranger's request holds nobody up.
  const { kind: _, fields, ...numbers } = PERSON;
  const online = { ...numbers, ...fields, patronymic: '', contact: '+49 30 1234567' };
  const sent = { params: CODE, body: online };
  valueOf(await server.browser().call(contract.askToVoteAbroad, sent));
  await freezeSmallRoll(server, central, await server.signInAs('central-member'));
  const after = await fix('10');
  assert.deepEqual([await needsSupplement(before), await needsSupplement(after)], [false, true]);
  // Before the day of the law: it is the roll that counts.
  await setLegal('2026-12-10T08:00:00.000Z');
  assert.equal(codeOf(await ask(clerk, { kind: 'move', voter, station: '5' })), 'list-frozen');
  assert.equal(codeOf(await ask(clerk, PERSON)), 'list-frozen');
});

test('an officer of a mission reads the record of who is listed there, and of nobody else', async (t) => {
  const { server, voter, first, second } = await nation(t);
  const stranger = await addVoter(server, { nationalNumber: testPinfl(2) });
  const open = (id: string) =>
    first.call(contract.openVoter, {
      params: { ...PACK, voter: id },
      body: { purpose: 'voter-asks', words: '' },
    });
  assert.equal(codeOf(await open(voter)), 'not-found');
  const { id } = valueOf(await ask(first, PERSON));
  valueOf(await decide(second, id));
  const { record, views } = valueOf(await open(voter));
  assert.equal(record.abroad?.station, MISSION);
  assert.equal(views[0]?.commission, ABROAD);
  assert.equal(codeOf(await open(stranger)), 'not-found');
  assert.equal(codeOf(await ask(first, { kind: 'return', voter })), 'not-found');
});

test('the officers of another mission and of a station at home see nothing of it', async (t) => {
  const { server, central, first } = await nation(t);
  const { id } = valueOf(await ask(first, PERSON));
  const elsewhere = await officer(server, central, MISSION);
  valueOf(await elsewhere.call(contract.getVoterRequest, { params: { id } }));
  await server.owner`update station_desks set station = '77' where person_id = ${elsewhere.personId}`;
  const refused = await elsewhere.call(contract.getVoterRequest, { params: { id } });
  assert.equal(codeOf(refused), 'not-found');
  assert.equal(codeOf(await ask(elsewhere, PERSON)), 'not-a-mission');
});

test('a voter votes at another station in one election when it is granted on evidence', async (t) => {
  const { voter, clerk, colleague } = await nation(t);
  assert.equal(codeOf(await ask(clerk, { kind: 'move', voter, station: '1' })), 'no-change');
  assert.equal(
    codeOf(await ask(clerk, { kind: 'move', voter, station: '999' })),
    'station-unknown',
  );
  assert.equal(
    codeOf(await ask(clerk, { kind: 'move', voter, station: MISSION })),
    'station-unknown',
  );
  const { id } = valueOf(await ask(clerk, { kind: 'move', voter, station: '5' }));
  const body = {
    name: 'letter.pdf',
    mediaType: 'application/pdf',
    base64: Buffer.from('%PDF-1.7').toString('base64'),
  } as const;
  valueOf(await clerk.call(contract.addRequestDocument, { params: { id }, body }));
  valueOf(await decide(colleague, id));
  const { station } = await recordOf(clerk, voter);
  assert.deepEqual([station?.number, station?.by], ['5', 'moved']);
});

const displayOf = (person: TestPerson, number: string) =>
  person.call(contract.getDisplayList, { params: { code: ELECTION, number } });

test('the list on display holds what the law allows, in its days, of the own station', async (t) => {
  const { server, central, voter, clerk, first, second, setLegal } = await nation(t);
  await addVoter(server, {
    nationalNumber: testPinfl(2),
    surname: 'Oʻrinov',
    given: 'Ali',
    birthDate: '1980-01-01',
  });
  await addVoter(server, {
    nationalNumber: testPinfl(3),
    surname: 'Young',
    birthDate: '2010-01-01',
  });
  await addVoter(server, { nationalNumber: testPinfl(4), surname: 'Gʻaniyev' });
  assert.equal(codeOf(await displayOf(clerk, '1')), 'not-on-display');
  await setLegal('2026-12-12T08:00:00.000Z');
  const shown = valueOf(await displayOf(clerk, '1'));
  assert.deepEqual(
    shown.lines.map(({ line, name, born }) => [line, name, born]),
    [
      [1, 'Karimov Aziz Botir oʻgʻli', '1990'],
      [2, 'Oʻrinov Ali Botir oʻgʻli', '1980'],
      [3, 'Gʻaniyev Aziz Botir oʻgʻli', '1990'],
    ],
  );
  assert.ok(!shown.fields.includes('birth-date'));
  assert.ok(!JSON.stringify(shown.lines).includes('Navoiy'));

  const { id } = valueOf(await ask(first, PERSON));
  valueOf(await decide(second, id));
  const home = valueOf(await displayOf(clerk, '1'));
  assert.deepEqual([shown.abroad, home.lines.length, home.abroad], [0, 2, 1]);
  const abroad = valueOf(await displayOf(first, MISSION));
  assert.deepEqual(
    abroad.lines.map(({ name }) => name),
    ['Karimov Aziz Botir oʻgʻli'],
  );
  assert.equal(codeOf(await displayOf(first, '1')), 'not-found');
  assert.equal((await recordOf(clerk, voter)).abroad?.station, MISSION);
  const member = await server.signInAs('precinct-member', DISTRICT);
  const desk = { username: member.username, station: '2' };
  valueOf(await central.call(contract.giveDesk, { params: PACK, body: desk }));
  assert.equal(codeOf(await displayOf(member, '1')), 'not-found');
  assert.equal(valueOf(await displayOf(member, '2')).lines.length, 0);
  await setLegal('2026-12-27T19:00:00.000Z');
  assert.equal(codeOf(await displayOf(clerk, '1')), 'not-on-display');
});

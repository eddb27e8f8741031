import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import { codeOf, valueOf } from '../../../testing/outcome.ts';
import {
  addAddresses,
  addVoter,
  DISTRICT,
  OTHER_DISTRICT,
  testPinfl,
} from '../../../testing/small-register.ts';
import { addGrant } from '../../../testing/people.ts';
import { loadSmallNation } from '../../../testing/small-nation.ts';
import { startTestServer, type TestPerson } from '../../../testing/start-test-server.ts';
import { ALARM_PER_HOUR, MOST_PER_HOUR } from './watch-volume.ts';

const PACK = { pack: 'uzbekistan' };
const HOUR_MS = 3_600_000;
const ASKS = { purpose: 'voter-asks', words: '' } as const;

/** A register with two namesakes in one district, one far away, and a woman at another station. */
async function register(t: TestContext) {
  const server = await startTestServer(t);
  const central = await server.signInAs('central-member');
  await loadSmallNation(central, await server.signInAs('central-member'));
  await addAddresses(server);
  const aziz = await addVoter(server);
  const bobur = await addVoter(server, {
    nationalNumber: testPinfl(2),
    given: 'Bobur',
    birthDate: '1985-05-05',
    addressId: 12,
  });
  const far = await addVoter(server, {
    nationalNumber: testPinfl(3),
    given: 'Choriy',
    addressId: 21,
  });
  const clerk = await server.signInAs('district-member', DISTRICT);
  return { server, central, clerk, aziz, bobur, far };
}

type Asked = Omit<contract.BodyOf<typeof contract.searchVoters>, 'purpose' | 'words'>;
const find = (person: TestPerson, asked: Asked) =>
  person.call(contract.searchVoters, { params: PACK, body: { ...ASKS, ...asked } });
const namesOf = async (person: TestPerson, asked: Asked) =>
  valueOf(await find(person, asked)).voters.map(({ name }) => name.given);

test('a clerk finds a voter by name in any script, in any order, and by sound', async (t) => {
  const { clerk, central } = await register(t);
  assert.deepEqual(await namesOf(clerk, { name: 'Karimov' }), ['Aziz', 'Bobur']);
  assert.deepEqual(await namesOf(clerk, { name: 'Каримов Азиз' }), ['Aziz']);
  assert.deepEqual(await namesOf(clerk, { name: 'bobur karimov' }), ['Bobur']);
  assert.deepEqual(await namesOf(clerk, { name: 'kar' }), ['Aziz', 'Bobur']);
  assert.deepEqual(await namesOf(clerk, { name: 'Karimov', birthYear: 1985 }), ['Bobur']);
  assert.deepEqual(await namesOf(clerk, { name: 'Karimov', birthDate: '1990-01-01' }), ['Aziz']);
  const similar = valueOf(await find(clerk, { name: 'Karymova Azyz' }));
  assert.equal(similar.by, 'similar');
  assert.deepEqual(
    similar.voters.map(({ name }) => name.given),
    ['Aziz'],
  );
  assert.deepEqual(await namesOf(clerk, { name: 'Nobody' }), []);
  assert.deepEqual(await namesOf(central, { name: 'Karimov' }), ['Aziz', 'Bobur', 'Choriy']);
  assert.deepEqual(await namesOf(central, { name: 'Karimov', territory: OTHER_DISTRICT }), [
    'Choriy',
  ]);
});

test('a national number finds its voter, and only within the own territory', async (t) => {
  const { server, clerk } = await register(t);
  const found = valueOf(await find(clerk, { nationalNumber: testPinfl(1) }));
  assert.equal(found.by, 'number');
  assert.deepEqual(
    found.voters.map(({ name }) => name.given),
    ['Aziz'],
  );
  assert.deepEqual(await namesOf(clerk, { nationalNumber: testPinfl(3) }), []);
  assert.equal(
    codeOf(await find(clerk, { nationalNumber: '31503874210019' })),
    'national-number-invalid',
  );
  const region = await server.signInAs('territorial-member', 'UZ/1706');
  assert.deepEqual(await namesOf(region, { nationalNumber: testPinfl(3) }), ['Choriy']);
});

test('what would leaf through the list is refused', async (t) => {
  const { clerk } = await register(t);
  assert.equal(codeOf(await find(clerk, { name: 'ka' })), 'search-too-wide');
  assert.equal(codeOf(await find(clerk, { birthDate: '1990-01-01' })), 'search-too-wide');
  assert.equal(
    codeOf(await find(clerk, { name: 'Karimov', birthDate: '1990-02-30' })),
    'date-impossible',
  );
  const other = await clerk.call(contract.searchVoters, {
    params: PACK,
    body: { purpose: 'other', words: ' ', name: 'Karimov' },
  });
  assert.equal(codeOf(other), 'purpose-words-missing');
  assert.equal(
    codeOf(await find(clerk, { name: 'Karimov', territory: OTHER_DISTRICT })),
    'not-found',
  );
});

const openAs = (person: Pick<TestPerson, 'call'>, voter: string) =>
  person.call(contract.openVoter, { params: { ...PACK, voter }, body: ASKS });

test('nobody opens a record by its number who could not find it', async (t) => {
  const { server, clerk, aziz, far } = await register(t);
  assert.equal(valueOf(await openAs(clerk, aziz)).record.voter.name.given, 'Aziz');
  assert.equal(codeOf(await openAs(clerk, far)), 'not-found');
  assert.equal(codeOf(await openAs(clerk, '999999')), 'not-found');
  for (const role of ['observer', 'auditor', 'administrator', 'help-desk-agent'] as const) {
    const person = await server.signInAs(role);
    assert.equal(codeOf(await openAs(person, aziz)), 'not-permitted', role);
    assert.equal(codeOf(await find(person, { name: 'Karimov' })), 'not-permitted', role);
  }
  const inElection = await server.signInAs('district-member', DISTRICT, 'some-election');
  assert.equal(codeOf(await openAs(inElection, aziz)), 'not-found');
});

test('a precinct member sees the voters of the own station and no others', async (t) => {
  const { server, clerk, aziz, bobur, far } = await register(t);
  const member = await server.signInAs('precinct-member', DISTRICT);
  assert.equal(codeOf(await find(member, { name: 'Karimov' })), 'no-desk');
  assert.equal(codeOf(await openAs(member, aziz)), 'no-desk');
  const give = (person: TestPerson, username: string, station: string) =>
    person.call(contract.giveDesk, { params: PACK, body: { username, station } });
  valueOf(await give(clerk, member.username, '1'));
  assert.deepEqual(await namesOf(member, { name: 'Karimov' }), ['Aziz']);
  assert.deepEqual(await namesOf(member, { nationalNumber: testPinfl(2) }), []);
  assert.equal(valueOf(await openAs(member, aziz)).record.station?.number, '1');
  for (const foreign of [bobur, far]) {
    assert.equal(codeOf(await openAs(member, foreign)), 'not-found');
  }
  valueOf(await give(clerk, member.username, '2'));
  assert.deepEqual(await namesOf(member, { name: 'Karimov' }), ['Bobur']);
  assert.equal(valueOf(await clerk.call(contract.listDesks, { params: PACK })).desks.length, 1);

  const elsewhere = await server.signInAs('precinct-member', OTHER_DISTRICT);
  assert.equal(codeOf(await give(clerk, elsewhere.username, '1')), 'desk-person-wrong');
  assert.equal(codeOf(await give(clerk, clerk.username, '1')), 'desk-person-wrong');
  assert.equal(codeOf(await give(clerk, member.username, '3')), 'station-unknown');
  const body = { personId: member.personId };
  valueOf(await clerk.call(contract.endDesk, { params: PACK, body }));
  assert.equal(codeOf(await find(member, { name: 'Karimov' })), 'no-desk');
});

test('a desk beside a right over a territory shows nothing but its station', async (t) => {
  const { server, clerk, far } = await register(t);
  await server.owner`
    insert into addresses (id, territory_path, locality, street, street_key, house, state, source_hash, batch_sequence)
    values (22, ${OTHER_DISTRICT}, 'Markaz', 'Navoiy', 'navoiy', '4', 'active', 0, 1)`;
  const beside = await addVoter(server, { nationalNumber: testPinfl(4), addressId: 22 });
  const now = new Date();
  await addGrant(server.owner, clerk.personId, 'precinct-member', OTHER_DISTRICT, now);
  await server.owner`
    insert into station_desks (person_id, pack, station, territory_path, given_by, given_at)
    values (${clerk.personId}, 'uzbekistan', '3', ${OTHER_DISTRICT}, (select id from people limit 1), ${now})`;
  assert.deepEqual(await namesOf(clerk, { name: 'Karimov' }), ['Aziz', 'Bobur']);
  assert.equal(codeOf(await openAs(clerk, far)), 'ok');
  assert.equal(codeOf(await openAs(clerk, beside)), 'not-found');
});

test('an operator with a desk sees its station, and without one the territory', async (t) => {
  const { server, clerk, aziz, bobur } = await register(t);
  const operator = await server.signInAs('operator', DISTRICT);
  assert.deepEqual(await namesOf(operator, { name: 'Karimov' }), ['Aziz', 'Bobur']);
  const body = { username: operator.username, station: '2' };
  valueOf(await clerk.call(contract.giveDesk, { params: PACK, body }));
  assert.deepEqual(await namesOf(operator, { name: 'Karimov' }), ['Bobur']);
  assert.equal(codeOf(await openAs(operator, bobur)), 'ok');
  assert.equal(codeOf(await openAs(operator, aziz)), 'not-found');
});

test('numbers are hidden, and showing them is an act of its own', async (t) => {
  const { server, clerk, aziz } = await register(t);
  const { record } = valueOf(await openAs(clerk, aziz));
  assert.equal(record.nationalNumber, `••••••••••${testPinfl(1).slice(-4)}`);
  assert.equal(record.document, '••••••567');
  const body = { purpose: 'court', reason: 'Letter 12 of the court' } as const;
  const params = { ...PACK, voter: aziz };
  const shown = valueOf(await clerk.call(contract.unmaskVoter, { params, body }));
  assert.deepEqual(shown, { nationalNumber: testPinfl(1), document: 'AA1234567' });
  const operator = await server.signInAs('operator', DISTRICT);
  valueOf(await openAs(operator, aziz));
  const refused = await operator.call(contract.unmaskVoter, { params, body });
  assert.equal(codeOf(refused), 'not-permitted');
  const facts = await server.owner<Record<'event_type' | 'bytes' | 'log' | 'private', string>[]>`
    select event_type, bytes::text, log, convert_from(private_bytes, 'UTF8') as private from evidence_facts
    where event_type like 'voter-requests.%'`;
  assert.deepEqual(facts.map((fact) => fact['event_type']).toSorted(), [
    'voter-requests.opened',
    'voter-requests.opened',
    'voter-requests.unmasked',
  ]);
  for (const fact of facts) {
    assert.equal(fact['log'], 'audit');
    assert.ok(!Buffer.from(fact['bytes'].slice(2), 'hex').toString().includes(`"${aziz}"`));
    assert.ok(!fact['private'].includes(testPinfl(1)));
  }
});

test('who looks up far more than the work takes raises an alarm, and is stopped', async (t) => {
  const { server, clerk, aziz } = await register(t);
  const now = new Date();
  server.setNow(now);
  const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
  await server.owner`insert into view_counts (person_id, hour, territory_path, searches, opened)
    values (${clerk.personId}, ${hour}, ${DISTRICT}, 0, ${ALARM_PER_HOUR - 2})`;
  const alarms = async () =>
    (
      await server.owner`select 1 from evidence_facts where event_type = 'voter-requests.volume-alarm'`
    ).length;
  valueOf(await openAs(clerk, aziz));
  assert.equal(await alarms(), 0);
  valueOf(await openAs(clerk, aziz));
  valueOf(await openAs(clerk, aziz));
  assert.equal(await alarms(), 1);
  const region = await server.signInAs('territorial-member', 'UZ/1703');
  const { people } = valueOf(await region.call(contract.listViewCounts, { params: PACK }));
  assert.deepEqual(
    people.map(({ name, alarms: raised }) => [name, raised]),
    [[clerk.name, 1]],
  );
  const other = await server.signInAs('territorial-member', 'UZ/1706');
  assert.deepEqual(valueOf(await other.call(contract.listViewCounts, { params: PACK })).people, []);
  await server.owner`update view_counts set opened = ${MOST_PER_HOUR}`;
  assert.equal(codeOf(await openAs(clerk, aziz)), 'too-many-requests');
  server.setNow(new Date(now.getTime() + HOUR_MS));
  valueOf(await openAs(await server.signIn(clerk.username), aziz));
});

test('a voter reads the own record by a link once, and sees who looked at it', async (t) => {
  const { server, clerk, aziz } = await register(t);
  valueOf(await find(clerk, { name: 'Karimov' }));
  valueOf(await openAs(clerk, aziz));
  const params = { ...PACK, voter: aziz };
  const first = valueOf(await clerk.call(contract.createViewLink, { params, body: ASKS }));
  const second = valueOf(await clerk.call(contract.createViewLink, { params, body: ASKS }));
  const stranger = server.browser();
  const openLink = (token: string) => stranger.call(contract.openViewLink, { body: { token } });
  assert.equal(codeOf(await openLink(first.token)), 'view-link-invalid');
  const own = valueOf(await openLink(second.token));
  assert.equal(own.name.given, 'Aziz');
  assert.equal(own.station?.number, '1');
  assert.deepEqual(
    own.views.map(({ act, role, purpose }) => [act, role, purpose]),
    [
      ['link', 'district-member', 'voter-asks'],
      ['link', 'district-member', 'voter-asks'],
      ['opened', 'district-member', 'voter-asks'],
      ['listed', 'district-member', 'voter-asks'],
    ],
  );
  assert.ok(!JSON.stringify(own).includes(clerk.name));
  assert.equal(codeOf(await openLink(second.token)), 'view-link-invalid');
  const third = valueOf(await clerk.call(contract.createViewLink, { params, body: ASKS }));
  server.setNow(new Date(Date.now() + 25 * 60 * 60 * 1000));
  assert.equal(codeOf(await openLink(third.token)), 'view-link-invalid');
  const rows = await server.owner`select token_hash from view_links`;
  assert.ok(rows.every((row) => !row['token_hash'].toString().includes(second.token)));
});

test('codes cannot be tried one after the other', async (t) => {
  const { server } = await register(t);
  const stranger = server.browser();
  const outcomes: string[] = [];
  for (let tried = 0; tried < 11; tried += 1) {
    const token = `AAAA-AAAA-AAAA-AAA${tried % 10}`;
    outcomes.push(codeOf(await stranger.call(contract.openViewLink, { body: { token } })));
  }
  assert.equal(outcomes.filter((code) => code === 'view-link-invalid').length, 10);
  assert.equal(outcomes.at(-1), 'too-many-requests');
});

test('addresses are found by the beginning of the street in any script', async (t) => {
  const { clerk } = await register(t);
  const call = (territory: string, street: string) =>
    clerk.call(contract.findAddresses, { params: PACK, query: { territory, street } });
  const found = valueOf(await call(DISTRICT, 'Навои'));
  assert.deepEqual(
    found.addresses.map(({ id, station }) => [id, station]),
    [
      ['11', '1'],
      ['12', '2'],
    ],
  );
  assert.equal(codeOf(await call(OTHER_DISTRICT, 'Navoiy')), 'not-found');
});

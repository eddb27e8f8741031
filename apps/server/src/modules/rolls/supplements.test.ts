import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import { freezeSmallRoll } from '../../../testing/frozen-roll.ts';
import { codeOf } from '../../../testing/outcome.ts';
import { addVoters, documentNumberOf, nationalNumberOf } from '../../../testing/roll-voters.ts';
import { ELECTION, sealSmallElection } from '../../../testing/small-election.ts';
import { approve } from '../../../testing/small-nation.ts';
import { startTestServer, type TestPerson } from '../../../testing/start-test-server.ts';
import { isSigned } from '../publication/public.ts';
import { publishRolls } from './published-rolls.ts';

const params = { code: ELECTION };
const REASON = 'Tried by a test';
const EVIDENCE = 'Certificate 12 of 26 December';

/** Voters 1 and 2 stand on the roll of station 1; 3 is under age; 4 and 5 have no station. */
async function frozen(t: TestContext) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await sealSmallElection(first, second);
  await addVoters(server, [
    { id: 1, station: '1', surname: 'Shodiyev' },
    { id: 2, station: '1', surname: 'Zokirov' },
    { id: 3, station: '1', birthDate: '2015-05-17' },
    { id: 4, station: null },
    { id: 5, station: null, surname: 'Qodirov' },
  ]);
  await freezeSmallRoll(server, first, second);
  const propose = (
    person: TestPerson,
    voter: number,
    kind: contract.BodyOf<typeof contract.proposeSupplement>['kind'],
    { document = documentNumberOf(voter), station = '5' } = {},
  ) =>
    person.call(contract.proposeSupplement, {
      params: { ...params, station },
      body: {
        nationalNumber: nationalNumberOf(voter),
        documentNumber: document,
        kind,
        evidence: EVIDENCE,
        reason: REASON,
      },
    });
  const proposed = async (...given: Parameters<typeof propose>) => {
    const answer = await propose(...given);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value.proposalId;
  };
  return { server, first, second, propose, proposed };
}

test('a supplement is decided by two, numbered, hashed and published as a count', async (t) => {
  const { server, first, second, propose, proposed } = await frozen(t);
  assert.equal(codeOf(await propose(first, 1, 'omitted')), 'voter-on-roll');
  assert.equal(codeOf(await propose(first, 4, 'certificate')), 'voter-not-on-roll');
  assert.equal(codeOf(await propose(first, 3, 'omitted')), 'voter-ineligible');
  assert.equal(codeOf(await propose(first, 99, 'omitted')), 'voter-unknown');
  await approve(second, await proposed(first, 4, 'omitted'));
  await approve(second, await proposed(first, 1, 'certificate'));
  assert.equal(codeOf(await propose(first, 1, 'certificate')), 'voter-on-roll');
  const state = await first.call(contract.getRollState, { params });
  assert.ok(state.ok);
  assert.equal(state.value.supplements, 2);
  await assert.rejects(server.owner`delete from roll_supplements`);

  const read = async (station: string) => {
    const answer = await first.call(contract.listSupplements, { params: { ...params, station } });
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value;
  };
  const { added, struck } = await read('5');
  assert.deepEqual(
    added.map(({ number, kind, surname, home }) => [number, kind, surname, home]),
    [
      [1, 'omitted', 'Aliyev', null],
      [2, 'certificate', 'Shodiyev', { station: '1', line: 2 }],
    ],
  );
  assert.deepEqual(struck, []);
  const home = await read('1');
  assert.deepEqual(home.added, []);
  assert.deepEqual(
    home.struck.map(({ line, station }) => [line, station]),
    [[2, '5']],
  );

  await publishRolls(server.platform);
  const { dataDirectory } = server.platform.configuration;
  const folder = join(dataDirectory, 'site', 'published', 'elections', ELECTION);
  const text = readFileSync(join(folder, 'roll-supplements.json'), 'utf8');
  assert.ok(isSigned(text));
  const file = JSON.parse(text) as contract.PublishedSupplements;
  assert.equal(file.supplements, 2);
  const sheetOf = async (station: string) => {
    const answer = await first.call(contract.exportSupplements, {
      params: { ...params, station },
    });
    assert.ok(answer.ok, JSON.stringify(answer));
    return { version: answer.value.version, root: answer.value.root };
  };
  assert.deepEqual(file.stations, [
    {
      station: '1',
      voters: 2,
      supplements: 0,
      reasons: {},
      remarkable: false,
      struck: 1,
      ...(await sheetOf('1')),
    },
    {
      station: '5',
      voters: 0,
      supplements: 2,
      reasons: { omitted: 1, certificate: 1 },
      remarkable: false,
      struck: 0,
      ...(await sheetOf('5')),
    },
  ]);
});

test('nobody is found by a number alone, and every attempt counts', async (t) => {
  const { server, first, propose } = await frozen(t);
  const wrong = { document: documentNumberOf(2) };
  assert.equal(codeOf(await propose(first, 1, 'certificate', wrong)), 'voter-unknown');
  const seen = await server.owner`select 1 from voter_views`;
  assert.equal(seen.length, 0);
  const [counted] = await server.owner`
    select opened from view_counts where person_id = ${first.personId}`;
  assert.equal(counted?.['opened'], 1);
  await server.owner`update view_counts set opened = 600`;
  assert.equal(codeOf(await propose(first, 1, 'certificate')), 'too-many-requests');
});

test('a proposal names nobody, and the voter can read that both officers looked', async (t) => {
  const { server, first, second, proposed } = await frozen(t);
  const id = await proposed(first, 5, 'omitted');
  const [stored] = await server.owner<{ content: string }[]>`
    select content from proposals where id = ${id}`;
  assert.ok(!/Qodirov|1980|Vali/.test(stored?.content ?? ''), stored?.content);
  const shown = await second.call(contract.getProposal, { params: { id } });
  assert.ok(shown.ok);
  const person = shown.value.rows.find(({ label }) => label === 'Voter')?.value;
  assert.equal(person, 'Qodirov Vali Karimovich, 1980-05-17');
  const looks = await server.owner<{ person_id: string }[]>`
    select distinct person_id from voter_views where voter_id = 5`;
  assert.deepEqual(
    looks.map((look) => look.person_id).toSorted(),
    [first.personId, second.personId].toSorted(),
  );
  // Another name since: the second person would decide about somebody whom the first did not see.
  await server.owner`update voters set surname = 'Boshqa', version = version + 1 where id = 5`;
  const answer = await second.call(contract.approveProposal, {
    params: { id },
    body: { contentHash: shown.value.proposal.contentHash },
  });
  assert.equal(codeOf(answer), 'content-changed');
});

test('a precinct member decides about the own station only', async (t) => {
  const { server, first, proposed } = await frozen(t);
  const member = await server.signInAs('precinct-member', 'UZ/1703/1703202');
  await server.owner`insert into station_desks (person_id, pack, station, territory_path, given_by, given_at)
    values (${member.personId}, 'uzbekistan', '2', 'UZ/1703/1703202', ${first.personId}, now())`;
  const id = await proposed(first, 5, 'omitted', { station: '1' });
  const shown = await member.call(contract.getProposal, { params: { id } });
  assert.ok(shown.ok, JSON.stringify(shown));
  assert.equal(shown.value.rows.find(({ label }) => label === 'Voter')?.value, '–');
  const answer = await member.call(contract.approveProposal, {
    params: { id },
    body: { contentHash: shown.value.proposal.contentHash },
  });
  assert.equal(codeOf(answer), 'not-found');
  const list = await member.call(contract.listSupplements, { params: { ...params, station: '1' } });
  assert.equal(codeOf(list), 'not-found');
});

test('the database takes only the very supplement that two people decided', async (t) => {
  const { server, first, second, proposed } = await frozen(t);
  await approve(second, await proposed(first, 4, 'omitted'));
  const { owner } = server;
  const id = await proposed(first, 5, 'omitted');
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update proposals set status = 'approved', decided_by = ${second.personId}, decided_at = now()
      where id = ${id}`;
  });
  // As if the approval were used for somebody else.
  await assert.rejects(
    owner`insert into roll_supplements (roll, station, number, voter_id, territory_path, reason, evidence, surname, given,
        patronymic, birth_date, address, salt, leaf, proposal_id, added_at)
      select roll, station, 2, 3, territory_path, reason, evidence, surname, given, patronymic, birth_date, address, salt,
        leaf, ${id}, now() from roll_supplements`,
    /what its proposal says/,
  );
});

test('public facts of a freeze and of a supplement name nobody', async (t) => {
  const { server, first, second, proposed } = await frozen(t);
  await approve(second, await proposed(first, 5, 'omitted'));
  const facts = await server.owner<{ event_type: string; text: string }[]>`
    select event_type, convert_from(bytes, 'UTF8') as text from evidence_facts where event_type like 'rolls.%'
    order by inserted_at`;
  assert.deepEqual(
    facts.map(({ event_type }) => event_type),
    ['rolls.freezing', 'rolls.frozen', 'rolls.supplemented'],
  );
  for (const { text } of facts) assert.ok(!/Aliyev|Qodirov|1980|Navoiy/.test(text), text);
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import { freezeSmallRoll, decideFreeze } from '../../../testing/frozen-roll.ts';
import { codeOf } from '../../../testing/outcome.ts';
import { addFact, addVoters, type TestVoter } from '../../../testing/roll-voters.ts';
import { ELECTION, sealSmallElection } from '../../../testing/small-election.ts';
import { approve } from '../../../testing/small-nation.ts';
import { startTestServer, type TestPerson } from '../../../testing/start-test-server.ts';
import { isSigned } from '../publication/public.ts';
import { freezeRoll } from './freeze-roll.ts';
import { publishRolls } from './published-rolls.ts';

const params = { code: ELECTION };
const REASON = 'Tried by a test';

const VOTERS: readonly TestVoter[] = [
  { id: 1, station: '1', surname: 'Shodiyev' },
  { id: 2, station: '1', surname: 'Zokirov' },
  { id: 3, station: '1', surname: 'Choriyev' },
  { id: 4, station: '2' },
  // 18 on voting day, and a day too young.
  { id: 5, station: '2', birthDate: '2008-12-27' },
  { id: 6, station: '2', birthDate: '2008-12-28' },
  { id: 7, station: '2', citizenship: 'KZ' },
  { id: 8, station: '2', status: 'removed' },
  { id: 9, station: null },
  { id: 10, station: '3' },
  { id: 11, station: '3' },
];

async function start(t: TestContext, voters = VOTERS) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await sealSmallElection(first, second);
  await addVoters(server, voters);
  const state = async () => {
    const found = await first.call(contract.getRollState, { params });
    assert.ok(found.ok, JSON.stringify(found));
    return found.value;
  };
  const linesOf = async (station: string) => {
    const found = await first.call(contract.exportStationRoll, {
      params: { ...params, station },
    });
    assert.ok(found.ok, JSON.stringify(found));
    return found.value;
  };
  return { server, first, second, state, linesOf };
}

/** The tree of RFC 6962 once more, as its section 2.1 has it. */
function naiveRoot(leaves: readonly string[]): string {
  const sha = (...parts: (string | Uint8Array)[]) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
  const tree = (part: readonly string[]): Buffer => {
    if (part.length === 0) return sha('');
    if (part.length === 1) return sha(Buffer.from([0]), part[0] ?? '');
    let middle = 1;
    while (middle * 2 < part.length) middle *= 2;
    return sha(Buffer.from([1]), tree(part.slice(0, middle)), tree(part.slice(middle)));
  };
  return tree(leaves).toString('hex');
}

test('a frozen roll has every voter whom the law and the assignment give a station, and roots that anybody can compute', async (t) => {
  const { server, first, second, state, linesOf } = await start(t);
  await addFact(server, 10, 'deceased');
  await addFact(server, 11, 'sentenced', { from: '2020-01-01', to: '2021-01-01' });
  const before = await state();
  assert.equal(before.status, 'open');
  assert.deepEqual(before.preconditions, [{ code: 'voters-unplaced', count: 1, blocks: false }]);
  await freezeSmallRoll(server, first, second);

  const frozen = await state();
  assert.equal(frozen.status, 'frozen');
  assert.deepEqual(frozen.counts, {
    stations: 76,
    voters: 6,
    excluded: [
      { reason: 'deceased', voters: 1 },
      { reason: 'not-citizen', voters: 1 },
      { reason: 'under-age', voters: 1 },
      { reason: 'unplaced', voters: 1 },
    ],
  });
  const { lines, root, voters } = await linesOf('1');
  const texts = lines.trimEnd().split('\n');
  // By the alphabet of the country: Sh and Ch are letters after Z.
  assert.deepEqual(
    texts.map((text) => (JSON.parse(text) as { surname: string }).surname),
    ['Zokirov', 'Shodiyev', 'Choriyev'],
  );
  assert.equal(voters, 3);
  assert.equal(naiveRoot(texts), root);

  await publishRolls(server.platform);
  const published = readPublishedFile(server.platform.configuration.dataDirectory, 'rolls.json');
  const rolls = JSON.parse(published) as contract.PublishedRolls;
  assert.ok(isSigned(published));
  assert.ok(!published.includes('Zokirov') && !published.includes('1980'));
  const leaves = rolls.stations.map(
    (one) =>
      `{"election":"${ELECTION}","format":1,"root":"${one.root}","station":"${one.station}","voters":${one.voters}}`,
  );
  assert.equal(naiveRoot(leaves), rolls.root);
  assert.equal(rolls.root, frozen.root);
  assert.equal(rolls.stations.find(({ station }) => station === '1')?.root, root);
});

test('what was frozen does not change, not even by the owner of the database', async (t) => {
  const { server, first, second, linesOf } = await start(t);
  await freezeSmallRoll(server, first, second);
  const { owner } = server;
  await assert.rejects(owner`update roll_entries set surname = 'Other' where line = 1`);
  await assert.rejects(owner`delete from roll_entries where line = 1`);
  await assert.rejects(owner`truncate roll_entries`);
  await assert.rejects(owner`update roll_roots set voters = 0`);
  await assert.rejects(owner`update rolls set voters = 0`);
  await assert.rejects(owner`update rolls set status = 'freezing', frozen_at = null, root = null`);
  await assert.rejects(
    owner`insert into roll_entries select roll, station, 99, 99, territory_path, surname, given, patronymic, birth_date,
      address, salt, leaf from roll_entries limit 1`,
  );
  await owner`update voters set surname = 'Changed', status = 'removed' where id = 1`;
  assert.ok(
    (await linesOf('1')).lines.includes('Shodiyev'),
    'the register changes, the roll stays',
  );
  const again = await first.call(contract.proposeFreeze, { params, body: { reason: REASON } });
  assert.equal(codeOf(again), 'roll-exists');
});

test('a freeze that was interrupted goes on, with the voters who were selected', async (t) => {
  const { server, first, second, state } = await start(t);
  await decideFreeze(first, second);
  const stop = new AbortController();
  // Two stations are written at once; the third begins when one of them is there.
  await server.owner`create function stop_at_three() returns trigger language plpgsql as $$ begin
    if new.voters > 0 and new.station = '3' then raise exception 'killed' using errcode = 'P0001'; end if;
    return new; end $$`;
  await server.owner`create trigger killed before insert on roll_roots for each row execute function stop_at_three()`;
  const freeze = () =>
    freezeRoll(server.platform.database, ELECTION, { now: server.platform.now, stop: stop.signal });
  await assert.rejects(freeze());
  const half = await state();
  assert.equal(half.status, 'freezing');
  assert.equal(half.step, 'writing');
  assert.ok(half.progress > 0 && half.progress < 1000);
  assert.equal(half.root, null);
  const lines = await first.call(contract.exportStationRoll, {
    params: { ...params, station: '1' },
  });
  assert.equal(codeOf(lines), 'roll-not-frozen');
  // Moves that come meanwhile leave nobody out and put nobody on two rolls.
  await server.owner`update address_stations set station = '1' where station = '3'`;
  await server.owner`drop trigger killed on roll_roots`;
  await freeze();
  await freeze();
  const done = await state();
  assert.equal(done.status, 'frozen');
  assert.equal(done.counts?.voters, 7);
  const stations = await first.call(contract.listRollStations, { params, query: {} });
  assert.ok(stations.ok);
  const counts = stations.value.stations.map(({ station, voters }) => [station, voters]);
  assert.deepEqual(counts.slice(0, 4), [
    ['1', 3],
    ['2', 2],
    ['3', 2],
    ['4', 0],
  ]);
});

test('the database freezes only what is whole, and only for two people', async (t) => {
  const { server, first, second } = await start(t);
  const { owner } = server;
  await assert.rejects(
    owner`insert into rolls (election, pack, geography, mode, voting_day, proposal_id, approved_at)
      select code, pack, 1, mode, '2026-12-27', (select id from proposals limit 1), now() from elections`,
    /two people/,
  );
  const proposed = await first.call(contract.proposeFreeze, { params, body: { reason: REASON } });
  assert.ok(proposed.ok);
  const shown = await first.call(contract.getProposal, {
    params: { id: proposed.value.proposalId },
  });
  assert.ok(shown.ok);
  const alone = await first.call(contract.approveProposal, {
    params: { id: proposed.value.proposalId },
    body: { contentHash: shown.value.proposal.contentHash },
  });
  assert.equal(codeOf(alone), 'second-person-required');
  await approve(second, proposed.value.proposalId);
  await assert.rejects(
    owner`update rolls set selected_at = now(), stations = 76, voters = 6, excluded = 0, status = 'frozen',
      root = ${Buffer.alloc(32)}, frozen_at = now()`,
    /every station/,
  );
});

test('a held batch and a request beyond the hours of the law stop a freeze; open ones are shown', async (t) => {
  const { server, first, state } = await start(t);
  const { owner } = server;
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`
      insert into voter_requests (id, pack, kind, channel, about, voter_id, territory_path, status, details, received_at,
        received_by, ready_at, due_at)
      values (gen_random_uuid(), 'uzbekistan', 'fix', 'commission', 'self', 1, 'UZ/1703/1703202', 'open', '{}', now(),
        ${first.personId}, now(), '2030-01-01')`;
  });
  assert.deepEqual(
    (await state()).preconditions.map(({ code, blocks }) => [code, blocks]),
    [
      ['requests-open', false],
      ['voters-unplaced', false],
    ],
  );
  await owner`update voter_requests set due_at = '2020-01-01'`;
  const late = await first.call(contract.proposeFreeze, { params, body: { reason: REASON } });
  assert.equal(codeOf(late), 'roll-not-ready');
  await owner`update voter_requests set status = 'withdrawn'`;
  const ready = await first.call(contract.proposeFreeze, { params, body: { reason: REASON } });
  assert.equal(codeOf(ready), 'ok');
});

test('nothing is frozen without an assignment', async (t) => {
  const { first } = await start(t, []);
  const refused = await first.call(contract.proposeFreeze, { params, body: { reason: REASON } });
  assert.equal(codeOf(refused), 'roll-not-ready');
});

test('a supplement is decided by two, numbered, hashed and published as a count', async (t) => {
  const { server, first, second, state } = await start(t);
  await freezeSmallRoll(server, first, second);
  const place = { ...params, station: '5' };
  const propose = (person: TestPerson, voter: string, kind: 'omitted' | 'certificate') =>
    person.call(contract.proposeSupplement, {
      params: place,
      body: { voter, kind, evidence: 'Certificate 12 of 26 December', reason: REASON },
    });
  assert.equal(codeOf(await propose(first, '1', 'omitted')), 'voter-on-roll');
  assert.equal(codeOf(await propose(first, '9', 'certificate')), 'voter-not-on-roll');
  assert.equal(codeOf(await propose(first, '6', 'omitted')), 'voter-ineligible');
  assert.equal(codeOf(await propose(first, '99', 'omitted')), 'voter-unknown');
  const omitted = await propose(first, '9', 'omitted');
  assert.ok(omitted.ok, JSON.stringify(omitted));
  await approve(second, omitted.value.proposalId);
  const moved = await propose(first, '1', 'certificate');
  assert.ok(moved.ok);
  await approve(second, moved.value.proposalId);
  assert.equal(codeOf(await propose(first, '1', 'certificate')), 'voter-on-roll');
  assert.equal((await state()).supplements, 2);
  const rows = await server.owner`
    select station, number, reason, home_station, home_line from roll_supplements order by number`;
  assert.deepEqual(
    rows.map((row) => Object.values(row)),
    [
      ['5', 1, 'omitted', null, null],
      ['5', 2, 'certificate', '1', 2],
    ],
  );
  await assert.rejects(server.owner`delete from roll_supplements`);

  await publishRolls(server.platform);
  const text = readPublishedFile(
    server.platform.configuration.dataDirectory,
    'roll-supplements.json',
  );
  assert.ok(isSigned(text));
  const file = JSON.parse(text) as contract.PublishedSupplements;
  assert.equal(file.supplements, 2);
  assert.deepEqual(file.stations, [
    {
      station: '5',
      voters: 0,
      supplements: 2,
      reasons: { omitted: 1, certificate: 1 },
      remarkable: false,
    },
  ]);
});

test('public facts of a freeze and of a supplement name nobody', async (t) => {
  const { server, first, second } = await start(t);
  await freezeSmallRoll(server, first, second);
  const proposed = await first.call(contract.proposeSupplement, {
    params: { ...params, station: '5' },
    body: { voter: '9', kind: 'omitted', evidence: 'Statement of Zokirov', reason: REASON },
  });
  assert.ok(proposed.ok);
  await approve(second, proposed.value.proposalId);
  const facts = await server.owner<{ event_type: string; text: string }[]>`
    select event_type, convert_from(bytes, 'UTF8') as text from evidence_facts where event_type like 'rolls.%'
    order by inserted_at`;
  assert.deepEqual(
    facts.map(({ event_type }) => event_type),
    ['rolls.freezing', 'rolls.frozen', 'rolls.supplemented'],
  );
  for (const { text } of facts) assert.ok(!/Aliyev|Zokirov|1980|Navoiy/.test(text), text);
});

test('a commission reads the roll of its own territory, and each reading is in the audit log', async (t) => {
  const { server, first, second } = await start(t);
  await freezeSmallRoll(server, first, second);
  const here = await server.signInAs('territorial-member', 'UZ/1703');
  const elsewhere = await server.signInAs('territorial-member', 'UZ/1706');
  const read = (person: TestPerson) =>
    person.call(contract.exportStationRoll, { params: { ...params, station: '1' } });
  assert.equal(codeOf(await read(here)), 'ok');
  assert.equal(codeOf(await read(elsewhere)), 'not-found');
  const precinct = await server.signInAs('precinct-member', 'UZ/1703/1703202');
  assert.equal(codeOf(await read(precinct)), 'no-desk');
  await server.owner`insert into station_desks (person_id, pack, station, territory_path, given_by, given_at)
    values (${precinct.personId}, 'uzbekistan', '2', 'UZ/1703/1703202', ${first.personId}, now())`;
  assert.equal(codeOf(await read(precinct)), 'not-found', 'the desk of another station');
  await server.owner`update station_desks set station = '1'`;
  assert.equal(codeOf(await read(precinct)), 'ok');
  const observer = await server.signInAs('observer');
  assert.equal(codeOf(await read(observer)), 'not-permitted');
  const state = await observer.call(contract.getRollState, { params });
  assert.equal(codeOf(state), 'ok');
  const facts = await server.owner`
    select log from evidence_facts where event_type = 'rolls.read'`;
  assert.deepEqual(
    facts.map(({ log }) => log as string),
    ['audit', 'audit'],
  );
});

function readPublishedFile(dataDirectory: string, file: string): string {
  return readFileSync(
    join(dataDirectory, 'site', 'published', 'elections', ELECTION, file),
    'utf8',
  );
}

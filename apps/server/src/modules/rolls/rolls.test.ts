import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as contract from '@ovoz/contract';
import { freezeSmallRoll } from '../../../testing/frozen-roll.ts';
import { codeOf } from '../../../testing/outcome.ts';
import { addFact, listAbroad, moveVoter } from '../../../testing/roll-voters.ts';
import { readyToFreeze } from '../../../testing/roll-world.ts';
import { ELECTION } from '../../../testing/small-election.ts';
import type { TestPerson } from '../../../testing/start-test-server.ts';
import { isSigned } from '../publication/public.ts';
import { publishRolls } from './published-rolls.ts';

const params = { code: ELECTION };
/** The station of the small electorate abroad. */
const MISSION = '76';
const REASON = 'Tried by a test';

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
  const { server, first, second, state, linesOf } = await readyToFreeze(t);
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

test('who votes abroad is on the roll of the mission, and leaves a mark at the station at home', async (t) => {
  const { server, first, second } = await readyToFreeze(t);
  // The third has another station at home, the seventh is no citizen, no station has the address of the ninth.
  await listAbroad(server, ELECTION, MISSION, [1, 3, 7, 9]);
  await moveVoter(server, ELECTION, 3, '2');
  await freezeSmallRoll(server, first, second);
  const listed = await first.call(contract.listRollStations, { params, query: {} });
  assert.ok(listed.ok, JSON.stringify(listed));
  const marks = listed.value.stations.map(({ station, voters, abroad }) => [
    station,
    voters,
    abroad,
  ]);
  assert.deepEqual(
    marks.filter(([, voters, abroad]) => voters !== 0 || abroad !== 0),
    [
      ['1', 1, 1],
      ['2', 2, 1],
      ['3', 2, 0],
      [MISSION, 3, 0],
    ],
    'who may not vote is counted nowhere',
  );
  await assert.rejects(server.owner`update roll_voters_abroad set voters = 5`, /append-only/);
  await assert.rejects(
    server.owner`insert into roll_voters_abroad select id, '5', 1 from rolls`,
    /when the roll is selected/,
  );
});

test('what was frozen does not change, not even by the owner of the database', async (t) => {
  const { server, first, second, linesOf } = await readyToFreeze(t);
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

test('who takes the rolls of one station after the other is noticed, and stopped', async (t) => {
  const { server, first, second } = await readyToFreeze(t);
  await freezeSmallRoll(server, first, second);
  const take = async (station: number) =>
    codeOf(
      await first.call(contract.exportStationRoll, {
        params: { ...params, station: String(station) },
      }),
    );
  const alarms = () => server.owner`
    select 1 from evidence_facts where event_type = 'rolls.reading-alarm'`;
  for (let station = 1; station < 12; station += 1) assert.equal(await take(station), 'ok');
  assert.equal((await alarms()).length, 0);
  for (let station = 12; station <= 40; station += 1) assert.equal(await take(station), 'ok');
  assert.equal((await alarms()).length, 1);
  assert.equal(await take(41), 'too-many-requests');
  const print = await first.call(contract.printStationRoll, {
    params: { ...params, station: '41' },
    body: { language: 'ru', reason: REASON },
  });
  assert.equal(codeOf(print), 'too-many-requests');
});

test('a commission reads the roll of its own territory, and each reading is in the audit log', async (t) => {
  const { server, first, second } = await readyToFreeze(t);
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

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ok } from '@ovoz/basics';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../testing/outcome.ts';
import { insertAddresses, runAssignment } from '../../../testing/small-addresses.ts';
import { approve, loadSmallNation } from '../../../testing/small-nation.ts';
import {
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../../../testing/start-test-server.ts';
import { inTransaction } from '../../platform/database.ts';
import { sha256 } from '../../platform/evidence.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { assignAddresses, endOverride, overrideStation } from './public.ts';

const REASON = 'For the test of this rule';
const PACK = { pack: 'uzbekistan' };
const HERE = { territoryPath: 'UZ/1703/1703202', locality: 'Bobur' };
const THERE = { territoryPath: 'UZ/1706/1706204', locality: 'Gʻijduvon' };
const HEADER = 'station,territory_code,locality,street,from,to,parity';
const RANGES = [
  HEADER,
  '1,1703202,Bobur,Navoiy,1,9,odd',
  '2,1703202,Bobur,Navoiy,2,10,even',
  '3,1706204,Gʻijduvon,,,,all',
].join('\n');

/** The small nation with six addresses: five voters at each, and forty in a house that is too full. */
async function withAddresses(t: Parameters<typeof startTestServer>[0]) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await loadSmallNation(first, second);
  await insertAddresses(server.owner, [
    { id: 11, ...HERE, street: 'Navoiy', house: '1', voters: 5 },
    { id: 12, ...HERE, street: 'Navoiy', house: '2', voters: 5 },
    { id: 13, ...HERE, street: 'Navoiy', house: '11', voters: 5 },
    { id: 14, ...HERE, street: 'Temur', house: '7A', point: [72_183_600, 40_802_600], voters: 5 },
    { id: 15, ...THERE, street: 'Buloq', house: '1', voters: 40 },
    { id: 16, ...THERE, street: 'Buloq', house: '2', voters: 5 },
  ]);
  return { server, first, second };
}

type Files = { addresses?: string; ranges?: string; areas?: string };

function importRules(person: TestPerson, files: Files) {
  return person.call(contract.importAssignment, { params: PACK, body: { reason: REASON, files } });
}

async function draftOf(server: TestServer, person: TestPerson, files: Files): Promise<string> {
  const imported = await importRules(person, files);
  assert.ok(imported.ok && imported.value.set !== null, JSON.stringify(imported));
  await runAssignment(server);
  return String(imported.value.set);
}

async function setOf(person: TestPerson, set: string) {
  const answer = await person.call(contract.getAssignmentSet, { params: { ...PACK, set } });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value.set;
}

function propose(person: TestPerson, set: string) {
  return person.call(contract.proposeAssignment, {
    params: { ...PACK, set },
    body: { reason: REASON },
  });
}

/** From the files to the set in force. */
async function putIntoForce(
  server: TestServer,
  first: TestPerson,
  second: TestPerson,
  files: Files,
): Promise<string> {
  const set = await draftOf(server, first, files);
  const proposed = await propose(first, set);
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
  await runAssignment(server);
  return set;
}

async function stationsNow(server: TestServer): Promise<Record<string, string | null>> {
  const rows = await server.owner<{ id: string; station: string | null }[]>`
    select address_id as id, station from address_stations where to_set is null`;
  return Object.fromEntries(rows.map(({ id, station }) => [id, station]));
}

test('rules become a set whose counts, moves and sizes are shown before anything changes', async (t) => {
  const { server, first } = await withAddresses(t);
  const set = await draftOf(server, first, { ranges: RANGES });
  const { status, report, follows, isComputing } = await setOf(first, set);
  assert.deepEqual(
    { status, follows, isComputing },
    { status: 'draft', follows: null, isComputing: false },
  );
  assert.ok(report !== null);
  assert.deepEqual(report.byMethod, { address: 0, range: 4, area: 0, unplaced: 2, conflict: 0 });
  assert.deepEqual([report.addresses, report.voters, report.votersUnplaced], [6, 65, 10]);
  assert.deepEqual(report.moved, { addresses: 4, voters: 55 });
  assert.equal(report.votersWithoutAddress, 0);
  const { maximum, votersPerAddress } = report.limits;
  assert.ok(maximum > 0);
  assert.equal(report.crowded, votersPerAddress < 40 ? 1 : 0);

  const moves = await first.call(contract.listAssignmentMoves, {
    params: { ...PACK, set },
    query: {},
  });
  assert.ok(moves.ok);
  assert.deepEqual(moves.value.total, { moves: 3, addresses: 4, voters: 55 });
  assert.deepEqual(moves.value.moves[0], {
    territoryPath: THERE.territoryPath,
    from: null,
    to: '3',
    addresses: 2,
    voters: 45,
  });
  const stations = await first.call(contract.listAssignedStations, {
    params: { ...PACK, set },
    query: {},
  });
  assert.ok(stations.ok);
  assert.deepEqual(
    stations.value.stations.map(({ station, voters, addresses }) => [station, voters, addresses]),
    [
      ['1', 5, 1],
      ['2', 5, 1],
      ['3', 45, 2],
    ],
  );
  assert.deepEqual(await stationsNow(server), {});
});

test('a set takes effect when two people agreed, and another one moves only what differs', async (t) => {
  const { server, first, second } = await withAddresses(t);
  const one = await draftOf(server, first, { ranges: RANGES });
  const proposed = await propose(first, one);
  assert.ok(proposed.ok);
  const shown = await first.call(contract.getProposal, {
    params: { id: proposed.value.proposalId },
  });
  assert.ok(shown.ok);
  const { contentHash } = shown.value.proposal;
  const own = await first.call(contract.approveProposal, {
    params: { id: proposed.value.proposalId },
    body: { contentHash },
  });
  assert.equal(codeOf(own), 'second-person-required');
  await approve(second, proposed.value.proposalId);
  assert.equal((await setOf(first, one)).status, 'entering');
  await runAssignment(server);
  assert.equal((await setOf(first, one)).status, 'current');
  const before = { 11: '1', 12: '2', 13: null, 14: null, 15: '3', 16: '3' };
  assert.deepEqual(await stationsNow(server), before);

  assert.equal(codeOf(await importRules(first, { ranges: RANGES })), 'no-change');
  const addresses = 'address_id,station\n13,1\n12,1\n';
  const two = await draftOf(server, first, { addresses });
  const { report, follows } = await setOf(first, two);
  assert.equal(follows, Number(one));
  assert.deepEqual(report?.moved, { addresses: 2, voters: 10 });
  assert.deepEqual(await stationsNow(server), before);
  const again = await propose(first, two);
  assert.ok(again.ok);
  await approve(second, again.value.proposalId);
  await runAssignment(server);
  assert.deepEqual(await stationsNow(server), { ...before, 12: '1', 13: '1' });
  assert.equal((await setOf(first, one)).status, 'superseded');
  const history = await server.owner`
    select address_id::integer as id, station, method, from_set as since, to_set as until
    from address_stations where address_id in (12, 15) order by address_id, from_set`;
  assert.deepEqual(
    history.map((row) => ({ ...row })),
    [
      { id: 12, station: '2', method: 'range', since: 1, until: 2 },
      { id: 12, station: '1', method: 'address', since: 2, until: null },
      { id: 15, station: '3', method: 'range', since: 1, until: null },
    ],
  );
});

test('wrong rows are told and nothing is made of them', async (t) => {
  const { server, first } = await withAddresses(t);
  const ranges = `${RANGES}\n2,1703202,Bobur,Navoiy,9,9,all\n99,1703202,Bobur,Temur,,,all`;
  const imported = await importRules(first, { ranges });
  assert.ok(imported.ok);
  assert.equal(imported.value.set, null);
  assert.deepEqual(
    imported.value.report.findings.map(({ line, code }) => [line, code]),
    [
      [6, 'unknown-station'],
      [5, 'range-overlap'],
    ],
  );
  const [row] = await server.owner`select count(*)::integer as sets from assignment_sets`;
  assert.deepEqual({ ...row }, { sets: 0 });
  assert.equal(codeOf(await importRules(first, { ranges: 'station\n"1' })), 'import-unreadable');
});

test('areas on the map place what no street does; two that claim a house leave it to a person', async (t) => {
  const { server, first } = await withAddresses(t);
  const around = (station: string) => ({
    type: 'Feature',
    properties: { station },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [72.1, 40.7],
          [72.3, 40.7],
          [72.3, 40.9],
          [72.1, 40.9],
          [72.1, 40.7],
        ],
      ],
    },
  });
  const collection = (...stations: readonly string[]) =>
    JSON.stringify({ type: 'FeatureCollection', features: stations.map(around) });
  const one = await draftOf(server, first, { areas: collection('1') });
  assert.deepEqual((await setOf(first, one)).report?.byMethod, {
    address: 0,
    range: 0,
    area: 1,
    unplaced: 5,
    conflict: 0,
  });
  const two = await draftOf(server, first, { areas: collection('1', '2') });
  assert.equal((await setOf(first, two)).report?.byMethod.conflict, 1);
});

test('a person places an address of the queue, once, and later sets keep it', async (t) => {
  const { server, first, second } = await withAddresses(t);
  await putIntoForce(server, first, second, { ranges: RANGES });
  const region = await server.signInAs('territorial-member', 'UZ/1703');
  const other = await server.signInAs('territorial-member', 'UZ/1706');
  const queue = await region.call(contract.listUnplacedAddresses, { params: PACK, query: {} });
  assert.ok(queue.ok);
  assert.deepEqual(
    queue.value.addresses.map(({ addressId, method, voters }) => [addressId, method, voters]),
    [
      [13, 'unplaced', 5],
      [14, 'unplaced', 5],
    ],
  );
  const elsewhere = await other.call(contract.listUnplacedAddresses, { params: PACK, query: {} });
  assert.ok(elsewhere.ok && elsewhere.value.total === 0);

  const place = (person: TestPerson, address: string, station: string) =>
    person.call(contract.placeAddress, {
      params: { ...PACK, address },
      body: { station, reason: REASON },
    });
  assert.equal(codeOf(await place(other, '13', '1')), 'not-found');
  assert.equal(codeOf(await place(region, '13', '99')), 'station-unknown-at-home');
  assert.equal(codeOf(await place(region, '999', '1')), 'not-found');
  assert.ok((await place(region, '13', '2')).ok);
  assert.equal(codeOf(await place(region, '13', '1')), 'address-placed');
  assert.equal(codeOf(await place(region, '11', '2')), 'address-placed');
  assert.equal((await stationsNow(server))['13'], '2');

  // Other rules for addresses do not forget what a person decided.
  await putIntoForce(server, first, second, { addresses: 'address_id,station\n14,1\n' });
  const now = await stationsNow(server);
  assert.deepEqual([now['13'], now['14']], ['2', '1']);
});

test('an address that comes or changes is assigned by the set in force', async (t) => {
  const { server, first, second } = await withAddresses(t);
  await putIntoForce(server, first, second, { ranges: RANGES });
  await insertAddresses(server.owner, [
    { id: 17, ...HERE, street: 'NAVOIY', house: '4', voters: 1 },
  ]);
  await server.owner`update addresses set house = '5', house_number = 5 where id = 12`;
  const assign = (ids: readonly number[] | 'all') =>
    inTransaction(server.platform.database, async (transaction) => {
      await openRegister(transaction, WHOLE_REGISTER);
      const country = { pack: 'uzbekistan', root: 'UZ' };
      return ok(await assignAddresses(transaction, country, ids, new Date()));
    });
  assert.deepEqual(await assign([12, 15, 17]), ok(2));
  assert.deepEqual(await assign([12, 15, 17]), ok(0));
  assert.deepEqual(await assign('all'), ok(0));
  const now = await stationsNow(server);
  assert.deepEqual([now['12'], now['17']], ['1', '2']);
});

test('one voter may vote elsewhere in one election, and nobody outside the territory sees it', async (t) => {
  const server = await startTestServer(t);
  const { database } = server.platform;
  const override = {
    election: 'uzbekistan-2027-05-30-training',
    voterId: 7,
    pack: 'uzbekistan',
    territoryPath: HERE.territoryPath,
    requestId: '00000000-0000-4000-8000-000000000001',
  };
  const inForce = (path: string) =>
    database.begin(async (transaction) => {
      await openRegister(transaction, [path]);
      const rows = await transaction<{ station: string }[]>`
        select station from station_overrides where ended_at is null`;
      return rows.map(({ station }) => station);
    });
  for (const station of ['2', '3']) {
    await database.begin(async (transaction) => {
      await openRegister(transaction, WHOLE_REGISTER);
      await overrideStation(transaction, { ...override, station }, new Date());
    });
  }
  assert.deepEqual(await inForce('UZ/1703'), ['3']);
  assert.deepEqual(await inForce('UZ/1706'), []);
  await database.begin(async (transaction) => {
    await openRegister(transaction, WHOLE_REGISTER);
    await endOverride(transaction, override, new Date());
  });
  assert.deepEqual(await inForce('UZ'), []);
});

test('a set that is put aside, or was made from an older one, does not take effect', async (t) => {
  const { server, first, second } = await withAddresses(t);
  const old = await draftOf(server, first, { addresses: 'address_id,station\n11,2\n' });
  const discarded = await draftOf(server, first, { addresses: 'address_id,station\n11,1\n' });
  const discard = () =>
    first.call(contract.discardAssignment, {
      params: { ...PACK, set: discarded },
      body: { reason: REASON },
    });
  assert.ok((await discard()).ok);
  assert.equal(codeOf(await discard()), 'version-not-draft');
  assert.equal(codeOf(await propose(first, discarded)), 'version-not-draft');
  await putIntoForce(server, first, second, { ranges: RANGES });
  assert.equal(codeOf(await propose(first, old)), 'version-not-current');
  const compute = (set: string) =>
    first.call(contract.computeAssignment, { params: { ...PACK, set }, body: {} });
  assert.equal(codeOf(await compute(discarded)), 'version-not-current');
  assert.ok((await compute(old)).ok);
});

test('the database lets nobody change rules, skip the second person or rewrite the past', async (t) => {
  const { server, first } = await withAddresses(t);
  await draftOf(server, first, { ranges: RANGES });
  const { owner } = server;
  for (const attempt of [
    owner`update assignment_sets set status = 'entering', decided_at = now() where number = 1`,
    owner`update assignment_sets set status = 'current', decided_at = now() where number = 1`,
    owner`update assignment_rules set station = '3'`,
    owner`insert into assignment_rules (pack, set_number, id, kind, station, address_id)
      values ('uzbekistan', 1, 99, 'address', '1', 11)`,
    owner`delete from assignment_sets`,
  ]) {
    await assert.rejects(attempt, { code: '23001' });
  }
});

test('the files of the finder name stations by street, split streets by house, and no person', async (t) => {
  const { server, first, second } = await withAddresses(t);
  await putIntoForce(server, first, second, { ranges: RANGES });
  const folder = join(
    server.platform.configuration.dataDirectory,
    'site/published/packs/uzbekistan/addresses',
  );
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const index = read('index.json') as contract.FinderIndex;
  assert.deepEqual(
    index.territories.map(({ code }) => code),
    ['1703202', '1706204'],
  );
  const [here, there] = index.territories.map(
    ({ file }) => read(`${file}.json`) as contract.FinderDistrict,
  );
  const localities = [here, there].map(
    (district) => read(`${district?.localities[0]?.file}.json`) as contract.FinderLocality,
  );
  assert.deepEqual(localities[0]?.streets, [
    {
      street: 'Navoiy',
      houses: [
        ['1', '1'],
        ['2', '2'],
      ],
    },
  ]);
  assert.deepEqual(localities[1]?.streets, [{ street: 'Buloq', station: '3' }]);
  const names = readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
  assert.equal(names.length, 4);
  for (const name of names) {
    const bytes = readFileSync(join(folder, name));
    assert.equal(`${sha256(bytes).toString('hex')}.json`, name);
    assert.doesNotMatch(bytes.toString('utf8'), /Karimov/);
  }
  const [fact] = await server.owner<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where event_type = 'assignment.finder-published'`;
  const { payload } = JSON.parse(fact?.bytes.toString('utf8') ?? '{}') as {
    payload: { indexHash: string };
  };
  const indexBytes = readFileSync(join(folder, 'index.json'));
  assert.equal(payload.indexHash, sha256(indexBytes).toString('hex'));
});

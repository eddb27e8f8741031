import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  ADDRESS_LINES,
  loadFirst,
  loadStaged,
  personLine,
  releaseStaged,
  stageBatch,
} from '../../../../testing/register-batch.ts';
import { loadSmallNation } from '../../../../testing/small-nation.ts';
import { startTestServer, type TestServer } from '../../../../testing/start-test-server.ts';

const DISTRICTS = ['1703202', '1706204'];

/** 400 voters at one address of each of two districts: a limit of two deaths and eight changes. */
async function filledServer(t: TestContext): Promise<TestServer> {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  await loadSmallNation(first, await server.signInAs('central-member'));
  const persons = Array.from({ length: 800 }, (_, index) =>
    personLine(index + 1, { address_id: index < 400 ? '11' : '21' }),
  );
  assert.equal((await loadFirst(server, persons)).status, 'applied');
  return server;
}

const everyVoter = { before: 400, after: 400, removals: 0, changes: 400, isHeld: true };

test('a court takes no district its vote by one batch', async (t) => {
  const server = await filledServer(t);
  const send = async (sequence: number, events: readonly string[]) => {
    const files = { 'events.csv': events };
    return loadStaged(server, await stageBatch(server, { kind: 'delta', sequence, files }));
  };
  const sentences = Array.from(
    { length: 12 },
    (_, index) => `${index + 1},sentenced,2026-11-01,,Court ${index}`,
  );
  const twice = sentences.map((line) => line.replace('sentenced', 'incapacitated'));
  const held = await send(2, [...sentences, ...twice]);
  assert.equal(held.status, 'held');
  assert.deepEqual(held.report?.districts, [
    { territory: '1703202', before: 400, after: 400, removals: 12, changes: 12, isHeld: true },
  ]);
  assert.equal((await server.owner`select from voter_facts`).length, 0);
});

test('facts that take no vote away are changes, and so is their revocation', async (t) => {
  const server = await filledServer(t);
  const four = [1, 2, 3, 4];
  const events = [
    // Over, and no hindrance by the law of the country.
    ...four.map((record) => `${record},sentenced,2020-01-01,2021-01-01,Court ${record}`),
    ...four.map((record) => `${record + 4},moved-abroad,2026-01-01,,Notice ${record}`),
  ];
  const applied = await loadStaged(
    server,
    await stageBatch(server, { kind: 'delta', sequence: 2, files: { 'events.csv': events } }),
  );
  assert.equal(applied.status, 'applied');
  const counts = { territory: '1703202', before: 400, after: 400, removals: 0, isHeld: false };
  assert.deepEqual(applied.report?.districts, [{ ...counts, changes: 8 }]);
  const back = four.map((record) => `${record},revoked,2026-11-01,,Court ${record}`);
  const revoked = await loadStaged(
    server,
    await stageBatch(server, { kind: 'delta', sequence: 3, files: { 'events.csv': back } }),
  );
  assert.deepEqual(revoked.report?.districts, [{ ...counts, changes: 4 }]);
});

test('an address batch that moves a district is held whole, also when as many come as leave', async (t) => {
  const server = await filledServer(t);
  const { owner } = server;
  const swapped = ADDRESS_LINES.map((line) =>
    line.startsWith('21') ? line.replace('1706204', '1703202') : line.replace('1703202', '1706204'),
  );
  const id = await stageBatch(server, {
    register: 'address',
    kind: 'delta',
    sequence: 2,
    files: { 'addresses.csv': swapped },
  });
  const held = await loadStaged(server, id);
  assert.equal(held.status, 'held');
  assert.deepEqual(
    held.report?.districts,
    DISTRICTS.map((territory) => ({ territory, ...everyVoter })),
  );
  const place = async () => {
    const rows = await owner`select territory_path from voters where record_id = 1`;
    return rows[0]?.['territory_path'];
  };
  assert.equal(await place(), 'UZ/1703/1703202');

  await t.test('and goes on when two people release it', async () => {
    await releaseStaged(server, id);
    assert.equal((await loadStaged(server, id)).status, 'applied');
    assert.equal(await place(), 'UZ/1706/1706204');
  });
});

test('a street that changes under its voters counts though nobody leaves the district', async (t) => {
  const server = await filledServer(t);
  const renamed = [(ADDRESS_LINES[0] ?? '').replace('Navoiy', 'Bobur')];
  const { status, report } = await loadStaged(
    server,
    await stageBatch(server, {
      register: 'address',
      kind: 'delta',
      sequence: 2,
      files: { 'addresses.csv': renamed },
    }),
  );
  assert.equal(status, 'held');
  assert.deepEqual(report?.districts, [{ territory: '1703202', ...everyVoter }]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as contract from '@ovoz/contract';
import {
  ADDRESS_LINES,
  loadFirst,
  loadStaged,
  stageBatch,
} from '../../../testing/register-batch.ts';
import { runAssignment } from '../../../testing/small-addresses.ts';
import { approve, loadSmallNation } from '../../../testing/small-nation.ts';
import { startTestServer } from '../../../testing/start-test-server.ts';

const PARAMS = { pack: 'uzbekistan' };
const REASON = 'For the test of this rule';
const RANGES = [
  'station,territory_code,locality,street,from,to,parity',
  '1,1703202,Andijan,Navoiy,1,9,odd',
  '2,1703202,Andijan,Navoiy,2,8,even',
  '3,1706204,Bukhara,,,,all',
].join('\n');

test('a delta of the address register gives its addresses their stations with the load', async (t) => {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await loadSmallNation(first, second);
  await loadFirst(server, []);
  const body = { reason: REASON, files: { ranges: RANGES } };
  const imported = await first.call(contract.importAssignment, { params: PARAMS, body });
  assert.ok(imported.ok && imported.value.set === 1, JSON.stringify(imported));
  await runAssignment(server);
  const proposed = await first.call(contract.proposeAssignment, {
    params: { ...PARAMS, set: '1' },
    body: { reason: REASON },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
  await runAssignment(server);
  const inForce = async () => {
    const rows = await server.owner<{ id: number; station: string | null; path: string }[]>`
      select address_id::integer as id, station, territory_path as path from address_stations
      where to_set is null order by address_id`;
    return rows.map(({ id, station, path }) => [id, station, path.split('/').at(-1)]);
  };
  assert.deepEqual(await inForce(), [
    [11, '1', '1703202'],
    [12, '2', '1703202'],
    [21, '3', '1706204'],
  ]);

  const delta = {
    register: 'address',
    kind: 'delta',
    sequence: 2,
    files: {
      'addresses.csv': [
        // Renumbered, new, moved to another territory, and one that no rule places.
        '12,1703202,Andijan,Navoiy,3,,,active',
        '13,1703202,Andijan,Navoiy,4,,,active',
        ...ADDRESS_LINES.slice(0, 1).map((line) => line.replace('1703202', '1706204')),
        '22,1706204,Olot,,5,,,active',
      ],
    },
  } as const;
  const { status } = await loadStaged(server, await stageBatch(server, delta));
  assert.equal(status, 'applied');
  assert.deepEqual(await inForce(), [
    [11, null, '1706204'],
    [12, '1', '1703202'],
    [13, '2', '1703202'],
    [21, '3', '1706204'],
    [22, null, '1706204'],
  ]);
  const queue = await first.call(contract.listUnplacedAddresses, { params: PARAMS, query: {} });
  assert.ok(queue.ok);
  assert.deepEqual(
    queue.value.addresses.map(({ addressId }) => addressId),
    [11, 22],
  );
});

import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import * as contract from '@ovoz/contract';
import { reachFreezeDay } from './frozen-roll.ts';
import { addVoters, type TestVoter } from './roll-voters.ts';
import { ELECTION, sealSmallElection } from './small-election.ts';
import { startTestServer } from './start-test-server.ts';

const params = { code: ELECTION };
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

/** A sealed election on the day of its freeze, with voters, and two people who may freeze. */
export async function readyToFreeze(t: TestContext, voters = VOTERS) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await sealSmallElection(first, second);
  await addVoters(server, voters);
  await reachFreezeDay(first);
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

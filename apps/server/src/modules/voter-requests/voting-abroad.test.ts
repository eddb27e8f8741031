import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as contract from '@ovoz/contract';
import { valueOf } from '../../../testing/outcome.ts';
import { addFact } from '../../../testing/roll-voters.ts';
import { ELECTION, sealSmallElection } from '../../../testing/small-election.ts';
import { addAddresses, addVoter, testPinfl } from '../../../testing/small-register.ts';
import { startPublicApp, startTestServer } from '../../../testing/start-test-server.ts';

test('citizens abroad ask at the address of the public pages, and see counts with their denominator', async (t) => {
  const server = await startTestServer(t);
  const central = await server.signInAs('central-member');
  await sealSmallElection(central, await server.signInAs('central-member'));
  await addAddresses(server);
  const voter = await addVoter(server);
  const body = { shows: '2026-12-01T08:00:00.000Z', speed: 0, reason: 'Set for a test' };
  valueOf(await central.call(contract.moveElectionClock, { params: { code: ELECTION }, body }));
  await addFact(server, Number(voter), 'moved-abroad');
  const publicApp = await startPublicApp(server);
  t.after(() => publicApp.close());
  const url = `/api/voting-abroad/${ELECTION}`;
  const payload = {
    station: '76',
    surname: 'Karimov',
    given: 'Aziz',
    patronymic: '',
    birthDate: '1990-01-01',
    nationalNumber: testPinfl(1),
    document: 'AA1234567',
    contact: '+49 30 1234567',
  };
  const asked = await publicApp.inject({ method: 'POST', url, payload });
  assert.equal(asked.statusCode, 200, asked.body);
  const read = await publicApp.inject({ method: 'GET', url });
  const { counts } = read.json<contract.AnswerOf<typeof contract.listMissions>>();
  assert.deepEqual(counts, { requested: 1, verified: 0, listed: 0, livingAbroad: 1 });
  for (let tries = 0; tries < 9; tries += 1)
    await publicApp.inject({ method: 'POST', url, payload });
  const tooMany = await publicApp.inject({ method: 'POST', url, payload });
  assert.equal(tooMany.statusCode, 429);
  // Kept for a minute: nobody makes the database count a nation over and over.
  const again = await publicApp.inject({ method: 'GET', url });
  assert.equal(again.json<{ counts: { requested: number } }>().counts.requested, 1);
  const other = await publicApp.inject({ method: 'GET', url: `/api/elections/${ELECTION}/abroad` });
  assert.equal(other.statusCode, 404, 'nothing of the administration is there');
});

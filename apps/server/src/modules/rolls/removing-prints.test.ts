import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import { freezeSmallRoll } from '../../../testing/frozen-roll.ts';
import { codeOf } from '../../../testing/outcome.ts';
import { printAll } from '../../../testing/printed-rolls.ts';
import { addVoters, VOTERS_HOME } from '../../../testing/roll-voters.ts';
import { ELECTION, sealSmallElection } from '../../../testing/small-election.ts';
import { approve } from '../../../testing/small-nation.ts';
import { startTestServer, type TestPerson } from '../../../testing/start-test-server.ts';
import { printFolder } from './print/print-rolls.ts';
import { DAYS_KEPT, removeOldPrints } from './removing-prints.ts';

const params = { code: ELECTION };
const REASON = 'For the walls of the stations';

async function start(t: TestContext) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await sealSmallElection(first, second);
  await addVoters(server, [{ id: 1, station: '1' }]);
  await freezeSmallRoll(server, first, second);
  const { dataDirectory } = server.platform.configuration;
  const ask = async () => {
    const asked = await first.call(contract.printStationRoll, {
      params: { ...params, station: '1' },
      body: { language: 'ru', reason: REASON },
    });
    assert.ok(asked.ok, JSON.stringify(asked));
    return asked.value.print;
  };
  return {
    server,
    first,
    second,
    ask,
    remove: (person: TestPerson, print: string) =>
      person.call(contract.removePrint, { params: { ...params, print } }),
    save: (print: string) =>
      first.call(contract.getPrintedRoll, { params: { ...params, station: '1', print } }),
    isLying: (print: string) => existsSync(printFolder(dataDirectory, print)),
    stateOf: async (print: string) => {
      const state = await first.call(contract.getRollState, { params });
      assert.ok(state.ok);
      return state.value.prints.find(({ id }) => id === print);
    },
    facts: () => server.owner<{ log: string; text: string }[]>`
      select log, convert_from(bytes, 'UTF8') as text from evidence_facts
      where event_type = 'rolls.print-removed' order by inserted_at`,
  };
}

test('somebody has the files of a printing removed, once, and it stands in the audit log', async (t) => {
  const { server, first, ask, remove, save, isLying, stateOf, facts } = await start(t);
  const print = await ask();
  assert.equal(codeOf(await remove(first, print)), 'print-unfinished');
  await printAll(server);
  assert.equal(codeOf(await save(print)), 'ok');
  assert.equal((await stateOf(print))?.removedAt, null);
  assert.equal(codeOf(await remove(first, print)), 'ok');
  assert.equal(isLying(print), false);
  assert.equal(codeOf(await save(print)), 'print-removed');
  assert.equal(codeOf(await remove(first, print)), 'print-removed');
  const state = await stateOf(print);
  assert.ok(state !== undefined && state.removedAt !== null && state.manifestHash !== null);
  const [fact, ...others] = await facts();
  assert.equal(others.length, 0);
  assert.equal(fact?.log, 'audit');
  assert.match(fact?.text ?? '', new RegExp(`"cause":"asked".*"files":1.*"print":"${print}"`));
  await assert.rejects(
    server.owner`update roll_prints set removed_at = null where id = ${print}`,
    /does not change/,
  );
});

test('files are removed by those who may have such a printing made', async (t) => {
  const { server, first, second, ask, remove, isLying } = await start(t);
  const ofStation = await ask();
  const proposed = await first.call(contract.proposePrint, {
    params,
    body: { territoryPath: VOTERS_HOME, language: 'ru', reason: REASON },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
  await printAll(server);
  const [territory] = await server.owner<{ id: string }[]>`
    select id from roll_prints where station is null`;
  const ofTerritory = territory?.id ?? '';
  const elsewhere = await server.signInAs('territorial-member', 'UZ/1706');
  assert.equal(codeOf(await remove(elsewhere, ofTerritory)), 'not-found');
  const precinct = await server.signInAs('precinct-member', VOTERS_HOME);
  assert.equal(codeOf(await remove(precinct, ofTerritory)), 'not-permitted');
  assert.equal(codeOf(await remove(precinct, ofStation)), 'no-desk');
  assert.equal(isLying(ofStation) && isLying(ofTerritory), true);
  await server.owner`insert into station_desks (person_id, pack, station, territory_path, given_by, given_at)
    values (${precinct.personId}, 'uzbekistan', '2', ${VOTERS_HOME}, ${first.personId}, now())`;
  assert.equal(
    codeOf(await remove(precinct, ofStation)),
    'not-found',
    'the desk of another station',
  );
  await server.owner`update station_desks set station = '1'`;
  assert.equal(codeOf(await remove(precinct, ofStation)), 'ok');
  const here = await server.signInAs('territorial-member', 'UZ/1703');
  assert.equal(codeOf(await remove(here, ofTerritory)), 'ok');
  assert.equal(isLying(ofStation) || isLying(ofTerritory), false);
});

test('what was printed long ago is removed by the clock, with the same fact', async (t) => {
  const { server, ask, save, isLying, facts } = await start(t);
  const [old, young] = [await ask(), await ask()];
  await printAll(server);
  const age = (print: string, days: number) => server.owner`
    update roll_prints set ended_at = ended_at - make_interval(days => ${days}) where id = ${print}`;
  await age(old, DAYS_KEPT + 1);
  await age(young, DAYS_KEPT - 1);
  await removeOldPrints(server.platform);
  assert.deepEqual([isLying(old), isLying(young)], [false, true]);
  assert.equal(codeOf(await save(old)), 'print-removed');
  assert.equal(codeOf(await save(young)), 'ok');
  await removeOldPrints(server.platform);
  const [fact, ...others] = await facts();
  assert.equal(others.length, 0);
  assert.equal(fact?.log, 'audit');
  assert.match(fact?.text ?? '', new RegExp(`"actor":null.*"cause":"age".*"print":"${old}"`));
});

test('files that went without their fact are named as removed, and get it', async (t) => {
  const { server, first, ask, remove, save, facts } = await start(t);
  const print = await ask();
  await printAll(server);
  // As if the server had stopped between the folder and the fact.
  rmSync(printFolder(server.platform.configuration.dataDirectory, print), { recursive: true });
  assert.equal(codeOf(await save(print)), 'print-removed');
  assert.equal(codeOf(await remove(first, print)), 'ok');
  assert.equal((await facts()).length, 1);
});

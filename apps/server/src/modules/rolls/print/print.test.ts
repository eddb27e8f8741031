import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import { freezeSmallRoll } from '../../../../testing/frozen-roll.ts';
import { codeOf } from '../../../../testing/outcome.ts';
import { pdfPages } from '../../../../testing/pdf-text.ts';
import { printAll } from '../../../../testing/printed-rolls.ts';
import { addVoters, listAbroad } from '../../../../testing/roll-voters.ts';
import { ELECTION, sealSmallElection } from '../../../../testing/small-election.ts';
import { approve } from '../../../../testing/small-nation.ts';
import { startTestServer } from '../../../../testing/start-test-server.ts';
import { unfinishedPrints } from '../store-prints.ts';
import { printFolder } from './print-rolls.ts';

const params = { code: ELECTION };
/** The station of the small electorate abroad. */
const MISSION = '76';
const REASON = 'For the walls of the stations';

async function start(t: TestContext, count: number, abroad: readonly number[] = []) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await sealSmallElection(first, second);
  await addVoters(
    server,
    Array.from({ length: count }, (_, index) => ({
      id: index + 1,
      station: index % 3 === 0 ? '2' : '1',
      surname: `Familiya${index}`,
      given: 'x'.repeat(index % 40),
    })),
  );
  await listAbroad(server, ELECTION, MISSION, abroad);
  await freezeSmallRoll(server, first, second);
  const { dataDirectory } = server.platform.configuration;
  return { server, first, second, dataDirectory };
}

test('a printed roll is the same file each time, with every line', async (t) => {
  const { server, first, dataDirectory } = await start(t, 150);
  const ask = () =>
    first.call(contract.printStationRoll, {
      params: { ...params, station: '1' },
      body: { language: 'uz-Latn', reason: REASON },
    });
  const one = await ask();
  assert.ok(one.ok, JSON.stringify(one));
  const place = { ...params, station: '1', print: one.value.print };
  const unfinished = await first.call(contract.getPrintedRoll, { params: place });
  assert.equal(codeOf(unfinished), 'print-unfinished');
  await printAll(server);
  const file = await first.call(contract.getPrintedRoll, { params: place });
  assert.ok(file.ok, JSON.stringify(file).slice(0, 300));
  const pdf = Buffer.from(file.value.base64, 'base64');
  assert.equal(pdf.toString('latin1', 0, 5), '%PDF-');
  assert.equal(createHash('sha256').update(pdf).digest('hex'), file.value.sha256);
  // The first page has 29 lines, the others 34: 100 voters take four with the signatures.
  assert.equal(pdf.toString('latin1').match(/\/Type ?\/Page\b(?!s)/g)?.length ?? 0, 4);

  rmSync(join(printFolder(dataDirectory, one.value.print), '1.pdf'));
  await server.owner`alter table roll_prints disable trigger all`;
  await server.owner`update roll_prints set status = 'printing', ended_at = null, manifest_hash = null`;
  await printAll(server);
  const again = await first.call(contract.getPrintedRoll, { params: place });
  assert.ok(again.ok);
  assert.equal(again.value.sha256, file.value.sha256);
});

test('the paper of a station says how many of its voters vote abroad, and does not name them', async (t) => {
  const { server, first } = await start(t, 5, [2, 3]);
  const textOf = async (station: string) => {
    const place = { ...params, station };
    const body = { language: 'en', reason: REASON };
    const asked = await first.call(contract.printStationRoll, { params: place, body });
    assert.ok(asked.ok, JSON.stringify(asked));
    await printAll(server);
    const { print } = asked.value;
    const file = await first.call(contract.getPrintedRoll, { params: { ...place, print } });
    assert.ok(file.ok, JSON.stringify(file).slice(0, 300));
    return pdfPages(Buffer.from(file.value.base64, 'base64')).join('\n');
  };
  const home = await textOf('1');
  assert.match(home, /Voters on the roll: 1 · Voters of this station who vote abroad: 2/);
  assert.ok(home.includes('Familiya4') && !home.includes('Familiya1'));
  assert.ok(!(await textOf('2')).includes('abroad'));
  assert.match(await textOf(MISSION), /Familiya1/);
});

test('the rolls of a territory are printed by two people, with a manifest, and a printing that was interrupted goes on', async (t) => {
  const { server, first, second, dataDirectory } = await start(t, 20);
  const proposed = await first.call(contract.proposePrint, {
    params,
    body: { territoryPath: 'UZ/1703', language: 'ru', reason: REASON },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  assert.equal((await unfinishedPrints(server.platform.database)).length, 0);
  await approve(second, proposed.value.proposalId);
  await printAll(server);
  const state = await first.call(contract.getRollState, { params });
  assert.ok(state.ok);
  const [print] = state.value.prints;
  assert.ok(print !== undefined);
  assert.deepEqual([print.status, print.stations, print.printed], ['done', 75, 75]);
  const manifest = readFileSync(join(printFolder(dataDirectory, print.id), 'manifest.json'));
  assert.equal(createHash('sha256').update(manifest).digest('hex'), print.manifestHash);
  const { files } = JSON.parse(manifest.toString()) as {
    files: { file: string; sha256: string; voters: number }[];
  };
  assert.equal(files.length, 75);
  assert.equal(
    files.reduce((sum, { voters }) => sum + voters, 0),
    20,
  );
  for (const { file, sha256 } of files.slice(0, 3)) {
    const bytes: Buffer = readFileSync(join(printFolder(dataDirectory, print.id), file));
    assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256);
  }
  const facts = await server.owner<{ log: string }[]>`
    select log from evidence_facts where event_type = 'rolls.printed'`;
  assert.deepEqual(
    facts.map(({ log }) => log),
    ['audit'],
  );
});

test('a station finds its own printings, however many others there are', async (t) => {
  const { server, first, second } = await start(t, 5);
  const ask = async (station: string) => {
    const asked = await first.call(contract.printStationRoll, {
      params: { ...params, station },
      body: { language: 'ru', reason: REASON },
    });
    assert.ok(asked.ok, JSON.stringify(asked));
    return asked.value.print;
  };
  const proposed = await first.call(contract.proposePrint, {
    params,
    body: { territoryPath: 'UZ/1703', language: 'ru', reason: REASON },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
  const own = await ask('1');
  for (let index = 0; index < 20; index += 1) await ask('2');
  const listed = async (person = first) => {
    const answer = await person.call(contract.listStationPrints, {
      params: { ...params, station: '1' },
    });
    return answer.ok ? answer.value.prints.map(({ id }) => id) : codeOf(answer);
  };
  const [territory] = await server.owner<{ id: string }[]>`
    select id from roll_prints where station is null`;
  assert.deepEqual(await listed(), [own, territory?.id]);
  assert.equal(await listed(await server.signInAs('observer', 'UZ/1706')), 'not-found');
  const state = await first.call(contract.getRollState, { params });
  assert.ok(state.ok && state.value.prints.every(({ id }) => id !== own));
});

test('a printing belongs to its territory and its roll', async (t) => {
  const { server, first } = await start(t, 5);
  const asked = await first.call(contract.printStationRoll, {
    params: { ...params, station: '1' },
    body: { language: 'uz-Latn', reason: REASON },
  });
  assert.ok(asked.ok);
  await printAll(server);
  const elsewhere = await server.signInAs('precinct-member', 'UZ/1706');
  const foreign = await elsewhere.call(contract.getPrintedRoll, {
    params: { ...params, station: '1', print: asked.value.print },
  });
  assert.equal(codeOf(foreign), 'not-found');
  const other = await first.call(contract.getPrintedRoll, {
    params: { ...params, station: '2', print: asked.value.print },
  });
  assert.equal(codeOf(other), 'not-found');
});

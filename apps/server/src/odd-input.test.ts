import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import { codeOf } from '../testing/outcome.ts';
import { loadSmallNation } from '../testing/small-nation.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

const REASON = 'For the test of this rule';
const PACK = { pack: 'uzbekistan' };
const ELECTION = 'uzbekistan-2027-05-30-training';

async function twoMembers(server: TestServer) {
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await loadSmallNation(first, second);
  return first;
}

test('a day of the year 0, which no calendar has, gives nobody a role', async (t) => {
  const server = await startTestServer(t);
  const central = await server.signInAs('central-member');
  const { personId } = await server.signInAs('observer');
  const propose = (from: string, until: string | null, election: string | null = null) =>
    central.call(contract.proposeGrant, {
      params: { id: personId },
      body: { role: 'auditor', territoryPath: 'UZ', election, from, until, reason: REASON },
    });
  assert.equal(codeOf(await propose('0000-01-01', null)), 'date-impossible');
  assert.equal(codeOf(await propose('2026-01-01', '0000-12-31')), 'date-impossible');
  assert.equal(
    codeOf(await propose('2026-01-01', null, 'for Dilnoza Karimova')),
    'invalid-input',
    'what is no code of an election would stand in a public fact',
  );
  assert.equal(codeOf(await propose('2026-01-01', '9999-12-31')), 'ok');
});

test('a language that is none is refused at its field', async (t) => {
  const server = await startTestServer(t);
  const central = await twoMembers(server);
  const days = { calledOn: '2027-01-01', votingDay: '2027-05-30' };
  const body = {
    code: ELECTION,
    ...PACK,
    system: 'legislative-chamber',
    title: { en: 'A training' },
    mode: 'training' as const,
    ...days,
  };
  assert.equal(codeOf(await central.call(contract.createElection, { body })), 'ok');
  const save = (languages: string[]) =>
    central.call(contract.saveDefinition, {
      params: { code: ELECTION, version: '1' },
      body: { revision: 1, title: body.title, ...days, languages, geographyVersion: 1 },
    });
  assert.equal(codeOf(await save(['Uzbek!'])), 'invalid-input');
  assert.equal(codeOf(await save(['uz-Latn'])), 'ok');
});

test('the code of a district holds no characters that the database cannot keep', async (t) => {
  const server = await startTestServer(t);
  const central = await twoMembers(server);
  const answer = await central.call(contract.createCommission, {
    params: PACK,
    body: {
      ...PACK,
      code: 'district-1',
      kind: 'district',
      name: { en: 'District commission' },
      territoryCode: '1703202',
      districtSet: 'constituencies',
      districtCode: '\u0000',
      stationNumber: null,
      address: null,
      phone: null,
      formedOn: '2026-10-01',
      endsOn: null,
      generated: true,
    },
  });
  assert.equal(codeOf(answer), 'invalid-input');
});

test('GeoJSON that is nested beyond reason is refused like any other that is none', async (t) => {
  const server = await startTestServer(t);
  const central = await twoMembers(server);
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const feature = `{"type":"Feature","properties":{"number":${deep}},"geometry":null}`;
  for (const text of [deep, `{"type":"FeatureCollection","features":[${feature}]}`]) {
    assert.notEqual(await importGeoJson(central, text), 'internal-error');
  }
});

async function importGeoJson(person: Client, stationsGeoJson: string): Promise<string> {
  const body = { reason: REASON, generated: true, files: { stationsGeoJson } };
  return codeOf(await person.call(contract.importGeography, { params: PACK, body }));
}

test('prototypes, twins and depth in a body of JSON change nothing', async (t) => {
  const server = await startTestServer(t);
  const post = async (payload: string) => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { 'content-type': 'application/json' },
      payload,
    });
    return answer.json().code;
  };
  const own = '"username":"nobody","password":"x","code":"000000"';
  assert.equal(await post(`{${own},"__proto__":{"admin":true}}`), 'invalid-input');
  assert.equal(await post(`{${own},"constructor":{"prototype":{}}}`), 'invalid-input');
  assert.equal(
    await post(`{${own},"deep":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
    'invalid-input',
  );
  assert.equal(await post('null'), 'invalid-input');
  assert.equal(await post('[]'), 'invalid-input');
  assert.equal(await post(`{${own}}`), 'wrong-credentials');
});

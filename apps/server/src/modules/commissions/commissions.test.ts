import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import {
  COMMISSION_COLUMNS,
  type Commission,
  MEMBER_COLUMNS,
  type Membership,
} from '@ovoz/election-model';
import { generatedNation } from '../../../testing/generated-nation.ts';
import { codeOf } from '../../../testing/outcome.ts';
import { approve, loadSmallNation } from '../../../testing/small-nation.ts';
import {
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../../../testing/start-test-server.ts';

const REASON = 'For the test of this rule';
const PACK = { pack: 'uzbekistan' };
const REGION = 'UZ/1703';

const PRECINCT: Commission = {
  pack: 'uzbekistan',
  code: 'precinct-1',
  kind: 'precinct',
  name: { en: 'Precinct commission 1', 'uz-Cyrl': '1-участка комиссияси' },
  territoryCode: '1703202',
  districtSet: null,
  districtCode: null,
  stationNumber: '1',
  address: 'Street 1',
  phone: null,
  formedOn: '2026-10-01',
  endsOn: '2027-01-31',
  generated: false,
};
const DISTRICT_CITY: Commission = {
  ...PRECINCT,
  code: 'district-city-1703202',
  kind: 'district-city',
  name: { en: 'Commission of Oltinkul' },
  stationNumber: null,
};
const TERRITORIAL: Commission = {
  ...DISTRICT_CITY,
  code: 'territorial-1703',
  kind: 'territorial',
  territoryCode: '1703',
  name: { en: 'Territorial commission of Andijan' },
};
const CHAIR: Membership = {
  commissionCode: 'precinct-1',
  name: 'Oripova Lola',
  office: 'chair',
  nominatedBy: 'Mahalla Navbahor',
  from: '2026-10-01',
  until: null,
  generated: false,
};

async function withNation(t: TestContext) {
  const server = await startTestServer(t);
  server.setNow(new Date('2026-11-30T09:00:00.000Z'));
  const central = await server.signInAs('central-member');
  await loadSmallNation(central, await server.signInAs('central-member'));
  return { server, central };
}

function form(person: TestPerson, body: Commission) {
  return person.call(contract.createCommission, { params: PACK, body });
}

function appoint(person: TestPerson, change: Partial<Membership> = {}) {
  const body = { ...CHAIR, ...change };
  const params = { ...PACK, code: body.commissionCode };
  return person.call(contract.appointMember, { params, body });
}

function end(person: TestPerson, id: string, on: string) {
  return person.call(contract.endMembership, { params: { id }, body: { on, reason: REASON } });
}

async function codesSeenBy(
  person: TestPerson,
  query: { search?: string; territory?: string } = {},
) {
  const listed = await person.call(contract.listCommissions, { params: PACK, query });
  assert.ok(listed.ok, JSON.stringify(listed));
  assert.equal(listed.value.total, listed.value.commissions.length);
  return listed.value.commissions.map(({ commission }) => commission.code);
}

async function factsOf(server: TestServer, type: string) {
  const rows = await server.owner<{ bytes: Buffer; private_bytes: Buffer }[]>`
    select bytes, private_bytes from evidence_facts where event_type = ${type} order by recorded_at`;
  return rows.map(({ bytes, private_bytes }) => ({
    known: String(bytes),
    hidden: String(private_bytes),
  }));
}

test('each forms what is below: central any, territorial in its land, district those of stations', async (t) => {
  const { server, central } = await withNation(t);
  const territorial = await server.signInAs('territorial-member', REGION);
  const district = await server.signInAs('district-member', REGION);
  assert.equal(codeOf(await form(territorial, TERRITORIAL)), 'not-permitted');
  assert.equal(codeOf(await form(district, DISTRICT_CITY)), 'not-permitted');
  assert.equal(codeOf(await form(central, TERRITORIAL)), 'ok');
  assert.equal(codeOf(await form(territorial, DISTRICT_CITY)), 'ok');
  assert.equal(codeOf(await form(district, PRECINCT)), 'ok');
  assert.equal(codeOf(await form(central, PRECINCT)), 'commission-code-taken');
  const elsewhere = await server.signInAs('territorial-member', 'UZ/1706');
  assert.equal(codeOf(await form(elsewhere, { ...PRECINCT, code: 'precinct-2' })), 'not-found');
  const actors = (await factsOf(server, 'commissions.formed')).map(
    ({ known }) => JSON.parse(known).actor.role,
  );
  assert.deepEqual(actors, ['central-member', 'territorial-member', 'district-member']);
});

test('a typed commission passes the rules of the files, and is told which field is wrong', async (t) => {
  const { central } = await withNation(t);
  const wrong: readonly (readonly [Partial<Commission>, string, string])[] = [
    [{ stationNumber: '99' }, 'invalid-input', 'body/stationNumber'],
    [{ territoryCode: '1706204' }, 'invalid-input', 'body/territoryCode'],
    [{ kind: 'parish' }, 'invalid-input', 'body/kind'],
    [{ pack: 'mongolia' }, 'invalid-input', 'body/pack'],
    [{ districtSet: 'constituencies', districtCode: '1' }, 'invalid-input', 'body/districtSet'],
    [{ address: '=1+1' }, 'invalid-input', 'body/address'],
    [{ endsOn: '2026-02-30' }, 'date-impossible', 'body/endsOn'],
    [{ formedOn: '0000-01-01' }, 'date-impossible', 'body/formedOn'],
    [{ endsOn: '2026-09-30' }, 'dates-out-of-order', 'body/endsOn'],
  ];
  for (const [change, code, field] of wrong) {
    const answer = await form(central, { ...PRECINCT, ...change });
    assert.ok(!answer.ok);
    assert.equal(answer.refusal.code, code, JSON.stringify(change));
    assert.ok('errors' in answer.refusal);
    assert.equal(answer.refusal.errors?.[0]?.field, field);
  }
  assert.equal(codeOf(await form(central, { ...PRECINCT, territoryCode: '1799' })), 'not-found');
});

test('a country without a geography has no place for commissions', async (t) => {
  const server = await startTestServer(t);
  const central = await server.signInAs('central-member');
  assert.equal(codeOf(await form(central, PRECINCT)), 'no-geography');
});

test('a seat is held by one person at a time, within the term', async (t) => {
  const { server, central } = await withNation(t);
  assert.ok((await form(central, PRECINCT)).ok);
  const first = await appoint(central);
  assert.ok(first.ok);
  const second = { name: 'Zokirov Anvar' };
  assert.equal(codeOf(await appoint(central, { ...second, office: 'chair' })), 'seat-taken');
  assert.equal(codeOf(await appoint(central, { office: 'member' })), 'seat-taken');
  assert.equal(
    codeOf(await appoint(central, { ...second, office: 'member', from: '2026-09-01' })),
    'date-impossible',
  );
  assert.equal(
    codeOf(await appoint(central, { ...second, office: 'member', until: '2026-09-01' })),
    'dates-out-of-order',
  );
  assert.equal(codeOf(await appoint(central, { ...second, office: 'member' })), 'ok');
  const foreign = await server.signInAs('territorial-member', 'UZ/1706');
  assert.equal(codeOf(await end(foreign, first.value.id, '2026-11-30')), 'not-found');
  assert.equal(codeOf(await end(central, first.value.id, '2026-09-30')), 'dates-out-of-order');
  assert.equal(codeOf(await end(central, first.value.id, '2026-02-30')), 'date-impossible');
  assert.equal(codeOf(await end(central, first.value.id, '2026-11-29')), 'ok');
  assert.equal(codeOf(await end(central, first.value.id, '2026-11-28')), 'membership-ended');
  const next = { name: 'Karimova Nigora', from: '2026-11-30' };
  assert.equal(codeOf(await appoint(central, next)), 'ok');
  const shown = await central.call(contract.getCommission, {
    params: { ...PACK, code: 'precinct-1' },
  });
  assert.ok(shown.ok);
  assert.deepEqual(shown.value.commission, PRECINCT);
  assert.deepEqual(
    shown.value.memberships.map(({ membership, active }) => [membership.name, active]),
    [
      ['Oripova Lola', false],
      ['Karimova Nigora', true],
      ['Zokirov Anvar', true],
    ],
  );
  const listed = await central.call(contract.listCommissions, { params: PACK, query: {} });
  assert.ok(listed.ok);
  assert.equal(listed.value.commissions[0]?.chair, 'Karimova Nigora');
  assert.equal(listed.value.commissions[0]?.members, 2);
});

test('public facts never name a member', async (t) => {
  const { server, central } = await withNation(t);
  assert.ok((await form(central, PRECINCT)).ok);
  const appointed = await appoint(central);
  assert.ok(appointed.ok);
  assert.ok((await end(central, appointed.value.id, '2026-11-29')).ok);
  for (const type of ['commissions.member-appointed', 'commissions.membership-ended']) {
    const facts = await factsOf(server, type);
    assert.equal(facts.length, 1);
    for (const { known, hidden } of facts) {
      assert.ok(!known.includes('Oripova') && !known.includes(central.personId), known);
      assert.ok(hidden.includes('Oripova Lola'));
    }
  }
});

test('lists hold the own territory, kinds from the top, numbers as people count', async (t) => {
  const { server, central } = await withNation(t);
  const bukhara = { stationNumber: '3', territoryCode: '1706204' };
  for (const commission of [
    { ...PRECINCT, code: 'precinct-10' },
    { ...PRECINCT, code: 'precinct-9', stationNumber: '2' },
    { ...PRECINCT, ...bukhara, code: 'precinct-3' },
    DISTRICT_CITY,
    TERRITORIAL,
  ]) {
    assert.equal(codeOf(await form(central, commission)), 'ok');
  }
  assert.deepEqual(await codesSeenBy(central), [
    'territorial-1703',
    'district-city-1703202',
    'precinct-3',
    'precinct-9',
    'precinct-10',
  ]);
  const regional = await server.signInAs('operator', REGION);
  assert.deepEqual(await codesSeenBy(regional), [
    'territorial-1703',
    'district-city-1703202',
    'precinct-9',
    'precinct-10',
  ]);
  assert.deepEqual(await codesSeenBy(regional, { search: 'УЧАСТКА' }), [
    'precinct-9',
    'precinct-10',
  ]);
  assert.deepEqual(await codesSeenBy(central, { territory: '1706' }), ['precinct-3']);
  const foreign = await regional.call(contract.listCommissions, {
    params: PACK,
    query: { territory: '1706' },
  });
  assert.equal(codeOf(foreign), 'not-found');
  const params = { ...PACK, code: 'precinct-3' };
  assert.equal(codeOf(await regional.call(contract.getCommission, { params })), 'not-found');
  const mongolian = await server.signInAs('observer', 'MN');
  const other = await mongolian.call(contract.listCommissions, { params: PACK, query: {} });
  assert.equal(codeOf(other), 'not-found');
  const beyond = await central.call(contract.listCommissions, {
    params: PACK,
    query: { after: 'nothing' },
  });
  assert.equal(codeOf(beyond), 'invalid-input');
});

function csv(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]) {
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => cells.join(','))
    .join('\n');
}

const COMMISSION_ROW = {
  code: 'precinct-1',
  kind: 'precinct',
  name_en: 'Precinct 1',
  name_local: '1-uchastka',
  territory_code: '1703202',
  station_number: '1',
  formed_on: '2026-10-01',
  generated: 'false',
};
const MEMBER_ROW = {
  commission_code: 'precinct-1',
  name: 'Oripova Lola',
  office: 'chair',
  from: '2026-10-01',
  generated: 'false',
};

function importFiles(person: TestPerson, files: { commissions?: string; members?: string }) {
  return person.call(contract.importCommissions, {
    params: PACK,
    body: { reason: REASON, files },
  });
}

test('an import adds everything or nothing, and says what is wrong', async (t) => {
  const { server, central } = await withNation(t);
  const commissions = csv(COMMISSION_COLUMNS, [
    COMMISSION_ROW,
    { ...COMMISSION_ROW, code: 'precinct-2', station_number: '2' },
  ]);
  const wrong = await importFiles(central, {
    commissions,
    members: csv(MEMBER_COLUMNS, [MEMBER_ROW, { ...MEMBER_ROW, commission_code: 'precinct-7' }]),
  });
  assert.ok(wrong.ok);
  assert.equal(wrong.value.applied, false);
  const [finding] = wrong.value.report.findings;
  assert.deepEqual(
    [finding?.file, finding?.line, finding?.code],
    ['members', 3, 'unknown-commission'],
  );
  assert.deepEqual(await codesSeenBy(central), []);
  assert.equal((await factsOf(server, 'commissions.import-refused')).length, 1);

  const right = await importFiles(central, {
    commissions,
    members: csv(MEMBER_COLUMNS, [MEMBER_ROW]),
  });
  assert.ok(right.ok && right.value.applied, JSON.stringify(right));
  assert.deepEqual(await codesSeenBy(central), ['precinct-1', 'precinct-2']);
  const [fact] = await factsOf(server, 'commissions.imported');
  const { payload } = JSON.parse(fact?.known ?? '');
  assert.deepEqual([payload.commissions, payload.members], [2, 1]);
  assert.ok(!fact?.known.includes('Oripova'));

  const again = await importFiles(central, { commissions });
  assert.ok(again.ok && !again.value.applied);
  assert.equal(again.value.report.errors, 2, 'a commission is formed once');
  assert.deepEqual(again.value.report.findings[0]?.line, 2);
});

test('members alone join commissions that exist, beside those who serve there', async (t) => {
  const { central } = await withNation(t);
  assert.ok((await form(central, PRECINCT)).ok);
  assert.ok((await appoint(central)).ok);
  const chair = csv(MEMBER_COLUMNS, [{ ...MEMBER_ROW, name: 'Zokirov Anvar' }]);
  const taken = await importFiles(central, { members: chair });
  assert.ok(taken.ok && !taken.value.applied);
  assert.ok(taken.value.report.findings.some(({ code }) => code === 'office-taken'));
  const members = csv(
    MEMBER_COLUMNS,
    ['Zokirov Anvar', 'Karimova Nigora', 'Aliyev Botir', 'Usmonova Dilnoza'].map((name) => ({
      ...MEMBER_ROW,
      name,
      office: 'member',
    })),
  );
  const joined = await importFiles(central, { members });
  assert.ok(joined.ok && joined.value.applied, JSON.stringify(joined));
  assert.equal(joined.value.report.warnings, 0, 'five members are what the law asks for');
  const shown = await central.call(contract.getCommission, {
    params: { ...PACK, code: 'precinct-1' },
  });
  assert.ok(shown.ok);
  assert.equal(shown.value.memberships.length, 5);
});

test('a file that cannot be read, and a person who may not, are refused', async (t) => {
  const { server, central } = await withNation(t);
  const unreadable = await importFiles(central, { members: 'a,b\n1' });
  assert.equal(codeOf(unreadable), 'import-unreadable');
  const territorial = await server.signInAs('territorial-member', REGION);
  assert.equal(codeOf(await importFiles(territorial, {})), 'not-permitted');
  const foreign = await server.signInAs('central-member', 'MN');
  assert.equal(codeOf(await importFiles(foreign, {})), 'not-found');
});

test('a membership only ends, once, even for who owns the database', async (t) => {
  const { server, central } = await withNation(t);
  assert.ok((await form(central, PRECINCT)).ok);
  const appointed = await appoint(central);
  assert.ok(appointed.ok && (await end(central, appointed.value.id, '2026-11-29')).ok);
  const { owner } = server;
  for (const attempt of [
    () => owner`update commission_memberships set name = 'Somebody else'`,
    () => owner`update commission_memberships set valid_until = '2026-12-31'`,
    () => owner`delete from commission_memberships`,
    () => owner`delete from commissions`,
  ]) {
    await assert.rejects(attempt, { code: '23001' });
  }
});

test('the commissions of the generated nation are imported and paged through', async (t) => {
  const server = await startTestServer(t);
  const central = await server.signInAs('central-member');
  const { territories, stations, districts, commissions, members } = generatedNation();
  const imported = await central.call(contract.importGeography, {
    params: PACK,
    body: { reason: REASON, generated: true, files: { territories, stations, districts } },
  });
  assert.ok(imported.ok);
  const proposed = await central.call(contract.proposeGeographyVersion, {
    params: { ...PACK, version: '1' },
    body: { reason: REASON },
  });
  assert.ok(proposed.ok);
  await approve(await server.signInAs('central-member'), proposed.value.proposalId);
  const formed = await importFiles(central, { commissions, members });
  assert.ok(formed.ok && formed.value.applied, JSON.stringify(formed));
  const seen: string[] = [];
  const pageAfter = async (query: { after?: string }) => {
    const page = await central.call(contract.listCommissions, { params: PACK, query });
    assert.ok(page.ok, JSON.stringify(page));
    seen.push(...page.value.commissions.map(({ commission }) => commission.code));
    return page.value;
  };
  let { next, total } = await pageAfter({});
  while (next !== null) ({ next, total } = await pageAfter({ after: next }));
  assert.equal(seen[0], 'central');
  assert.equal(new Set(seen).size, total);
  assert.equal(total, commissions.trim().split('\n').length - 1);
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { canonicalJson } from '@ovoz/basics';
import * as contract from '@ovoz/contract';
import { geographyCanonical, STATION_COLUMNS } from '@ovoz/election-model';
import { generatedNation } from '../../../testing/generated-nation.ts';
import { codeOf } from '../../../testing/outcome.ts';
import {
  approve,
  loadSmallNation,
  smallStationsCsv,
  withDirections,
} from '../../../testing/small-nation.ts';
import {
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../../../testing/start-test-server.ts';

import { currentGeography, importGeography, loadCountryPacks, loadGeography } from './public.ts';

const REASON = 'For the test of this rule';
const PACK = { pack: 'uzbekistan' };
const FIRST = ['1', '1703202', 'First school', 'Street 1', '40.8026', '72.1836'];
const SECOND = ['2', '1703202', 'Second school', 'Street 2', '40.8009', '72.1650'];
const THIRD = ['3', '1706204', 'Third school', 'Street 3', '39.7700', '64.4200'];

/** A server with the small nation as its first version, and two members of the central commission. */
async function withNation(t: Parameters<typeof startTestServer>[0]) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await loadSmallNation(first, second);
  return { server, first, second };
}

function importStations(person: TestPerson, stations: string) {
  return person.call(contract.importGeography, {
    params: PACK,
    body: { reason: REASON, generated: false, files: { stations } },
  });
}

/** A draft from these stations; its number. */
async function draftOf(person: TestPerson, stations: string): Promise<string> {
  const imported = await importStations(person, stations);
  assert.ok(imported.ok && imported.value.version !== null, JSON.stringify(imported));
  return String(imported.value.version);
}

function propose(person: TestPerson, version: string) {
  return person.call(contract.proposeGeographyVersion, {
    params: { ...PACK, version },
    body: { reason: REASON },
  });
}

async function countRows(server: TestServer): Promise<Record<string, number>> {
  const [row] = await server.owner<Record<string, number>[]>`
    select (select count(*)::integer from geography_versions) as versions,
      (select count(*)::integer from polling_stations) as stations,
      (select count(*)::integer from geography_imports) as imports`;
  return row ?? {};
}

test('a wrong row quarantines itself and nothing of the import is applied', async (t) => {
  const { server, first } = await withNation(t);
  const before = await countRows(server);
  const imported = await importStations(
    first,
    smallStationsCsv([
      FIRST,
      ['2', '1799999', 'Second school', 'Street 2', '40.8009', '72.1650'],
      ['1', '1706204', '=HYPERLINK(A1)', 'Street\u202e 3', '139.77', '64.4200'],
    ]),
  );
  assert.ok(imported.ok);
  const { report, version } = imported.value;
  assert.equal(version, null);
  assert.equal(report.rowsRead, 3);
  assert.equal(report.rowsQuarantined, 2);
  assert.deepEqual(
    report.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ line, field, code }) => `${line} ${field} ${code}`)
      .toSorted((a, b) => a.localeCompare(b)),
    [
      '3 territory_code unknown-territory',
      '4 address control-character',
      '4 latitude impossible-coordinates',
      '4 name formula-cell',
      '4 number duplicate-number',
    ],
  );
  assert.deepEqual(await countRows(server), { ...before, imports: (before['imports'] ?? 0) + 1 });
  const [kept] = await server.owner`
    select quarantined from geography_imports where version is null`;
  assert.deepEqual(
    kept?.['quarantined'].map(({ line }: { line: number }) => line),
    [3, 4],
  );
  assert.equal(kept?.['quarantined'][1].row.name, '=HYPERLINK(A1)');
  const listed = await first.call(contract.listGeographyImports, { params: PACK });
  assert.ok(listed.ok);
  assert.deepEqual(
    listed.value.imports.map((done) => [done.version, done.by]),
    [
      [null, first.name],
      [1, first.name],
    ],
  );
});

test('a file that is not CSV or JSON is refused with its line', async (t) => {
  const { first } = await withNation(t);
  const stations = smallStationsCsv();
  const refusals = await Promise.all([
    importStations(first, stations.replace('First school', '"First" school')),
    importStations(first, `${stations}\n4,1703202`),
    importStations(first, stations.replace('name', 'number')),
    importStations(first, stations.replace('First school', 'x'.repeat(2001))),
  ]);
  for (const refusal of refusals) assert.equal(codeOf(refusal), 'import-unreadable');
  const details = refusals.map((answer) =>
    !answer.ok && 'detail' in answer.refusal ? answer.refusal.detail : '',
  );
  assert.match(details[0] ?? '', /stations, line 2/);
  assert.match(details[1] ?? '', /stations, line 5/);
  assert.match(details[2] ?? '', /stations, line 1/);
  assert.match(details[3] ?? '', /stations, line 2/);
  const geoJson = await first.call(contract.importGeography, {
    params: PACK,
    body: { reason: REASON, generated: false, files: { stationsGeoJson: '{"type":\n x}' } },
  });
  assert.equal(codeOf(geoJson), 'import-unreadable');
});

test('stations come as GeoJSON points too, but not twice', async (t) => {
  const { first } = await withNation(t);
  const [number, territory_code, name, address, latitude, longitude] = THIRD;
  const feature = {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [Number(longitude), Number(latitude)] },
    properties: {
      ...Object.fromEntries(STATION_COLUMNS.map((column) => [column, ''])),
      number,
      territory_code,
      name,
      address,
      kind: 'domestic',
      step_free: 'yes',
      opens: '08:00',
      closes: '20:00',
      time_zone: 'Asia/Tashkent',
      languages: 'ru',
      generated: false,
    },
  };
  const stationsGeoJson = JSON.stringify({ type: 'FeatureCollection', features: [feature] });
  const both = await first.call(contract.importGeography, {
    params: PACK,
    body: { reason: REASON, generated: false, files: { stationsGeoJson, stations: '' } },
  });
  assert.equal(codeOf(both), 'invalid-input');
  const imported = await first.call(contract.importGeography, {
    params: PACK,
    body: { reason: REASON, generated: false, files: { stationsGeoJson } },
  });
  assert.ok(imported.ok && imported.value.version === 2, JSON.stringify(imported));
  const shown = await first.call(contract.getStation, {
    params: { ...PACK, number: '3' },
    query: { version: '2' },
  });
  assert.ok(shown.ok);
  assert.equal(shown.value.station.latitudeE4, 397_700);
  assert.equal(shown.value.station.generated, false);
});

test('the same content is no change; a changed one shows its difference', async (t) => {
  const { first } = await withNation(t);
  const same = await importStations(first, smallStationsCsv([THIRD, SECOND, FIRST]));
  assert.equal(codeOf(same), 'no-change');
  const changed = smallStationsCsv([
    FIRST,
    ['2', '1703202', 'Second lyceum', 'Street 2', '40.8009', '72.1650'],
    ['10', '1706204', 'Tenth school', 'Street 10', '39.7700', '64.4200'],
  ]);
  const version = await draftOf(first, changed);
  const shown = await first.call(contract.getGeographyVersion, { params: { ...PACK, version } });
  assert.ok(shown.ok);
  const { stations, territories } = shown.value.difference;
  assert.deepEqual(stations, {
    added: [{ key: '10', name: 'Tenth school' }],
    removed: [{ key: '3', name: 'Third school' }],
    changed: [
      {
        key: '2',
        name: 'Second lyceum',
        fields: [{ field: 'name', before: 'Second school', after: 'Second lyceum' }],
      },
    ],
    counts: { added: 1, removed: 1, changed: 1 },
  });
  assert.deepEqual(territories.counts, { added: 0, removed: 0, changed: 0 });
  assert.equal(shown.value.version.status, 'draft');
});

test('directions to a station are stored, hashed and compared; files of before do not have them', async (t) => {
  const { server, first } = await withNation(t);
  const version = await draftOf(
    first,
    withDirections(smallStationsCsv(), ['Second door,Ikkinchi eshik,']),
  );
  const directions = { en: 'Second door', 'uz-Latn': 'Ikkinchi eshik' };
  const station = async (number: string) => {
    const query = { version };
    const shown = await first.call(contract.getStation, { params: { ...PACK, number }, query });
    assert.ok(shown.ok, JSON.stringify(shown));
    return shown.value.station;
  };
  assert.deepEqual((await station('1')).directions, directions);
  assert.ok(!('directions' in (await station('2'))), 'where nobody wrote them there is no field');
  const listed = await first.call(contract.listStations, { params: PACK, query: { version } });
  assert.ok(listed.ok, JSON.stringify(listed));
  assert.deepEqual(
    listed.value.stations.map((one) => one.directions),
    [directions, undefined, undefined],
  );

  const shown = await first.call(contract.getGeographyVersion, { params: { ...PACK, version } });
  assert.ok(shown.ok);
  assert.deepEqual(shown.value.difference.stations.changed, [
    {
      key: '1',
      name: 'First school',
      fields: [
        { field: 'directions.en', before: '', after: 'Second door' },
        { field: 'directions.uz-Latn', before: '', after: 'Ikkinchi eshik' },
      ],
    },
  ]);
  const whole = await loadGeography(server.platform.database, {
    pack: 'uzbekistan',
    number: Number(version),
  });
  const hash = createHash('sha256')
    .update(canonicalJson(geographyCanonical(whole)))
    .digest('hex');
  assert.equal(hash, shown.value.version.hash, 'what is stored is what was hashed');
  assert.deepEqual(whole.stations[0]?.directions, directions);

  const hidden = withDirections(smallStationsCsv(), ['Second\u202edoor,Ikkinchi eshik,']);
  const wrong = await importStations(first, hidden);
  assert.ok(wrong.ok && wrong.value.version === null);
  const [finding] = wrong.value.report.findings;
  assert.deepEqual(
    [finding?.code, finding?.line, finding?.field],
    ['control-character', 2, 'directions_en'],
  );
});

test('a second person makes a version current, and nobody else', async (t) => {
  const { server, first, second } = await withNation(t);
  const before = await currentGeography(server.platform.database, 'uzbekistan');
  const version = await draftOf(first, smallStationsCsv([FIRST, SECOND]));
  const proposed = await propose(first, version);
  assert.ok(proposed.ok, JSON.stringify(proposed));
  const { proposalId } = proposed.value;
  assert.equal(codeOf(await propose(first, version)), 'version-not-draft');
  const shown = await second.call(contract.getProposal, { params: { id: proposalId } });
  assert.ok(shown.ok);
  const { contentHash } = shown.value.proposal;
  assert.equal(shown.value.link, `/geography/uzbekistan/versions/${version}`);
  assert.ok(
    shown.value.rows.some(({ value }) => value === '0 added, 1 removed, 0 changed'),
    JSON.stringify(shown.value.rows),
  );
  const own = await first.call(contract.approveProposal, {
    params: { id: proposalId },
    body: { contentHash },
  });
  assert.equal(codeOf(own), 'second-person-required');
  const regional = await server.signInAs('territorial-member', 'UZ/1703');
  const foreign = await regional.call(contract.approveProposal, {
    params: { id: proposalId },
    body: { contentHash },
  });
  assert.equal(codeOf(foreign), 'not-found');
  await approve(second, proposalId);
  const after = await currentGeography(server.platform.database, 'uzbekistan');
  assert.equal(after?.number, Number(version));
  const versions = await first.call(contract.listGeographyVersions, { params: PACK });
  assert.ok(versions.ok);
  assert.deepEqual(
    versions.value.versions.map(({ number, status }) => [number, status]),
    [
      [2, 'current'],
      [1, 'superseded'],
    ],
  );
  const [fact] = await server.owner<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where event_type = 'geography.version-approved'
    order by recorded_at desc limit 1`;
  const { payload, subject } = JSON.parse(String(fact?.bytes));
  assert.equal(subject, 'uzbekistan/geography/2');
  assert.deepEqual(payload, {
    pack: 'uzbekistan',
    number: 2,
    hash: after?.hash,
    previousHash: before?.hash,
    counts: {
      territories: payload.counts.territories,
      stations: 2,
      stationsAbroad: 0,
      districts: 0,
    },
    warnings: [],
  });
  const jobs =
    await server.owner`select task_identifier from graphile_worker.jobs where key = 'publish'`;
  assert.equal(jobs.length, 1);
});

test('a proposal that is declined gives the draft back; a discarded draft stays away', async (t) => {
  const { first, second } = await withNation(t);
  const version = await draftOf(first, smallStationsCsv([FIRST]));
  const proposed = await propose(first, version);
  assert.ok(proposed.ok);
  const declined = await second.call(contract.declineProposal, {
    params: { id: proposed.value.proposalId },
    body: { reason: REASON },
  });
  assert.ok(declined.ok);
  const discard = { params: { ...PACK, version }, body: { reason: REASON } };
  assert.equal(codeOf(await first.call(contract.discardGeographyVersion, discard)), 'ok');
  assert.equal(
    codeOf(await first.call(contract.discardGeographyVersion, discard)),
    'version-not-draft',
  );
  assert.equal(codeOf(await propose(first, version)), 'version-not-draft');
});

test('a draft of what is not current any more is not put forward', async (t) => {
  const { first, second } = await withNation(t);
  const stale = await draftOf(first, smallStationsCsv([FIRST]));
  const newer = await draftOf(first, smallStationsCsv([SECOND]));
  const proposed = await propose(first, newer);
  assert.ok(proposed.ok);
  await approve(second, proposed.value.proposalId);
  assert.equal(codeOf(await propose(first, stale)), 'version-not-current');
});

test('drafts are for the central commission and auditors; foreign places are not there', async (t) => {
  const { server, first } = await withNation(t);
  const version = await draftOf(first, smallStationsCsv([FIRST]));
  const regional = await server.signInAs('territorial-member', 'UZ/1703');
  const auditor = await server.signInAs('auditor', 'UZ');
  const query = { version };
  const params = { ...PACK, number: '1' };
  assert.equal(codeOf(await auditor.call(contract.listStations, { params: PACK, query })), 'ok');
  assert.equal(codeOf(await auditor.call(contract.getStation, { params, query })), 'ok');
  for (const answer of [
    await regional.call(contract.listStations, { params: PACK, query }),
    await regional.call(contract.getStation, { params, query }),
    await regional.call(contract.getGeographyVersion, { params: { ...PACK, version } }),
    await regional.call(contract.getStation, { params: { ...PACK, number: '3' }, query: {} }),
    await regional.call(contract.listStations, { params: PACK, query: { territory: '1706' } }),
    await regional.call(contract.listTerritories, { params: { pack: 'mongolia' }, query: {} }),
    await regional.call(contract.importGeography, {
      params: PACK,
      body: { reason: REASON, generated: false, files: {} },
    }),
  ]) {
    assert.ok(['not-found', 'not-permitted'].includes(codeOf(answer)), codeOf(answer));
  }
  const nowhere = await regional.call(contract.listTerritories, {
    params: { pack: 'atlantis' },
    query: {},
  });
  assert.equal(codeOf(nowhere), 'pack-unknown');
});

test('lists hold the own territory, and the way up to the country', async (t) => {
  const { server } = await withNation(t);
  const regional = await server.signInAs('territorial-member', 'UZ/1703');
  const places = await regional.call(contract.listTerritories, { params: PACK, query: {} });
  assert.ok(places.ok);
  const paths = places.value.territories.map(({ territory }) => territory.path);
  assert.ok(paths.includes('UZ') && paths.includes('UZ/1703/1703202'));
  assert.ok(paths.every((path) => path === 'UZ' || path.startsWith('UZ/1703')));
  const counts = new Map(
    places.value.territories.map(({ territory, stations }) => [territory.path, stations]),
  );
  assert.deepEqual([counts.get('UZ'), counts.get('UZ/1703')], [3, 2]);
  const stations = await regional.call(contract.listStations, { params: PACK, query: {} });
  assert.ok(stations.ok);
  assert.deepEqual(
    stations.value.stations.map(({ number }) => number),
    ['1', '2'],
  );
  const points = await regional.call(contract.getStationPoints, { params: PACK, query: {} });
  assert.ok(points.ok);
  assert.deepEqual(points.value.numbers, ['1', '2']);
});

test('a search finds numbers by their beginning and names in any alphabet and case', async (t) => {
  const { first, second } = await withNation(t);
  const version = await draftOf(
    first,
    smallStationsCsv([
      ['7', '1703202', 'Школа имени ГЁТЕ', 'Улица Мира 7', '40.8026', '72.1836'],
      ['71', '1703202', 'Oʻqituvchilar uyi', 'Gʻalaba 1', '40.8026', '72.1836'],
      ['8', '1703202', 'Eighth_school', 'Street 100%', '40.8026', '72.1836'],
    ]),
  );
  const proposed = await propose(first, version);
  assert.ok(proposed.ok);
  await approve(second, proposed.value.proposalId);
  const found = async (search: string) => {
    const answer = await first.call(contract.listStations, { params: PACK, query: { search } });
    assert.ok(answer.ok, JSON.stringify(answer));
    assert.equal(answer.value.total, answer.value.stations.length);
    return answer.value.stations.map(({ number }) => number);
  };
  assert.deepEqual(await found('7'), ['7', '71']);
  assert.deepEqual(await found('школа имени гете'), ['7']);
  assert.deepEqual(await found("O'QITUVCHI"), ['71']);
  assert.deepEqual(await found('%'), ['8'], 'signs of patterns are plain text');
  assert.deepEqual(await found('_school'), ['8']);
  assert.deepEqual(await found('ghost'), []);
});

test('what was written cannot be changed, even by who owns the database', async (t) => {
  const { server } = await withNation(t);
  const { owner } = server;
  const tries = [
    () => owner`update polling_stations set name = 'Another'`,
    () => owner`delete from territories`,
    () => owner`update geography_versions set status = 'draft'`,
    () => owner`insert into electoral_districts (pack, version, set_code, code, name, seats, generated)
      values ('uzbekistan', 1, 'constituencies', '1', '{}', 1, true)`,
    () => owner`insert into geography_versions select pack, 9, 'current', follows, hash, reason, territories,
      stations, stations_abroad, districts, difference, governed_acts, created_at, created_by, proposal_id,
      decided_at from geography_versions`,
  ];
  for (const attempt of tries) await assert.rejects(attempt, { code: '23001' });
});

test('an approved proposal makes its own version current and no other, even for the server’s role', async (t) => {
  const { server, first } = await withNation(t);
  const imported = await draftOf(first, smallStationsCsv([FIRST]));
  const { database } = server.platform;
  await database`update geography_versions set status = 'proposed', proposal_id = (
    select proposal_id from geography_versions where status = 'current') where number = ${imported}`;
  await database`update geography_versions set status = 'superseded' where status = 'current'`;
  await assert.rejects(
    database`update geography_versions set status = 'current', decided_at = now() where number = ${imported}`,
    /by the proposal of this very version/,
  );
});

test('an import that is cut off in the middle leaves nothing', async (t) => {
  const { server, first } = await withNation(t);
  const before = await countRows(server);
  // The server's connection is killed when it reaches the last table.
  await server.owner.unsafe(`
    create function cut_off() returns trigger language plpgsql security definer as $$
    begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
    create trigger cut_off before insert on geography_imports execute function cut_off();`);
  const cut = await importStations(first, smallStationsCsv([FIRST]));
  assert.equal(codeOf(cut), 'unavailable');
  await server.owner.unsafe('drop trigger cut_off on geography_imports');
  assert.deepEqual(await countRows(server), before);
  assert.equal(await draftOf(first, smallStationsCsv([FIRST])), '2');
});

test('the calendar blocks with rule and day, or warns and is recorded', async (t) => {
  const { server, first } = await withNation(t);
  const { database } = server.platform;
  const loaded = loadCountryPacks().get('uzbekistan');
  const rule = loaded?.pack.systems[0]?.calendar.find(
    ({ governs }) => governs?.act === 'change-stations',
  );
  assert.ok(loaded !== undefined && rule !== undefined);
  const entry = { rule, day: '2026-12-01', instant: '2026-12-01T00:00:00.000Z' };
  const actor = {
    sessionId: '',
    personId: first.personId,
    personName: '',
    homeTerritory: 'UZ',
    username: '',
    level: 'demo' as const,
    startedAt: '',
    expiresAt: '',
    grants: [],
    actingAs: { role: 'central-member' as const, territoryPath: 'UZ' },
  };
  const tryWith = (outcome: 'warned' | 'blocked') =>
    importGeography(
      database,
      loaded,
      async (_queries, _pack, act) => {
        assert.equal(act, 'change-stations');
        return { outcome, entry, election: 'training-1' };
      },
      actor,
      new Date(),
      { reason: REASON, generated: false, files: { stations: smallStationsCsv([FIRST]) } },
    );
  const before = await countRows(server);
  const blocked = await tryWith('blocked');
  assert.ok(!blocked.ok && typeof blocked.refusal === 'object');
  assert.equal(blocked.refusal.code, 'calendar-blocks');
  for (const part of ['training-1', rule.code, '2026-12-01', rule.article.en]) {
    assert.ok(blocked.refusal.detail?.includes(part), part);
  }
  assert.deepEqual(await countRows(server), before);
  const warned = await tryWith('warned');
  assert.ok(warned.ok);
  const [fact] = await server.owner<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where event_type = 'geography.version-drafted'
    order by recorded_at desc limit 1`;
  assert.deepEqual(JSON.parse(String(fact?.bytes)).payload.warnings, [
    {
      act: 'change-stations',
      election: 'training-1',
      rule: rule.code,
      article: rule.article.en,
      day: '2026-12-01',
    },
  ]);
});

test('a broken country pack stops the start with one sentence', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-packs-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const whole = fileURLToPath(new URL('../../../../../country-packs/uzbekistan', import.meta.url));
  const pack = join(folder, 'uzbekistan');
  cpSync(whole, pack, { recursive: true });
  const hash = loadCountryPacks(folder).get('uzbekistan')?.hash;
  assert.match(hash ?? '', /^[0-9a-f]{64}$/);
  const text = readFileSync(join(pack, 'pack.json'), 'utf8');
  const breakages: readonly (readonly [string, RegExp])[] = [
    [text.replace('"format": 1', '"format": 2'), /uzbekistan cannot be used: at \/format/],
    [text.replace('"code": "uzbekistan"', '"code": "elsewhere"'), /calls itself elsewhere/],
    ['{', /pack\.json is not JSON/],
  ];
  for (const [broken, sentence] of breakages) {
    writeFileSync(join(pack, 'pack.json'), broken);
    assert.throws(() => loadCountryPacks(folder), { name: 'StartFailure', message: sentence });
  }
  writeFileSync(join(pack, 'pack.json'), text);
  appendFileSync(join(pack, 'README.md'), ' ');
  assert.notEqual(loadCountryPacks(folder).get('uzbekistan')?.hash, hash, 'every file counts');
  rmSync(join(pack, 'boundaries.geojson'));
  assert.throws(() => loadCountryPacks(folder), { message: /boundaries\.geojson is missing/ });
});

test('outlines are kept by their tag', async (t) => {
  const server = await startTestServer(t);
  const { username } = await server.signInAs('observer', 'UZ');
  const session = await server.app.inject({
    method: 'POST',
    url: '/api/demo/session',
    payload: { username },
  });
  const cookie = session.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const url = '/api/packs/uzbekistan/boundaries/1';
  const answer = await server.app.inject({ url, headers: { cookie } });
  assert.equal(answer.json().type, 'FeatureCollection');
  const etag = String(answer.headers.etag);
  const again = await server.app.inject({ url, headers: { cookie, 'if-none-match': etag } });
  assert.equal(again.statusCode, 304);
  assert.equal(again.body, '');
});

test('a nation of 11,028 stations is imported whole, and nobody waits for it', async (t) => {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  const { territories, stations, districts } = generatedNation();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const imported = await first.call(contract.importGeography, {
    params: PACK,
    body: { reason: REASON, generated: true, files: { territories, stations, districts } },
  });
  delay.disable();
  assert.ok(imported.ok && imported.value.version === 1, JSON.stringify(imported));
  assert.ok(delay.max > 0);
  t.diagnostic(`longest wait of others: ${Math.round(delay.max / 1e6)} ms`);
  const proposed = await propose(first, '1');
  assert.ok(proposed.ok);
  await approve(second, proposed.value.proposalId);
  const { database } = server.platform;
  const current = await currentGeography(database, 'uzbekistan');
  const geography = await loadGeography(database, { pack: 'uzbekistan', number: 1 });
  const hash = createHash('sha256').update(canonicalJson(geographyCanonical(geography)));
  assert.equal(hash.digest('hex'), current?.hash, 'what is stored is what was hashed');
  const points = await first.call(contract.getStationPoints, { params: PACK, query: {} });
  assert.ok(points.ok);
  const { numbers, names, latitudesE4, kinds } = points.value;
  for (const column of [numbers, names, latitudesE4, kinds]) assert.equal(column.length, 11_028);
  const seen: string[] = [];
  for (let after: string | undefined; seen.length < 300; ) {
    const page = await first.call(contract.listStations, {
      params: PACK,
      query: after === undefined ? {} : { after },
    });
    assert.ok(page.ok && page.value.next !== null);
    seen.push(...page.value.stations.map(({ number }) => number));
    after = page.value.next;
  }
  assert.deepEqual(seen, numbers.slice(0, 300));
  const listed = await first.call(contract.listDistricts, { params: PACK, query: {} });
  assert.ok(listed.ok);
  const inDistricts = listed.value.districts.reduce((sum, one) => sum + one.stations, 0);
  assert.equal(inDistricts, 11_028);
});

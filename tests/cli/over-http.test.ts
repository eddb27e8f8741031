import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import {
  createSmallElection,
  ELECTION,
  loadSmallElectorate,
  smallCandidateFiles,
} from '../../apps/server/testing/small-election.ts';
import {
  loadSmallNation,
  smallStationsCsv,
  territoriesCsv,
  withDirections,
} from '../../apps/server/testing/small-nation.ts';
import { startTestServer } from '../../apps/server/testing/start-test-server.ts';
import { type Ended, folderFor, runOvoz } from './run-ovoz.ts';

/** A server on a socket with two members of the central commission, and `ovoz` as one of them. */
async function startFor(t: TestContext) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.app.server.address() as AddressInfo;
  const as =
    ({ username }: { username: string }) =>
    (...args: string[]): Promise<Ended> =>
      runOvoz([...args, '--server', `http://127.0.0.1:${port}`, '--demo', username]);
  return { server, first, second, ovoz: as(first), ovozAsSecond: as(second) };
}

function write(folder: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** The order of rows says nothing. */
function linesOf(text: string): readonly string[] {
  return text.trimEnd().split('\n').toSorted();
}

test('a geography goes in, is approved by a second person, and comes out as it went in', async (t) => {
  const { server, ovoz, ovozAsSecond } = await startFor(t);
  const folder = folderFor(t);
  const given = write(join(folder, 'in'), {
    'territories.csv': territoriesCsv(),
    'stations.csv': withDirections(smallStationsCsv(), ['Second door,Ikkinchi eshik,Второй вход']),
  });
  const country = ['--country', 'uzbekistan'];
  const reason = ['--reason', 'From the command line'];

  const imported = await ovoz('import', 'geography', given, ...country, ...reason, '--generated');
  assert.equal(imported.exitCode, 0, imported.err);
  assert.match(imported.out, /rows read, 0 wrong/);
  assert.match(imported.out, /propose geography --country uzbekistan --version 1/);

  const proposed = await ovoz(
    'propose',
    'geography',
    ...country,
    '--version',
    '1',
    ...reason,
    '--json',
  );
  assert.equal(proposed.exitCode, 0, proposed.out);
  const id = String(proposed.json()['proposalId']);

  const waiting = await ovozAsSecond('proposals');
  assert.match(waiting.out, new RegExp(`you decide .*approve-geography.*${id}`));
  const own = await ovoz('approve', id, '--yes');
  assert.equal(own.exitCode, 1);
  assert.match(own.err, /second-person-required/);
  const unasked = await ovozAsSecond('approve', id);
  assert.equal(unasked.exitCode, 1);
  assert.match(unasked.err, /confirmation-missing/);
  const approved = await ovozAsSecond('approve', id, '--yes');
  assert.equal(approved.exitCode, 0, approved.err);
  assert.match(approved.out, /SHA-256 of the content: [0-9a-f]{64}/);

  const out = join(folder, 'out');
  const exported = await ovoz('export', 'geography', ...country, '--out', out);
  assert.equal(exported.exitCode, 0, exported.err);
  assert.deepEqual(readdirSync(out).toSorted(), ['stations.csv', 'territories.csv']);
  const again = await ovoz('import', 'geography', out, ...country, ...reason, '--json');
  assert.equal(again.exitCode, 1);
  assert.equal((again.json()['failure'] as { code: string }).code, 'no-change');
  assert.equal((await ovoz('export', 'geography', ...country, '--out', out)).exitCode, 1);

  const [left] = await server.owner`select count(*)::integer as sessions from sessions`;
  assert.equal(left?.['sessions'], 2, 'every command signs out');
});

test('an import with wrong rows lists them and applies nothing', async (t) => {
  const { ovoz } = await startFor(t);
  const folder = write(folderFor(t), {
    'territories.csv': territoriesCsv(),
    'stations.csv': smallStationsCsv([['1', 'NOWHERE', 'School', 'Street 1', '99', '72.1']]),
  });
  const args = [
    'import',
    'geography',
    folder,
    '--country',
    'uzbekistan',
    '--reason',
    'A wrong file',
  ];
  const shown = await ovoz(...args);
  assert.equal(shown.exitCode, 1);
  assert.match(shown.out, /error +stations +2 +territory_code +there is no territory NOWHERE/);
  assert.match(shown.out, /Nothing was applied/);
  const { version, report } = (await ovoz(...args, '--json')).json() as {
    version: number | null;
    report: { errors: number };
  };
  assert.equal(version, null);
  assert.equal(report.errors, 2);
});

test('candidates go into a draft and come out as they went in', async (t) => {
  const { first, second, ovoz } = await startFor(t);
  await loadSmallElectorate(first, second);
  await createSmallElection(first);
  const folder = folderFor(t);
  const { parties, candidates } = smallCandidateFiles();
  const given = write(join(folder, 'in'), { 'parties.csv': parties, 'candidates.csv': candidates });
  const election = ['--election', ELECTION];

  const imported = await ovoz('import', 'candidates', given, ...election, '--generated');
  assert.equal(imported.exitCode, 0, imported.err + imported.out);
  assert.match(imported.out, new RegExp(`propose election --election ${ELECTION}`));
  const out = join(folder, 'out');
  assert.equal((await ovoz('export', 'candidates', ...election, '--out', out)).exitCode, 0);
  assert.deepEqual(linesOf(readFileSync(join(out, 'candidates.csv'), 'utf8')), linesOf(candidates));
  assert.deepEqual(linesOf(readFileSync(join(out, 'parties.csv'), 'utf8')), linesOf(parties));
  assert.equal((await ovoz('export', 'election', ...election, '--out', out)).exitCode, 0);
  const definition = JSON.parse(readFileSync(join(out, 'definition.json'), 'utf8'));
  assert.equal(definition.ballots.length, 76);

  const proposed = await ovoz('propose', 'election', ...election);
  assert.equal(proposed.exitCode, 0, proposed.err);
  const closed = await ovoz('import', 'candidates', given, ...election);
  assert.equal(closed.exitCode, 1);
  assert.match(closed.err, /version-not-draft/);
});

test('commissions and members go in and come out as they went in', async (t) => {
  const { first, second, ovoz } = await startFor(t);
  await loadSmallNation(first, second);
  const folder = folderFor(t);
  const commissions = [
    'code,kind,name_en,name_local,name_ru,territory_code,district_set,district_code,station_number,address,phone,formed_on,ends_on,generated',
    'central,central,Central commission,Markaziy komissiya,Центральная комиссия,UZ,,,,"Tashkent, Street 1",+998 71 000,2026-01-01,,true',
    'precinct-1,precinct,Commission 1,1-komissiya,Комиссия 1,1703202,,,1,,,2026-10-01,2027-01-31,true',
  ].join('\n');
  const members = [
    'commission_code,name,office,nominated_by,from,until,generated',
    'central,Aziza Karimova,chair,Senate,2026-01-01,,true',
    'precinct-1,Bobur Tohirov,secretary,,2026-10-01,2026-12-31,true',
  ].join('\n');
  const given = write(join(folder, 'in'), {
    'commissions.csv': commissions,
    'members.csv': members,
  });
  const country = ['--country', 'uzbekistan'];
  const args = ['import', 'commissions', given, ...country, '--reason', 'Resolution number one'];
  const imported = await ovoz(...args);
  assert.equal(imported.exitCode, 0, imported.err + imported.out);
  const out = join(folder, 'out');
  assert.equal((await ovoz('export', 'commissions', ...country, '--out', out)).exitCode, 0);
  const exported = (name: string) => linesOf(readFileSync(join(out, name), 'utf8'));
  assert.deepEqual(exported('commissions.csv'), linesOf(commissions));
  assert.deepEqual(exported('members.csv'), linesOf(members));
});

test('what cannot be done is said in one sentence with its code', async (t) => {
  const { ovoz } = await startFor(t);
  const folder = write(folderFor(t), { 'voters.csv': 'a,b\n' });
  const latin = join(folder, 'stations.csv');
  writeFileSync(latin, Buffer.from([0x61, 0xe9]));
  const country = ['--country', 'uzbekistan', '--reason', 'A reason of some length'];
  const cases: readonly [RegExp, string[]][] = [
    [
      /file-not-known.*voters\.csv/,
      ['import', 'geography', join(folder, 'voters.csv'), ...country],
    ],
    [/file-not-found.*nothing/, ['import', 'geography', join(folder, 'nothing'), ...country]],
    [/file-not-utf-8.*stations\.csv/, ['import', 'geography', latin, ...country]],
    [/pack-unknown/, ['export', 'geography', '--country', 'atlantis', '--out', folder]],
    [/not-found/, ['export', 'election', '--election', 'nowhere-2026', '--out', folder]],
    [
      /invalid-input[^]*reason/,
      ['propose', 'geography', '--country', 'uzbekistan', '--version', '1', '--reason', 'x'],
    ],
    [/invalid-input/, ['approve', 'no-uuid', '--yes']],
  ];
  for (const [pattern, args] of cases) {
    const ended = await ovoz(...args);
    assert.equal(ended.exitCode, 1, args.join(' '));
    assert.match(ended.err, pattern);
    assert.doesNotMatch(ended.err, /\n +at /, 'no stack');
  }
});

test('whoever writes a command wrong gets 2, and nobody is asked without a terminal', async () => {
  const nobody = await runOvoz(['proposals']);
  assert.equal(nobody.exitCode, 1);
  assert.match(nobody.err, /credentials-missing/);
  const silent = await runOvoz([
    'proposals',
    '--demo',
    'demo.central',
    '--server',
    'http://127.0.0.1:1',
  ]);
  assert.equal(silent.exitCode, 1);
  assert.match(silent.err, /unreachable.*Is Ovoz running at http:\/\/127\.0\.0\.1:1\?/);
  const open = await runOvoz(['proposals', '--server', 'http://elections.example.org']);
  assert.match(open.err, /address-not-secure/);
  for (const wrong of [
    [],
    ['explode'],
    ['import', 'geography'],
    ['init', '--country', 'x'],
    ['proposals', '--whatever'],
  ]) {
    assert.equal((await runOvoz(wrong)).exitCode, 2, wrong.join(' '));
  }
  assert.equal((await runOvoz(['--help'])).exitCode, 0);
});

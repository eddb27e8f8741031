import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import { readRollCode } from '@ovoz/voter-register';
import { freezeSmallRoll } from '../../../../testing/frozen-roll.ts';
import { codeOf } from '../../../../testing/outcome.ts';
import { pdfPages } from '../../../../testing/pdf-text.ts';
import { addSupplement, printAll } from '../../../../testing/printed-rolls.ts';
import { addVoters, VOTERS_HOME } from '../../../../testing/roll-voters.ts';
import { ELECTION, sealSmallElection } from '../../../../testing/small-election.ts';
import { startTestServer, type TestPerson } from '../../../../testing/start-test-server.ts';
import { publishRolls } from '../published-rolls.ts';
import { rootOfLeaves } from '../station-roll.ts';
import { leafOf } from '../supplement-sheet.ts';

const REASON = 'For the table of the station';
const at = (station: string) => ({ params: { code: ELECTION, station } });

/** Voters 1 and 2 stand on the roll of station 1; 4, 5 and 6 have no station. */
async function start(t: TestContext) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await sealSmallElection(first, second);
  await addVoters(server, [
    { id: 1, station: '1', surname: 'Shodiyev' },
    { id: 2, station: '1', surname: 'Zokirov' },
    { id: 4, station: null },
    { id: 5, station: null, surname: 'Qodirov' },
    { id: 6, station: null, surname: 'Umarov' },
  ]);
  await freezeSmallRoll(server, first, second);
  const add = (voter: number, kind: 'omitted' | 'certificate') =>
    addSupplement(first, second, { voter, station: '5', kind });
  const ask = (person: TestPerson, station: string, language = 'ru') =>
    person.call(contract.printSupplements, { ...at(station), body: { language, reason: REASON } });
  const paper = async (station: string, language?: string) => {
    const asked = await ask(first, station, language);
    assert.ok(asked.ok, JSON.stringify(asked));
    const { print } = asked.value;
    await printAll(server);
    const file = await first.call(contract.getPrintedRoll, {
      params: { ...at(station).params, print },
    });
    assert.ok(file.ok, JSON.stringify(file).slice(0, 300));
    const pdf = Buffer.from(file.value.base64, 'base64');
    return { pdf, text: pdfPages(pdf).join('\n'), fileName: file.value.fileName, print };
  };
  const linesOf = async (station: string) => {
    const answer = await first.call(contract.exportSupplements, at(station));
    assert.ok(answer.ok, JSON.stringify(answer));
    return { ...answer.value, texts: answer.value.lines.trimEnd().split('\n') };
  };
  return { server, first, add, ask, paper, linesOf };
}

/** A change of the font ends a text of a PDF, so spaces do not count. */
function says(text: string, words: string): boolean {
  return text.replaceAll(/\s/g, '').includes(words.replaceAll(/\s/g, ''));
}

/** What the square code on the first page says: it stands beside its picture for who cannot see it. */
function codeOn(pdf: Buffer) {
  const [, text = ''] = /\/Alt \((ovoz:[^)]*)\)/.exec(pdf.toString('latin1')) ?? [];
  const read = readRollCode(text);
  assert.ok(read.ok, text);
  return read.value;
}

test('a sheet has who was added with numbers of their own, and the lines that are struck out, under a root', async (t) => {
  const { server, add, paper, linesOf } = await start(t);
  await add(4, 'omitted');
  await add(1, 'certificate');
  const sheet = await paper('5');
  for (const words of [
    'Дополнительный список избирателей, участок № 5',
    'Версия 2,',
    'S-1\nS-2\nФамилия',
    'Aliyev Vali Karimovich',
    'Shodiyev Vali Karimovich',
    'пропущен в списке',
    'удостоверение\nуч. № 1, стр. 2',
    'Подпись',
    'Включено избирателей: 2 · вычеркнуто строк: 0',
    'Включено на странице: 2 (S-1–S-2)',
  ]) {
    assert.ok(says(sheet.text, words), `${words} in ${sheet.text}`);
  }
  assert.equal(sheet.fileName, `${ELECTION}-5-supplements-2.pdf`);
  const exported = await linesOf('5');
  assert.equal(exported.root, rootOfLeaves(exported.texts.map(leafOf)).toString('hex'));
  assert.ok(sheet.text.includes(exported.root));
  assert.ok(says(sheet.text, `Печать ${sheet.print}`));
  const code = { part: 'supplements', election: ELECTION, station: '5', version: 2 } as const;
  assert.deepEqual(codeOn(sheet.pdf), { ...code, root: exported.root.slice(0, 16) });

  const home = await paper('1', 'uz-Latn');
  for (const words of [
    '1-son saylov uchastkasi saylovchilarining qoʻshimcha roʻyxati',
    'Roʻyxatdan oʻchiriladigan qatorlar',
    'Roʻyxat qatori\n2\nAsos\nboshqa uchastkada ovoz berish \nguvohnomasi',
    '5-uchastka',
    'Shu betda oʻchirilgan: 1',
  ]) {
    assert.ok(says(home.text, words), `${words} in ${home.text}`);
  }
  assert.ok(!/Shodiyev|S-1/.test(home.text), 'the line alone, and nobody was added here');
  assert.equal(codeOn(home.pdf).version, 1);

  await publishRolls(server.platform);
  const { dataDirectory } = server.platform.configuration;
  const folder = join(dataDirectory, 'site', 'published', 'elections', ELECTION);
  const file = JSON.parse(
    readFileSync(join(folder, 'roll-supplements.json'), 'utf8'),
  ) as contract.PublishedSupplements;
  const here = await linesOf('1');
  assert.deepEqual(
    file.stations.map(({ station, supplements, struck, version, root }) => [
      station,
      supplements,
      struck,
      version,
      root,
    ]),
    [
      ['1', 0, 1, 1, here.root],
      ['5', 2, 0, 2, exported.root],
    ],
  );
});

test('a further supplement makes another version, in which nothing has another number', async (t) => {
  const { add, paper, linesOf } = await start(t);
  await add(5, 'omitted');
  await add(1, 'certificate');
  const before = await linesOf('5');
  const earlier = await paper('5');
  // Before Qodirov by the alphabet, and after by the number.
  await add(4, 'omitted');
  const after = await linesOf('5');
  assert.deepEqual([before.version, after.version], [2, 3]);
  assert.deepEqual(after.texts.slice(0, 2), before.texts);
  assert.notEqual(after.root, before.root);
  const later = await paper('5');
  assert.ok(later.text.includes('S-1\nS-2\nS-3\nФамилия'), later.text);
  const order = ['Qodirov', 'Shodiyev', 'Aliyev'].map((name) => later.text.indexOf(name));
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  );
  assert.equal(codeOn(earlier.pdf).version, 2);
  assert.equal(codeOn(later.pdf).version, 3);
  assert.equal(codeOn(later.pdf).root, after.root.slice(0, 16));
});

test('many supplements go over pages, each with its total, and the signatures stay below a row', async (t) => {
  const { server, paper, linesOf } = await start(t);
  const voters = Array.from({ length: 60 }, (_, index) => ({ id: index + 100, station: null }));
  await addVoters(server, voters);
  // Each of them decided by two would take long: here the pages are looked at, not the decisions.
  await server.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`
      insert into roll_supplements (roll, station, number, voter_id, territory_path, reason, evidence, surname, given,
        patronymic, birth_date, address, salt, leaf, proposal_id, added_at)
      select r.id, '5', n, n + 99, ${VOTERS_HOME}, 'omitted', 'A paper', 'Familiya' || n, 'Vali', '', '1980-05-17', '',
        decode(md5(n::text), 'hex'), sha256(n::text::bytea), gen_random_uuid(), now()
      from rolls r, generate_series(1, 60) n`;
  });
  const { pdf } = await paper('5', 'en');
  const pages = pdfPages(pdf);
  assert.deepEqual(
    pages.map((page) => /Added on this page: \d+ \(S-\d+–S-\d+\)/.exec(page)?.[0]),
    ['Added on this page: 28 (S-1–S-28)', 'Added on this page: 32 (S-29–S-60)', undefined],
  );
  assert.match(pages[1] ?? '', /Page 2 of 3/);
  assert.ok(pages[2]?.includes('Chair') === true && !pages[1]?.includes('Chair'));
  assert.equal((await linesOf('5')).version, 60);
});

test('without a supplement there is no sheet', async (t) => {
  const { first, ask } = await start(t);
  assert.equal(codeOf(await ask(first, '5')), 'supplement-missing');
  const lines = await first.call(contract.exportSupplements, at('5'));
  assert.equal(codeOf(lines), 'supplement-missing');
});

test('a sheet is for those who may print the roll, is counted as one, and stands in the audit log', async (t) => {
  const { server, first, add, ask, paper, linesOf } = await start(t);
  await add(4, 'omitted');
  const elsewhere = await server.signInAs('territorial-member', 'UZ/1706');
  assert.equal(codeOf(await ask(elsewhere, '5')), 'not-found');
  assert.equal(codeOf(await ask(await server.signInAs('observer'), '5')), 'not-permitted');
  const precinct = await server.signInAs('precinct-member', VOTERS_HOME);
  assert.equal(codeOf(await ask(precinct, '5')), 'no-desk');
  await server.owner`insert into station_desks (person_id, pack, station, territory_path, given_by, given_at)
    values (${precinct.personId}, 'uzbekistan', '1', ${VOTERS_HOME}, ${first.personId}, now())`;
  assert.equal(codeOf(await ask(precinct, '5')), 'not-found', 'the desk of another station');
  const foreign = await precinct.call(contract.exportSupplements, at('5'));
  assert.equal(codeOf(foreign), 'not-found');

  const { print } = await paper('5');
  await linesOf('5');
  const [counted] = await server.owner`
    select readings from roll_reading_counts where person_id = ${first.personId}`;
  assert.equal(counted?.['readings'], 3, 'asked for, saved, exported');
  await server.owner`update station_desks set station = '5'`;
  assert.equal(codeOf(await ask(precinct, '5')), 'ok');
  const facts = await server.owner<{ event_type: string; log: string; text: string }[]>`
    select event_type, log, convert_from(bytes, 'UTF8') as text from evidence_facts
    where event_type in ('rolls.printed', 'rolls.read') order by inserted_at`;
  assert.deepEqual(
    facts.map(({ event_type: type, log }) => `${log} ${type}`),
    ['audit rolls.printed', 'audit rolls.read', 'audit rolls.read', 'audit rolls.printed'],
  );
  assert.match(facts[0]?.text ?? '', new RegExp(`"part":"supplements".*${print}`));
  assert.match(facts[1]?.text ?? '', /"form":"sheet-pdf"/);
  assert.match(facts[2]?.text ?? '', /"form":"sheet-lines"/);
  for (const { text } of facts) assert.ok(!/Aliyev|1980/.test(text), text);
  await server.owner`update roll_reading_counts set readings = 40`;
  assert.equal(codeOf(await ask(first, '5')), 'too-many-requests');
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import {
  PublishedArea,
  type PublishedIndex,
  PublishedLive,
  PublishedStationResult,
  PublishedTurnout,
} from '@ovoz/contract';
import { LANGUAGES } from '@ovoz/ui/messages';
import { Compile } from 'typebox/compile';
import {
  buildPrograms,
  type Folders,
  renderAll,
  startLive,
  stopLivePrograms,
} from '../testing/built-programs.ts';
import { CODE, fixtureElection } from '../testing/fixture-election.ts';
import { fixtureResults, fixtureTurnout } from '../testing/fixture-results.ts';
import { writeElection, writeResults, writeTurnout } from '../testing/write-fixture.ts';

const work = mkdtempSync(join(tmpdir(), 'ovoz-results-'));
const programs = join(work, 'programs');
after(() => {
  stopLivePrograms();
  rmSync(work, { recursive: true, force: true });
});

/** One station in each unit of two regions, three constituencies. */
const fixture = fixtureElection(1, 3, 2);
const ALL = fixture.stations.length;
const PAGES = `elections/${CODE}/results`;
/** The heaviest pages must load on an old phone: bytes on the wire, without letters and styles. */
const HEAVIEST_BYTES = 60_000;

let serial = 0;
function newFolders(counted: number | null): Folders {
  serial += 1;
  const published = join(work, `published-${serial}`);
  writeElection(published, fixture);
  if (counted !== null) writeResults(published, fixtureResults(fixture, counted, 1));
  return { programs, published, site: join(work, `site-${serial}`) };
}

/** Rendered once: `COUNTED` stations are in, everything else is still to come. */
const COUNTED = 5;
let rendered: Folders;
before(
  async () => {
    await buildPrograms(programs);
    rendered = newFolders(COUNTED);
    await renderAll(rendered);
  },
  { timeout: 100_000 },
);

/** Folders of one's own with all pages of that state. */
function renderedFolders(): Folders {
  const own = newFolders(COUNTED);
  cpSync(rendered.site, own.site, { recursive: true, preserveTimestamps: true });
  return own;
}

const pageFile = ({ site }: Folders, path: string, segment = 'en') =>
  join(site, segment, PAGES, path, 'index.html');
const page = (folders: Folders, path: string, segment = 'en') =>
  readFileSync(pageFile(folders, path, segment), 'utf8');
const words = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

test('the fixture is as the contract says', () => {
  const { live, areas, station } = fixtureResults(fixture, 50, 1);
  assert.deepEqual(Compile(PublishedLive).Errors(live), []);
  assert.deepEqual(Compile(PublishedStationResult).Errors(station), []);
  const check = Compile(PublishedArea);
  for (const area of areas.values()) assert.deepEqual(check.Errors(area), []);
});

test('before the release the page says from when there are figures, in every language', async () => {
  const folders = newFolders(null);
  await renderAll(folders);
  assert.match(words(page(folders, '')), /No figures before 27 December 2026, 20:00/);
  for (const { segment } of LANGUAGES) assert.match(page(folders, '', segment), /20:00/);
  assert.equal(existsSync(pageFile(folders, 'search')), false, 'there is nothing to find yet');
});

test('while votes are cast the page of the nation follows turnout, and says when there are results', async () => {
  const folders = newFolders(null);
  const turnoutAt = (hours: number) => {
    const turnout = fixtureTurnout(fixture, hours, hours);
    assert.deepEqual(Compile(PublishedTurnout).Errors(turnout), []);
    writeTurnout(folders.published, turnout);
    return `data-version="${turnout.signature.value.slice(0, 22)}"`;
  };
  const live = startLive(folders);
  await live.send({ election: CODE, changed: [] });
  const first = turnoutAt(1);
  const answer = await live.send({ election: CODE, changed: ['turnout'] });
  assert.equal((answer as { rendered: number }).rendered, LANGUAGES.length);
  await live.end();
  const html = page(folders, '');
  assert.ok(html.includes(first));
  const listed = (ALL * 1500).toLocaleString('en-GB');
  const voters = Math.floor((ALL * 1500) / 4).toLocaleString('en-GB');
  assert.ok(words(html).includes(`11:00 25.0% ${voters} ${listed} ${ALL} of ${ALL}`), 'by hour');
  assert.match(words(html), /Andijan region 2\d\.\d% [\d,]+ [\d,]+ (\d+) of \1/);
  assert.match(words(html), /No figures before 27 December 2026, 20:00/);
  assert.match(words(html), /1 polling station reported figures that are implausible/);

  const second = turnoutAt(2);
  await startLive(folders).end();
  for (const { segment } of LANGUAGES) {
    const own = page(folders, '', segment);
    assert.ok(own.includes(second), `${segment}: what changed while nobody followed`);
    assert.doesNotMatch(words(own), /undefined|NaN|\[object|\{\w+[,}]/);
  }
  await renderAll(folders);
  assert.ok(page(folders, '').includes(second), 'a full render writes the same');
});

test('each page explains where its numbers come from, and leads down to the protocols and to the log', () => {
  const nation = page(rendered, '');
  const regions = words(nation).match(/same number of the (\d+) areas/)?.[1];
  const { areas } = fixtureResults(fixture, COUNTED, 1);
  assert.equal(Number(regions), areas.get('nation')?.areas.length);
  assert.ok(words(nation).includes(`${ALL} protocols due: ${COUNTED} counted, 0 annulled`));
  for (const link of ['nation.json', 'manifest.json']) {
    assert.ok(nation.includes(`href="/published/elections/${CODE}/results/${link}"`), link);
  }
  assert.ok(nation.includes('href="/published/log/checkpoint"'));
  assert.ok(nation.includes('href="/verify/#en"'));
  for (const anchor of nation.match(/href="#(parts|contest)-[a-z-]+"/g) ?? ['none']) {
    assert.ok(nation.includes(anchor.replace('href="#', 'id="')), anchor);
  }
  const district = page(rendered, 'districts/constituency-1/');
  assert.match(words(district), /same number of the \d+ polling stations? listed/);
  for (const { segment } of LANGUAGES) {
    assert.ok(page(rendered, '', segment).includes(`href="/verify/#${segment}"`), segment);
  }
});

test('once there are results, turnout alone renders nothing', async () => {
  const folders = renderedFolders();
  const shown = page(folders, '');
  writeTurnout(folders.published, fixtureTurnout(fixture, 5, 9));
  const live = startLive(folders);
  const answer = await live.send({ election: CODE, changed: ['turnout'] });
  await live.end();
  assert.equal((answer as { rendered: number }).rendered, 0);
  assert.equal(page(folders, ''), shown);
});

test('the nation’s page has votes, shares, seats and the working, without scripts, in every language', async () => {
  const folders = rendered;
  const { areas } = fixtureResults(fixture, COUNTED, 1);
  const nation = areas.get('nation');
  const [list] = nation?.totals ?? [];
  const votes = list?.votes['uzlidep']?.sum ?? 0;
  const text = words(page(folders, ''));
  assert.match(text, new RegExp(`${COUNTED} of ${ALL} polling stations counted`));
  assert.ok(text.includes(`${votes.toLocaleString('en-GB')} votes`));
  const quota = nation?.seats?.districts[0]?.allocation?.steps.find(({ kind }) => kind === 'quota');
  assert.ok(quota?.kind === 'quota');
  const whole = Math.floor(Number(quota.quota.numerator) / Number(quota.quota.denominator));
  assert.ok(text.includes(`÷ 75 = ${whole.toLocaleString('en-GB')}`), 'the quota is worked out');
  assert.match(text, /Threshold: 7% of the voters who took part/);
  assert.match(text, /Andijan region 5 of 1\d \d\d\.\d%/, 'a row for each region');
  assert.match(page(folders, ''), /class="res-map__area /, 'regions are drawn on a map');
  for (const { segment } of LANGUAGES) {
    const html = page(folders, '', segment);
    assert.match(html, /<h1>/);
    assert.doesNotMatch(words(html), /undefined|NaN|\[object|\{\w+[,}]/);
  }
  for (const path of ['', 'territories/1703', 'districts/constituency-1']) {
    const { size } = statSync(`${pageFile(folders, path)}.br`);
    assert.ok(size < HEAVIEST_BYTES, `${path} has ${size} bytes`);
  }
});

test('pages and tables say how the door of a station is found, where somebody wrote it', () => {
  const [first] = fixture.stations;
  const region = fixture.election.territories
    .find(({ territory }) => territory.code === first?.station.territoryCode)
    ?.territory.path.split('/')[1];
  const rowIn = (segment: string) => {
    const file = join(
      rendered.site,
      segment,
      'elections',
      CODE,
      'territories',
      `${region}/index.html`,
    );
    const html = readFileSync(file, 'utf8');
    assert.equal(
      html.match(/ov-as-of[^>]*>(?:<span[^>]*>)?(?:Second|Ikkinchi|Иккинчи|Второй)/g)?.length,
      1,
    );
    return words(/<tr id="station-1">.*?<\/tr>/s.exec(html)?.[0] ?? '');
  };
  assert.match(rowIn('en'), /1-uy Second door/);
  assert.match(rowIn('ru'), /Второй вход/);
  assert.match(rowIn('uz-cyrl'), /Иккинчи эшик/);
  const table = readFileSync(join(rendered.site, 'data', CODE, 'stations.csv'), 'utf8');
  const [header = '', row = '', next = ''] = table.split('\r\n');
  assert.ok(header.endsWith('directions_uz-Latn,directions_uz-Cyrl,directions_ru,directions_en'));
  assert.ok(row.endsWith('Ikkinchi eshik,,Второй вход,Second door'), row);
  assert.ok(next.endsWith(',,,'), next);
});

test('a missing station is a shown gap, a counted one leads to its protocol', async () => {
  const folders = rendered;
  const [first] = fixture.stations;
  const last = fixture.stations.at(-1);
  const counted = page(folders, `territories/${first?.station.territoryCode}`);
  assert.match(counted, /results\/station\/\?n=1"/);
  assert.match(words(counted), /1-sonli maktab counted, version 2/);
  assert.match(
    words(page(folders, `territories/${last?.station.territoryCode}`)),
    /not there yet – –/,
  );
});

test('candidates are never summed over districts', async () => {
  const folders = rendered;
  const nation = page(folders, '');
  const contest = nation.slice(nation.indexOf('id="contest-constituency"'));
  assert.doesNotMatch(contest.slice(0, contest.indexOf('id="turnout"')), /res-bars__votes/);
  assert.match(page(folders, 'districts/constituency-1'), /res-bars__votes/);
});

test('a change is rendered in all languages, and what did not change is left alone', async () => {
  const folders = renderedFolders();
  const untouched = statSync(pageFile(folders, 'territories/1706')).mtimeMs;
  const live = startLive(folders);
  // Once it answers it has looked for what changed before it ran.
  await live.send({ election: CODE, changed: [] });
  writeResults(folders.published, fixtureResults(fixture, 20, 2));
  const answer = await live.send({ election: CODE, changed: ['nation', 'territories/1703'] });
  assert.equal(await live.end(), 0);
  const { rendered: pages } = answer as { rendered: number };
  assert.ok(pages >= 2 * LANGUAGES.length, `${pages} pages`);
  for (const { segment } of LANGUAGES) {
    assert.match(page(folders, '', segment), new RegExp(`data-version="${versionAt(2, 20)}"`));
  }
  assert.match(words(page(folders, '')), /20 of \d+ polling stations counted/);
  const twin = brotliDecompressSync(readFileSync(`${pageFile(folders, '')}.br`)).toString();
  assert.equal(twin, page(folders, ''));
  assert.equal(statSync(pageFile(folders, 'territories/1706')).mtimeMs, untouched);
  assert.equal(existsSync(join(folders.site, '.rendering-live')), false);
});

test('both programs write the same pages', async () => {
  const folders = newFolders(20);
  const live = startLive(folders);
  await live.send({
    election: CODE,
    changed: ['nation', 'territories/1703', 'districts/constituency-1'],
  });
  await live.end();
  const paths = ['', 'search', 'station', 'territories/1703', 'districts/constituency-1'];
  const written = paths.map((path) => page(folders, path, 'uz'));
  await renderAll(folders);
  assert.deepEqual(
    paths.map((path) => page(folders, path, 'uz')),
    written,
  );
});

test('a full render takes the place of what a live one wrote from older files, and keeps the newest', async () => {
  const folders = renderedFolders();
  const live = startLive(folders);
  writeResults(folders.published, fixtureResults(fixture, 20, 2));
  await live.send({ election: CODE, changed: ['nation'] });
  await live.end();
  await renderAll(folders);
  assert.match(page(folders, ''), new RegExp(versionAt(2, 20)));
  assert.match(words(page(folders, 'territories/1703')), /counted/);
});

test('a renderer that is killed leaves whole pages, and the next one finds what is outdated', async () => {
  const folders = renderedFolders();
  writeResults(folders.published, fixtureResults(fixture, ALL, 2));
  const { areas } = fixtureResults(fixture, ALL, 2);
  const changed = [...areas.keys()];
  const killed = startLive(folders);
  killed.child.stdin.write(`${JSON.stringify({ election: CODE, changed })}\n`);
  await untilChanged(pageFile(folders, '', 'en'), versionAt(2, ALL));
  killed.child.kill('SIGKILL');
  await once(killed.child, 'close');
  const segments = LANGUAGES.map(({ segment }) => segment);
  for (const segment of segments) assert.match(page(folders, '', segment), /<\/html>\s*$/);
  const next = startLive(folders);
  assert.equal(await next.end(), 0);
  for (const [file, area] of areas) {
    const version = area.signature.value.slice(0, 22);
    for (const segment of segments) {
      assert.ok(
        page(folders, file === 'nation' ? '' : file, segment).includes(version),
        `${segment} ${file}`,
      );
    }
  }
});

test('a spoilt file keeps its old page, is named, and stops no other', async () => {
  const folders = renderedFolders();
  const old = page(folders, 'territories/1703');
  const file = join(folders.published, 'elections', CODE, 'results/territories/1703.json');
  writeFileSync(file, '{"format":1}');
  const live = startLive(folders);
  writeResultsBut(folders, file);
  const answer = await live.send({ election: CODE, changed: ['territories/1703', 'nation'] });
  assert.ok((answer as { rendered: number }).rendered >= LANGUAGES.length);
  await live.end();
  assert.equal(page(folders, 'territories/1703'), old);
  assert.match(live.complaints.join('\n'), /territories\/1703.*not as published files are/);
});

test('two elections of a country are compared, from either side', async () => {
  const folders = newFolders(COUNTED);
  const other = addOtherElection(folders, ALL);
  await renderAll(folders);
  const html = page(folders, `compare/${other}`);
  assert.match(page(folders, ''), new RegExp(`results/compare/${other}/`));
  const [few, all] = [COUNTED, ALL].map((counted) => shareOf('uzlidep', counted));
  const difference = Math.round(((few ?? 0) - (all ?? 0)) * 10) / 10;
  const points = `${difference < 0 ? '−' : '+'}${Math.abs(difference)}`;
  const row = words(html.slice(html.indexOf('UzLiDeP')));
  assert.ok(
    row.startsWith(`UzLiDeP ${few?.toFixed(1)}% ${all?.toFixed(1)}% ${points} `),
    `${points}: ${row.slice(0, 80)}`,
  );
  const back = join(folders.site, 'ru', `elections/${other}/results/compare/${CODE}/index.html`);
  assert.match(words(readFileSync(back, 'utf8')), /Сравнение/);
});

test('lines that are not understood are answered and named, and nothing is guessed', async () => {
  const folders = renderedFolders();
  const live = startLive(folders);
  for (const line of [
    'nonsense',
    { election: CODE },
    { election: CODE, changed: ['../../../etc/passwd'] },
    { election: CODE, changed: ['nation'], more: 1 },
  ]) {
    assert.equal(((await live.send(line)) as { rendered: number }).rendered, 0);
  }
  assert.deepEqual(
    ((await live.send({ election: CODE, changed: [] })) as { rendered: number }).rendered,
    0,
  );
  await live.end();
  assert.equal(live.complaints.filter((line) => line.startsWith('not understood')).length, 4);
});

/** The same election under another code, further counted. */
function addOtherElection({ published }: Folders, counted: number): string {
  const code = `${CODE}-other`;
  const aside = join(work, 'aside');
  writeElection(aside, fixture);
  writeResults(aside, fixtureResults(fixture, counted, 1));
  const [from, to] = [join(aside, 'elections', CODE), join(published, 'elections', code)];
  cpSync(from, to, { recursive: true });
  for (const file of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.json')) continue;
    const path = join(to, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(`"${CODE}"`, `"${code}"`));
  }
  const indexFile = join(published, 'index.json');
  const index: PublishedIndex = JSON.parse(readFileSync(indexFile, 'utf8'));
  const elections = index.elections.flatMap((one) => [one, { ...one, code }]);
  writeFileSync(indexFile, JSON.stringify({ ...index, elections }));
  return code;
}

function shareOf(party: string, counted: number): number {
  const votes = fixtureResults(fixture, counted, 1).areas.get('nation')?.totals[0]?.votes ?? {};
  const whole = Object.values(votes).reduce((sum, one) => sum + one.sum, 0);
  return (100 * (votes[party]?.sum ?? 0)) / whole;
}

function versionAt(edition: number, counted: number): string {
  const nation = fixtureResults(fixture, counted, edition).areas.get('nation');
  return nation?.signature.value.slice(0, 22) ?? '';
}

function writeResultsBut(folders: Folders, spoilt: string): void {
  const content = readFileSync(spoilt);
  writeResults(folders.published, fixtureResults(fixture, 20, 2));
  writeFileSync(spoilt, content);
}

async function untilChanged(file: string, mark: string): Promise<void> {
  const limit = performance.now() + 20_000;
  while (!readFileSync(file, 'utf8').includes(mark)) {
    assert.ok(performance.now() < limit, `${file} was not rendered`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

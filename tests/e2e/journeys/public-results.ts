import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { callerAs } from '../stage/counting.ts';
import { heading } from '../stage/desk.ts';
import { inspect, inspectWords } from '../stage/inspect.ts';
import { untilPublished } from '../stage/published.ts';
import { ELECTION, journey, type Travel } from '../stage/stage.ts';

const PHONE = 390;
const RESULTS = `elections/${ELECTION}/results/`;
/** Keyed, accepted and corrected by the journey before. */
const STATION = '5';
/** The last station abroad has closed: figures may come out. */
const RELEASED = '2026-12-28T03:00:00.000Z';

/** Comes after the correction of a protocol: what was decided there is read here by everybody. */
export const readingResults = journey(
  'a citizen follows the result from the nation to the corrected protocol of a station',
  async (stage) => {
    await release(stage);
    const visit = await stage.open({ width: PHONE });
    const { page } = visit;
    // Printed protocols of stations follow the figures, from a queue.
    visit.expectRefusal(/^HEAD \S+\.pdf 404$/);
    await untilPublished(visit, `/en/${RESULTS}`, 'A spoilt ballot lay among the unused ones');
    await page.getByText('Counting goes on').waitFor();
    await inspect(page, 'the result of the nation');
    await findTheStation(page);
    await readTheStation(page);
    const district = page.getByRole('link', { name: /district$/ }).last();
    // All areas come out at once; their pages follow one after the other.
    await untilPublished(visit, (await district.getAttribute('href')) ?? '', 'Corrections');
    await inspect(page, 'the result of a district');
    await untilPublished(visit, `/en/${RESULTS}districts/constituency-1/`, 'Corrections');
    await inspect(page, 'the result of an electoral district');
    for (const segment of ['uz', 'uz-cyrl', 'ru', 'mn', 'az', 'ky', 'kk', 'ka']) {
      for (const path of ['', `station/?n=${STATION}`, 'search/']) {
        await page.goto(`/${segment}/${RESULTS}${path}`);
        await inspectWords(page, `/${segment}/${RESULTS}${path}`);
      }
    }
  },
);

export const resultsWithoutScripts = journey(
  'the results are readable without scripts',
  async (stage) => {
    const visit = await stage.open({ width: PHONE, scripts: false });
    const { page } = visit;
    await untilPublished(visit, `/en/${RESULTS}`, 'Counting goes on');
    assert.match(await page.locator('main').innerText(), /\d of 11,028 polling stations counted/);
    await page.goto(`/en/${RESULTS}search/`);
    await page.getByRole('link', { name: 'Navoi region' }).click();
    await heading(page, 'Navoi region').waitFor();
    await page.getByRole('row').nth(1).waitFor();
    await page.goto(`/en/${RESULTS}station/?n=${STATION}`);
    await page.getByRole('link', { name: 'Find a result' }).waitFor();
  },
);

async function release(stage: Travel): Promise<void> {
  const central = await callerAs(stage, 'demo.central');
  const { status } = await central('PUT', `/api/elections/${ELECTION}/clock`, {
    shows: RELEASED,
    speed: 1,
    reason: 'The journey is about the night after the vote',
  });
  assert.equal(status, 200);
}

async function findTheStation(page: Page): Promise<void> {
  await page.getByLabel('Number of the polling station, or name of the place').fill(STATION);
  await page.getByRole('button', { name: 'Search' }).click();
  await heading(page, 'Find a result').waitFor();
  await page.getByRole('link', { name: new RegExp(`^${STATION} · `) }).waitFor();
  await inspect(page, 'stations and areas that were found');
  await page.getByRole('link', { name: new RegExp(`^${STATION} · `) }).click();
}

async function readTheStation(page: Page): Promise<void> {
  await heading(page, `Polling station No. ${STATION}`).waitFor();
  const spoilt = page.getByRole('row').filter({ hasText: 'Spoilt ballots handed back' }).first();
  assert.match(await spoilt.innerText(), /3\s+4/, 'both versions stand side by side');
  await page.getByText('A spoilt ballot lay among the unused ones').first().waitFor();
  const evidence = page.locator('details[data-evidence]').first();
  await evidence.locator('summary').first().click();
  // Two versions and the decisions about them, each in the log.
  await evidence
    .getByText(/^Proven in this browser: entry \d/)
    .nth(2)
    .waitFor();
  await evidence.getByText('The log is signed with the key').waitFor();
  const corrected = page.locator('details').filter({ hasText: 'Signed package: Version 2' });
  await corrected.locator('summary').click();
  await corrected.getByText('Computed in this browser: the hash is right.').waitFor();
  await inspect(page, 'the protocol of a station');
}

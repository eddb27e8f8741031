import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { enter } from '../stage/desk.ts';
import { inspect, inspectWords } from '../stage/inspect.ts';
import { ELECTION, journey } from '../stage/stage.ts';

const ELECTION_PLACE = `elections/${ELECTION}`;
const LANGUAGES = ['Oʻzbekcha', 'Ўзбекча', 'Русский', 'English'] as const;

/** Every screen of the administration that can be opened by its address. */
const SCREENS = [
  '',
  'waiting',
  'waiting?status=approved',
  'elections',
  'elections/new',
  ELECTION_PLACE,
  `${ELECTION_PLACE}/contests`,
  `${ELECTION_PLACE}/candidates`,
  `${ELECTION_PLACE}/districts`,
  `${ELECTION_PLACE}/calendar`,
  `${ELECTION_PLACE}/versions`,
  `${ELECTION_PLACE}/versions/1`,
  `count/${ELECTION}`,
  `count/${ELECTION}/protocols`,
  `count/${ELECTION}/turnout`,
  `count/${ELECTION}/keys`,
  'geography/uzbekistan',
  'geography/uzbekistan/territories',
  'geography/uzbekistan/stations',
  'geography/uzbekistan/stations/1',
  'geography/uzbekistan/districts',
  'geography/uzbekistan/versions',
  'geography/uzbekistan/versions/1',
  'geography/uzbekistan/import',
  'voters/uzbekistan/search',
  'voters/uzbekistan/requests',
  'voters/uzbekistan/abroad',
  'voters/uzbekistan/display',
  'voters/uzbekistan/desks',
  'voters/uzbekistan/feed',
  'voters/uzbekistan/duplicates',
  'voters/uzbekistan/duplicates/quality',
  'voters/uzbekistan/rolls',
  `voters/uzbekistan/rolls/${ELECTION}`,
  'voters/uzbekistan/assignment',
  'voters/uzbekistan/assignment/sets/1',
  'voters/uzbekistan/assignment/queue',
  'voters/uzbekistan/assignment/import',
  'commissions/uzbekistan',
  'commissions/uzbekistan/new',
  'commissions/uzbekistan/import',
  'people',
  'people/new',
  'sessions',
  'evidence',
  'no-such-place',
] as const;

export const everyScreen = journey(
  'every screen opens in every language of the administration',
  async ({ open }) => {
    const page = await enter(await open(), 'dilnoza');
    for (const screen of SCREENS) {
      await page.goto(`/admin/${screen}`);
      await inspect(page, `/admin/${screen}`);
      const headings = new Set<string>();
      for (const language of LANGUAGES) {
        await chooseLanguage(page, language);
        await inspectWords(page, `/admin/${screen} in ${language}`);
        headings.add(await page.locator('h1').innerText());
      }
      assert.ok(headings.size > 1, `${[...headings].join()} is translated`);
    }
  },
);

async function chooseLanguage(page: Page, name: string): Promise<void> {
  await page.locator('header summary').first().click();
  await page.getByRole('button', { name, exact: true }).click();
  await page.locator('header summary').first().filter({ hasText: name }).waitFor();
}

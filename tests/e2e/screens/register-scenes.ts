/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { ELECTION } from '../stage/stage.ts';
import type { RegisterPapers } from './prepare-register.ts';
import type { Scene } from './scenes.ts';

const LIST = '/admin/voters/uzbekistan';
const CENTRAL = 'demo.central';
const CLERK = 'demo.district';
/** Begins the names of some families of the demonstration. */
const LETTERS = 'kar';
/** Somebody with all numbers, not the misspelt ones before. */
const OPENED = 6;
/** Where the people of the demonstration live. */
const REGION = /^Andi/;
/** Region, district, locality, street, house. */
const STEPS = 5;

type More = Omit<Partial<Scene>, 'name' | 'place' | 'language'>;
type Language = Scene['language'];

/** Before the freeze: what comes in, who is looked up, where they vote. */
export function listScenes(papers: RegisterPapers): readonly Scene[] {
  const clerk = { person: CLERK };
  const pair = `/duplicates/${papers.pair}`;
  const set = `/assignment/sets/${papers.set}`;
  return [
    scene('registers', '/feed', 'en'),
    scene('batch', `/feed/batches/${papers.batch}`, 'en'),
    scene('batch', `/feed/batches/${papers.batch}`, 'ru', { size: 'phone' }),
    scene('search', '/search', 'en', { ...clerk, prepare: lookUp }),
    scene('search', '/search', 'uz', { ...clerk, prepare: lookUp, size: 'phone' }),
    scene('record', '/search', 'en', { ...clerk, prepare: openSomebody }),
    scene('record', '/search', 'ru', { ...clerk, prepare: openSomebody }),
    scene('requests', '/requests', 'uz', clerk),
    scene('abroad', '/abroad', 'ru'),
    scene('duplicates', '/duplicates', 'en'),
    scene('pair', pair, 'en', { prepare: openPair }),
    scene('pair', pair, 'uz', { prepare: openPair, size: 'phone' }),
    scene('difference', set, 'en'),
    scene('difference', set, 'ru', { prepare: showMoves }),
    ...(['en', 'uz'] as const).map((language): Scene => {
      const place = `/${language}/elections/${ELECTION}/stations/`;
      const prepare = findByAddress;
      return { name: 'public-voters-finder', place, language, size: 'phone', prepare };
    }),
  ];
}

/** After it: the roll, that of a station, and what a citizen is told. */
export function rollScenes(
  { nationalNumber, document }: RegisterPapers,
  station: string,
): readonly Scene[] {
  const roll = `/rolls/${ELECTION}`;
  const lookup = (language: Language, numbers: readonly [string, string]): Scene => ({
    name: `public-voters-${numbers[0] === nationalNumber ? 'found' : 'missed'}`,
    place: `/${language}/elections/${ELECTION}/my-entry/`,
    language,
    size: 'phone',
    prepare: (page) => askForEntry(page, numbers),
  });
  return [
    scene('roll', roll, 'en'),
    scene('roll', roll, 'ru'),
    scene('roll-station', `${roll}/stations/${station}`, 'uz'),
    scene('roll-station', `${roll}/stations/${station}`, 'en', { size: 'phone' }),
    scene('display', '/display', 'uz', { prepare: (page) => showDisplayed(page, station) }),
    lookup('en', [nationalNumber, document]),
    lookup('uz', [nationalNumber, document]),
    lookup('ru', ['31503874210018', 'AA0000000']),
  ];
}

function scene(name: string, path: string, language: Language, more: More = {}): Scene {
  const place = `${LIST}${path}`;
  return {
    name: `admin-voters-${name}`,
    place,
    language,
    size: 'desktop',
    person: CENTRAL,
    ...more,
  };
}

async function lookUp(page: Page): Promise<void> {
  await page.locator('main form input').first().fill(LETTERS);
  await page.locator('main form button[type="submit"]').click();
  const table = page.getByRole('table');
  await table.waitFor();
  await page
    .locator('main h2')
    .last()
    .evaluate((heading) => heading.scrollIntoView());
}

async function openSomebody(page: Page): Promise<void> {
  await lookUp(page);
  await page.getByRole('table').getByRole('button').nth(OPENED).click();
  await page.locator('main dl').first().waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
}

async function showDisplayed(page: Page, station: string): Promise<void> {
  await page.locator('main form select').selectOption({ index: 1 });
  await page.locator('main form input').fill(station);
  await page.locator('main form button[type="submit"]').click();
  await page.getByRole('table').waitFor();
  await page.getByRole('table').evaluate((list) => list.scrollIntoView({ block: 'start' }));
}

/** What the other picture of the set has below its screen: which addresses change their station. */
async function showMoves(page: Page): Promise<void> {
  const moves = page
    .locator('main .page-section')
    .filter({ has: page.locator('select') })
    .first();
  await moves.waitFor();
  await moves.evaluate((section) => section.scrollIntoView());
}

async function openPair(page: Page): Promise<void> {
  await page.locator('main .stack button').click();
  const table = page.getByRole('table').first();
  await table.waitFor();
  await table.evaluate((element) => element.scrollIntoView());
}

async function findByAddress(page: Page): Promise<void> {
  const found = page.locator('#address-found > *').first();
  for (let step = 0; step < STEPS; step += 1) {
    const list = page.locator('#address-steps select').nth(step);
    await list.or(found).first().waitFor();
    if (await found.isVisible()) break;
    const options = list.locator('option:not([value=""])');
    const option = step === 0 ? options.filter({ hasText: REGION }).first() : options.first();
    await list.selectOption((await option.getAttribute('value')) ?? '');
  }
  await page.locator('#address-found').evaluate((card) => card.scrollIntoView({ block: 'end' }));
}

async function askForEntry(page: Page, [national, document]: readonly [string, string]) {
  await page.locator('#lookup-national').fill(national);
  await page.locator('#lookup-document').fill(document);
  await page.locator('#lookup-form button').click();
  await page.locator('#lookup-answer > *').first().waitFor();
  await page
    .locator('#lookup-answer')
    .evaluate((answer) => answer.scrollIntoView({ block: 'end' }));
}

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { heading } from '../stage/desk.ts';
import { inspect, inspectWords } from '../stage/inspect.ts';
import { untilPublished } from '../stage/published.ts';
import { ELECTION, journey } from '../stage/stage.ts';
import type { Visit } from '../stage/visit.ts';

const PHONE = 390;
const BASE = `elections/${ELECTION}/`;

/** Addresses below a language, and the main heading in each of three languages. */
const PAGES = [
  { path: '', en: /Legislative Chamber/, ru: /Законодательная палата/, uz: /Qonunchilik palatasi/ },
  {
    path: `${BASE}calendar/`,
    en: 'Election calendar',
    ru: 'Календарь выборов',
    uz: 'Saylov taqvimi',
  },
  { path: `${BASE}results/`, en: 'Results', ru: 'Результаты', uz: 'Natijalar' },
  { path: `${BASE}map/`, en: 'Map', ru: 'Карта', uz: 'Xarita' },
  { path: `${BASE}territories/1726/`, en: 'Tashkent city', ru: /Ташкент/, uz: /Toshkent shahri/ },
  { path: `${BASE}districts/`, en: 'Electoral districts', ru: /округа/, uz: /okruglari/ },
  { path: `${BASE}parties/`, en: 'Parties and candidates', ru: /Партии/, uz: /Partiyalar/ },
  { path: `${BASE}data/`, en: 'Data for download', ru: /Данные/, uz: /maʼlumotlar/ },
  { path: `${BASE}stations/`, en: 'Find a polling station', ru: /участок/, uz: /uchastka/ },
] as const;

export const citizen = journey(
  'a citizen with a phone finds election, candidates and polling station',
  async (stage) => {
    const visit = await stage.open({ width: PHONE, locale: 'uz' });
    const { page } = visit;
    await untilPublished(visit, '/', 'Qonunchilik palatasi');
    assert.match(page.url(), /\/uz\/$/, 'the browser asked for Uzbek');
    await chooseLanguage(page, 'Русский');
    await heading(page, /Законодательная палата/).waitFor();
    await chooseLanguage(page, 'Ўзбекча');
    await page.goto('/');
    assert.match(page.url(), /\/uz-cyrl\/$/, 'the choice is remembered');
    await chooseLanguage(page, 'English');
    await page.goto('/');
    assert.match(page.url(), /\/en\/$/);
    await followThePages(visit);
    await findAStation(page);
  },
);

export const withoutScripts = journey(
  'the public pages are readable without scripts, and in other languages',
  async (stage) => {
    const plain = await stage.open({ width: PHONE, scripts: false });
    await untilPublished(plain, '/en/', 'Legislative Chamber');
    for (const { path, en } of PAGES) {
      await plain.page.goto(`/en/${path}`);
      await heading(plain.page, en).waitFor();
    }
    // The finder needs scripts; the way to the tables does not.
    await plain.page.getByRole('link', { name: 'Tashkent city' }).click();
    const row = plain.page.getByRole('row').nth(1);
    assert.match(await row.innerText(), /\d+.*koʻchasi.*08:00/s);
    assert.equal(await plain.page.getByRole('button', { name: 'Open list and map' }).count(), 0);

    const visit = await stage.open({ width: PHONE });
    for (const language of ['uz', 'ru'] as const) {
      for (const one of PAGES) {
        await visit.page.goto(`/${language}/${one.path}`);
        await heading(visit.page, one[language]).waitFor();
        await inspectWords(visit.page, `/${language}/${one.path}`);
      }
    }
  },
);

async function chooseLanguage(page: Page, name: string): Promise<void> {
  await page.locator('header summary').last().click();
  await page.getByRole('link', { name, exact: true }).click();
}

/** From the first page by links, as one reads. */
async function followThePages({ page }: Visit): Promise<void> {
  const go = async (menu: string, name: string | RegExp, place: string) => {
    await page
      .getByRole('navigation', { name: 'Main menu' })
      .getByRole('link', { name: menu })
      .click();
    await heading(page, name).waitFor();
    await inspect(page, place);
  };
  await inspect(page, 'the overview of the election');
  await go('Results', 'Results', 'the results before the vote');
  await go('Calendar', 'Election calendar', 'the calendar');
  await go('Data', 'Data for download', 'the data');
  await go('Districts', 'Electoral districts', 'the districts');
  await go('Candidates', 'Parties and candidates', 'the parties');
  await page.getByRole('main').getByRole('link', { name: /party/i }).first().click();
  await inspect(page, 'a party with its candidates');
  await go('Map', 'Map', 'the map');
  await page.getByRole('main').getByRole('link', { name: /Navoi/ }).first().click();
  await heading(page, 'Navoi region').waitFor();
  await inspect(page, 'a region');
}

async function findAStation(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Polling stations', exact: true }).click();
  await heading(page, 'Find a polling station').waitFor();
  await inspect(page, 'the way to the finder');
  await page.getByLabel('Search by number, name or address').fill('ibn sino');
  await page.getByText(/^\d[\d,]* of 11,028 polling stations$/).waitFor();
  // The search by address has lists of its own.
  const first = page.getByRole('listbox').getByRole('option').first();
  assert.match(await first.innerText(), /Ibn Sino/i);
  await first.click();
  await page.getByRole('link', { name: /see the table of its region/ }).waitFor();
  await inspect(page, 'the finder');
}

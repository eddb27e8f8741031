/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { type Locator, type Page } from 'playwright-core';
import type { Visit } from './visit.ts';

/** People of the demonstration, by the names on their screens. */
export const PEOPLE = {
  dilnoza: 'Central commission member, Dilnoza Karimova',
  rustam: 'Central commission member, Rustam Yoʻldoshev',
  bahrom: 'Territorial commission member, Bahrom Qodirov',
  nigora: 'Auditor, Nigora Saidova',
  timur: 'Observer, Timur Rashidov',
  feruza: 'Operator, Feruza Islomova',
  jahongir: 'Precinct commission member, Jahongir Umarov',
  malika: 'District commission member, Malika Toʻrayeva',
} as const;
export type DemoPerson = keyof typeof PEOPLE;

/** A way through the page by Tab that is longer than this is no way. */
const MOST_TABS = 120;

/** Opens the administration, which sends to the sign-in, and enters as a person of the demonstration. */
export async function enter(visit: Visit, person: DemoPerson, place = ''): Promise<Page> {
  const { page } = visit;
  await openSignIn(visit, place);
  await page.getByRole('button', { name: `Enter as ${PEOPLE[person]}` }).click();
  await page.getByRole('navigation', { name: 'Main menu' }).waitFor();
  return page;
}

/** Opens a page of the administration as somebody who is not signed in yet. */
export async function openSignIn(visit: Visit, place = ''): Promise<void> {
  visit.expectRefusal(/^GET \/api\/session 401$/);
  await visit.page.goto(`/admin/${place}`);
  await heading(visit.page, 'Sign in').waitFor();
}

export async function choose(page: Page, menu: string, name: string): Promise<void> {
  await page.getByRole('navigation', { name: menu }).getByRole('link', { name }).click();
}

/** The main heading of the page. */
export function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name });
}

/** A value of a list of terms, by its term. */
export function valueOf(page: Page | Locator, term: string): Locator {
  return page.locator('dt', { hasText: new RegExp(`^${term}$`) }).locator('+ dd');
}

/** A hash as the screens group it, without its spaces. */
export async function hashIn(place: Locator): Promise<string> {
  const hash = (await place.innerText()).match(/[0-9a-f]{8}/g)?.join('') ?? '';
  assert.match(hash, /^[0-9a-f]{64}$/);
  return hash;
}

/** Goes to an element with the Tab key alone, and says how often it was pressed. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let pressed = 0; pressed < MOST_TABS; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) {
      return;
    }
  }
  assert.fail(`${String(target)} cannot be reached with the Tab key`);
}

/** Reaches an element by keyboard, sees that the focus is visible, and presses a key on it. */
export async function pressOn(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  const outline = await target.evaluate((element) => {
    const { outlineStyle, boxShadow } = getComputedStyle(element);
    return outlineStyle !== 'none' || boxShadow !== 'none';
  });
  assert.ok(outline, `${String(target)} shows that it has the focus`);
  await page.keyboard.press(key);
}

/// <reference lib="dom" />
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { assertAccessible } from './accessibility.ts';
import { strayWords } from './words.ts';

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** The narrowest phone that is still common. */
const NARROWEST = { width: 360, height: 740 };

/**
 * Looks at the screen as it stands: accessible in light and in dark colours, on a desktop and on a phone;
 * no stray words; one main heading; nothing that makes the whole page scroll sideways.
 */
export async function inspect(page: Page, place: string): Promise<void> {
  await settle(page);
  await assertInOrder(page, place);
  const [first, second] = isPhone(page) ? [PHONE, DESKTOP] : [DESKTOP, PHONE];
  await page.emulateMedia({ colorScheme: 'light' });
  await assertAccessible(page, `${place}, light`, 'all');
  await page.emulateMedia({ colorScheme: 'dark' });
  await assertAccessible(page, `${place}, dark`, 'contrast');
  await page.setViewportSize(second);
  await assertAccessible(page, `${place}, ${second.width} pixels wide`, 'all but contrast');
  await assertNoSidewaysScroll(page, place);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(first);
}

/** The same without looking at accessibility again, for a screen that differs in its words only. */
export async function inspectWords(page: Page, place: string): Promise<void> {
  await settle(page);
  await assertInOrder(page, place);
  await assertNoSidewaysScroll(page, place);
}

/** Fonts are there, nothing is loading any more. */
async function settle(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.locator('.loading, [aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

async function assertInOrder(page: Page, place: string): Promise<void> {
  assert.deepEqual(await strayWords(page), [], `${place} says only what it should`);
  assert.equal(await page.locator('h1').count(), 1, `${place} has one main heading`);
  assert.notEqual(await page.title(), '', `${place} names its window`);
}

async function assertNoSidewaysScroll(page: Page, place: string): Promise<void> {
  const before = page.viewportSize() ?? DESKTOP;
  await page.setViewportSize(NARROWEST);
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const beyond = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return beyond.slice(0, 5).map((element) => `${element.tagName}.${element.className}`);
  });
  assert.deepEqual(wide, [], `${place} fits into ${NARROWEST.width} pixels`);
  await page.setViewportSize(before);
}

function isPhone(page: Page): boolean {
  return (page.viewportSize()?.width ?? 0) < 600;
}

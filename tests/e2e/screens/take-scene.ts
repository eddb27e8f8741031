import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Scene } from './scenes.ts';

/** Folder of the pictures. */
export const PICTURES = fileURLToPath(new URL('../../../docs/screens/', import.meta.url));

const SIZES = {
  desktop: { width: 1280, height: 860 },
  phone: { width: 390, height: 844 },
} as const;
const LARGEST_BYTES = 200 * 1024;
const LARGEST_SUM_BYTES = 12 * 1024 * 1024;
/** What the count and its results look like; the program of results takes these, the other one all else. */
const OF_RESULTS = /^(admin-count|public-results|public-protocol)-/;

/** Removes the pictures that the program takes anew. */
export function removePictures(of: 'results' | 'preparation'): void {
  mkdirSync(PICTURES, { recursive: true });
  for (const old of readdirSync(PICTURES)) {
    if (old.endsWith('.png') && OF_RESULTS.test(old) === (of === 'results')) {
      rmSync(join(PICTURES, old));
    }
  }
}

/** Opens a window of its own for the scene and keeps what it shows. */
export async function takeScene(browser: Browser, origin: string, scene: Scene): Promise<void> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: SIZES[scene.size],
    colorScheme: scene.dark === true ? 'dark' : 'light',
    reducedMotion: 'reduce',
    timezoneId: 'Asia/Tashkent',
    locale: 'en-GB',
  });
  try {
    const page = await openScene(context, origin, scene);
    const name = `${scene.name}-${scene.language}-${scene.size}.png`;
    await page.screenshot({ path: join(PICTURES, name) });
    console.log(name);
  } finally {
    await context.close();
  }
}

async function openScene(context: BrowserContext, origin: string, scene: Scene): Promise<Page> {
  const tag = scene.language === 'uz' ? 'uz-Latn' : scene.language;
  await context.addCookies([{ name: 'ovoz-language', value: tag, url: origin }]);
  if (scene.person !== undefined) {
    const data = { username: scene.person };
    const entered = await context.request.post('/api/demo/session', { data, headers: { origin } });
    assert.ok(entered.ok(), await entered.text());
  }
  const page = await context.newPage();
  await page.goto(scene.place);
  await page.locator('h1, h2').first().waitFor();
  await page.locator('.loading, [aria-busy="true"]').first().waitFor({ state: 'detached' });
  await scene.prepare?.(page);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  return page;
}

/** Fails when a picture, or all together, are too large for a repository. */
export function checkSizes(): void {
  const pictures = readdirSync(PICTURES).filter((name) => name.endsWith('.png'));
  const sizes = pictures.map((name) => ({ name, bytes: statSync(join(PICTURES, name)).size }));
  const sum = sizes.reduce((bytes, one) => bytes + one.bytes, 0);
  console.log(`${sizes.length} pictures, ${Math.round(sum / 1024)} kB`);
  assert.deepEqual(
    sizes.filter(({ bytes }) => bytes > LARGEST_BYTES),
    [],
    'no picture is too large',
  );
  assert.ok(sum < LARGEST_SUM_BYTES, 'all pictures together are not too large');
}

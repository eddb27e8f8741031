// Takes the pictures of docs/screens/ from a fresh demonstration:
//   node_modules/.bin/node tests/e2e/take-screens.ts
// Look at each of them afterwards: no test sees what is ugly or hard to understand.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../browser/launch-browser.ts';
import { preparePapers } from './screens/prepare-papers.ts';
import { type Scene, scenesOf } from './screens/scenes.ts';
import { startServerProcess } from './stage/server-process.ts';

const TARGET = fileURLToPath(new URL('../../docs/screens/', import.meta.url));
const SIZES = {
  desktop: { width: 1280, height: 860 },
  phone: { width: 390, height: 844 },
} as const;
const LARGEST_BYTES = 200 * 1024;
const LARGEST_SUM_BYTES = 6 * 1024 * 1024;

async function takeAll(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-screens-'));
  const server = await startServerProcess(join(folder, 'data'), join(folder, 'server.log'));
  const browser = await launchBrowser();
  try {
    const papers = await preparePapers(browser, server.origin);
    mkdirSync(TARGET, { recursive: true });
    for (const old of readdirSync(TARGET)) {
      if (old.endsWith('.png')) rmSync(join(TARGET, old));
    }
    for (const scene of scenesOf(papers)) await take(browser, server.origin, scene);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  checkSizes();
}

async function take(browser: Browser, origin: string, scene: Scene): Promise<void> {
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
    await page.screenshot({ path: join(TARGET, name) });
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

function checkSizes(): void {
  const pictures = readdirSync(TARGET).filter((name) => name.endsWith('.png'));
  const sizes = pictures.map((name) => ({ name, bytes: statSync(join(TARGET, name)).size }));
  const sum = sizes.reduce((bytes, one) => bytes + one.bytes, 0);
  console.log(`${sizes.length} pictures, ${Math.round(sum / 1024)} kB`);
  assert.deepEqual(
    sizes.filter(({ bytes }) => bytes > LARGEST_BYTES),
    [],
    'no picture is too large',
  );
  assert.ok(sum < LARGEST_SUM_BYTES, 'all pictures together are not too large');
}

await takeAll();

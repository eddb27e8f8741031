import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
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
const PDF_WIDTH_PX = '760';
const LARGEST_BYTES = 200 * 1024;
const LARGEST_SUM_BYTES = 12 * 1024 * 1024;
/** Each program takes the pictures of its own names. */
const PROGRAMS = {
  results: /^(admin-count|public-results|public-protocol)-/,
  register: /^(admin-voters|public-voters|paper-roll)-/,
} as const;
type Program = keyof typeof PROGRAMS | 'preparation';

/** Removes the pictures that the program takes anew. */
export function removePictures(of: Program): void {
  mkdirSync(PICTURES, { recursive: true });
  for (const old of readdirSync(PICTURES)) {
    if (old.endsWith('.png') && programOf(old) === of) rmSync(join(PICTURES, old));
  }
}

function programOf(name: string): Program {
  if (PROGRAMS.results.test(name)) return 'results';
  return PROGRAMS.register.test(name) ? 'register' : 'preparation';
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

/** Keeps the first page of a PDF file; needs poppler. */
export function takeFirstPage(pdf: string, name: string): void {
  const size = ['-scale-to-x', PDF_WIDTH_PX, '-scale-to-y', '-1'];
  const settings = ['-png', '-f', '1', '-l', '1', '-singlefile', ...size];
  execFileSync('pdftoppm', [...settings, pdf, join(PICTURES, name)]);
  console.log(`${name}.png`);
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

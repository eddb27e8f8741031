import type { Browser, Page } from 'playwright-core';
import { type DemoServer, ELECTION } from './demo-server.ts';
import { printFigure, quantile } from './figures.ts';

/** Three frames of 60 a second: beyond it a movement is seen to jerk. */
const MOST_MS = 50;
const STEPS = 90;
const SIZES = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75 },
};

/** All stations of the nation in the finder: how long frames take while its list and its map move. */
export async function measureStationFinder(
  browser: Browser,
  { origin }: DemoServer,
): Promise<void> {
  console.log('Frames of the station finder with 11,028 stations, 95th of 100 (no graphics card)');
  for (const [size, options] of Object.entries(SIZES)) {
    const context = await browser.newContext({ ...options, locale: 'en' });
    const page = await context.newPage();
    await page.goto('about:blank');
    const still = await frames(page, () => wheel(page, 300));
    await page.goto(`${origin}/en/elections/${ELECTION}/stations/`);
    await page.locator('#finder-form button').click();
    const list = page.getByRole('listbox');
    await list.waitFor();
    await list.hover();
    report(`${size}, scrolling the list`, await frames(page, () => wheel(page, 300)), still);
    await page.locator('canvas').hover();
    report(`${size}, zooming the map in and out`, await frames(page, () => zoom(page)), still);
    report(`${size}, dragging the enlarged map`, await frames(page, () => drag(page)), still);
    await context.close();
  }
}

function report(what: string, moving: readonly number[], still: readonly number[]): void {
  printFigure({
    what,
    value: quantile(moving, 0.95),
    unit: 'ms',
    beside: { what: 'an empty page', value: quantile(still, 0.95) },
    goal: { most: MOST_MS },
  });
}

async function wheel(page: Page, step: number): Promise<void> {
  for (let index = 0; index < STEPS; index += 1) await page.mouse.wheel(0, step);
}

async function zoom(page: Page): Promise<void> {
  for (const step of [-60, 60, -60]) {
    for (let index = 0; index < STEPS / 3; index += 1) await page.mouse.wheel(0, step);
  }
}

async function drag(page: Page): Promise<void> {
  const box = await page.locator('canvas').boundingBox();
  if (box === null) throw new Error('there is a map');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let index = 0; index < STEPS; index += 1) {
    await page.mouse.move(x + 80 * Math.sin(index / 8), y + 80 * Math.cos(index / 8));
  }
  await page.mouse.up();
}

/** Milliseconds from one frame to the next while something is done. The page's part is text. */
async function frames(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(`{
    const measure = { frames: [], last: performance.now(), on: true };
    globalThis.measure = measure;
    const tick = (now) => {
      measure.frames.push(now - measure.last);
      measure.last = now;
      if (measure.on) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }`);
  await act();
  return page.evaluate<number[]>(`measure.on = false, measure.frames.slice(1)`);
}

import type { Browser, Page } from 'playwright-core';
import { type DemoServer, ELECTION } from './demo-server.ts';
import { printFigure, quantile } from './figures.ts';

/** Three frames of 60 a second: beyond it a movement is seen to jerk. */
const MOST_MS = 50;
const STEPS = 90;
const SIZES = {
  desktop: { cpuSlowdown: 1, screen: { viewport: { width: 1280, height: 800 } } },
  'phone with a CPU four times slower': {
    cpuSlowdown: 4,
    screen: { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75 },
  },
};
/** What the finder shows, as text that changes when something has moved. */
const SHOWN = `document.querySelector('canvas').toDataURL() + document.querySelector('[role=listbox]').scrollTop`;

/** All stations of the nation in the finder: how long frames take while its list and its map move. */
export async function measureStationFinder(
  browser: Browser,
  { origin }: DemoServer,
): Promise<void> {
  console.log('Frames of the station finder with 11,028 stations, 95th of 100 (no graphics card)');
  for (const [size, { screen, cpuSlowdown }] of Object.entries(SIZES)) {
    const context = await browser.newContext({ ...screen, locale: 'en' });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
    await page.goto('about:blank');
    const still = await frames(page, () => wheel(page, 300));
    await page.goto(`${origin}/en/elections/${ELECTION}/stations/`);
    await page.locator('#finder-form button').click();
    const list = page.getByRole('listbox');
    await list.waitFor();
    const report = async (what: string, act: () => Promise<void>) => {
      const before = await page.evaluate<string>(SHOWN);
      const moving = await frames(page, act);
      if (before === (await page.evaluate<string>(SHOWN)))
        throw new Error(`${what}: nothing moved`);
      printFigure({
        what: `${size}, ${what}`,
        value: quantile(moving, 0.95),
        unit: 'ms',
        beside: { what: 'an empty page', value: quantile(still, 0.95) },
        goal: { most: MOST_MS },
      });
    };
    await list.hover();
    await report('scrolling the list', () => wheel(page, 300));
    await page.locator('canvas').hover();
    await report('zooming the map in and out', () => zoom(page));
    await report('dragging the enlarged map', () => drag(page));
    await context.close();
  }
}

async function wheel(page: Page, step: number): Promise<void> {
  for (let index = 0; index < STEPS; index += 1) await page.mouse.wheel(0, step);
}

/** Into a single street, out to the country, and in to about a region. */
async function zoom(page: Page): Promise<void> {
  const turns = [
    { step: -60, times: 30 },
    { step: 60, times: 30 },
    { step: -60, times: 8 },
  ];
  for (const { step, times } of turns) {
    for (let index = 0; index < times; index += 1) await page.mouse.wheel(0, step);
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

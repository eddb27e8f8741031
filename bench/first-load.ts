import type { Browser, CDPSession } from 'playwright-core';
import { type DemoServer, ELECTION } from './demo-server.ts';
import { median, printFigure } from './figures.ts';

const ROUNDS = 5;
const MOST_BYTES = 200_000;
const MOST_SECONDS = 2;
/** Lighthouse's simulated phone: slow 4G with its factors for throttling each request, CPU four times slower. */
const SLOW_4G = {
  latency: 562.5,
  downloadThroughput: (1.6 * 0.9 * 2 ** 20) / 8,
  uploadThroughput: (0.75 * 0.9 * 2 ** 20) / 8,
};
const CPU_SLOWDOWN = 4;
const PHONE = {
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
  isMobile: true,
  hasTouch: true,
};

/** First visit with an empty cache: bytes over the network, and when the largest content stands. */
export async function measureFirstLoads(browser: Browser, { origin }: DemoServer): Promise<void> {
  console.log(
    'First load of public pages on a throttled phone (Lighthouse’s slow 4G, CPU ÷ 4), medians',
  );
  const pages = {
    'home page': '/en/',
    'home page by the bare address, which redirects': '/',
    election: `/en/elections/${ELECTION}/`,
    'station finder': `/en/elections/${ELECTION}/stations/`,
  };
  for (const [what, path] of Object.entries(pages)) {
    const loads: Load[] = [];
    for (let round = 0; round < ROUNDS; round += 1) loads.push(await load(browser, origin + path));
    const of = (pick: (one: Load) => number) => median(loads.map(pick));
    printFigure({
      what: `${what}, compressed without fonts`,
      value: of(({ bytes }) => bytes) / 1000,
      unit: 'kB',
      goal: { most: MOST_BYTES / 1000 },
    });
    printFigure({
      what: `${what}, its fonts`,
      value: of(({ fontBytes }) => fontBytes) / 1000,
      unit: 'kB',
    });
    printFigure({
      what: `${what}, first paint`,
      value: of(({ firstPaintMs }) => firstPaintMs) / 1000,
      unit: 's',
    });
    printFigure({
      what: `${what}, largest content`,
      value: of(({ contentMs }) => contentMs) / 1000,
      unit: 's',
      goal: { most: MOST_SECONDS },
    });
  }
}

type Load = {
  readonly bytes: number;
  readonly fontBytes: number;
  readonly firstPaintMs: number;
  readonly contentMs: number;
};

/** As text, for it runs in the page: milliseconds since the visit began. */
const PAINTS = `new Promise((resolve) => {
  const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN;
  new PerformanceObserver((list) => resolve([first, list.getEntries().at(-1).startTime]))
    .observe({ type: 'largest-contentful-paint', buffered: true });
})`;

async function load(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext({ ...PHONE, locale: 'en' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const counted = await countBytes(session);
    await session.send('Network.emulateNetworkConditions', { offline: false, ...SLOW_4G });
    await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    await page.goto(url, { waitUntil: 'networkidle' });
    const [firstPaintMs = Number.NaN, contentMs = Number.NaN] =
      await page.evaluate<number[]>(PAINTS);
    return { ...counted(), firstPaintMs, contentMs };
  } finally {
    await context.close();
  }
}

/** Bytes as they came over the network, headers included. */
async function countBytes(session: CDPSession): Promise<() => Pick<Load, 'bytes' | 'fontBytes'>> {
  const fonts = new Set<string>();
  const sizes = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Font') fonts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    sizes.set(requestId, encodedDataLength);
  });
  await session.send('Network.enable');
  return () => {
    const sum = (wanted: boolean) =>
      [...sizes].reduce((bytes, [id, size]) => bytes + (fonts.has(id) === wanted ? size : 0), 0);
    return { bytes: sum(false), fontBytes: sum(true) };
  };
}

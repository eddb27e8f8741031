import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page, Request, Response } from 'playwright-core';

export type OpenVisit = {
  /** Width of the window in CSS pixels. */
  readonly width?: number;
  /** Language of the browser. */
  readonly locale?: string;
  readonly scripts?: boolean;
};

/** One browser window with its own cookies, in which every disturbance is noted. */
export type Visit = {
  readonly page: Page;
  readonly origin: string;
  /** Says that the server will refuse calls of this form, like `POST /api/session 401`, and why is tested. */
  readonly expectRefusal: (call: RegExp) => void;
  /** Fails when there was an error of a script, a broken rule of the security policy or a failed request. */
  readonly assertUndisturbed: () => void;
  readonly keepPicture: (path: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

const HEIGHT = 800;
/** Everything is on this machine; what takes longer hangs. */
const PATIENCE_MS = 20_000;

export async function openVisit(
  browser: Browser,
  origin: string,
  { width = 1280, locale = 'en-GB', scripts = true }: OpenVisit,
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height: HEIGHT },
    locale,
    timezoneId: 'Asia/Tashkent',
    javaScriptEnabled: scripts,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const watch = watchDisturbances(context);
  return {
    page,
    origin,
    ...watch,
    keepPicture: async (path) => {
      await page.screenshot({ path: `${path}.png`, fullPage: true });
      writeFileSync(`${path}.txt`, `${page.url()}\n\n${watch.disturbances.join('\n')}\n`);
    },
    close: () => context.close(),
  };
}

function watchDisturbances(context: BrowserContext) {
  const disturbances: string[] = [];
  const expected: RegExp[] = [];
  const isExpected = (call: string) => expected.some((pattern) => pattern.test(call));
  context.on('weberror', (error) => disturbances.push(`script: ${error.error().stack}`));
  context.on('console', (message) => {
    // What the server refused is noted below, with its method and status.
    const isRefusal = /^(Failed to load resource: the server|Refused: )/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !isRefusal) {
      disturbances.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  context.on('requestfailed', (request) => {
    if (!wasGivenUp(request)) {
      disturbances.push(`request: ${request.url()} ${request.failure()?.errorText}`);
    }
  });
  context.on('response', (response) => {
    if (response.status() >= 400 && !isExpected(callOf(response))) {
      disturbances.push(`refused: ${callOf(response)}`);
    }
  });
  return {
    disturbances,
    expectRefusal: (call: RegExp) => void expected.push(call),
    assertUndisturbed: () => assert.deepEqual(disturbances, [], 'the browser was not disturbed'),
  };
}

/** A page that is left lets go of what it had asked for; that is no failure. */
function wasGivenUp(request: Request): boolean {
  return request.failure()?.errorText === 'net::ERR_ABORTED';
}

function callOf(response: Response): string {
  const { pathname } = new URL(response.url());
  return `${response.request().method()} ${pathname} ${response.status()}`;
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../tests/browser/launch-browser.ts';
import { printFigure } from './figures.ts';
import { serveSite } from './static-site.ts';

const MOST_S = 60;
const LIMIT_MS = 15 * 60_000;

/** The page of the site that verifies, on a national record: the site it comes from, and an archive without network. */
export async function measureBrowser(site: string): Promise<void> {
  console.log('A national record verified by the page in Chromium');
  const browser = await launchBrowser();
  try {
    const { origin, stop } = await serveSite(site);
    try {
      await measure(browser, `${origin}/verify/#en`, 'of its own site', null);
    } finally {
      await stop();
    }
    const folder = mkdtempSync(join(tmpdir(), 'ovoz-bench-'));
    try {
      const archive = join(folder, 'record.tar.gz');
      const record = join(site, 'published');
      // The format has no leading ./ before its members.
      execFileSync('tar', [
        '--format=ustar',
        '-czf',
        archive,
        '-C',
        record,
        ...readdirSync(record),
      ]);
      const page = pathToFileURL(join(site, 'verify', 'index.html')).href;
      await measure(browser, `${page}#en`, 'of an archive, from file:', archive);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } finally {
    await browser.close();
  }
}

async function measure(
  browser: Browser,
  address: string,
  what: string,
  archive: string | null,
): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.goto(address);
    if (archive !== null) await page.locator('#archive').setInputFiles(archive);
    const began = performance.now();
    await page.getByRole('button', { name: 'Verify' }).click();
    await requireVerified(page);
    const value = (performance.now() - began) / 1000;
    printFigure({ what: `verified, ${what}`, value, unit: 's', goal: { most: MOST_S } });
  } finally {
    await page.close();
  }
}

async function requireVerified(page: Page): Promise<void> {
  const outcome = page.locator('#outcome h1');
  await outcome.waitFor({ timeout: LIMIT_MS });
  if ((await outcome.innerText()) === 'Verified') return;
  throw new Error(`the page says: ${(await page.locator('main').innerText()).slice(0, 1000)}`);
}

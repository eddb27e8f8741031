import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { heading } from '../stage/desk.ts';
import { inspect, inspectWords } from '../stage/inspect.ts';
import { ELECTION, journey } from '../stage/stage.ts';

/** Corrected by a journey before. */
const STATION = '5';
/** Every station is asked for, and the browser of a journey tells of each answer: twenty times slower than alone. */
const VERIFYING_LIMIT_MS = 150_000;

/** Comes after the results were read: now they are verified. */
export const verifyingTheRecord = journey(
  'anybody verifies the record in the browser, on the site and from a disk without network',
  async (stage) => {
    const folder = mkdtempSync(join(tmpdir(), 'ovoz-record-'));
    try {
      const visit = await stage.open();
      // What a record may have and this one has not is asked for all the same.
      visit.expectRefusal(/^GET \/published\/\S+ 404$/);
      const { page } = visit;
      await page.goto(`/en/elections/${ELECTION}/results/`);
      await page.getByRole('link', { name: 'Verify everything yourself' }).last().click();
      await verifyTheSite(page);
      await page.getByRole('button', { name: 'Verify something else' }).click();
      const saved = join(folder, 'verify.html');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Save this page' }).click(),
      ]);
      await download.saveAs(saved);
      await verifyFromDisk(page, saved, stage.site, folder);
      for (const segment of ['uz', 'uz-cyrl', 'ru', 'mn', 'az', 'ky', 'kk', 'ka']) {
        await page.goto(`/verify/#${segment}`);
        await inspectWords(page, `/verify/#${segment}`);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

async function verifyTheSite(page: Page): Promise<void> {
  await heading(page, 'Verify the record').waitFor();
  await inspect(page, 'the page that verifies');
  await page.getByLabel('Key of the log').fill('no key');
  await page.getByRole('button', { name: 'Verify' }).click();
  await page.getByText('That is not a key of a log.').waitFor();
  await page.getByLabel('Key of the log').fill('');
  await page.getByRole('button', { name: 'Verify' }).click();
  await outcome(page, /^Verified/);
  await page.getByText('Training election').waitFor();
  await page.getByRole('row', { name: /^corrected by two people/ }).waitFor();
  await inspect(page, 'the report of a verification');
}

async function verifyFromDisk(
  page: Page,
  saved: string,
  site: string,
  folder: string,
): Promise<void> {
  const published = join(folder, 'published');
  cpSync(join(site, 'published'), published, { recursive: true });
  const archive = join(folder, 'record.tar.gz');
  execFileSync('tar', ['--format=ustar', '-czf', archive, '-C', folder, 'published']);
  const address = pathToFileURL(saved).href;
  await page.goto(`${address}#en`);
  await page.locator('#archive').setInputFiles(archive);
  await page.getByRole('button', { name: 'Verify' }).click();
  await outcome(page, /^Verified/);

  changeOneDigit(join(published, `elections/${ELECTION}/results/stations/${STATION}.json`));
  await page.getByRole('button', { name: 'Verify something else' }).click();
  await page.locator('#folder').setInputFiles(published);
  await page.getByRole('button', { name: 'Verify' }).click();
  await outcome(page, /^False$/);
  await page.getByText(`results/stations/${STATION}.json`).first().waitFor();
  await inspect(page, 'the report of a false record');
}

async function outcome(page: Page, words: RegExp): Promise<void> {
  const found = page.locator('#outcome h1');
  await found.waitFor({ timeout: VERIFYING_LIMIT_MS });
  assert.match(await found.innerText(), words, await page.locator('main').innerText());
}

/** One count of the corrected version: the file stays good JSON, and nothing else changes. */
function changeOneDigit(file: string): void {
  const text = readFileSync(file, 'utf8');
  const changed = text.replace('\\"ballots-spoilt\\":4', '\\"ballots-spoilt\\":5');
  assert.notEqual(changed, text);
  writeFileSync(file, changed);
}

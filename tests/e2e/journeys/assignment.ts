import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { enter, hashIn, heading, pressOn, tabTo, valueOf } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { untilPublished } from '../stage/published.ts';
import { ELECTION, journey } from '../stage/stage.ts';

const PHONE = 390;
const REASON = 'The house was built after the rules';
/** Computing the sets of the demonstration takes seconds; busy machines take their time. */
const COMPUTED_LIMIT_MS = 60_000;

export const findingByAddress = journey(
  'a citizen finds the polling station by address on a phone',
  async (stage) => {
    const visit = await stage.open({ width: PHONE });
    const { page } = visit;
    await untilPublished(visit, `/en/elections/${ELECTION}/stations/`, 'By your address');
    await inspect(page, 'the search by address');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await tabTo(page, page.getByLabel('Region'));
    await page.keyboard.type('Andijan');
    for (const label of ['District or town', 'Neighbourhood or village', 'Street']) {
      await chooseFirst(page, label);
    }
    const found = page.getByRole('heading', { name: /^You vote here: \d+/ });
    const house = page.getByLabel('House');
    await found.or(house).first().waitFor();
    if (await house.isVisible()) await chooseFirst(page, 'House');
    await found.waitFor();
    const card = await page.locator('#address-found').innerText();
    assert.match(card, /Open\s+08:00–20:00/);
    assert.match(card, /Step-free\s+(yes|with help|no|not known)/);
    assert.match(card, /middle of/);
    assert.ok(
      asked.every((path) => path.startsWith('/published/')),
      `only files were asked for: ${asked.join(', ')}`,
    );
    await inspect(page, 'the station of an address');
    const [number] = /(?<=You vote here: )\d+/.exec(card) ?? [];
    await pressOn(page, page.getByRole('button', { name: 'Show it on the map' }));
    await page.getByRole('heading', { level: 2, name: new RegExp(`^${number} ·`) }).waitFor();
    await inspect(page, 'the station of an address on the map');
  },
);

async function chooseFirst(page: Page, label: string): Promise<void> {
  const list = page.getByLabel(label);
  await list.waitFor();
  const first = list.locator('option:not([value=""])').first();
  await list.selectOption((await first.getAttribute('value')) ?? '');
}

export const reassigning = journey(
  'an address is placed by hand, and other rules move addresses when two agree',
  async (stage) => {
    const folder = mkdtempSync(join(tmpdir(), 'ovoz-rules-'));
    try {
      const page = await enter(await stage.open(), 'dilnoza', 'voters/uzbekistan/assignment');
      await page.getByText(/Set 1 is in force/).waitFor();
      await inspect(page, 'the sets of rules');
      await placeByHand(page);
      await importRefused(page, folder);
      const hash = await proposeRules(page, folder);
      const rustam = await enter(await stage.open(), 'rustam', 'waiting');
      await approve(rustam, hash);
      await page.goto('/admin/voters/uzbekistan/assignment/sets/2');
      await page.getByText('In force', { exact: true }).waitFor({ timeout: COMPUTED_LIMIT_MS });
      await page.goto('/admin/voters/uzbekistan/assignment');
      await page.getByText(/Set 2 is in force/).waitFor();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

async function placeByHand(page: Page): Promise<void> {
  await page.getByRole('link', { name: /addresses wait for a station/ }).click();
  const rows = page.getByRole('button', { name: /^Give to a station: / });
  await rows.first().waitFor();
  await inspect(page, 'the queue of addresses');
  const before = await rows.count();
  await rows.first().click();
  const dialog = page.getByRole('dialog', { name: 'Give an address to a station' });
  await dialog.getByRole('button', { name: 'Give to a station' }).click();
  await dialog.getByText('Give the number of the station.').first().waitFor();
  await dialog.getByLabel('Number of the station').fill('1');
  await dialog.getByLabel('Reason').fill(REASON);
  await inspect(page, 'placing an address');
  await dialog.getByRole('button', { name: 'Give to a station' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(`${before - 1} of ${before - 1} listed`).waitFor();
}

async function importRefused(page: Page, folder: string): Promise<void> {
  const file = join(folder, 'wrong.csv');
  writeFileSync(file, 'address_id,station\n1,99999\n2,2\n2,3\n');
  await page.goto('/admin/voters/uzbekistan/assignment/import');
  await inspect(page, 'the import of rules');
  await sendAddresses(page, file);
  await page.getByText('Nothing was applied.').first().waitFor();
  await inspect(page, 'the report of refused rules');
  await page.getByRole('button', { name: 'Import other files' }).click();
}

async function proposeRules(page: Page, folder: string): Promise<string> {
  const file = join(folder, 'right.csv');
  writeFileSync(file, 'address_id,station\n1,2\n2,2\n3,2\n');
  await sendAddresses(page, file);
  await page.getByRole('link', { name: 'See the difference' }).click();
  await page.getByText(/^3 addresses with \d+ voters change their station\.$/).waitFor({
    timeout: COMPUTED_LIMIT_MS,
  });
  await inspect(page, 'the difference of two sets');
  await page.getByRole('button', { name: 'Propose to put it in force' }).click();
  const dialog = page.getByRole('dialog', { name: 'Propose to put it in force' });
  await dialog.getByLabel('Reason').fill(REASON);
  await dialog.getByRole('button', { name: 'Propose' }).click();
  await heading(page, 'Put stations of addresses in force').waitFor();
  return hashIn(valueOf(page, 'Content hash'));
}

async function sendAddresses(page: Page, file: string): Promise<void> {
  await page.getByLabel('Addresses (CSV)').setInputFiles(file);
  await page.getByLabel('Reason').fill(REASON);
  await page.getByRole('button', { name: 'Check the files' }).click();
}

async function approve(page: Page, hash: string): Promise<void> {
  await page.getByRole('link', { name: 'Put stations of addresses in force' }).first().click();
  await heading(page, 'Put stations of addresses in force').waitFor();
  assert.equal(await hashIn(valueOf(page, 'Content hash')), hash);
  await page.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve this?' });
  await dialog.getByRole('button', { name: 'Approve, it takes effect now' }).click();
  await page.getByText('Approved and in effect.').waitFor();
}

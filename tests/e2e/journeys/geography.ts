/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { runOvoz } from '../../cli/run-ovoz.ts';
import { choose, enter, hashIn, heading, pressOn, tabTo, valueOf } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { journey } from '../stage/stage.ts';

const STATIONS = 11_028;
const OLD_NAME = 'Yoshlik mahalla binosi';
const NEW_NAME = 'Sinov mahalla binosi';

export const importing = journey(
  'polling stations are imported, compared and put in force by two',
  async (stage) => {
    const folder = mkdtempSync(join(tmpdir(), 'ovoz-stations-'));
    try {
      const files = await prepareFiles(stage.origin, folder);
      const dilnoza = await enter(await stage.open(), 'dilnoza', 'geography/uzbekistan/import');
      await importRefused(dilnoza, files.wrong);
      await importRight(dilnoza, files.right);
      const hash = await proposeVersion(dilnoza);
      const rustam = await enter(await stage.open(), 'rustam');
      await approveByKeyboard(rustam, hash);
      await findByKeyboard(rustam);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

/** The stations as they are, exported as their keeper would, once with one change and once with three errors. */
async function prepareFiles(origin: string, folder: string) {
  const country = ['export', 'geography', '--country', 'uzbekistan'];
  const keeper = ['--demo', 'demo.central', '--server', origin];
  const exported = await runOvoz([...country, '--out', join(folder, 'export'), ...keeper]);
  assert.equal(exported.exitCode, 0, exported.err);
  const rows = readFileSync(join(folder, 'export', 'stations.csv'), 'utf8').split('\n');
  const change = (place: number, from: string | RegExp, to: string) => {
    const row = rows[place] ?? '';
    assert.notEqual(row.replace(from, to), row, `the file has ${String(from)} in row ${place}`);
    return rows.with(place, row.replace(from, to));
  };
  const right = join(folder, 'right.csv');
  writeFileSync(right, change(1, OLD_NAME, NEW_NAME).join('\n'));
  const wrong = join(folder, 'wrong.csv');
  const broken = change(1, /,08:00,/, ',25:00,');
  broken[2] = (broken[2] ?? '').replace(/^[^,]+,[^,]+,/, '$&'.replace('$&', '2,9999999,'));
  broken[3] = (broken[3] ?? '').replace(/,\d\d\.\d{4},/, ',95.0000,');
  writeFileSync(wrong, broken.join('\n'));
  return { right, wrong };
}

async function importRefused(page: Page, file: string): Promise<void> {
  await inspect(page, 'the import');
  await page.getByRole('button', { name: 'Check the files' }).click();
  await page.getByText('Choose at least one file.').first().waitFor();
  await page.getByLabel('Polling stations (CSV)').setInputFiles(file);
  await page.getByLabel('Reason').fill('A neighbourhood house has a new name');
  await page.getByRole('button', { name: 'Check the files' }).click();
  await page.getByText('Nothing was applied.').first().waitFor();
  const row = (line: string) => page.getByRole('row').filter({ has: cell(page, line) });
  assert.match(await row('2').innerText(), /opens/);
  assert.match(await row('3').innerText(), /territory_code.*9999999/s);
  assert.match(await row('4').innerText(), /latitude.*95/s);
  await inspect(page, 'the report of a refused import');
  assert.equal(await page.getByRole('link', { name: 'See the difference' }).count(), 0);
}

function cell(page: Page, text: string) {
  return page.getByRole('cell', { name: text, exact: true });
}

async function importRight(page: Page, file: string): Promise<void> {
  await page.getByRole('button', { name: 'Import other files' }).click();
  await page.getByLabel('Polling stations (CSV)').setInputFiles(file);
  await page.getByLabel('Reason').fill('A neighbourhood house has a new name');
  await page.getByLabel('Made by a program for demonstration').check();
  await page.getByRole('button', { name: 'Check the files' }).click();
  await page.getByText('All rows are right.').first().waitFor();
  await page.getByRole('link', { name: 'See the difference' }).click();
  const row = page.getByRole('row').filter({ hasText: NEW_NAME });
  assert.match(await row.innerText(), new RegExp(`${OLD_NAME}.*${NEW_NAME}`, 's'));
  await page.getByText('0 added, 0 removed, 1 changed').waitFor();
  await inspect(page, 'the difference of two geographies');
}

async function proposeVersion(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Propose to put in force' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Checked against the register of houses');
  await dialog.getByRole('button', { name: 'Propose' }).click();
  await heading(page, 'Put a geography in force').waitFor();
  return hashIn(valueOf(page, 'Content hash'));
}

async function approveByKeyboard(page: Page, hash: string): Promise<void> {
  const menu = page.getByRole('navigation', { name: 'Main menu' });
  await pressOn(page, menu.getByRole('link', { name: /Waiting for you/ }));
  await heading(page, 'Waiting for you').waitFor();
  await pressOn(page, page.getByRole('link', { name: 'Put a geography in force' }).first());
  await heading(page, 'Put a geography in force').waitFor();
  assert.equal(await hashIn(valueOf(page, 'Content hash')), hash);
  const open = page.getByRole('button', { name: 'Approve' });
  await pressOn(page, open);
  const dialog = page.getByRole('dialog', { name: 'Approve this?' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.ok(await open.evaluate((button) => button === document.activeElement), 'focus returns');
  await page.keyboard.press('Enter');
  await pressOn(page, dialog.getByRole('button', { name: 'Approve, it takes effect now' }));
  await page.getByText('Approved and in effect.').waitFor();
}

/** All stations of the nation in one list and on one map. */
async function findByKeyboard(page: Page): Promise<void> {
  const menu = page.getByRole('navigation', { name: 'Main menu' });
  await pressOn(page, menu.getByRole('link', { name: 'Geography' }));
  await choose(page, 'Parts of the geography', 'Polling stations');
  const total = STATIONS.toLocaleString('en');
  await page.getByText(`${total} of ${total} polling stations`).waitFor();
  await page.getByLabel(`Map of ${total} polling stations`).waitFor();
  await tabTo(page, page.getByLabel('Search by number, name or address'));
  await page.keyboard.type(NEW_NAME.slice(0, 12));
  await page.getByText(`1 of ${total} polling stations`).waitFor();
  await tabTo(page, page.getByRole('listbox', { name: 'Polling stations' }));
  await page.keyboard.press('ArrowDown');
  await page.getByRole('heading', { name: new RegExp(`Polling station 1: ${NEW_NAME}`) }).waitFor();
  await inspect(page, 'the finder of polling stations');
}

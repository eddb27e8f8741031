import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { enter, hashIn, heading, valueOf } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { ELECTION, journey } from '../stage/stage.ts';

const PHONE = 360;
const ROLL = `voters/uzbekistan/rolls/${ELECTION}`;
/** Longer than the demonstration's register takes on a busy machine. */
const FREEZE_LIMIT_MS = 90_000;

export const freezing = journey(
  'two people freeze the roll, a commission prints that of its station, and a citizen asks on a phone',
  async ({ open, site }) => {
    const dilnoza = await enter(await open(), 'dilnoza', ROLL);
    await dilnoza.getByRole('heading', { name: 'Before the freeze' }).waitFor();
    await inspect(dilnoza, 'a roll before the freeze');
    await dilnoza.getByRole('button', { name: 'Freeze the roll' }).click();
    const dialog = dilnoza.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('The day that the law names has come');
    await inspect(dilnoza, 'the dialogue that freezes a roll');
    await dialog.getByRole('button', { name: 'Propose to a second person' }).click();
    await heading(dilnoza, 'Freeze the roll of an election').waitFor();

    const rustam = await enter(await open(), 'rustam', 'waiting');
    await rustam.getByRole('link', { name: 'Freeze the roll of an election' }).click();
    await inspect(rustam, 'a freeze that waits');
    await rustam.getByRole('button', { name: 'Approve' }).click();
    await rustam.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await rustam.getByText('Approved', { exact: false }).first().waitFor();

    await dilnoza.goto(`/admin/${ROLL}`);
    await dilnoza
      .getByRole('heading', { name: 'The roll is frozen' })
      .waitFor({ timeout: FREEZE_LIMIT_MS });
    await inspect(dilnoza, 'a frozen roll');
    const root = await hashIn(valueOf(dilnoza, 'Root'));
    const published = await publishedRolls(site);
    assert.equal(published.root, root);
    const largest = published.stations.toSorted((a, b) => b.voters - a.voters)[0];
    assert.ok(largest !== undefined && largest.voters > 0);
    await printStation(dilnoza, largest.station);

    const phone = (await open({ width: PHONE })).page;
    await askOnPhone(phone);
  },
);

type Rolls = {
  readonly root: string;
  readonly stations: readonly { readonly station: string; readonly voters: number }[];
};

/** The file is written by a job after the seal. */
async function publishedRolls(site: string): Promise<Rolls> {
  const file = `${site}/published/elections/${ELECTION}/rolls.json`;
  const until = Date.now() + FREEZE_LIMIT_MS;
  for (;;) {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Rolls;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, 200);
      });
    }
  }
}

async function printStation(page: Page, station: string): Promise<void> {
  await page.getByLabel('Number of the station').fill(station);
  await page.getByRole('link', { name: new RegExp(`^${station} · `) }).click();
  await page.getByRole('heading', { name: `Roll of station ${station}` }).waitFor();
  await inspect(page, 'the roll of a station');
  await page.getByRole('button', { name: 'Print this roll' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('For the table of the station');
  await dialog.getByRole('button', { name: 'Print this roll' }).click();
  const save = page.getByRole('button', { name: 'Save PDF' });
  await save.waitFor({ timeout: FREEZE_LIMIT_MS });
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  const path = await download.path();
  assert.equal(readFileSync(path).toString('latin1', 0, 5), '%PDF-');
  await inspect(page, 'a printed roll');
}

async function askOnPhone(page: Page): Promise<void> {
  await page.goto(`/en/elections/${ELECTION}/`);
  await page.getByRole('link', { name: 'Am I on the list?' }).click();
  await page.getByRole('heading', { level: 1, name: 'Am I on the voter list?' }).waitFor();
  await page.getByLabel('National number').fill('3150 3874 210018');
  await page.getByLabel('Number of passport or identity card').fill('aa 0000000');
  await page.getByRole('button', { name: 'Look' }).click();
  await page.getByText('Nobody is on the list with these two numbers.').waitFor();
  await inspect(page, 'nobody found on a phone');
}

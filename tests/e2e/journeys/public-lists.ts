import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { inspect } from '../stage/inspect.ts';
import { ELECTION, journey } from '../stage/stage.ts';

const PHONE = 360;
const PAGES = `/en/elections/${ELECTION}/`;
/** A number with a right check digit; whether anybody has it is nothing that the page tells. */
const NATIONAL_NUMBER = '30101901700073';

export const votingAbroad = journey(
  'a citizen abroad asks a mission on a phone, and is told nothing of the list',
  async ({ open }) => {
    const visit = await open({ width: PHONE });
    const { page } = visit;
    await page.goto(PAGES);
    await page.getByRole('link', { name: 'Vote abroad', exact: true }).click();
    await page.getByText('Requests are taken until', { exact: false }).waitFor();
    await page.getByText('Registered voters who live abroad', { exact: false }).waitFor();
    await inspect(page, 'the form of a citizen abroad');
    await page.getByLabel('Mission').selectOption({ index: 1 });
    await fill(page, { nationalNumber: '30101901700074' });
    visit.expectRefusal(/^POST \/api\/voting-abroad\/\S+ 4\d\d$/);
    await page.getByRole('button', { name: 'Send the request' }).click();
    await page.getByText('The request was not taken', { exact: false }).waitFor();
    await fill(page, { nationalNumber: NATIONAL_NUMBER });
    await page.getByRole('button', { name: 'Send the request' }).click();
    await page.getByText(/^Your request has the number \d+\./).waitFor();
    assert.equal(await page.locator('form input').count(), 0, 'nothing that was typed stays');
    await inspect(page, 'a request that was sent');
  },
);

async function fill(page: Page, { nationalNumber }: { nationalNumber: string }): Promise<void> {
  await page.getByLabel('Given name').fill('Aziz');
  await page.getByLabel('Surname').fill('Karimov');
  await page.getByLabel('Date of birth').fill('1990-01-01');
  await page.getByLabel('National number').fill(nationalNumber);
  await page.getByLabel('Number of passport or identity card').fill('AA1234567');
  await page.getByLabel('Telephone or address').fill('+49 30 1234567');
}

export const readingTheRoll = journey(
  'everybody reads the roots of the roll, as they stand in the signed file',
  async ({ open, site }) => {
    const { page } = await open({ width: PHONE });
    const file = `${site}/published/elections/${ELECTION}/rolls.json`;
    assert.ok(existsSync(file), 'the journey that freezes comes before');
    const rolls = JSON.parse(readFileSync(file, 'utf8')) as Rolls;
    await page.goto(PAGES);
    await page.getByRole('link', { name: 'The frozen roll', exact: true }).click();
    await page.getByRole('heading', { name: 'Added after the freeze' }).waitFor();
    const whole = await page.locator('#roll-whole').innerText();
    assert.ok(whole.includes(rolls.root), 'the root stands there whole');
    const largest = rolls.stations.toSorted((a, b) => b.voters - a.voters)[0];
    assert.ok(largest !== undefined);
    await page.getByLabel('Number of the station').fill(largest.station);
    const row = page.getByRole('row', { name: new RegExp(`^${largest.station}\\s`) }).first();
    assert.ok((await row.innerText()).includes(largest.root));
    await inspect(page, 'the frozen roll on a phone');
  },
);

type Rolls = {
  readonly root: string;
  readonly stations: readonly {
    readonly station: string;
    readonly voters: number;
    readonly root: string;
  }[];
};

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { enter, valueOf } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { ELECTION, journey } from '../stage/stage.ts';

const PHONE = 360;
/** Many of them may vote. */
const NAME = 'kar';
/** The table of the look-up is built by a process of its own. */
const BUILD_LIMIT_MS = 60_000;

export const lookingUp = journey(
  'a citizen finds the own name on the list by both numbers, and comes to the own station on a phone',
  async ({ open }) => {
    const malika = await enter(await open(), 'malika', 'voters/uzbekistan/search');
    const { national, paper, station } = await numbersOfSomebody(malika);

    const visit = await open({ width: PHONE });
    const phone = visit.page;
    await phone.goto(`/en/elections/${ELECTION}/my-entry/`);
    await phone.getByLabel('National number').fill(national);
    await phone.getByLabel('Number of passport or identity card').fill(paper.toLowerCase());
    const found = phone.getByText(`Your polling station is No. ${station}.`, { exact: false });
    const until = Date.now() + BUILD_LIMIT_MS;
    do {
      assert.ok(Date.now() < until, `station ${station} is found`);
      await phone.getByRole('button', { name: 'Look' }).click();
      await phone.locator('#lookup-answer p:last-child').waitFor();
      await phone.getByRole('button', { name: 'Look', disabled: false }).waitFor();
    } while (!(await found.isVisible()));
    assert.equal(await phone.getByLabel('National number').inputValue(), '', 'the phone goes on');
    await inspect(phone, 'somebody found on a phone');
    await phone.getByRole('link', { name: 'See where the station is' }).click();
    await phone.waitForURL((url) => url.hash === `#station-${station}` && url.search === '');
    await phone.locator('#finder').getByText(station, { exact: false }).first().waitFor();
    await inspect(phone, 'the own station on a phone');
  },
);

/** The clerk reads them out to the person who stands there; that is kept with a reason. */
async function numbersOfSomebody(
  page: Page,
): Promise<{ readonly national: string; readonly paper: string; readonly station: string }> {
  for (let index = 0; ; index += 1) {
    await page.goto('/admin/voters/uzbekistan/search');
    await page.getByLabel('Name', { exact: true }).fill(NAME);
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.getByRole('heading', { name: /^\d+ voters?$/ }).waitFor();
    await page
      .getByRole('button', { name: /^Open / })
      .nth(index)
      .click();
    await page.getByRole('button', { name: 'Show the numbers' }).waitFor();
    const station = /^(\S+), /.exec(await valueOf(page, 'Polling station').innerText())?.[1];
    const hasPaper = (await valueOf(page, 'Number of the document').innerText()) !== '–';
    const mayVote = await page.getByText(/^May vote on /).isVisible();
    if (!mayVote || !hasPaper || station === undefined) continue;
    const hidden = await valueOf(page, 'National number').innerText();
    await page.getByRole('button', { name: 'Show the numbers' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('The voter asks for the own numbers');
    await dialog.getByRole('button', { name: 'Show the numbers' }).click();
    await dialog.waitFor({ state: 'detached' });
    const national = await valueOf(page, 'National number').innerText();
    assert.notEqual(national, hidden, 'they were hidden');
    return { national, paper: await valueOf(page, 'Number of the document').innerText(), station };
  }
}

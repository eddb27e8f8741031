import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { enter, heading } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { journey } from '../stage/stage.ts';

const DUPLICATES = 'voters/uzbekistan/duplicates';
/** A search of some ten thousand entries takes seconds alone, and longer on a machine that others use. */
const SEARCH_LIMIT_MS = 150_000;

export const decidingAPair = journey(
  'two reviewers decide that two entries are one person, and nobody is removed by it',
  async ({ open }) => {
    const dilnoza = await enter(await open(), 'dilnoza', DUPLICATES);
    await awaitSearch(dilnoza);
    await inspect(dilnoza, 'the queue of possible duplicates');
    const first = dilnoza.getByRole('link', { name: /^Pair \d+$/ }).first();
    const pair = await first.innerText();
    assert.doesNotMatch(await dilnoza.getByRole('main').innerText(), /19\d\d/, 'no birth dates');
    await first.click();
    await inspect(dilnoza, 'a pair before it is opened');
    await dilnoza.getByRole('button', { name: 'Show both entries' }).click();
    const table = dilnoza.getByRole('table', { name: /^Both entries side by side/ });
    await table.getByRole('row', { name: /^Given name/ }).waitFor();
    await inspect(dilnoza, 'both entries side by side');

    await dilnoza.getByRole('radio', { name: 'One person, entered twice' }).check();
    await dilnoza.getByRole('button', { name: 'Send' }).click();
    await dilnoza.getByText('Choose the entry that is to be removed.').first().waitFor();
    await dilnoza.getByRole('radio', { name: /^B: entry \d+$/ }).check();
    await dilnoza.getByLabel('Reason').fill('The same birth certificate');
    await dilnoza.getByRole('button', { name: 'Send' }).click();
    await heading(dilnoza, 'Decide about a possible duplicate').waitFor();
    const { pathname } = new URL(dilnoza.url());

    const rustam = await enter(await open(), 'rustam', pathname.replace('/admin/', ''));
    await inspect(rustam, 'a decision about a pair that waits');
    await rustam.getByRole('button', { name: 'Approve' }).click();
    const dialog = rustam.getByRole('dialog', { name: 'Approve this?' });
    await dialog.getByRole('button', { name: 'Approve, it takes effect now' }).click();
    await rustam.getByText('Approved and in effect.').waitFor();

    await rustam.goto(`/admin/${DUPLICATES}?status=decided`);
    await rustam.getByRole('link', { name: pair, exact: true }).click();
    await rustam.getByRole('button', { name: 'Show both entries' }).click();
    await rustam.getByText(/its removal was requested/).waitFor();
    await inspect(rustam, 'a decided pair');
  },
);

/** The register of the demonstration is searched once it has been loaded. */
async function awaitSearch(page: Page): Promise<void> {
  await page
    .getByRole('row', { name: /whole register.*done/ })
    .first()
    .waitFor({ timeout: SEARCH_LIMIT_MS });
  await page.reload();
  await page
    .getByRole('link', { name: /^Pair \d+$/ })
    .first()
    .waitFor();
}

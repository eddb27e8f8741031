import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { haveCountOpen, keyTwice } from '../stage/counting.ts';
import { choose, enter, heading, valueOf } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { ELECTION, journey } from '../stage/stage.ts';

const STATION = '5';
const PLACE = `count/${ELECTION}/protocols`;
const PROTOCOL = `${PLACE}/party-list/${STATION}/hand`;

export const correcting = journey(
  'a protocol is corrected by one person and approved by another',
  async (travel) => {
    await haveCountOpen(travel);
    await keyTwice(travel, 'party-list', STATION);

    const malika = await enter(await travel.open(), 'malika', PLACE);
    await accept(malika);
    await malika.goto(`/admin/${PROTOCOL}`);
    await malika.getByText('Accepted', { exact: true }).first().waitFor();
    await inspect(malika, 'an accepted protocol');
    await malika.getByRole('link', { name: 'Correct …' }).click();
    await heading(malika, `Correct polling station ${STATION}`).waitFor();
    assert.ok(await malika.getByRole('button', { name: 'Propose' }).isDisabled());
    await malika.locator('[name="counts.ballots-unused"]').fill('446');
    await malika.locator('[name="counts.ballots-spoilt"]').fill('4');
    await malika.getByLabel(/^Reason, published/).fill('A spoilt ballot lay among the unused ones');
    await inspect(malika, 'a correction with its difference');
    await malika.getByRole('button', { name: 'Propose to a second person' }).click();
    await heading(malika, 'Correct a protocol').waitFor();
    assert.equal(await malika.getByRole('button', { name: 'Approve' }).count(), 0);
    await inspect(malika, 'the own correction that waits');

    const rustam = await enter(await travel.open(), 'rustam', 'waiting');
    await approve(rustam);
    await rustam.getByRole('link', { name: 'See it in full' }).click();
    await heading(rustam, `Polling station ${STATION}`).waitFor();
    await seeBothVersions(rustam);
    await inspect(rustam, 'a corrected protocol');
  },
);

/** All that are clean are accepted at once. */
async function accept(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Choose all without findings/ }).click();
  await inspect(page, 'protocols to decide');
  await page.getByRole('button', { name: /^Accept \d+ protocols?$/ }).click();
  const dialog = page.getByRole('dialog');
  await inspect(page, 'the dialogue that accepts');
  await dialog.getByRole('button', { name: /^Accept/ }).click();
  await page.getByText(/protocols? (was|were) accepted\./).waitFor();
}

async function approve(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Correct a protocol' }).click();
  await heading(page, 'Correct a protocol').waitFor();
  assert.equal(await valueOf(page, '4 Unused ballots').innerText(), '447 → 446');
  assert.equal(await valueOf(page, '5 Spoilt ballots handed back').innerText(), '3 → 4');
  assert.equal(await valueOf(page, 'Checks that it will not pass').innerText(), 'none');
  await page.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve this?' });
  await dialog.getByRole('button', { name: 'Approve, it takes effect now' }).click();
  await page.getByText('Approved and in effect.').waitFor();
  await choose(page, 'Main menu', 'Waiting for you');
  await page.goBack();
}

async function seeBothVersions(page: Page): Promise<void> {
  const row = page.getByRole('row').filter({ hasText: 'Spoilt ballots handed back' });
  const figures = await row.first().getByRole('cell').allInnerTexts();
  assert.deepEqual(figures.slice(1), ['4', '3'], 'the standing figure stands before the old one');
  await page.getByText('Version 2, corrected').waitFor();
  const decisions = page.getByRole('table', { name: /decisions$/ });
  assert.match(await decisions.innerText(), /Corrected.*A spoilt ballot lay/s);
}

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { choose, enter, hashIn, heading, valueOf } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { ELECTION, journey } from '../stage/stage.ts';
import { untilPublished } from '../stage/published.ts';

const OLD_TITLE = 'Legislative Chamber of the Oliy Majlis 2026';
const NEW_TITLE = 'Legislative Chamber of the Oliy Majlis 2026, second reading';

export const sealing = journey(
  'a definition is changed by one member and sealed by another',
  async ({ open }) => {
    const first = await open();
    const dilnoza = await enter(first, 'dilnoza');
    await choose(dilnoza, 'Main menu', 'Elections');
    await dilnoza.getByRole('link', { name: OLD_TITLE }).click();
    await startVersion(dilnoza);
    await seeAndMendAnError(dilnoza);
    const hash = await propose(dilnoza);

    const address = new URL(dilnoza.url()).pathname;
    const id = address.split('/').at(-1) ?? '';
    await inspect(dilnoza, 'the own proposal');
    assert.equal(await dilnoza.getByRole('button', { name: 'Approve' }).count(), 0);
    const own = await dilnoza.request.post(`/api/proposals/${id}/approve`, {
      data: { contentHash: hash },
      headers: { origin: first.origin },
    });
    assert.deepEqual([own.status(), (await own.json()).code], [403, 'second-person-required']);

    const second = await open();
    // A fact that was recorded a moment ago has no proof before the next checkpoint, ten seconds at the most.
    second.expectRefusal(/^GET \/api\/log\/entries\/[0-9a-f]{64} 404$/);
    const rustam = await enter(second, 'rustam');
    await seeWhatWaits(rustam, hash);
    await approve(rustam);
    await choose(rustam, 'Main menu', 'Elections');
    await rustam.getByRole('link', { name: NEW_TITLE }).click();
    assert.equal(await valueOf(rustam, 'Version').innerText(), '2');
    assert.equal(
      await valueOf(rustam, 'Sealed by').innerText(),
      'Dilnoza Karimova and Rustam Yoʻldoshev',
    );
    const sealed = await hashIn(valueOf(rustam, 'Sealed hash'));
    await seeTheEvidence(rustam, sealed);

    const visitor = await open();
    await untilPublished(visitor, `/en/elections/${ELECTION}/`, NEW_TITLE);
    assert.equal(await valueOf(visitor.page, 'Version').innerText(), '2');
    assert.equal(await valueOf(visitor.page, 'Hash \\(SHA-256\\)').innerText(), sealed);
    await inspect(visitor.page, 'the public page of the new version');
  },
);

async function startVersion(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New version' }).click();
  const dialog = page.getByRole('dialog', { name: 'New version' });
  await dialog.getByLabel('Reason').fill('too short');
  await dialog.getByRole('button', { name: 'Start a draft' }).click();
  await dialog.getByText('Write the reason in at least 10 characters.').first().waitFor();
  await inspect(page, 'the dialogue that asks for a reason');
  await dialog.getByLabel('Reason').fill('The title names the reading');
  await dialog.getByRole('button', { name: 'Start a draft' }).click();
  await page.getByRole('heading', { level: 2, name: 'Version 2' }).waitFor();
  await page.getByText('There is no difference.').waitFor();
}

/** Without its main language nobody could seal it; the screen says so and what to do. */
async function seeAndMendAnError(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Title, English').fill(NEW_TITLE);
  await page.getByLabel('Oʻzbekcha').uncheck();
  await inspect(page, 'the form of a draft');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('uz-Latn is not among the languages').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Propose sealing' }).isDisabled());
  await inspect(page, 'a draft with an error');

  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Oʻzbekcha').check();
  await page.getByRole('button', { name: 'Save' }).click();
  const change = page.getByRole('row').filter({ hasText: NEW_TITLE });
  await change.waitFor();
  assert.match(await change.innerText(), new RegExp(`title.*${OLD_TITLE}.*${NEW_TITLE}`, 's'));
}

async function propose(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Propose sealing' }).click();
  const dialog = page.getByRole('dialog', { name: 'Propose to seal this version?' });
  await inspect(page, 'the dialogue that proposes');
  await dialog.getByRole('button', { name: 'Propose' }).click();
  await heading(page, 'Seal an election’s definition').waitFor();
  await page.getByText('You proposed this, so another person decides.').waitFor();
  return hashIn(valueOf(page, 'Content hash'));
}

async function seeWhatWaits(page: Page, hash: string): Promise<void> {
  await page.getByText('1 proposal needs your decision.').waitFor();
  await choose(page, 'Main menu', 'Waiting for you');
  const row = page.getByRole('row').filter({ hasText: 'Dilnoza Karimova' });
  assert.match(await row.innerText(), /You decide/);
  await inspect(page, 'what waits for a second person');
  await row.getByRole('link', { name: 'Seal an election’s definition' }).click();
  assert.equal(await hashIn(valueOf(page, 'Content hash')), hash, 'both see the same hash');
  await page.getByText('Exact content, as it is hashed').click();
  await page.locator('pre').waitFor();
  const content = await page.locator('pre').innerText();
  assert.equal(createHash('sha256').update(content).digest('hex'), hash);
  await page.getByRole('link', { name: 'See it in full' }).click();
  await page.getByRole('row').filter({ hasText: NEW_TITLE }).waitFor();
  await page.goBack();
}

async function approve(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve this?' });
  await dialog.getByText('It is sealed and in force at once.').waitFor();
  await inspect(page, 'the dialogue that approves');
  await dialog.getByRole('button', { name: 'Approve, it takes effect now' }).click();
  await page.getByText('Approved and in effect.').waitFor();
  await inspect(page, 'the approved proposal');
}

async function seeTheEvidence(page: Page, sealed: string): Promise<void> {
  await choose(page, 'Main menu', 'Evidence');
  const types = page.getByRole('row').getByRole('link');
  await types.first().waitFor();
  const newest = (await types.allInnerTexts()).slice(0, 6);
  assert.ok(newest.includes('approvals.approved'), newest.join());
  await page.getByRole('link', { name: 'elections.definition-sealed' }).first().click();
  await page.getByText('This browser counted the hash again: it is the same.').waitFor();
  const exact = await page.locator('pre').last().innerText();
  assert.ok(exact.includes(sealed), 'the fact names the sealed hash');
  assert.ok(!/Karimova|Yoʻldoshev/.test(exact), 'and no person');
  await inspect(page, 'a fact');
}

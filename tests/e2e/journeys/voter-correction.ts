import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { enter, heading } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { journey } from '../stage/stage.ts';
import { addPaper, lookUp, openFirst } from '../stage/voters.ts';
import type { Visit } from '../stage/visit.ts';

/** No generated voter has this name. */
const RIGHT_SURNAME = 'Toʻxtasinzoda';

export const correctingAnEntry = journey(
  'a clerk has an entry of the voter list corrected, and the voter sees who looked at it',
  async ({ open }) => {
    const malika = await enter(await open(), 'malika');
    await lookUp(malika, { text: 'kar' });
    await inspect(malika, 'voters who were found');
    await openFirst(malika);
    await malika.getByRole('button', { name: 'Correct the entry' }).click();
    await register(malika);
    await inspect(malika, 'a request without a paper');
    await addPaper(malika);
    assert.equal(await malika.getByRole('button', { name: 'Grant' }).count(), 0);
    const place = new URL(malika.url()).pathname.replace('/admin/', '');
    await grant(await enter(await open(), 'rustam', place));

    await malika.goto('/admin/voters/uzbekistan/requests?view=decided');
    await malika.getByRole('link', { name: /Correct an entry/ }).waitFor();
    await inspect(malika, 'decided requests');

    // In Cyrillic: the list is searched in any script.
    await lookUp(malika, { text: 'Тўхтасинзода' });
    await openFirst(malika);
    await malika.getByRole('heading', { name: 'What the record said before' }).waitFor();
    await malika.getByText('By', { exact: true }).first().waitFor();
    await inspect(malika, 'a corrected record');
    const code = await handOutLink(malika);
    await seeOwnRecord(await open(), code);
  },
);

/** Somebody else decides: nobody changes the list alone. */
async function grant(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Grant' }).click();
  const dialog = page.getByRole('dialog', { name: 'Grant' });
  await dialog.getByLabel('Reason').fill('The passport shows the right surname');
  await inspect(page, 'the dialogue that grants a request');
  await dialog.getByRole('button', { name: 'Grant' }).click();
  await page.getByText('name-updated', { exact: false }).waitFor();
  await inspect(page, 'a granted request');
  await page.getByRole('button', { name: 'Letter to print' }).click();
  await page.getByRole('heading', { name: 'Notice of a decision about the voter list' }).waitFor();
  await inspect(page, 'the letter about a decision');
}

async function register(page: Page): Promise<void> {
  await page.getByLabel(/^Surname/).fill(RIGHT_SURNAME);
  await page.getByLabel('Who asks').fill('The voter, +998 90 123 45 67');
  await page.getByLabel('What for, and on what evidence').fill('Wrong surname, passport shown');
  await inspect(page, 'the form of a correction');
  await page.getByRole('button', { name: 'Register the request' }).click();
  await page.getByRole('heading', { name: /^Request \d+: Correct an entry$/ }).waitFor();
}

async function handOutLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Link for the voter' }).click();
  const dialog = page.getByRole('dialog', { name: 'Link for the voter' });
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const code = await dialog.locator('code.secret').innerText();
  await inspect(page, 'the link for the voter');
  return code;
}

async function seeOwnRecord(visit: Visit, code: string): Promise<void> {
  const { page } = visit;
  await page.goto(`/admin/own-record#${code}`);
  await heading(page, 'Your entry on the voter list').waitFor();
  await inspect(page, 'the page for a voter with a link');
  await page.getByRole('button', { name: 'Show my entry' }).click();
  await heading(page, new RegExp(`^${RIGHT_SURNAME}`)).waitFor();
  assert.ok(!page.url().includes('#'), 'the code has left the address');
  const views = page.getByRole('table', { name: 'Who looked at the record' });
  assert.match(await views.innerText(), /District commission member/);
  assert.doesNotMatch(await views.innerText(), /Malika/);
  await inspect(page, 'the own record');
}

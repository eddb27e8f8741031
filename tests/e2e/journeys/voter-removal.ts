import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { enter, heading, valueOf } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { journey } from '../stage/stage.ts';
import type { Visit } from '../stage/visit.ts';
import { addPaper, lookUp, openFirst } from '../stage/voters.ts';

/** Many are called so. */
const NAME = 'kar';

export const removing = journey(
  'somebody is told before a removal, two remove the entry, and an appeal before two others brings it back',
  async ({ open }) => {
    const visit = await open();
    const jahongir = await enter(visit, 'jahongir');
    await lookUp(jahongir, { text: NAME });
    await openFirst(jahongir);
    await register(jahongir);
    const place = new URL(jahongir.url()).pathname.replace('/admin/', '');
    await tell(visit);
    await hear(jahongir);
    const decision = await propose(jahongir, 'Grant', 'Waits for a second person');

    const malika = await enter(await open(), 'malika', decision);
    await approve(malika, 'Decide a request about the voter list');

    await jahongir.goto(`/admin/${place}`);
    await seeStatus(jahongir, 'Granted');
    const person = await valueOf(jahongir, 'Name').innerText();
    await tellDecision(jahongir);
    await appeal(jahongir);
    await seeOnList(jahongir, person, 'Removed');

    await malika.goto(`/admin/${place}`);
    await seeStatus(malika, 'Appealed');
    const overturn = 'Overturn the decision';
    assert.equal(await malika.getByRole('button', { name: overturn }).count(), 0, 'had a part');

    // The commissions above, of whom nobody decided before or handed out the account of somebody who did.
    const bahrom = await enter(await open(), 'bahrom', place);
    await seeStatus(bahrom, 'Appealed');
    await inspect(bahrom, 'an appeal that waits');
    const appealed = await propose(bahrom, overturn, 'Appealed');
    const rustam = await enter(await open(), 'rustam', appealed);
    await approve(rustam, 'Grant an appeal about the voter list');

    await jahongir.goto(`/admin/${place}`);
    await seeStatus(jahongir, 'Overturned on appeal');
    await inspect(jahongir, 'a request that was overturned');
    await seeOnList(jahongir, person, 'On the list');
  },
);

function seeStatus(page: Page, status: string): Promise<void> {
  return valueOf(page, 'Status').getByText(status, { exact: true }).waitFor();
}

/** At the wish of somebody else, and with what shows it. */
async function register(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ask for removal' }).click();
  await page.getByLabel('Asked by').selectOption('Somebody else');
  await page.getByLabel('Who asks').fill('The neighbour, +998 90 765 43 21');
  await page.getByLabel('What for, and on what evidence').fill('Has moved to another country');
  await inspect(page, 'the form of a removal');
  await page.getByRole('button', { name: 'Register the request' }).click();
  await page.getByRole('heading', { name: /^Request \d+: Remove from the list$/ }).waitFor();
  await seeStatus(page, 'To be told first');
  await addPaper(page);
  assert.equal(await page.getByRole('button', { name: 'Grant' }).count(), 0, 'told first');
  await inspect(page, 'a removal about which somebody is to be told');
}

/** The letter goes out; until there is an answer or its time is over, nobody decides for the removal. */
async function tell({ page, expectRefusal }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Letter to print' }).click();
  await page
    .getByRole('heading', { name: 'Notice before a decision about the voter list' })
    .waitFor();
  await inspect(page, 'the letter before a removal');
  await page.getByRole('button', { name: 'Back to the request' }).click();
  const told = 'Record that the person was told';
  await page.getByRole('button', { name: told }).click();
  const dialog = page.getByRole('dialog', { name: told });
  await dialog.getByLabel('How they were told').selectOption('by post');
  await dialog.getByLabel('In words').fill('Registered letter 17 to the address of the list');
  await inspect(page, 'the dialogue about a notice');
  await dialog.getByRole('button', { name: told }).click();
  await seeStatus(page, 'Told, may answer');

  expectRefusal(/^POST \/api\/voter-requests\/\S+\/decision 409$/);
  await page.getByRole('button', { name: 'Grant' }).click();
  const grant = page.getByRole('dialog', { name: 'Grant' });
  await grant.getByLabel('Reason').fill('Without waiting for the person');
  await grant.getByRole('button', { name: 'Grant' }).click();
  await grant.getByText('The person has to be told first', { exact: false }).waitFor();
  await page.keyboard.press('Escape');
  await grant.waitFor({ state: 'detached' });
}

async function hear(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Record the answer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Record the answer' });
  await dialog.getByLabel('Answer of the person').fill('I work abroad and come back in spring');
  await dialog.getByRole('button', { name: 'Record the answer' }).click();
  await seeStatus(page, 'To be decided');
  await inspect(page, 'a removal with the answer of the person');
}

/** One person decides, for a second one. @returns the address of the proposal, below the administration. */
async function propose(page: Page, act: string, status: string): Promise<string> {
  await page.getByRole('button', { name: act }).click();
  const dialog = page.getByRole('dialog', { name: act });
  await dialog.getByLabel('Reason').fill('The papers and the answer were read');
  await dialog.getByRole('button', { name: act }).click();
  await seeStatus(page, status);
  const href = await page.getByRole('link', { name: 'To the proposal' }).getAttribute('href');
  assert.ok(href !== null);
  await inspect(page, `a removal after “${act}”`);
  return href.replace('/admin/', '');
}

async function approve(page: Page, kind: string): Promise<void> {
  await heading(page, kind).waitFor();
  await inspect(page, `“${kind}” before a second person`);
  await page.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve this?' });
  await dialog.getByRole('button', { name: 'Approve, it takes effect now' }).click();
  await page.getByText('Approved and in effect.').waitFor();
}

async function tellDecision(page: Page): Promise<void> {
  const told = 'Record that the decision was told';
  await page.getByRole('button', { name: told }).click();
  const dialog = page.getByRole('dialog', { name: told });
  await dialog.getByLabel('In words').fill('Handed over at the commission');
  await dialog.getByRole('button', { name: told }).click();
  await page.getByText('Of the decision, in person').waitFor();
}

async function appeal(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Register an appeal' }).click();
  const dialog = page.getByRole('dialog', { name: 'Register an appeal' });
  await dialog.getByLabel('Reason').fill('The address in the country was not given up');
  await dialog.getByRole('button', { name: 'Register an appeal' }).click();
  await seeStatus(page, 'Appealed');
}

/** What the record of the person says. */
async function seeOnList(page: Page, person: string, status: string): Promise<void> {
  // The same letters find the same people in the same order.
  await lookUp(page, { text: NAME });
  await openFirst(page);
  await page.getByRole('heading', { name: person, exact: true }).waitFor();
  await seeStatus(page, status);
  await inspect(page, `a record that says “${status}”`);
}

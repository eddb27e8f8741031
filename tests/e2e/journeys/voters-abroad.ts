import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { callerAs } from '../stage/counting.ts';
import { enter, valueOf } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { ELECTION, journey } from '../stage/stage.ts';
import { lookUp, openFirst, somebodyBesides, type Voter } from '../stage/voters.ts';

const PHONE = 360;
const LIST = '/admin/voters/uzbekistan';

export const listingAbroad = journey(
  'a citizen asks on a phone, an officer of the mission verifies the person, and two bring the voter home',
  async (stage) => {
    const voter = await somebodyBesides(await callerAs(stage, 'demo.central'), null);
    const phone = await stage.open({ width: PHONE });
    const { request, mission } = await ask(phone.page, voter);

    const visit = await stage.open();
    const dilnoza = await enter(visit, 'dilnoza');
    const before = await countsOf(dilnoza, mission);
    await inspect(dilnoza, 'voters abroad with requests');
    await lookUp(dilnoza, { by: 'National number', text: voter.nationalNumber });
    await openFirst(dilnoza);
    assert.equal(await markAtHome(dilnoza, mission).count(), 0, 'asking alone changes nothing');

    await verify(dilnoza, request);
    assert.deepEqual(await countsOf(dilnoza, mission), {
      ...before,
      waiting: before.waiting - 1,
      verified: before.verified + 1,
      listed: before.listed + 1,
    });
    await seeMarkAtHome(dilnoza, voter, mission);

    const home = await askToReturn(dilnoza);
    const rustam = await enter(await stage.open(), 'rustam', home);
    await grant(rustam, 'The voter came home and showed the ticket');
    await lookUp(rustam, { by: 'National number', text: voter.nationalNumber });
    await openFirst(rustam);
    assert.equal(await markAtHome(rustam, mission).count(), 0, 'the mark is gone');
    assert.match(
      await valueOf(rustam, 'Polling station').innerText(),
      new RegExp(`^${voter.station}, `),
    );
    const after = await countsOf(rustam, mission);
    assert.deepEqual([after.verified, after.listed], [before.verified + 1, before.listed]);
  },
);

/** Fills in the public form. @returns the number of the request, and that of the mission. */
async function ask(
  page: Page,
  { name, birthDate, nationalNumber, document }: Voter,
): Promise<{ readonly request: string; readonly mission: string }> {
  await page.goto(`/en/elections/${ELECTION}/voting-abroad/`);
  await page.getByText('Requests are taken until', { exact: false }).waitFor();
  const missions = page.getByLabel('Mission');
  await missions.selectOption({ index: 1 });
  const mission = await missions.inputValue();
  await page.getByLabel('Given name').fill(name.given);
  await page.getByLabel('Surname').fill(name.surname);
  await page.getByLabel('Date of birth').fill(birthDate);
  await page.getByLabel('National number').fill(nationalNumber);
  // As somebody types it on a phone.
  await page.getByLabel('Number of passport or identity card').fill(document.toLowerCase());
  await page.getByLabel('Telephone or address').fill('+49 30 1234567');
  await page.getByRole('button', { name: 'Send the request' }).click();
  const done = page.getByText(/^Your request has the number \d+\./);
  await done.waitFor();
  const [request] = /\d+/.exec(await done.innerText()) ?? [];
  assert.ok(request !== undefined);
  return { request, mission };
}

type Counts = Record<'requested' | 'waiting' | 'verified' | 'rejected' | 'listed', number>;

/** What the page of the voters abroad says of a mission. */
async function countsOf(page: Page, mission: string): Promise<Counts> {
  await page.goto(`${LIST}/abroad`);
  const row = page.getByRole('row', { name: new RegExp(`^${mission}, `) });
  await row.waitFor();
  const [requested = 0, waiting = 0, verified = 0, rejected = 0, listed = 0] = (
    await row.getByRole('cell').allInnerTexts()
  ).map(Number);
  return { requested, waiting, verified, rejected, listed };
}

/** The person stands before the officer, who opens the request out of the list. */
async function verify(page: Page, request: string): Promise<void> {
  await page.goto(`${LIST}/requests`);
  await page.getByRole('link', { name: `${request}: Vote abroad`, exact: true }).click();
  await page.getByRole('heading', { name: `Request ${request}: Vote abroad` }).waitFor();
  await inspect(page, 'a request from abroad');
  assert.match(await valueOf(page, 'Received').innerText(), /online/);
  await grant(page, 'The voter came with the own document');
  await inspect(page, 'a verified request from abroad');
}

async function grant(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Grant' }).click();
  const dialog = page.getByRole('dialog', { name: 'Grant' });
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Grant' }).click();
  await dialog.waitFor({ state: 'detached' });
  await valueOf(page, 'Status').getByText('Granted').waitFor();
}

function markAtHome(page: Page, mission: string) {
  return page.getByText(`Votes abroad at station ${mission} in the next election.`);
}

async function seeMarkAtHome(page: Page, voter: Voter, mission: string): Promise<void> {
  await lookUp(page, { by: 'National number', text: voter.nationalNumber });
  await openFirst(page);
  await markAtHome(page, mission).waitFor();
  const station = await valueOf(page, 'Polling station').innerText();
  assert.match(station, new RegExp(`^${mission}, .*on the list of a mission`));
  await inspect(page, 'a record with the mark of a voter abroad');
}

/** @returns the address of the request, below the administration. */
async function askToReturn(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Return from abroad' }).click();
  await page.getByLabel('Election', { exact: true }).selectOption(ELECTION);
  await page.getByLabel('Who asks').fill('The voter, +998 90 123 45 67');
  await page.getByLabel('What for, and on what evidence').fill('The voter comes home early');
  await inspect(page, 'the form of a return from abroad');
  await page.getByRole('button', { name: 'Register the request' }).click();
  await page.getByRole('heading', { name: /^Request \d+: Vote at home again$/ }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Grant' }).count(), 0, 'not one alone');
  return new URL(page.url()).pathname.replace('/admin/', '');
}

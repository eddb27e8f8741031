import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { beFreezeDay, type Caller, callerAs } from '../stage/counting.ts';
import { enter, hashIn, heading, valueOf } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { ELECTION, journey } from '../stage/stage.ts';
import { somebodyBesides, type Voter } from '../stage/voters.ts';

const PHONE = 360;
const ROLL = `voters/uzbekistan/rolls/${ELECTION}`;
/** Longer than the demonstration's register takes on a busy machine. */
const FREEZE_LIMIT_MS = 90_000;
/** A publication that runs already is waited for, and renders the pages of nine languages. */
const PUBLISHED_LIMIT_MS = 180_000;

export const freezing = journey(
  'two people freeze the roll, a commission prints that of its station, and a citizen asks on a phone',
  async (stage) => {
    const { open, site } = stage;
    const central = await callerAs(stage, 'demo.central');
    await beFreezeDay(central);
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
    await approveWaiting(rustam, 'Freeze the roll of an election', 'a freeze that waits');

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
    await addByCertificate(
      dilnoza,
      rustam,
      largest.station,
      await somebodyBesides(central, largest.station),
    );
    await printSupplements(dilnoza, largest.station);
    const territory = await territoryOf(central, largest.station);
    await printTerritory(dilnoza, rustam, { station: largest.station, territory });

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
  const until = Date.now() + PUBLISHED_LIMIT_MS;
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
  await savePdf(page, page.getByRole('row', { name: `Station ${station}` }));
  await inspect(page, 'a printed roll');
}

async function savePdf(page: Page, row: Locator): Promise<void> {
  const save = row.getByRole('button', { name: 'Save PDF' });
  await save.waitFor({ timeout: FREEZE_LIMIT_MS });
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  assert.equal(readFileSync(await download.path()).toString('latin1', 0, 5), '%PDF-');
}

/** What came after the freeze is a sheet of its own; once it is on paper, its file leaves the server. */
async function printSupplements(page: Page, station: string): Promise<void> {
  await page.getByRole('button', { name: 'Print the supplements' }).click();
  const dialog = page.getByRole('dialog', { name: 'Print the supplements' });
  await dialog.getByLabel('Reason').fill('For the table of the station');
  await inspect(page, 'the dialogue that prints supplements');
  await dialog.getByRole('button', { name: 'Print the supplements' }).click();
  const row = page.getByRole('row', { name: `Station ${station}, supplements, version` });
  await savePdf(page, row);
  await row.getByRole('button', { name: 'Remove the files' }).click();
  const remove = page.getByRole('dialog', { name: 'Remove the files' });
  await inspect(page, 'the dialogue that removes a printing');
  await remove.getByRole('button', { name: 'Remove the files' }).click();
  await row.getByText(/^removed /).waitFor();
  assert.equal(await row.getByRole('button').count(), 0);
  await inspect(page, 'a printing without its files');
}

async function approveWaiting(page: Page, kind: string, shown: string): Promise<void> {
  await page.goto('/admin/waiting');
  await page.getByRole('link', { name: kind }).click();
  await page.getByRole('button', { name: 'Approve' }).waitFor();
  await inspect(page, shown);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await page.getByText('Approved', { exact: false }).first().waitFor();
}

async function addByCertificate(
  page: Page,
  second: Page,
  station: string,
  { nationalNumber, document }: Voter,
): Promise<void> {
  const place = page.url();
  await page.getByRole('button', { name: 'Add a voter' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a voter' });
  await dialog.getByLabel('National number').fill(nationalNumber);
  await dialog.getByLabel('Number of passport or identity card').fill(document);
  await dialog.getByLabel('Reason of the law').selectOption('certificate');
  await dialog.getByLabel('Document that it rests on').fill('Certificate 12 of 24 December');
  await dialog.getByLabel('Reason', { exact: true }).fill('The voter is here on duty');
  await inspect(page, 'the dialogue that adds a voter');
  await dialog.getByRole('button', { name: 'Propose to a second person' }).click();
  await heading(page, 'Add a voter to a frozen roll').waitFor();
  await approveWaiting(second, 'Add a voter to a frozen roll', 'a supplement that waits');
  await page.goto(place);
  await page.getByRole('heading', { name: `Roll of station ${station}` }).waitFor();
  await page.getByRole('button', { name: 'Show the names' }).click();
  const added = page.getByRole('table', { name: 'Supplements' });
  await added.getByText('certificate of another station').waitFor();
  assert.match(await added.innerText(), /Station \S+, line \d+/);
  await inspect(page, 'a station with a supplement');
}

async function territoryOf(central: Caller, station: string): Promise<string> {
  const path = `/api/elections/${ELECTION}/roll/stations?search=${station}`;
  const { body } = await central('GET', path);
  const stations = body['stations'] as { station: string; territoryPath: string }[];
  const found = stations.find((one) => one.station === station);
  assert.ok(found !== undefined, `station ${station} has a roll`);
  return found.territoryPath;
}

async function printTerritory(
  page: Page,
  second: Page,
  { station, territory }: { readonly station: string; readonly territory: string },
): Promise<void> {
  const place = page.url();
  await page.getByRole('link', { name: 'All stations' }).click();
  await page.getByRole('button', { name: 'Print a territory' }).click();
  const dialog = page.getByRole('dialog', { name: 'Print a territory' });
  await dialog.getByLabel('Territory').selectOption(territory);
  await dialog.getByLabel('Reason').fill('For the tables of all stations');
  await inspect(page, 'the dialogue that prints a territory');
  await dialog.getByRole('button', { name: 'Propose to a second person' }).click();
  await heading(page, 'Print the rolls of a territory').waitFor();
  await approveWaiting(second, 'Print the rolls of a territory', 'a printing that waits');
  await page.goto(place);
  await page.getByRole('heading', { name: `Roll of station ${station}` }).waitFor();
  const row = page.getByRole('row', { name: /\d stations?/ });
  await savePdf(page, row);
  await inspect(page, 'a roll out of the printing of a territory');
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

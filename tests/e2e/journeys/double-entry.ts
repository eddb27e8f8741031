/// <reference lib="dom" />
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { beEvening, callerAs, figuresFor } from '../stage/counting.ts';
import { enter, heading, pressOn, valueOf } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { ELECTION, journey } from '../stage/stage.ts';

const STATION = '3';
const ENTRY = `count/${ELECTION}/keying/party-list/${STATION}/hand`;
const SPOILT = 'counts.ballots-spoilt';
const UNUSED = 'counts.ballots-unused';

export const doubleEntry = journey(
  'two people key a paper differently, and a third settles it without seeing them',
  async (travel) => {
    await openTheCount(travel);

    const feruza = await enter(await travel.open(), 'feruza', `count/${ELECTION}`);
    await feruza.getByRole('link', { name: 'Key protocols' }).click();
    await heading(feruza, 'Key protocols').waitFor();
    await inspect(feruza, 'the list of what to key');
    await findByKeyboard(feruza);
    await keyAll(feruza, {});
    await feruza.getByText('✓ Everything is saved').waitFor();
    await inspect(feruza, 'a keyed paper');
    await feruza.keyboard.press('Enter');
    await feruza.getByText('Your entry is finished').waitFor();
    await inspect(feruza, 'the end of a first entry');
    await feruza.keyboard.press('Enter');
    await heading(feruza, 'Key protocols').waitFor();

    const second = await travel.open();
    const jahongir = await enter(second, 'jahongir', ENTRY);
    await seeNothingKeyed(jahongir);
    await keyAll(jahongir, { [SPOILT]: 5 });
    await jahongir.keyboard.press('Enter');
    await seeTheCheck(jahongir);
    await key(jahongir, UNUSED, 445);
    await jahongir.getByRole('button', { name: 'Finish' }).click();
    await jahongir.getByText('The two entries differ').waitFor();
    await jahongir.getByText('2 rows differ.').waitFor();
    await inspect(jahongir, 'the end of a second entry that differs');

    second.expectRefusal(/^POST \/api\/elections\/\S+\/entries 403$/);
    await jahongir.goto(`/admin/${ENTRY}`);
    await jahongir.getByText('You keyed this paper already.').waitFor();

    const malika = await enter(await travel.open(), 'malika', ENTRY);
    await malika.getByText('Two people keyed 2 rows differently.').waitFor();
    await seeNothingKeyed(malika);
    assert.equal(await malika.locator('.figure-input').count(), 2);
    await inspect(malika, 'the third entry');
    await keyAll(malika, {});
    await malika.keyboard.press('Enter');
    await malika.getByText('The protocol is received').waitFor();
    await inspect(malika, 'a received protocol');
  },
);

/** The member of the central commission opens it on the page of the election. */
async function openTheCount(travel: Parameters<typeof doubleEntry.go>[0]): Promise<void> {
  await beEvening(await callerAs(travel, 'demo.central'));
  const page = await enter(await travel.open(), 'dilnoza', `elections/${ELECTION}`);
  await page.getByRole('button', { name: 'Open the count' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open the count' });
  await inspect(page, 'the dialogue that opens the count');
  await dialog.getByRole('button', { name: 'Open the count' }).click();
  await page.getByText('Open, figures are sealed').waitFor();
  assert.equal(await valueOf(page, 'Legal count').innerText(), 'counted by hand');
  await page.getByRole('link', { name: 'To the count' }).click();
  await page.getByText('0 of 22,056 protocols accepted').waitFor();
  await inspect(page, 'the progress of the count');
  await page.goto(`/admin/count/${ELECTION}/protocols?filter=missing`);
  await page.getByText('The first 100 protocols').waitFor();
}

/** The search has the focus; the number and Enter lead to the paper, all without a mouse. */
async function findByKeyboard(page: Page): Promise<void> {
  await page.keyboard.type(STATION);
  const paper = page.getByRole('link', {
    name: `Key polling station ${STATION}, Vote for a party`,
  });
  await paper.waitFor();
  await pressOn(page, paper);
  await heading(page, `Polling station ${STATION}`).waitFor();
}

/** Types what the paper says, each figure and Enter; the last one leads to the button that finishes. */
async function keyAll(page: Page, other: Readonly<Record<string, number>>): Promise<void> {
  await page.locator('.figure-input').first().waitFor();
  const names = await page
    .locator('.figure-input')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).name));
  const figures = { ...figuresFor(names), ...other };
  for (const name of names) {
    const focused = await page.evaluate(() => (document.activeElement as HTMLInputElement).name);
    assert.equal(focused, name, 'Enter led to the next row');
    await page.keyboard.type(String(figures[name]));
    await page.keyboard.press('Enter');
  }
  const button = page.getByRole('button', { name: 'Finish' });
  assert.ok(await button.evaluate((one) => one === document.activeElement));
}

async function key(page: Page, name: string, figure: number): Promise<void> {
  await page.locator(`[name="${name}"]`).fill(String(figure));
}

async function seeNothingKeyed(page: Page): Promise<void> {
  await page.locator('.figure-input').first().waitFor();
  for (const input of await page.locator('.figure-input').all()) {
    assert.equal(await input.inputValue(), '', 'nobody sees what others keyed');
  }
}

/** Five spoilt ballots where the paper has three: the sum does not come out, and the page says how. */
async function seeTheCheck(page: Page): Promise<void> {
  const panel = page.getByRole('region', { name: 'Check your answers' });
  await panel.waitFor();
  assert.match(await panel.innerText(), /E02/);
  assert.match(await panel.innerText(), /950 ≠ 952/);
  await inspect(page, 'what does not fit together');
  await panel.getByRole('link', { name: /Spoilt ballots/ }).click();
  const focused = await page.evaluate(() => (document.activeElement as HTMLInputElement).name);
  assert.equal(focused, SPOILT);
}

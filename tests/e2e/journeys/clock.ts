import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { choose, enter } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { ELECTION, journey } from '../stage/stage.ts';

export const movingTheClock = journey(
  'the election’s clock moves, and with it what the law allows',
  async ({ open }) => {
    const visit = await open();
    const page = await enter(visit, 'dilnoza');
    const clock = page.getByRole('region', { name: /^Election clock:/ });
    await clock.getByText('Wednesday, 2 December 2026').waitFor();
    const duty = page.getByRole('listitem').filter({ hasText: 'Definition settled' });
    assert.match(await duty.innerText(), /15 hours/);
    await clock.getByRole('button', { name: '+1 day' }).click();
    await clock.getByText('Thursday, 3 December 2026').waitFor();
    await page.getByText(/^Passed – check that it was done/).waitFor();
    await duty.getByText(/9 hours.* ago/).waitFor();

    await setClock(page, '2026-12-25', '10:00');
    await clock.getByText('Friday, 25 December 2026').waitFor();
    await inspect(page, 'the home page two days before voting');
    visit.expectRefusal(new RegExp(`^POST /api/elections/${ELECTION}/versions 409$`));
    await choose(page, 'Main menu', 'Elections');
    await page.getByRole('link', { name: /Legislative Chamber/ }).click();
    await page.getByRole('button', { name: 'New version' }).click();
    const dialog = page.getByRole('dialog', { name: 'New version' });
    await dialog.getByLabel('Reason').fill('Somebody has second thoughts');
    await dialog.getByRole('button', { name: 'Start a draft' }).click();
    const alert = dialog.getByRole('alert');
    await alert.getByText('The election calendar does not allow this act now.').waitFor();
    assert.match(await alert.innerText(), /Definition no longer changes.*Calendar plan/s);
    await inspect(page, 'the refusal by the calendar');
    await page.keyboard.press('Escape');

    await choose(page, 'Main menu', 'Today');
    await setClock(page, '2026-12-02', '09:00');
    await clock.getByText('Wednesday, 2 December 2026').waitFor();
  },
);

async function setClock(page: Page, day: string, time: string): Promise<void> {
  const form = page.getByRole('button', { name: 'Set the clock' });
  if (!(await form.isVisible())) await page.getByText('Set day, time and speed').click();
  await page.getByLabel('Legal day').fill(day);
  await page.getByLabel('Legal time').fill(time);
  await page.getByLabel('Reason').fill('The journey moves the clock');
  await form.click();
}

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { oneTimeCode } from '../../cli/one-time-code.ts';
import { choose, enter, heading, openSignIn, pressOn, tabTo } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { journey } from '../stage/stage.ts';
import type { Visit } from '../stage/visit.ts';

const NAME = 'Kamola Rahimova';
const USERNAME = 'kamola.rahimova';
const PASSWORD = 'to‘rt ot bir tom ostida';

export const inviting = journey(
  'a person is invited, gets a role from two people and loses it',
  async ({ open }) => {
    const dilnoza = await enter(await open(), 'dilnoza');
    const invitation = await createAccount(dilnoza);
    const hers = await open();
    const secret = await acceptInvitation(hers, invitation);
    await signInByKeyboard(hers, secret, 0);
    const kamola = hers.page;
    await heading(kamola, 'Not for your role').waitFor();
    await inspect(kamola, 'the home page of somebody without a role');
    assert.deepEqual(await menuOf(kamola), ['Waiting for you']);

    const proposal = await proposeRole(dilnoza);
    const rustam = await enter(await open(), 'rustam', proposal.replace('/admin/', ''));
    await heading(rustam, 'Give a role').waitFor();
    assert.match(await rustam.locator('main').innerText(), /Kamola Rahimova.*Observer/s);
    await rustam.getByRole('button', { name: 'Approve' }).click();
    await rustam.getByRole('button', { name: 'Approve, it takes effect now' }).click();
    await rustam.getByText('Approved and in effect.').waitFor();

    await kamola.reload();
    await heading(kamola, 'Today’s duties').waitFor();
    await choose(kamola, 'Main menu', 'Elections');
    await heading(kamola, 'Elections').waitFor();
    assert.equal(await kamola.getByRole('link', { name: 'Draft an election' }).count(), 0);

    await endRole(dilnoza);
    hers.expectRefusal(/^GET \/api\/\S+ 403$/);
    await kamola.getByRole('link', { name: 'Ovoz – election administration' }).click();
    await heading(kamola, 'Not for your role').waitFor();
    await endTheOtherSession(hers, await open(), secret);
  },
);

async function createAccount(page: Page): Promise<string> {
  await choose(page, 'Main menu', 'People and roles');
  await page.getByRole('link', { name: 'New account' }).click();
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.getByText('Fill in this field.').first().waitFor();
  await inspect(page, 'the form of a new account, with its problems');
  await page.getByLabel('Name', { exact: true }).fill(NAME);
  await page.getByLabel('User name').fill(USERNAME);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await heading(page, 'The account is made').waitFor();
  await inspect(page, 'the invitation that is shown once');
  const address = await page.locator('code.secret').innerText();
  assert.match(address, /\/admin\/invitation#[\w-]{43}$/);
  return address;
}

/** @returns what the authenticator app would keep */
async function acceptInvitation({ page }: Visit, address: string): Promise<string> {
  await page.goto(address);
  await heading(page, 'Your invitation').waitFor();
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  const key = (await page.locator('code.secret').innerText()).replaceAll(' ', '');
  const secret = `otpauth://totp/Ovoz?secret=${key}`;
  await page.getByLabel('New password').fill('password1234');
  await page.getByLabel('Password once more').fill('password12345');
  await page.getByLabel('One-time code').fill('12');
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByText('The two passwords differ.').first().waitFor();
  await inspect(page, 'the invitation, with its problems');
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByLabel('Password once more').fill(PASSWORD);
  // A code works once, and the next sign-in needs one of its own: this is the one before now.
  await page.getByLabel('One-time code').fill(oneTimeCode(secret, -1));
  await page.getByRole('button', { name: 'Finish' }).click();
  await heading(page, 'Your account is ready').waitFor();
  await page.getByRole('link', { name: 'To the sign-in' }).click();
  return secret;
}

async function signInByKeyboard({ page }: Visit, secret: string, steps: 0 | 1): Promise<void> {
  await heading(page, 'Sign in').waitFor();
  await pressOn(page, page.getByText('Sign in with password and code'));
  await tabTo(page, page.getByLabel('User name'));
  await page.keyboard.type(USERNAME);
  await tabTo(page, page.getByLabel('Password', { exact: true }));
  await page.keyboard.insertText(PASSWORD);
  await tabTo(page, page.getByLabel('One-time code'));
  await page.keyboard.type(oneTimeCode(secret, steps));
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Main menu' }).waitFor();
}

async function menuOf(page: Page): Promise<readonly string[]> {
  const links = page.getByRole('navigation', { name: 'Main menu' }).getByRole('link');
  return (await links.allInnerTexts()).map((text) => text.trim());
}

/** @returns the address of the proposal */
async function proposeRole(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Propose a role' }).click();
  await page.getByRole('radio', { name: 'Observer' }).check();
  await page.getByLabel('Reason').fill('Observes for a public association');
  await inspect(page, 'the form that proposes a role');
  await page.getByRole('button', { name: 'Propose the role' }).click();
  await heading(page, 'Give a role').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Approve' }).count(), 0);
  return new URL(page.url()).pathname;
}

async function endRole(page: Page): Promise<void> {
  await choose(page, 'Main menu', 'People and roles');
  await page.getByLabel('Search by name or user name').fill('Kamola');
  await page.getByRole('link', { name: NAME }).click();
  await heading(page, NAME).waitFor();
  assert.match(await page.getByRole('row').nth(1).innerText(), /Dilnoza.*Rustam/s);
  await inspect(page, 'a person');
  await page.getByRole('button', { name: 'End the role Observer' }).click();
  const dialog = page.getByRole('dialog', { name: `End “Observer” of ${NAME}?` });
  await dialog.getByLabel('Reason').fill('The association withdrew her');
  await dialog.getByRole('button', { name: 'End' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Past', { exact: true }).waitFor();
}

async function endTheOtherSession(one: Visit, other: Visit, secret: string): Promise<void> {
  await openSignIn(other);
  await signInByKeyboard(other, secret, 1);
  await one.page.getByText(NAME).first().click();
  await one.page.getByRole('link', { name: 'My sessions' }).click();
  await one.page.getByText('2 sessions').waitFor();
  await inspect(one.page, 'the own sessions');
  await one.page.getByRole('button', { name: 'End all others' }).click();
  await one.page.getByText('1 session', { exact: true }).waitFor();
  other.expectRefusal(/^GET \/api\/\S+ 401$/);
  await other.page.getByRole('navigation', { name: 'Main menu' }).getByRole('link').first().click();
  await other.page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
  await inspect(other.page, 'the end of a session');
}

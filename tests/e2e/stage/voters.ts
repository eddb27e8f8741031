import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Caller } from './counting.ts';

const PACK = '/api/packs/uzbekistan';
/** Some of the demonstration are called so, beyond one station. */
const NAME = 'rahim';
const PAPER = {
  name: 'paper.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.7 paper'),
};

/** Somebody who may vote, as the own documents have it. */
export type Voter = {
  readonly name: { readonly surname: string; readonly given: string };
  /** ISO 8601. */
  readonly birthDate: string;
  readonly station: string;
  readonly nationalNumber: string;
  readonly document: string;
};

type Opened = {
  readonly eligibility: { readonly eligible: boolean } | null;
  readonly voter: Pick<Voter, 'name' | 'birthDate'> & { readonly station: string | null };
};

/** A voter who may vote, has a document, and does not stand on the list of station `besides`. */
export async function somebodyBesides(central: Caller, besides: string | null): Promise<Voter> {
  const purpose = { purpose: 'correction', words: '' };
  const { body } = await central('POST', `${PACK}/voter-search`, { ...purpose, name: NAME });
  for (const { id } of body['voters'] as { id: string }[]) {
    const opened = await central('POST', `${PACK}/voters/${id}/open`, purpose);
    const { eligibility, voter } = opened.body['record'] as Opened;
    const { station, name, birthDate } = voter;
    if (eligibility?.eligible !== true || station === null || station === besides) continue;
    const reason = 'The voter shows the own document';
    const shown = await central('POST', `${PACK}/voters/${id}/unmask`, {
      purpose: 'correction',
      reason,
    });
    const numbers = shown.body as Pick<Voter, 'nationalNumber' | 'document'>;
    if (numbers.document !== '') return { name, birthDate, station, ...numbers };
  }
  return assert.fail('somebody of this name may vote');
}

/** Looks voters up on the page of the search. */
export async function lookUp(
  page: Page,
  { by = 'Name', text }: { readonly by?: 'Name' | 'National number'; readonly text: string },
): Promise<void> {
  await page.goto('/admin/voters/uzbekistan/search');
  await page.getByLabel(by, { exact: by === 'Name' }).fill(text);
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.getByRole('heading', { name: /^\d+ voters?$/ }).waitFor();
}

/** Opens the first of those who were found. */
export async function openFirst(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Open / })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Who looked at the record' }).waitFor();
}

/** Adds a paper to a request. */
export async function addPaper(page: Page): Promise<void> {
  await page.getByText('No paper yet.', { exact: false }).waitFor();
  await page.getByLabel('Add a paper').setInputFiles(PAPER);
  await page.getByText(PAPER.name).waitFor();
}

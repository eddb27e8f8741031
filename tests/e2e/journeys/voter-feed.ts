import assert from 'node:assert/strict';
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '@ovoz/basics';
import { BATCH_COLUMNS, manifestMessage } from '@ovoz/voter-register';
import type { Page } from 'playwright-core';
import { runOvoz } from '../../cli/run-ovoz.ts';
import { enter, heading, valueOf } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { journey } from '../stage/stage.ts';

const FEED = 'voters/uzbekistan/feed';
const REASON = 'The register confirmed it by letter';
/** More of a district of 7,000 than five in a thousand. */
const DEATHS = 120;

export const feeding = journey(
  'a line is looked at for a purpose, and a held batch is released by two',
  async (stage) => {
    const dilnoza = await enter(await stage.open(), 'dilnoza', FEED);
    await dilnoza.getByText('Batch 1, as of').first().waitFor();
    await inspect(dilnoza, 'the registers');
    await dilnoza.getByRole('link', { name: 'Civil register, batch 1' }).click();
    await lookAtLine(dilnoza);

    await sendHeldBatch(stage.origin);
    await dilnoza.getByRole('link', { name: 'Back to the registers' }).click();
    await dilnoza.reload();
    await dilnoza.getByRole('link', { name: 'Civil register, batch 2' }).click();
    await dilnoza.getByText('1 district beyond the limit').waitFor();
    await inspect(dilnoza, 'a held batch');
    await dilnoza.getByRole('button', { name: 'Propose to let it go on' }).click();
    const dialog = dilnoza.getByRole('dialog');
    await dialog.getByLabel('Reason').fill(REASON);
    await dialog.getByRole('button', { name: 'Propose' }).click();
    await heading(dilnoza, 'Let a held batch go on').waitFor();

    const rustam = await enter(await stage.open(), 'rustam', 'waiting');
    await release(rustam);
  },
);

async function lookAtLine(page: Page): Promise<void> {
  await page.getByText('Lines set aside', { exact: true }).waitFor();
  await inspect(page, 'the report of a batch');
  const row = page.getByRole('row').filter({ hasText: 'Begins like a formula' }).last();
  await row.getByRole('button', { name: /^Look at/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What for').fill('The register asks what was wrong');
  await inspect(page, 'the dialogue that asks for a purpose');
  await dialog.getByRole('button', { name: 'Look at the line' }).click();
  await dialog.getByText(/,(m|f),\d{4}-\d{2}-\d{2},/).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await row.getByRole('button', { name: /^Settle/ }).click();
  await dialog.getByLabel('What became of it').fill('The register will send it anew');
  await dialog.getByRole('button', { name: 'Settle the line' }).click();
  await page.getByText('The register will send it anew').waitFor();
}

/** The invented civil register reports more deaths than its district should have. */
async function sendHeldBatch(origin: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-feed-'));
  try {
    const server = ['--server', origin, '--demo', 'demo.register'];
    const status = await runOvoz([
      'register',
      'status',
      '--country',
      'uzbekistan',
      '--json',
      ...server,
    ]);
    const batches = status.json()['batches'] as { register: string; manifestHash: string }[];
    const previous = batches.find(({ register }) => register === 'civil')?.manifestHash;
    const keys = join(folder, 'keys');
    const country = ['--country', 'uzbekistan', '--seed', '1', '--count', '100'];
    const made = await runOvoz(['synthesize', 'voters', ...country, '--folder', keys]);
    assert.equal(made.exitCode, 0, made.err);
    const batch = join(folder, 'civil-2');
    writeDeaths(batch, previous ?? null, readFileSync(join(keys, 'SYNTHETIC-civil-key.pem')));
    const sent = await runOvoz(['register', 'push', batch, ...server]);
    assert.match(sent.out, /held/, sent.err);
    assert.equal(sent.exitCode, 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeDeaths(folder: string, previous: string | null, key: Buffer): void {
  mkdirSync(folder);
  const deaths = Array.from({ length: DEATHS }, (_, at) => `${at + 1},deceased,2026-10-05,,Act`);
  const files = [
    { name: 'persons.csv', lines: [BATCH_COLUMNS.persons.join(',')] },
    { name: 'events.csv', lines: [BATCH_COLUMNS.events.join(','), ...deaths] },
  ].map(({ name, lines }) => {
    const text = `${lines.join('\n')}\n`;
    writeFileSync(join(folder, name), text);
    const sha256 = createHash('sha256').update(text).digest('hex');
    return { name, bytes: text.length, rows: lines.length - 1, sha256 };
  });
  const manifest = canonicalJson({
    format: 1,
    pack: 'uzbekistan',
    register: 'civil',
    kind: 'delta',
    sequence: 2,
    previous,
    asOf: '2026-10-06T00:00:00.000Z',
    files,
  });
  const signature = sign(null, manifestMessage(Buffer.from(manifest)), createPrivateKey(key));
  writeFileSync(join(folder, 'manifest.json'), manifest);
  writeFileSync(join(folder, 'manifest.sig'), signature.toString('base64'));
}

async function release(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Let a held batch go on' }).click();
  await heading(page, 'Let a held batch go on').waitFor();
  assert.equal(await valueOf(page, 'Register').innerText(), 'Civil register');
  await page.getByText(`${DEATHS} removed, ${DEATHS} changed`).waitFor();
  await inspect(page, 'the release of a held batch');
  await page.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve this?' });
  await dialog.getByRole('button', { name: 'Approve, it takes effect now' }).click();
  await page.getByText('Approved and in effect.').waitFor();
  await page.getByRole('link', { name: 'See it in full' }).click();
  await valueOf(page, 'Status').getByText('Applied').waitFor();
}

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PublishedFileRefusal } from './checked-json.ts';
import { readPublished } from './read-published.ts';

const folder = mkdtempSync(join(tmpdir(), 'ovoz-published-'));
after(() => rmSync(folder, { recursive: true }));

const INDEX = { format: 1, publishedAt: '2026-11-21T19:00:00.000Z', demo: true, elections: [] };

function refusalOf(index: string, reason: RegExp) {
  writeFileSync(join(folder, 'index.json'), index);
  return assert.rejects(readPublished(folder), (error) => {
    assert.ok(error instanceof PublishedFileRefusal);
    assert.match(error.message, reason);
    return true;
  });
}

test('nothing published yet is a site without elections', async () => {
  writeFileSync(join(folder, 'index.json'), JSON.stringify(INDEX));
  assert.deepEqual((await readPublished(folder)).elections, []);
});

test('a file that is not as the contract says is refused by name', async () => {
  await refusalOf('{', /index\.json is not JSON/);
  await refusalOf(JSON.stringify({ ...INDEX, more: 1 }), /index\.json is not as published/);
  await refusalOf(JSON.stringify({ ...INDEX, demo: 'yes' }), /demo/);
});

test('an election whose file is missing is refused', async () => {
  const election = {
    code: 'nowhere',
    title: { en: 'Nowhere' },
    pack: 'nowhere',
    mode: 'training',
    votingDay: '2026-12-27',
  };
  await refusalOf(
    JSON.stringify({ ...INDEX, elections: [election] }),
    /election\.json is not there/,
  );
});

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderFor, runOvoz } from './run-ovoz.ts';

const VOTERS = ['synthesize', 'voters', '--seed', '1', '--json'];

test('registers of an invented nation are written as batches that can be sent', async (t) => {
  const folder = join(folderFor(t), 'voters');
  const options = ['--country', 'mongolia', '--count', '3000', '--delta', '100', '--deltas', '2'];
  const made = await runOvoz([...VOTERS, ...options, '--folder', folder]);
  assert.equal(made.exitCode, 0, made.out + made.err);
  const { batches } = made.json() as { batches: { kind: string; rows: number }[] };
  assert.deepEqual(
    batches.map(({ kind }) => kind),
    ['full', 'full', 'delta', 'delta', 'delta', 'delta'],
  );
  assert.deepEqual(
    batches.filter(({ rows }) => rows === 100).length,
    2,
    'a change is one line of the civil register',
  );
  assert.deepEqual(readdirSync(join(folder, 'civil-2')).toSorted(), [
    'events.csv',
    'manifest.json',
    'manifest.sig',
    'persons-001.csv',
  ]);

  const again = await runOvoz([...VOTERS, ...options, '--folder', folder]);
  assert.match(again.out, /file-exists/);
  assert.equal(again.exitCode, 1);
});

test('without a folder one is made where the command is given', async (t) => {
  const here = folderFor(t);
  const made = await runOvoz([...VOTERS, '--country', 'azerbaijan', '--count', '500'], {
    INIT_CWD: here,
  });
  assert.equal(made.exitCode, 0, made.out + made.err);
  assert.deepEqual(readdirSync(here), ['synthetic-voters-azerbaijan']);
});

test('what cannot be made is refused with a code', async (t) => {
  const folder = join(folderFor(t), 'voters');
  for (const [code, ...options] of [
    ['pack-unknown', '--country', 'atlantis', '--count', '100'],
    ['count-missing', '--country', 'uzbekistan'],
    ['delta-too-large', '--country', 'uzbekistan', '--count', '100', '--delta', '60'],
    ['territory-unknown', '--country', 'uzbekistan', '--count', '100', '--territories', '9999'],
    ['day-unknown', '--country', 'uzbekistan', '--count', '100', '--as-of', '2026-02-30'],
  ] as const) {
    const refused = await runOvoz([...VOTERS, ...options, '--folder', folder]);
    assert.equal(refused.exitCode, 1, refused.out + refused.err);
    assert.match(refused.out, new RegExp(`"code":"${code}"`));
  }
});

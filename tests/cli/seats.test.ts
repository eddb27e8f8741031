import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runOvoz } from './run-ovoz.ts';

test('published results are worked out again, step by step, and agree with the official seats', async () => {
  const listed = (await runOvoz(['--json', 'seats'])).json() as { results: readonly string[] };
  assert.ok(listed.results.length >= 9);
  const agreeing: string[] = [];
  for (const result of listed.results) {
    const ended = await runOvoz(['--json', 'seats', result]);
    if (ended.json()['agrees'] === true) agreeing.push(result);
  }
  // Of Kyrgyzstan 2010 the number of registered voters, the base of its threshold, was not published.
  const missing = listed.results.filter((result) => !agreeing.includes(result));
  assert.deepEqual(missing, ['kyrgyzstan/2010-jogorku-kenesh']);
});

test('the working can be read, and another method gives other seats', async () => {
  const { out, exitCode } = await runOvoz(['seats', 'kazakhstan/2023-mazhilis-list']);
  assert.equal(exitCode, 0);
  assert.match(out, /Quota: 5,971,719 votes ÷ 69 = 86,546 45\/69/);
  assert.match(out, /The same as the official seats\./);
  const other = await runOvoz(['seats', 'kazakhstan/2023-mazhilis-list', '--method', 'dhondt']);
  assert.match(other.out, /Amanat +3,431,510 +41 +40 \(differs\)/);
});

test('what is unknown is said, not guessed', async () => {
  const unknown = await runOvoz(['seats', 'kazakhstan/1999']);
  assert.equal(unknown.exitCode, 1);
  assert.match(unknown.err, /result-unknown/);
  const base = await runOvoz(['seats', 'kyrgyzstan/2010-jogorku-kenesh']);
  assert.equal(base.exitCode, 1);
  assert.match(base.err, /base-unknown.*registered-voters/);
});

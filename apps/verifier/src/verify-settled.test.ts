import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from './finding.ts';
import { outcomeOf, type Verdict } from './verdict.ts';
import { verifySettled } from './verify-settled.ts';

test('what two looks in a row find is false', async () => {
  const { verdict, looks } = await after([['a wrong'], ['b wrong', 'a wrong']]);
  assert.deepEqual([verdict.outcome, looks], ['false', 2]);
});

test('what is gone at the next look was a publication', async () => {
  const { verdict, looks } = await after([['a wrong'], []]);
  assert.deepEqual([verdict.outcome, looks, verdict.findings], ['verified', 2, []]);
});

test('while manifests change, the same finding again says nothing', async () => {
  const moving = await after([['a wrong'], ['a wrong'], []], ['1', '2', '2', '3']);
  assert.deepEqual([moving.verdict.outcome, moving.looks], ['verified', 3]);
  const rested = await after([['a wrong'], ['a wrong'], ['a wrong']], ['1', '2', '2', '2']);
  assert.deepEqual([rested.verdict.outcome, rested.looks], ['false', 3]);
});

test('a record that is another one at each look gets no verdict', async () => {
  const { verdict, looks } = await after([['a wrong'], ['b wrong'], ['c wrong'], ['d wrong']]);
  assert.deepEqual([verdict.outcome, looks], ['unsettled', 4]);
  assert.deepEqual(
    verdict.findings.map(({ place }) => place),
    ['d'],
  );
});

test('another code at the same place is another finding', async () => {
  const { verdict } = await after([['a wrong'], ['a other'], ['a third'], ['a fourth']]);
  assert.equal(verdict.outcome, 'unsettled');
});

test('a record that is well is looked at once', async () => {
  const { verdict, looks, waits } = await after([[]]);
  assert.deepEqual([verdict.outcome, looks, waits], ['verified', 1, 0]);
});

/**
 * @param found for each look, findings as place and code.
 * @param manifests what they are each time that they are asked for; the same if there are none.
 */
async function after(found: readonly (readonly string[])[], manifests: readonly string[] = []) {
  let looks = 0;
  let waits = 0;
  let asked = 0;
  const look = async (): Promise<Verdict> => {
    const findings = (found[looks] ?? assert.fail('looked too often')).map(findingOf);
    looks += 1;
    const files = { checked: 0, signatures: 0 };
    const outcome = outcomeOf(findings);
    return { outcome, source: 'site', log: null, elections: [], files, findings, counts: {} };
  };
  const manifestsNow = async () => manifests[asked++] ?? 'at rest';
  const settle = async () => {
    waits += 1;
  };
  return { verdict: await verifySettled(look, manifestsNow, settle), looks, waits };
}

function findingOf(text: string): Finding {
  const [place = '', code = ''] = text.split(' ');
  return { severity: 'false', code, place, sentence: 'Something is wrong.' };
}

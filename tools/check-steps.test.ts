import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type TestContext, test } from 'node:test';
import { runTests, runTool, withDatabase } from './check-steps.ts';
import { PROJECT } from './installation.mjs';

const LIMIT = { timeout: 60_000 };

/** Writes test files and names them as seen from the project. */
function testFiles(t: TestContext, ...texts: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-check-steps-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return texts.map((text, index) => {
    const file = join(folder, `${index}.test.mjs`);
    writeFileSync(file, `import { test } from 'node:test';\n${text}`);
    return relative(PROJECT, file);
  });
}

/** Tests run by a test must not report to the runner that runs it. */
const OWN_RUNNER = { env: { NODE_TEST_CONTEXT: undefined } };

test('passed, failed and skipped tests are counted over all files', LIMIT, async (t) => {
  const files = testFiles(
    t,
    `test('a', () => {}); test('b', (t) => t.test('c', () => {}));`,
    `test('d', () => { throw new Error('on purpose'); }); test('e', (t) => t.skip('no such machine'));`,
  );
  const { passed, failed, skipped, output } = await runTests(files, OWN_RUNNER);
  assert.deepEqual(
    { passed, failed, skipped },
    { passed: 3, failed: 1, skipped: ['e: no such machine'] },
  );
  assert.match(output, /on purpose/);
});

test('a step in which nothing ran fails', LIMIT, async (t) => {
  assert.equal((await runTests([])).failed, 1);
  const files = testFiles(t, `test('a', () => {});`, '');
  const outcome = await runTests(files, OWN_RUNNER);
  assert.equal(outcome.passed, 1);
  assert.equal(outcome.failed, 1);
  assert.match(outcome.output, /No test ran in .*1\.test\.mjs/);
});

test('a file that breaks fails', LIMIT, async (t) => {
  const outcome = await runTests(testFiles(t, `throw new Error('broken file');`), OWN_RUNNER);
  assert.equal(outcome.passed, 0);
  assert.equal(outcome.failed, 1);
  assert.match(outcome.output, /broken file/);
});

test('a tool counts as one test', LIMIT, async () => {
  assert.deepEqual(await runTool(process.execPath, '--eval', 'console.log(1)'), {
    passed: 1,
    failed: 0,
    skipped: [],
    output: '1\n',
  });
  assert.equal((await runTool(process.execPath, '--eval', 'process.exit(3)')).failed, 1);
  assert.match((await runTool('/nowhere/tool')).output, /\/nowhere\/tool cannot be run/);
});

test('a step gets a database of its own, and fails where there is none', LIMIT, async (t) => {
  const files = testFiles(
    t,
    `test('a', () => { if (!/^postgres:.*\\/postgres$/.test(process.env.OVOZ_TEST_DATABASE_URL)) throw 1; });`,
  );
  const run = (env: NodeJS.ProcessEnv) => runTests(files, { env: { ...env, ...OWN_RUNNER.env } });
  assert.equal((await withDatabase(undefined, run)).passed, 1);
  const failed = await withDatabase('/nowhere', run);
  assert.equal(failed.failed, 1);
  assert.match(failed.output, /DATABASE_URL/);
});

import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../apps/server/src/platform/embedded-postgres.ts';
import type { TestCounts } from './counting-reporter.ts';
import { PROJECT } from './installation.mjs';
import { runQuietly } from './processes.mjs';

/** What a step came to; `output` is shown whole when something failed. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
  readonly output: string;
}

const AT_ONCE = 2;
/** One test may take this long; whole steps are given the second figure, then they are ended. */
const TEST_LIMIT_MS = 120_000;
const STEP_LIMIT_MS = 40 * 60_000;

/** A program that passes by ending with 0, counted as one test. */
export async function runTool(...line: string[]): Promise<Outcome> {
  const { exitCode, output } = await runQuietly(line, { cwd: PROJECT, limitMs: STEP_LIMIT_MS });
  return oneTest(exitCode === 0, output);
}

export function oneTest(passed: boolean, output: string): Outcome {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: [], output };
}

/** Type checks of every tsconfig of the project; together they count as one test. */
export async function checkTypes(): Promise<Outcome> {
  const configs = ['tsconfig.json', ...filesOf('{packages,apps}/*/tsconfig{,.test}.json')];
  const failures: string[] = [];
  const queue = configs.values();
  const work = async () => {
    for (const config of queue) {
      const line = [bin('tsc'), '--project', config, '--pretty', 'false'];
      const { exitCode, output } = await runQuietly(line, { cwd: PROJECT });
      if (exitCode !== 0 && !hasNothingToCheck(output)) failures.push(`${config}\n${output}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return oneTest(failures.length === 0, failures.join('\n'));
}

/** TS18003: a workspace that has no tests yet, for example. */
function hasNothingToCheck(output: string): boolean {
  return output.includes('error TS18003') && output.trim().split('\n').length === 1;
}

/** Runs test files under node's runner. No files, or a file in which no test ran, is a failure. */
export async function runTests(
  files: readonly string[],
  { atOnce = AT_ONCE, env = {} }: { atOnce?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Outcome> {
  if (files.length === 0) return oneTest(false, 'There is not one test file.\n');
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-counts-'));
  try {
    const result = join(folder, 'counts.json');
    const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout'].concat(
      `--test-reporter=${join(PROJECT, 'tools/counting-reporter.ts')}`,
      `--test-reporter-destination=${result}`,
    );
    const limits = [`--test-concurrency=${atOnce}`, `--test-timeout=${TEST_LIMIT_MS}`];
    const line = [process.execPath, '--test', ...limits, ...reporters, ...files];
    const options = { cwd: PROJECT, env: { ...process.env, ...env }, limitMs: STEP_LIMIT_MS };
    const { exitCode, output } = await runQuietly(line, options);
    return judge(files, readCounts(result), exitCode, output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Exported for its test: the outcome of a run from what was asked for and what was counted. */
export function judge(
  files: readonly string[],
  counts: TestCounts | undefined,
  exitCode: number,
  output: string,
): Outcome {
  if (counts === undefined) {
    return oneTest(false, `${output}\nThe test runner ended before its time.\n`);
  }
  const ran = new Set(counts.filesWithTests.map((file) => relative(PROJECT, file)));
  const empty = counts.failed > 0 ? [] : files.filter((file) => !ran.has(file));
  const failed = counts.failed + empty.length;
  const remarks = empty.map((file) => `No test ran in ${file}.\n`).join('');
  return {
    passed: counts.passed,
    // Whatever the counts say, a run that ended badly did not pass.
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: counts.skipped,
    output: output + remarks,
  };
}

function readCounts(file: string): TestCounts | undefined {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text === '' ? undefined : JSON.parse(text);
}

/** Runs `work` with a database server of its own; it gets the variables that name the server. */
export async function withDatabase(
  binaries: string | undefined,
  work: (env: NodeJS.ProcessEnv) => Promise<Outcome>,
): Promise<Outcome> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'ovoz-checks-'));
  const lines: string[] = [];
  let database: EmbeddedPostgres | undefined;
  try {
    database = await startEmbeddedPostgres({
      dataDirectory,
      ...(binaries === undefined ? {} : { binaries }),
      durable: false,
      log: (line) => void lines.push(line),
    });
    return await work({ OVOZ_TEST_DATABASE_URL: database.adminUrl });
  } catch (error) {
    return oneTest(false, `${lines.join('\n')}\n${String(error)}\n`);
  } finally {
    await database?.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

/** Paths below the project, sorted, without what npm and the builds put there. */
export function filesOf(...patterns: string[]): string[] {
  const exclude = (name: string) => name === 'node_modules' || name === 'dist';
  return globSync(patterns, { cwd: PROJECT, exclude }).toSorted();
}

export function bin(name: string): string {
  return join(PROJECT, 'node_modules', '.bin', name);
}

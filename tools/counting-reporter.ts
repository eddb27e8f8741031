import type { TestEvent } from 'node:test/reporters';

/** What one run of node's test runner came to. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
  /** Absolute paths of the files in which at least one test ran. */
  readonly filesWithTests: readonly string[];
}

type Source = AsyncIterable<TestEvent>;

/**
 * A reporter for `node --test` that writes one JSON object of TestCounts. Passed tests are added
 * up file by file, because node counts a file without tests as one that passed.
 */
export default async function* countTests(source: Source): AsyncGenerator<string> {
  let passed = 0;
  let failed = 0;
  const skipped: string[] = [];
  const filesWithTests: string[] = [];
  for await (const { type, data } of source) {
    if (type === 'test:pass' && data.skip !== undefined) {
      skipped.push(typeof data.skip === 'string' ? `${data.name}: ${data.skip}` : data.name);
    }
    if (type === 'test:pass' && data.todo !== undefined) skipped.push(`${data.name}: to do`);
    if (type !== 'test:summary') continue;
    if (data.file === undefined) {
      failed = data.counts.cancelled + failedIn(data.counts);
    } else if (data.counts.tests > 0) {
      filesWithTests.push(data.file);
      passed += data.counts.passed;
    }
  }
  const counts: TestCounts = { passed, failed, skipped, filesWithTests };
  yield JSON.stringify(counts);
}

/** The published types know `failed` only on newer versions than the runner that we pin. */
function failedIn(counts: { passed: number }): number {
  return 'failed' in counts ? Number(counts.failed) : 0;
}

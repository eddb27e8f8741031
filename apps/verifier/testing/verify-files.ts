import { nodePrimitives } from '../src/node/node-primitives.ts';
import { plainRunner } from '../src/runner.ts';
import { memorySource } from '../src/sources/record-source.ts';
import type { Verdict } from '../src/verdict.ts';
import { verifyRecord, type VerifyOptions } from '../src/verify-record.ts';
import type { Files } from './make-log.ts';

const primitives = nodePrimitives();

/** Verifies files in memory, in this thread. */
export function verifyFiles(files: Files, options: Partial<VerifyOptions> = {}): Promise<Verdict> {
  const source = memorySource('memory', files);
  return verifyRecord({
    source,
    primitives,
    runner: plainRunner(source, options.primitives ?? primitives),
    logKey: null,
    earlier: [],
    nowMs: Date.parse('2026-11-22T12:00:00.000Z'),
    onProgress: () => {},
    ...options,
  });
}

import { createHash } from 'node:crypto';
import {
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeRegisterFolder } from '@ovoz/synthetic-nation/node';
import { printFigure } from './figures.ts';

const GOAL_ROWS_PER_SECOND = 150_000;

/**
 * The registers of an invented nation, generated and written as signed batches with the truth beside them: rows of
 * people per second of wall clock and of processor, memory, and the time for hashing and writing the same bytes.
 */
export function run({ count }: { readonly count: number }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-bench-voters-'));
  try {
    console.log(`Synthetic voters: ${count.toLocaleString('en')} records`);
    const before = process.cpuUsage();
    const started = performance.now();
    let most = 0;
    const request = { seed: '1', count, asOf: '2026-10-01' };
    writeRegisterFolder(join(folder, 'made'), 'uzbekistan', request, () => {
      most = Math.max(most, process.memoryUsage.rss());
    });
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(before);
    const perSecond = count / ((user + system) / 1e6);
    const plain = copyHashed(join(folder, 'made'), join(folder, 'plain'));
    printFigure({
      what: 'generated and written',
      value: seconds,
      unit: 's',
      beside: { what: 'the same bytes read, hashed and written', value: plain },
    });
    const verdict = perSecond >= GOAL_ROWS_PER_SECOND ? 'reached' : 'NOT reached';
    console.log(
      `  ${Math.round(perSecond).toLocaleString('en')} records per second of one core; aim ${GOAL_ROWS_PER_SECOND.toLocaleString('en')}: ${verdict}`,
    );
    console.log(`  ${Math.round(most / 1e6)} MB of memory at most`);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return Promise.resolve();
}

/** @returns seconds. */
function copyHashed(from: string, to: string): number {
  const started = performance.now();
  const file = openSync(to, 'w');
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    createHash('sha256').update(bytes).digest();
    writeSync(file, bytes);
  }
  closeSync(file);
  return (performance.now() - started) / 1000;
}

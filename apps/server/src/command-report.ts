import type { JsonValue } from '@ovoz/basics';
import { isDiskFull } from './platform/database.ts';
import { EmbeddedPostgresError } from './platform/embedded-postgres.ts';
import { StartFailure } from './platform/failure.ts';

/**
 * What a program that `ovoz` starts says to it: JSON objects, one a line, on standard output. `ovoz`
 * shows them to people as sentences and bars, or hands them on.
 */
export type ReportLine =
  | { readonly kind: 'step'; readonly text: string }
  | { readonly kind: 'progress'; readonly done: number; readonly of: number; readonly text: string }
  | { readonly kind: 'result'; readonly result: Readonly<Record<string, JsonValue>> }
  | { readonly kind: 'failure'; readonly code: string; readonly sentence: string };

export type Report = {
  readonly step: (text: string) => void;
  readonly progress: (done: number, of: number, text: string) => void;
};

/** Runs a program that ends with a result, or with one sentence and exit code 1. */
export async function runCommand(
  command: (report: Report) => Promise<Readonly<Record<string, JsonValue>>>,
): Promise<void> {
  const report: Report = {
    step: (text) => say({ kind: 'step', text }),
    progress: (done, of, text) => say({ kind: 'progress', done, of, text }),
  };
  try {
    say({ kind: 'result', result: await command(report) });
  } catch (error) {
    process.exitCode = 1;
    say({ kind: 'failure', ...explain(error) });
  }
}

function say(line: ReportLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** A failure as its stable code and one sentence; a defect is printed whole. */
export function explain(error: unknown): { code: string; sentence: string } {
  if (error instanceof StartFailure || error instanceof EmbeddedPostgresError) {
    return { code: error.code, sentence: error.message };
  }
  if (isDiskFull(error)) {
    return { code: 'disk-full', sentence: 'The disk is full. Free some space and try again.' };
  }
  console.error(error);
  return { code: 'defect', sentence: 'This is a defect of Ovoz; please report what stands above.' };
}

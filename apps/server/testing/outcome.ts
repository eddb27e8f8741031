import assert from 'node:assert/strict';
import type { Result } from '@ovoz/basics';

/** The code of a refusal, or `ok`: for assertions that say what came out. */
export function codeOf(outcome: Result<unknown, { readonly code: string }>): string {
  return outcome.ok ? 'ok' : outcome.refusal.code;
}

/** The value of an outcome that has to be good. */
export function valueOf<Value>(outcome: Result<Value, unknown>): Value {
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

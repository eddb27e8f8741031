import type { Result } from '@ovoz/basics';

/** The code of a refusal, or `ok`: for assertions that say what came out. */
export function codeOf(outcome: Result<unknown, { readonly code: string }>): string {
  return outcome.ok ? 'ok' : outcome.refusal.code;
}

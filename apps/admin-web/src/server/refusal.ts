import type { CallRefusal } from '@ovoz/client';
import { REFUSALS, type RefusalCode } from '@ovoz/contract';

/** Every code that a screen can meet: those of the contract, and no answer at all. */
export type ScreenCode = RefusalCode | 'unreachable';

/** A refused reading, thrown because queries report failure by throwing. */
export class Refused extends Error {
  override name = 'Refused';
  readonly refusal: CallRefusal;

  constructor(refusal: CallRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** The code, or `internal-error` for one that this build does not know: the server may be newer. */
export function codeOf(refusal: CallRefusal): ScreenCode {
  return knownCode(refusal.code);
}

/** The same for a code alone, as answers about many things at once give it. */
export function knownCode(code: string): ScreenCode {
  return code === 'unreachable' || code in REFUSALS ? (code as ScreenCode) : 'internal-error';
}

/** What the server says about single fields, by the name of the field. */
export function fieldErrorsOf(refusal: CallRefusal): readonly FieldError[] {
  return 'errors' in refusal && refusal.errors !== undefined ? refusal.errors : [];
}

export type FieldError = { readonly field: string; readonly reason: string };

/** Number under which the server's log has the call, for the person who asks the administrator. */
export function requestIdOf(refusal: CallRefusal): string | null {
  return 'requestId' in refusal && refusal.requestId !== '' ? refusal.requestId : null;
}

/** A refusal that this page finds out by itself, without asking the server. */
export function refusalHere(code: RefusalCode): CallRefusal {
  const [status, title] = REFUSALS[code];
  return { type: `urn:ovoz:refusal:${code}`, title, status, code, requestId: '' };
}

/** Failures that another attempt may heal; a refusal by the rules will be the same again. */
export function isPassing(refusal: CallRefusal): boolean {
  return refusal.code === 'unreachable' || refusal.code === 'unavailable';
}

/**
 * Thrown when an invariant of the program is broken: a defect, never bad input.
 * Callers do not catch it; the outermost handler reports it.
 */
export class InvariantBroken extends Error {
  override name = 'InvariantBroken';
}

/** Asserts an invariant that is stated in words. */
export function assert(condition: boolean, invariant: string): asserts condition {
  if (!condition) throw new InvariantBroken(invariant);
}

/** The value, which the invariant says is there. */
export function present<Value>(value: Value | null | undefined, invariant: string): Value {
  if (value === null || value === undefined) throw new InvariantBroken(invariant);
  return value;
}

/** For the default branch of a switch that handles every case. */
export function impossible(value: never): never {
  throw new InvariantBroken(`unhandled case: ${JSON.stringify(value)}`);
}

/**
 * How much a finding weighs. `false`: the record contradicts itself or the log, so it is wrong. `gap`: something
 * that a complete record has is not there, so it was not checked. `note`: worth knowing, nothing is wrong.
 */
export type Severity = 'false' | 'gap' | 'note';

/** One thing that was found. */
export type Finding = {
  readonly severity: Severity;
  /** Stable name of the kind of finding: lower-case words with hyphens. */
  readonly code: string;
  /** Where: a path in the record, `leaf 17`, or a path with what is meant in it: `results/nation.json seats party-list`. */
  readonly place: string;
  /** What is wrong, for a reader who knows elections and no computers. */
  readonly sentence: string;
  /** First entry of the log from which on it is so, where that is known. */
  readonly since?: { readonly leaf: number; readonly time: string };
};

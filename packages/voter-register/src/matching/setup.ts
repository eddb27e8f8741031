/**
 * How a set of records is searched for people who stand in it twice: which values are compared and how finely,
 * which pairs are looked at, what is learnt from what. Data, so that one engine serves any set of records.
 *
 * The model is Fellegi and Sunter, "A Theory for Record Linkage", JASA 64 (1969): each comparison falls into a
 * level; a level speaks for one person by log2(m/u), where m is how often pairs of one person show it and u how
 * often pairs of two people do.
 */
export type MatchingSetup = {
  readonly columns: readonly Column[];
  /** In the order in which they are shown. */
  readonly comparisons: readonly Comparison[];
  /** A pair is looked at when a rule brings it together; a pair is scored by the first rule that does. */
  readonly blocking: readonly BlockingRule[];
  /** Pairs that are one person beyond reasonable doubt: from them is learnt what blocks would distort. */
  readonly certain: CertainPairs;
  /** Pairs that are never one person, however alike they are; null: there is no such rule. */
  readonly veto: Veto | null;
  /** Two lists that hold nobody twice: only pairs with different values here are looked at. */
  readonly acrossOnly: string | null;
};

export type Column = { readonly name: string; readonly type: 'text' | 'whole' };

export type Comparison = {
  readonly name: string;
  /** Missing on either side: the comparison says nothing. */
  readonly column: string;
  /** From the strongest agreement down; the first that holds. None holds: `different`. */
  readonly levels: readonly Level[];
  /** Level at which a rare value says more than a common one, or null. */
  readonly byFrequency: string | null;
  /** `blocks`: by expectation maximisation; `certain`: from the certain pairs alone. */
  readonly learnFrom: 'blocks' | 'certain';
};

export type Level = { readonly name: string; readonly test: LevelTest };

export type LevelTest =
  | { readonly is: 'equal' }
  /** Equal, and the text ends so: a date that registers write when they know none. */
  | { readonly is: 'equal-ending'; readonly ending: string }
  /** Both have the same value in another column. */
  | { readonly is: 'same'; readonly column: string }
  /** Jaro-Winkler similarity. */
  | { readonly is: 'similar'; readonly atLeast: number }
  /** Equally long, and one character differs. */
  | { readonly is: 'one-character' }
  /** One of the two ends so, and another column agrees: one register knew less than the other. */
  | { readonly is: 'one-ending'; readonly ending: string; readonly same: string }
  /** Each stands where the other should. */
  | { readonly is: 'crossed'; readonly with: string };

export type BlockingRule = {
  readonly name: string;
  /** Columns that have to be equal, none missing. */
  readonly columns: readonly string[];
  /** Comparisons that the rule settles, so that nothing can be learnt about them from its pairs. */
  readonly settles: readonly string[];
};

export type CertainPairs = {
  readonly columns: readonly string[];
  /** A column in which one character differs, or null. */
  readonly oneCharacter: string | null;
  readonly settles: readonly string[];
};

/**
 * Relatives: names that twins bear; or given names unlike, and either both have numbers that differ or they live
 * together. Not where number equals number: that is a matter for people.
 */
export type Veto = {
  /** Comparison of the given names. */
  readonly comparison: string;
  /** Column with the twins' name that a given name is or nearly is. */
  readonly names: string;
  readonly twinNames: readonly (readonly [string, string])[];
  /** Comparison of the numbers. */
  readonly number: string;
  /** Comparison of the addresses, and at which levels two live together. */
  readonly home: { readonly comparison: string; readonly levels: readonly string[] };
};

/** The level of a comparison for which a value is missing. */
export const MISSING = 15;

/** The level number of `different`: one after the declared ones. */
export function differentLevel(comparison: Comparison): number {
  return comparison.levels.length;
}

/** Name of a level by its number. */
export function levelName(comparison: Comparison, level: number): string {
  if (level === MISSING) return 'missing';
  return comparison.levels[level]?.name ?? 'different';
}

import { assert } from '@ovoz/basics';
import type { MatchingSetup } from './setup.ts';

/** The levels of all comparisons of a pair, four bits each, the first comparison lowest. */
export type Pattern = number;

/** How many pairs showed a pattern. */
export type PatternCount = { readonly pattern: Pattern; readonly count: number };

/** Whole numbers are exact up to 2^53. */
const MAX_COMPARISONS = 13;

export function packLevels(levels: readonly number[]): Pattern {
  assert(levels.length <= MAX_COMPARISONS, 'a pattern fits a whole number');
  return levels.reduceRight((packed, level) => packed * 16 + level, 0);
}

export function levelsOf({ comparisons }: MatchingSetup, pattern: Pattern): readonly number[] {
  let rest = pattern;
  return comparisons.map(() => {
    const level = rest % 16;
    rest = (rest - level) / 16;
    return level;
  });
}

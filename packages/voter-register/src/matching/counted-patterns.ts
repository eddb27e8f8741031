import { levelWeights, type MatchingModel, priorWeight } from './model.ts';
import { levelsOf, type PatternCount } from './patterns.ts';
import { MISSING, type MatchingSetup } from './setup.ts';

/** Counts by pattern, laid out for the rounds of the estimation: they read all of it a hundred times. */
export type Counted = {
  /** Which comparisons are looked at; the others are taken as missing. */
  readonly open: readonly boolean[];
  /** Levels of pattern after pattern. */
  readonly levels: Uint8Array;
  readonly counts: Float64Array;
  readonly total: number;
};

export function countedPatterns(
  setup: MatchingSetup,
  patterns: readonly PatternCount[],
  open: readonly boolean[],
): Counted {
  const merged = new Map<string, { levels: readonly number[]; count: number }>();
  for (const { pattern, count } of patterns) {
    const levels = levelsOf(setup, pattern).map((level, at) =>
      open[at] === true ? level : MISSING,
    );
    const key = String.fromCharCode(...levels);
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { levels, count });
    else known.count += count;
  }
  const all = [...merged.values()];
  return {
    open,
    levels: Uint8Array.from(all.flatMap(({ levels }) => levels)),
    counts: Float64Array.from(all.map(({ count }) => count)),
    total: all.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Of each pattern, the share of its pairs that are one person; and how many that are in all. */
export function expectedMatches(
  { levels, counts }: Counted,
  model: MatchingModel,
): { readonly parts: Float64Array; readonly matches: number } {
  const width = model.comparisons.length;
  const weights = model.comparisons.map((one) => {
    const table = new Float64Array(MISSING + 1);
    table.set(levelWeights(one));
    return table;
  });
  const prior = priorWeight(model);
  const parts = new Float64Array(counts.length);
  let matches = 0;
  for (let pair = 0; pair < counts.length; pair += 1) {
    let weight = prior;
    for (let at = 0; at < width; at += 1) {
      weight += weights[at]?.[levels[pair * width + at] as number] as number;
    }
    const part = 1 / (1 + 2 ** -weight);
    parts[pair] = part;
    matches += part * (counts[pair] as number);
  }
  return { parts, matches };
}

/** How many pairs stand at each level of a comparison, each pattern counted by a part. */
export function sumByLevel(
  { levels, counts, open }: Counted,
  at: number,
  levelCount: number,
  partOf: (pair: number) => number,
): number[] {
  const width = open.length;
  const sums = new Float64Array(MISSING + 1);
  for (let pair = 0; pair < counts.length; pair += 1) {
    const level = levels[pair * width + at] as number;
    sums[level] = (sums[level] as number) + (counts[pair] as number) * partOf(pair);
  }
  return [...sums.subarray(0, levelCount)];
}

import { assert } from '@ovoz/basics';
import { type Counted, countedPatterns, expectedMatches, sumByLevel } from './counted-patterns.ts';
import type { ComparisonModel, MatchingModel } from './model.ts';
import type { PatternCount } from './patterns.ts';
import type { Comparison, MatchingSetup } from './setup.ts';

/** Pairs that were looked at to learn, as counts by pattern: a few thousand numbers whatever the population. */
export type Samples = {
  /** Pairs drawn at random. */
  readonly random: readonly PatternCount[];
  /** Pairs that are one person beyond reasonable doubt. */
  readonly certain: readonly PatternCount[];
  /** Pairs that each blocking rule brings together, in the order of the rules. */
  readonly blocks: readonly PartOfPairs[];
  /** All pairs that any rule brings together, each once; as a rule estimated from the parts. */
  readonly candidates: readonly PatternCount[];
  /** Pairs that there are in the population. */
  readonly possiblePairs: number;
};

/** A fair part of some pairs, and how large a part. */
export type PartOfPairs = { readonly counts: readonly PatternCount[]; readonly share: number };

/** Expectation maximisation is at its end well before. */
const MAX_ROUNDS = 100;
const SETTLED = 1e-6;
/** What is never seen is rare, not impossible: half a pair is added to each level. */
const UNSEEN = 0.5;
/** Fewer certain pairs than this teach nothing; then the blocks do. */
const ENOUGH_CERTAIN = 30;
/** Random pairs hold a few of one person; taking them out changes what is learnt from the rest. */
const PASSES = 2;
/** A block is taken to hold one pair of one person in ten at first; where it begins matters little. */
const FIRST_PART = 0.1;

/**
 * Learns m, u and the prior without labels (Winkler, "Using the EM Algorithm for Weight Computation in the
 * Fellegi-Sunter Model", 1988): u from random pairs, m by expectation maximisation in each block about what
 * the block does not settle, the prior over all candidates.
 */
export function estimateModel(setup: MatchingSetup, samples: Samples): MatchingModel {
  const everything = setup.comparisons.map(() => true);
  const random = countedPatterns(setup, samples.random, everything);
  const certain = countedPatterns(setup, samples.certain, everything);
  const candidates = countedPatterns(setup, samples.candidates, everything);
  const blocks = samples.blocks.map(({ counts, share }, rule) => {
    const settles = setup.blocking[rule]?.settles ?? [];
    const open = setup.comparisons.map(({ name }) => !settles.includes(name));
    return { pairs: countedPatterns(setup, counts, open), share };
  });
  const isCertain = certain.total >= ENOUGH_CERTAIN;
  const fixed = setup.comparisons.map(
    ({ name, learnFrom }) =>
      isCertain && learnFrom === 'certain' && !setup.certain.settles.includes(name),
  );
  let comparisons: readonly ComparisonModel[] = setup.comparisons.map((comparison, at) => {
    const isSettled = setup.certain.settles.includes(comparison.name);
    return {
      name: comparison.name,
      m: isCertain && !isSettled ? shares(certain, comparison, at) : firstGuess(comparison),
      u: shares(random, comparison, at),
    };
  });
  let prior = 1 / samples.possiblePairs;
  for (let pass = 0; pass < PASSES; pass += 1) {
    comparisons = learnFromBlocks(comparisons, blocks, fixed);
    prior = learnPrior({ comparisons, prior }, candidates, samples);
    const { parts } = expectedMatches(random, { comparisons, prior });
    comparisons = comparisons.map((one, at) => ({
      ...one,
      u: shares(
        random,
        setup.comparisons[at] as Comparison,
        at,
        (pair) => 1 - (parts[pair] as number),
      ),
    }));
  }
  return { comparisons, prior: learnPrior({ comparisons, prior }, candidates, samples) };
}

/** Nine in ten agree at the strongest level; the rest is spread evenly. */
function firstGuess({ levels }: Comparison): readonly number[] {
  const rest = 0.1 / levels.length;
  return [0.9, ...levels.map(() => rest)];
}

function shares(
  pairs: Counted,
  { levels }: Comparison,
  at: number,
  partOf: (pair: number) => number = () => 1,
): readonly number[] {
  return normalised(sumByLevel(pairs, at, levels.length + 1, partOf));
}

function normalised(sums: readonly number[]): readonly number[] {
  const total = sums.reduce((sum, one) => sum + one + UNSEEN, 0);
  return sums.map((one) => (one + UNSEEN) / total);
}

/** Each block teaches what it does not settle; blocks count by the people whom they are expected to hold twice. */
function learnFromBlocks(
  start: readonly ComparisonModel[],
  blocks: readonly { readonly pairs: Counted; readonly share: number }[],
  fixed: readonly boolean[],
): readonly ComparisonModel[] {
  const learnt = blocks.map(({ pairs, share }) => {
    const { comparisons, matches } = learnBlock(start, pairs, fixed);
    return { pairs, comparisons, matches: matches / share };
  });
  return start.map((one, at) => {
    if (fixed[at] === true) return one;
    const teachers = learnt.filter(({ pairs }) => pairs.open[at] === true);
    const people = teachers.reduce((sum, { matches }) => sum + matches, 0);
    if (people < 1) return one;
    const m = one.m.map((_, level) =>
      teachers.reduce(
        (sum, { comparisons, matches }) => sum + (comparisons[at]?.m[level] ?? 0) * matches,
        0,
      ),
    );
    return { ...one, m: m.map((sum) => sum / people) };
  });
}

function learnBlock(
  start: readonly ComparisonModel[],
  pairs: Counted,
  fixed: readonly boolean[],
): { readonly comparisons: readonly ComparisonModel[]; readonly matches: number } {
  let comparisons = start;
  let prior = FIRST_PART;
  for (let round = 0; round < MAX_ROUNDS && pairs.total > 0; round += 1) {
    const { parts, matches } = expectedMatches(pairs, { comparisons, prior });
    const before = { comparisons, prior };
    prior = Math.min(Math.max(matches / pairs.total, 1e-12), 1 - 1e-6);
    comparisons = comparisons.map((one, at) => {
      if (pairs.open[at] !== true || fixed[at] === true) return one;
      const sums = sumByLevel(pairs, at, one.m.length, (pair) => parts[pair] as number);
      return { ...one, m: normalised(sums) };
    });
    if (distance(before, { comparisons, prior }) < SETTLED) break;
  }
  return { comparisons, matches: pairs.total * prior };
}

function distance(a: MatchingModel, b: MatchingModel): number {
  let largest = Math.abs(a.prior - b.prior);
  a.comparisons.forEach(({ m }, at) => {
    m.forEach((share, level) => {
      largest = Math.max(largest, Math.abs(share - (b.comparisons[at]?.m[level] ?? 0)));
    });
  });
  return largest;
}

/** The prior under which the candidates hold as many pairs of one person as it says there are. */
function learnPrior(model: MatchingModel, candidates: Counted, { possiblePairs }: Samples): number {
  assert(possiblePairs >= 1, 'there are two records at least');
  const least = 1 / (possiblePairs + 1);
  let prior = Math.max(model.prior, least);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { matches } = expectedMatches(candidates, { ...model, prior });
    const next = Math.min(Math.max(matches / possiblePairs, least), 0.5);
    const isSettled = Math.abs(next - prior) < prior * 1e-6;
    prior = next;
    if (isSettled) break;
  }
  return prior;
}

import { MISSING } from './setup.ts';

/** What was learnt about one comparison: by level, `different` last. Each list sums to 1. */
export type ComparisonModel = {
  readonly name: string;
  /** Share of the pairs of one person. */
  readonly m: readonly number[];
  /** Share of the pairs of two people. */
  readonly u: readonly number[];
};

export type MatchingModel = {
  readonly comparisons: readonly ComparisonModel[];
  /** Share of all possible pairs that are one person. */
  readonly prior: number;
};

/** One line of the reckoning of a pair: what a comparison showed and how much it says, in bits. */
export type WeightLine = {
  readonly comparison: string;
  readonly level: string;
  readonly weight: number;
};

/** Bits that speak for one person (negative: for two), by level, `different` last. */
export function levelWeights({ m, u }: ComparisonModel): readonly number[] {
  return m.map((share, level) => Math.log2(share / (u[level] as number)));
}

/** Bits before anything is compared: far below zero, two random records are hardly ever one person. */
export function priorWeight({ prior }: MatchingModel): number {
  return Math.log2(prior / (1 - prior));
}

export function weightOf(model: MatchingModel, levels: readonly number[]): number {
  return levels.reduce((sum, level, at) => {
    const one = model.comparisons[at];
    if (level === MISSING || one === undefined) return sum;
    return sum + Math.log2((one.m[level] as number) / (one.u[level] as number));
  }, priorWeight(model));
}

import { ok, present, type Result, refused } from '@ovoz/basics';
import type { Admission, OptionCode, SeatRule, SeatStep, Threshold } from '@ovoz/election-model';
import { written } from './fraction-text.ts';
import {
  type Bases,
  baseOf,
  type SeatOption,
  type SeatRefusal,
  type SeatRequest,
} from './seat-request.ts';

/** Which options take part in the allocation, and why the others do not. */
export type Admissions = ReadonlyMap<OptionCode, Admission>;

/**
 * Asks every threshold in the nation or in every region, and admits the next in votes where one list alone
 * passes and the rule says so. Votes against all count in the bases and take no seat.
 */
export function admitOptions(
  { rule, options, bases, regions }: Pick<SeatRequest, 'rule' | 'options' | 'bases' | 'regions'>,
  steps: SeatStep[],
): Result<Admissions, SeatRefusal> {
  const below = new Set<OptionCode>();
  for (const threshold of rule.thresholds) {
    const everyRegion = threshold.scope === 'every-region';
    if (everyRegion && regions.length === 0) return refused({ code: 'regions-missing' });
    const places: readonly Place[] = everyRegion
      ? regions.map((one) => ({ ...one, region: one.code, votes: (of) => one.votes[of] ?? 0 }))
      : [{ region: null, bases, votes: (of) => votesOf(options, of) }];
    for (const place of places) {
      const step = askThreshold(threshold, place, options);
      if (step === null) return refused({ code: 'base-unknown', base: threshold.base });
      steps.push(step);
      for (const { option, passed } of step.options) if (!passed) below.add(option);
    }
  }
  const admissions = new Map(
    options.map((one) => [one.option, admissionOf(one, below)] as [OptionCode, Admission]),
  );
  const runnerUp = runnerUpOf(rule, options, admissions);
  if (runnerUp !== null && rule.soleListRunnerUp !== undefined) {
    admissions.set(runnerUp, 'runner-up');
    steps.push({ kind: 'runner-up', option: runnerUp, factor: rule.soleListRunnerUp });
  }
  return ok(admissions);
}

type Place = {
  readonly region: string | null;
  readonly bases: Bases;
  readonly votes: (option: OptionCode) => number;
};
type ThresholdStep = Extract<SeatStep, { kind: 'threshold' }>;

/** votes ÷ base ≥ share, in whole numbers: votes × denominator ≥ base × numerator. */
function askThreshold(
  threshold: Threshold,
  { region, bases, votes }: Place,
  options: readonly SeatOption[],
): ThresholdStep | null {
  const base = baseOf(bases, threshold.base);
  if (base === null) return null;
  const { numerator, denominator } = threshold.share;
  const needed = BigInt(base) * BigInt(numerator);
  const asked = options.filter((one) => appliesTo(threshold, one));
  return {
    kind: 'threshold',
    threshold,
    region,
    baseVotes: base,
    needed: written(needed, denominator),
    options: asked.map(({ option }) => ({
      option,
      votes: votes(option),
      passed: BigInt(votes(option)) * BigInt(denominator) >= needed,
    })),
  };
}

function appliesTo({ appliesTo: who }: Threshold, { kind }: SeatOption): boolean {
  return kind !== 'against-all' && (who === 'all' || who === kind);
}

function admissionOf({ option, kind, votes }: SeatOption, below: Set<OptionCode>): Admission {
  if (kind === 'against-all') return 'against-all';
  if (votes === 0) return 'no-votes';
  return below.has(option) ? 'below-threshold' : 'admitted';
}

/** The next in votes when one list alone is admitted; nobody when the next are equal. */
function runnerUpOf(
  rule: SeatRule,
  options: readonly SeatOption[],
  admissions: Admissions,
): OptionCode | null {
  const admitted = options.filter(({ option }) => admissions.get(option) === 'admitted');
  if (rule.soleListRunnerUp === undefined || admitted.length !== 1) return null;
  const [first, second] = options
    .filter(({ option }) => admissions.get(option) === 'below-threshold')
    .toSorted((a, b) => b.votes - a.votes);
  return first === undefined || first.votes === second?.votes ? null : first.option;
}

function votesOf(options: readonly SeatOption[], option: OptionCode): number {
  return present(
    options.find((one) => one.option === option),
    'the option stands on the ballot',
  ).votes;
}

import { compare, fraction, multiply } from '@ovoz/basics';
import type { Admission, SeatRule, Threshold } from '../election-types.ts';
import type { Bases, SeatOption, SeatQuestion, Sheet } from './question.ts';
import { shareOf, writtenOf } from './written.ts';

/** Why no seats can be worked out: a quantity is unknown, or there is no region. */
export type Pending = 'base-unknown' | 'regions-missing';
export type Admissions = ReadonlyMap<string, Admission>;

/** True when enough voters took part, or the rule does not ask; the second round never asks. */
export function enoughTookPart(
  { rule, bases, round }: SeatQuestion,
  sheet: Sheet,
): boolean | Pending {
  const required = rule.minimumTurnout;
  if (required === undefined || round === 2) return true;
  const tookPart = bases['voters-who-took-part'];
  const registered = bases['registered-voters'];
  if (tookPart === null || registered === null) return 'base-unknown';
  const least = multiply(fraction(registered), shareOf(required));
  const reached = compare(fraction(tookPart), least) >= 0;
  sheet.steps.push({ kind: 'turnout', tookPart, registered, required, reached });
  return reached;
}

/** Which options share in the seats, and why the others do not. */
export function admit(question: SeatQuestion, sheet: Sheet): Admissions | Pending {
  const { rule, options } = question;
  const failed = new Set<string>();
  for (const threshold of rule.thresholds) {
    const pending = askThreshold(threshold, question, sheet, failed);
    if (pending !== null) return pending;
  }
  const admissions = new Map(
    options.map((one): [string, Admission] => [one.option, admissionOf(one, failed)]),
  );
  admitRunnerUp(rule, options, admissions, sheet);
  return admissions;
}

function admissionOf({ option, kind, votes }: SeatOption, failed: Set<string>): Admission {
  if (kind === 'against-all') return 'against-all';
  if (votes === 0) return 'no-votes';
  return failed.has(option) ? 'below-threshold' : 'admitted';
}

function askThreshold(
  threshold: Threshold,
  { options, bases, regions }: SeatQuestion,
  sheet: Sheet,
  failed: Set<string>,
): Pending | null {
  const national = {
    region: null,
    bases,
    votes: Object.fromEntries(options.map(({ option, votes }) => [option, votes])),
  };
  const isNational = threshold.scope === 'nation';
  if (!isNational && regions.length === 0) return 'regions-missing';
  const places = isNational ? [national] : regions.map((one) => ({ ...one, region: one.code }));
  for (const place of places) {
    if (!askIn(place, threshold, options, sheet, failed)) return 'base-unknown';
  }
  return null;
}

type Place = {
  readonly region: string | null;
  readonly bases: Bases;
  readonly votes: Readonly<Record<string, number>>;
};

/** An option passes with share × base votes or more. @returns false when the base is unknown. */
function askIn(
  { region, bases, votes }: Place,
  threshold: Threshold,
  options: readonly SeatOption[],
  sheet: Sheet,
  failed: Set<string>,
): boolean {
  const baseVotes = bases[threshold.base];
  if (baseVotes === null) return false;
  const needed = multiply(fraction(baseVotes), shareOf(threshold.share));
  const asked = options
    .filter(({ kind }) => kind !== 'against-all')
    .filter(({ kind }) => threshold.appliesTo === 'all' || threshold.appliesTo === kind)
    .map(({ option }) => {
      const own = votes[option] ?? 0;
      return { option, votes: own, passed: compare(fraction(own), needed) >= 0 };
    });
  for (const { option, passed } of asked) if (!passed) failed.add(option);
  const written = writtenOf(needed);
  sheet.steps.push({
    kind: 'threshold',
    threshold,
    region,
    baseVotes,
    needed: written,
    options: asked,
  });
  return true;
}

/** Where one list alone passed, the law may let the next in votes in; nobody where the next are equal. */
function admitRunnerUp(
  { soleListRunnerUp: factor }: SeatRule,
  options: readonly SeatOption[],
  admissions: Map<string, Admission>,
  sheet: Sheet,
): void {
  const admitted = [...admissions.values()].filter((one) => one === 'admitted');
  if (factor === undefined || admitted.length !== 1) return;
  const below = options.filter(({ option }) => admissions.get(option) === 'below-threshold');
  const most = Math.max(...below.map(({ votes }) => votes));
  const next = below.filter(({ votes }) => votes === most);
  const [only] = next;
  if (only === undefined || next.length > 1) return;
  admissions.set(only.option, 'runner-up');
  sheet.steps.push({ kind: 'runner-up', option: only.option, factor });
}

import { assert } from '@ovoz/basics';
import {
  type CheckFinding,
  type CheckTerm,
  type Comparison,
  type Count,
  type FormCheck,
  MISSING,
  type ProtocolContent,
  type ResultForm,
} from '@ovoz/election-model';

/** What the checks of a form need to know besides the figures. */
export type CheckConditions = {
  /** Marks that one valid ballot holds: 1, or the seats of the district in a block vote. */
  readonly marksPerBallot: number;
};

/**
 * The checks of the form that the figures of one protocol do not pass: first the required counts that are
 * empty, then the checks in the order of the form. A check over an empty count is not asked: the empty
 * required count is the one cause, and an empty optional count is unknown, not zero.
 * The figures bear the names of the form and the ballot (`contentFaults` is empty).
 */
export function checkProtocol(
  form: ResultForm,
  content: ProtocolContent,
  { marksPerBallot }: CheckConditions,
): readonly CheckFinding[] {
  const figures: Figures = { content, marksPerBallot, votes: sumOfVotes(content) };
  return [
    ...missingCounts(form, content),
    ...form.checks.flatMap((check) => findingOf(check, figures) ?? []),
  ];
}

/** Votes of all options together; null when one of them is unknown. */
export function sumOfVotes({ votes }: Pick<ProtocolContent, 'votes'>): number | null {
  let sum = 0;
  for (const option in votes) {
    const count = votes[option];
    if (count === null || count === undefined) return null;
    sum += count;
  }
  return sum;
}

type Figures = {
  readonly content: ProtocolContent;
  readonly marksPerBallot: number;
  readonly votes: number | null;
};

function missingCounts(form: ResultForm, content: ProtocolContent): readonly CheckFinding[] {
  const counts = form.fields
    .filter(({ code, required }) => required && content.counts[code] === null)
    .map(({ code }) => `counts.${code}`);
  const votes = Object.keys(content.votes)
    .filter((option) => content.votes[option] === null)
    .map((option) => `votes.${option}`);
  return [...counts, ...votes].map((field) => ({
    code: MISSING,
    severity: 'error',
    fields: [field],
    left: null,
    comparison: null,
    right: null,
  }));
}

function findingOf(check: FormCheck, figures: Figures): CheckFinding | null {
  const left = sumOfTerms(check.left, figures);
  const right = sumOfTerms(check.right, figures);
  if (left === null || right === null || holds(left, check.comparison, right)) return null;
  return {
    code: check.code,
    severity: check.severity,
    fields: fieldsOf(check),
    left,
    comparison: check.comparison,
    right,
  };
}

/** The whole number that the terms come to; null when a figure is unknown. */
function sumOfTerms(terms: readonly CheckTerm[], figures: Figures): number | null {
  let sum = 0;
  for (const { coefficient, field, times } of terms) {
    const count = figureOf(field, figures);
    if (count === null) return null;
    sum += coefficient * count * (times === undefined ? 1 : figures.marksPerBallot);
  }
  // The schema bounds coefficients, terms and counts, so that doubles hold every sum exactly.
  assert(Number.isSafeInteger(sum), 'the sum of a check is an exact whole number');
  return sum;
}

function figureOf(field: string, { content, votes }: Figures): Count {
  if (field === 'one') return 1;
  if (field === 'votes') return votes;
  return content.counts[field] ?? null;
}

function holds(left: number, comparison: Comparison, right: number): boolean {
  if (comparison === '=') return left === right;
  return comparison === '<=' ? left <= right : left >= right;
}

function fieldsOf({ left, right }: FormCheck): string[] {
  const names = [...left, ...right].map(({ field }) => field).filter((field) => field !== 'one');
  return [...new Set(names)].map((name) => (name === 'votes' ? name : `counts.${name}`));
}

import type { Content, Equation, FormFinding, Term } from '../election-types.ts';
import type { Paper } from './paper.ts';

/** Largest figure that a protocol may hold. */
export const MAX_FIGURE = 999_999_999;

type Asked = Pick<Paper, 'form' | 'options' | 'marksPerBallot'>;

/**
 * What the figures of a protocol do not pass: first each figure that must be there and is empty, then each
 * equation of the form that does not hold, in its order. An equation over an empty figure is not asked.
 */
export function askForm({ form, marksPerBallot }: Asked, content: Content): readonly FormFinding[] {
  const emptyCounts = form.fields
    .filter(({ code, required }) => required && content.counts[code] === null)
    .map(({ code }) => `counts.${code}`);
  const emptyVotes = Object.entries(content.votes)
    .filter(([, count]) => count === null)
    .map(([option]) => `votes.${option}`);
  const unanswered = form.checks.flatMap((equation) => ask(equation, content, marksPerBallot));
  return [...[...emptyCounts, ...emptyVotes].map(missing), ...unanswered];
}

/** Why the figures cannot stand on this paper at all: names that are not its own, or no whole numbers. */
export function namesAmiss({ form, options }: Asked, content: Content): readonly string[] {
  return [
    ...amiss(
      'counts',
      form.fields.map(({ code }) => code),
      content.counts,
    ),
    ...amiss('votes', options, content.votes),
  ];
}

/** Votes of all options together; null where one is empty. */
export function allVotes({ votes }: Pick<Content, 'votes'>): number | null {
  let sum = 0;
  for (const count of Object.values(votes)) {
    if (count === null) return null;
    sum += count;
  }
  return sum;
}

/** The quantity that fields come to, of which `votes` is all votes together; null where one is empty. */
export function sumOfFields(fields: readonly string[], content: Content): number | null {
  let sum = 0;
  for (const field of fields) {
    const figure = field === 'votes' ? allVotes(content) : (content.counts[field] ?? null);
    if (figure === null) return null;
    sum += figure;
  }
  return sum;
}

function ask(equation: Equation, content: Content, marks: number): readonly FormFinding[] {
  const { code, severity, comparison } = equation;
  const left = sideOf(equation.left, content, marks);
  const right = sideOf(equation.right, content, marks);
  if (left === null || right === null) return [];
  const holds =
    comparison === '=' ? left === right : comparison === '<=' ? left <= right : left >= right;
  if (holds) return [];
  const fields = [...equation.left, ...equation.right]
    .map(({ field }) => field)
    .filter((field) => field !== 'one')
    .map((field) => (field === 'votes' ? field : `counts.${field}`));
  return [{ code, severity, fields: [...new Set(fields)], left, comparison, right }];
}

/** Σ coefficient × figure (× marks of one ballot). Bounds of the form keep it exact in a double. */
function sideOf(terms: readonly Term[], content: Content, marks: number): number | null {
  let sum = 0;
  for (const { coefficient, field, times } of terms) {
    const figure = field === 'one' ? 1 : sumOfFields([field], content);
    if (figure === null) return null;
    sum += coefficient * figure * (times === 'marks-per-ballot' ? marks : 1);
  }
  return sum;
}

function missing(field: string): FormFinding {
  return {
    code: 'MISSING',
    severity: 'error',
    fields: [field],
    left: null,
    comparison: null,
    right: null,
  };
}

function amiss(
  what: 'counts' | 'votes',
  names: readonly string[],
  figures: Readonly<Record<string, unknown>>,
): readonly string[] {
  const own = new Set(names);
  return [
    ...names
      .filter((name) => !Object.hasOwn(figures, name))
      .map((name) => `${what}.${name} missing`),
    ...Object.keys(figures)
      .filter((name) => !own.has(name))
      .map((name) => `${what}.${name} not on the form`),
    ...Object.entries(figures)
      .filter(([, figure]) => !isFigure(figure))
      .map(([name]) => `${what}.${name} not a whole number`),
  ];
}

function isFigure(figure: unknown): boolean {
  if (figure === null) return true;
  return (
    typeof figure === 'number' && Number.isInteger(figure) && figure >= 0 && figure <= MAX_FIGURE
  );
}

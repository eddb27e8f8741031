import type { Election, Question, ResultRow } from '@ovoz/verifiable-voting';

/** Different ballots of a question that are shown; `--json` has all. */
const SHOWN_BALLOTS = 20;

/** A result for people: for each question its answers with their votes, or its different ballots. */
export function resultLines({ questions }: Election, rows: readonly ResultRow[]): string[] {
  return questions.flatMap((question, index) => [
    plain(question.question),
    ...linesOf(question, rows[index] ?? []).map((line) => `  ${line}`),
  ]);
}

function linesOf(question: Question, row: ResultRow): readonly string[] {
  if (question.kind === 'lists') return row.map((one) => JSON.stringify(one));
  if (question.kind === 'homomorphic') {
    const names = [...(question.blank ? ['(blank vote)'] : []), ...question.answers.map(plain)];
    return aligned(names, row.map(String));
  }
  const answers = question.answers.map(plain);
  const values = row.map((one) => (typeof one === 'number' ? [one] : one));
  const ballots = Map.groupBy(values, (one) =>
    one.map((value, index) => `${answers[index] ?? '?'} ${value}`).join(', '),
  );
  const different = [...ballots].toSorted(([, a], [, b]) => b.length - a.length);
  const shown = different.slice(0, SHOWN_BALLOTS);
  const left = different.length - shown.length;
  return [
    ...shown.map(
      ([said, { length }]) => `${length} ${length === 1 ? 'ballot' : 'ballots'}: ${said}`,
    ),
    ...(left > 0 ? [`and ${left} other ballots; --json shows all`] : []),
  ];
}

function aligned(names: readonly string[], counts: readonly string[]): readonly string[] {
  const width = Math.max(...names.map(({ length }) => length));
  const digits = Math.max(...counts.map(({ length }) => length));
  return names.map(
    (name, index) => `${name.padEnd(width)}  ${(counts[index] ?? '').padStart(digits)}`,
  );
}

/** The names are an election's own: they are not to steer the terminal. */
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '\ufffd');
}

import type { Arrival, Content, FormFinding } from '../election-types.ts';
import type { Finding } from '../finding.ts';
import { askForm, namesAmiss } from './ask-form.ts';
import type { Paper } from './paper.ts';

/** One version of a protocol, as the record tells of it. */
export type CheckedVersion = {
  readonly place: string;
  readonly paper: Paper;
  readonly content: Content;
  /** Findings that the file of the station lists; null where there is no such file. */
  readonly listed: readonly FormFinding[] | null;
  /** What the log counted when it came; null where the log does not know of it. */
  readonly arrival: Pick<Arrival, 'errors' | 'warnings'> | null;
};

/** Checks the figures of one version against its form, and what was published about them. */
export function checkVersion({
  place,
  paper,
  content,
  listed,
  arrival,
}: CheckedVersion): readonly Finding[] {
  const names = namesAmiss(paper, content);
  if (names.length > 0) {
    const some = names.slice(0, 5).join(', ');
    const sentence = `The figures do not belong on this form and ballot: ${some}.`;
    return [{ severity: 'false', code: 'protocol-names-wrong', place, sentence }];
  }
  const own = askForm(paper, content);
  return [...compareListed(place, own, listed), ...compareCounted(place, own, arrival)];
}

function compareListed(
  place: string,
  own: readonly FormFinding[],
  listed: readonly FormFinding[] | null,
): readonly Finding[] {
  if (listed === null) return [];
  const [ours, theirs] = [new Map(own.map(byText)), new Map(listed.map(byText))];
  const unsaid = [...ours].filter(([text]) => !theirs.has(text)).map(([, one]) => one);
  const unfounded = [...theirs].filter(([text]) => !ours.has(text)).map(([, one]) => one);
  return [
    ...unsaid.map((one): Finding => {
      const sentence = `The figures do not pass ${inWords(one)}, and the file does not say so.`;
      return { severity: 'false', code: 'check-not-listed', place, sentence };
    }),
    ...unfounded.map((one): Finding => {
      const sentence = `The file says that the figures do not pass ${inWords(one)}; worked out again they do.`;
      return { severity: 'false', code: 'check-unfounded', place, sentence };
    }),
  ];
}

function compareCounted(
  place: string,
  own: readonly FormFinding[],
  arrival: CheckedVersion['arrival'],
): readonly Finding[] {
  if (arrival === null) return [];
  const errors = own.filter(({ severity }) => severity === 'error').length;
  const warnings = own.length - errors;
  const { errors: toldErrors, warnings: toldWarnings } = arrival;
  // Of a version that came with an alarm the log counts the errors only.
  if (errors === toldErrors && (toldWarnings ?? warnings) === warnings) return [];
  const told = `${toldErrors} errors${toldWarnings === null ? '' : ` and ${toldWarnings} warnings`}`;
  const sentence = `The log counts ${told} in these figures; worked out again there are ${errors} and ${warnings}.`;
  return [{ severity: 'false', code: 'check-count-differs', place, sentence }];
}

function byText(one: FormFinding): readonly [string, FormFinding] {
  const { code, severity, fields, left, comparison, right } = one;
  return [JSON.stringify([code, severity, fields.toSorted(), left, comparison, right]), one];
}

function inWords({ code, fields, left, comparison, right }: FormFinding): string {
  if (left === null) return `${code} (${fields.join(', ')} is empty)`;
  return `${code} (${left} ${comparison} ${right})`;
}

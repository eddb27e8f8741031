import Type, { type Static } from 'typebox';
import type { BallotContent, ElectionDefinition } from './election-definition.ts';
import { FieldCode, type ResultForm } from './result-form.ts';
import { Slug } from './text.ts';

/** Largest count that a protocol may hold. More is a slip of the keyboard anywhere in the world. */
export const MAX_COUNT = 999_999_999;

/** A count as it stands on the paper. Null: the paper leaves it empty. Unknown is not zero. */
export const Count = Type.Union([Type.Integer({ minimum: 0, maximum: MAX_COUNT }), Type.Null()]);
export type Count = Static<typeof Count>;

/** What votes are given to: code of the list's party, `candidate-7`, or `against-all`. */
export const OptionCode = Slug(60);
export type OptionCode = Static<typeof OptionCode>;
export const AGAINST_ALL = 'against-all';

/** Whether people counted the ballots or a machine did. Two counts of one station stand side by side. */
export const CountKind = Type.Union([Type.Literal('hand'), Type.Literal('machine')]);
export type CountKind = Static<typeof CountKind>;

/** The figures of one protocol: every count of the form, and the votes of every option of the ballot. */
export const ProtocolContent = Type.Object(
  {
    counts: Type.Record(FieldCode, Count, { additionalProperties: false, maxProperties: 60 }),
    votes: Type.Record(OptionCode, Count, { additionalProperties: false, maxProperties: 201 }),
  },
  { additionalProperties: false },
);
export type ProtocolContent = Static<typeof ProtocolContent>;

/** Options of a ballot in the order of the paper. */
export function optionsOf(form: ResultForm, ballot: BallotContent): readonly OptionCode[] {
  const named = [
    ...ballot.lists.map(({ party }) => party),
    ...ballot.candidates.map(({ number }) => candidateOption(number)),
  ];
  return form.againstAll ? [...named, AGAINST_ALL] : named;
}

/** Option code of a candidate who stands alone: `candidate-7`. */
export function candidateOption(number: number): OptionCode {
  return `candidate-${number}`;
}

/** The ballot that a station of the district gets in a contest; the nation is the district when it has no set. */
export function ballotFor(
  definition: Pick<ElectionDefinition, 'contests' | 'ballots'>,
  contest: string,
  districts: Readonly<Record<string, string>>,
): BallotContent | null {
  const template = definition.contests.find(({ code }) => code === contest);
  if (template === undefined) return null;
  const district = template.districtSet === null ? null : districts[template.districtSet];
  if (district === undefined) return null;
  return (
    definition.ballots.find((one) => one.contest === contest && one.district === district) ?? null
  );
}

/** Why the figures do not belong on this form. Such a protocol is refused, not flagged. */
export type ContentFault = {
  readonly code: 'field-missing' | 'field-unknown' | 'option-missing' | 'option-unknown';
  readonly field: string;
};

/** Compares the names in a protocol with the form and the ballot: exactly those, none more, none less. */
export function contentFaults(
  form: ResultForm,
  options: readonly OptionCode[],
  content: ProtocolContent,
): readonly ContentFault[] {
  const fields = form.fields.map(({ code }) => code);
  return [
    ...namesAmiss(fields, Object.keys(content.counts), 'field'),
    ...namesAmiss(options, Object.keys(content.votes), 'option'),
  ];
}

function namesAmiss(
  expected: readonly string[],
  found: readonly string[],
  what: 'field' | 'option',
): readonly ContentFault[] {
  const [wanted, given] = [new Set(expected), new Set(found)];
  return [
    ...expected
      .filter((name) => !given.has(name))
      .map((field) => ({ code: `${what}-missing` as const, field })),
    ...found
      .filter((name) => !wanted.has(name))
      .map((field) => ({ code: `${what}-unknown` as const, field })),
  ];
}

/** Names of the counts and options in which two entries of one paper differ, in the order of the first. */
export function differingFields(a: ProtocolContent, b: ProtocolContent): readonly string[] {
  return [
    ...Object.keys(a.counts)
      .filter((name) => a.counts[name] !== b.counts[name])
      .map((name) => `counts.${name}`),
    ...Object.keys(a.votes)
      .filter((name) => a.votes[name] !== b.votes[name])
      .map((name) => `votes.${name}`),
  ];
}

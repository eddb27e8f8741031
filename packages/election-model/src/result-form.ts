import Type, { type Static } from 'typebox';
import { Line, LocalizedText, Slug } from './text.ts';

/** Name of a count on a form: `ballots-received`. The votes of the options are `votes`, summed. */
export const FieldCode = Slug(60);

/** A count of the protocol form, in the order and with the caption of the paper. */
export const FormField = Type.Object(
  {
    code: FieldCode,
    /** Row number as printed: `1a`. */
    row: Line(8),
    caption: LocalizedText,
    /** Whether the paper may leave it empty: unknown is not zero. */
    required: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type FormField = Static<typeof FormField>;

/**
 * coefficient × field; the field `votes` stands for the sum of all options, `one` for the constant 1.
 * With `times`, a field of the form is multiplied by the marks that one ballot holds: valid ballots × seats.
 * The bounds keep every sum below 2^53, so that plain numbers are exact.
 */
export const CheckTerm = Type.Object(
  {
    coefficient: Type.Integer({ minimum: -1000, maximum: 1000 }),
    field: FieldCode,
    times: Type.Optional(Type.Literal('marks-per-ballot')),
  },
  { additionalProperties: false },
);
export type CheckTerm = Static<typeof CheckTerm>;

export const Comparison = Type.Union([Type.Literal('='), Type.Literal('<='), Type.Literal('>=')]);
export type Comparison = Static<typeof Comparison>;

/** Linear comparison over whole numbers: Σ left ⋈ Σ right. There is no expression language. */
export const FormCheck = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Z]{1,3}[0-9]{2,3}$' }),
    severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
    left: Type.Array(CheckTerm, { minItems: 1, maxItems: 10 }),
    comparison: Comparison,
    right: Type.Array(CheckTerm, { minItems: 1, maxItems: 10 }),
    /** What must hold. Where it does not, this is the cause. */
    meaning: LocalizedText,
    /** What the commission does about it. */
    remedy: LocalizedText,
    article: LocalizedText,
    confirmed: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type FormCheck = Static<typeof FormCheck>;

/** Fields of the form that are summed; `votes` stands for the sum of all options. */
const RoleFields = Type.Array(FieldCode, { minItems: 1, maxItems: 5 });

/** Which counts of the form stand for the quantities that thresholds, turnout and charts need. */
export const FormRoles = Type.Object(
  {
    /** Voters on the lists. */
    registered: RoleFields,
    /** Voters who took part: ballots issued, or signatures. */
    tookPart: RoleFields,
    /** Ballots cast, valid or not: those found in the boxes. */
    votesCast: RoleFields,
    /** Valid ballots. */
    valid: RoleFields,
    /** Invalid ballots. */
    invalid: RoleFields,
  },
  { additionalProperties: false },
);
export type FormRoles = Static<typeof FormRoles>;

export const ResultForm = Type.Object(
  {
    code: Slug(60),
    title: LocalizedText,
    article: LocalizedText,
    confirmed: Type.Boolean(),
    fields: Type.Array(FormField, { minItems: 1, maxItems: 60 }),
    checks: Type.Array(FormCheck, { maxItems: 60 }),
    roles: FormRoles,
    /** Marks that one valid ballot holds: 1, or the seats of the district in a block vote. */
    marksPerBallot: Type.Union([Type.Literal('one'), Type.Literal('district-seats')]),
    againstAll: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type ResultForm = Static<typeof ResultForm>;

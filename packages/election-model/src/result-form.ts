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

/** coefficient × field; the field `votes` stands for the sum of all options, `one` for the constant 1. */
const Term = Type.Object(
  { coefficient: Type.Integer({ minimum: -1000000, maximum: 1000000 }), field: FieldCode },
  { additionalProperties: false },
);

/** Linear comparison over whole numbers: Σ left ⋈ Σ right. There is no expression language. */
export const FormCheck = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Z]{1,3}[0-9]{2,3}$' }),
    severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
    left: Type.Array(Term, { minItems: 1, maxItems: 20 }),
    comparison: Type.Union([Type.Literal('='), Type.Literal('<='), Type.Literal('>=')]),
    right: Type.Array(Term, { minItems: 1, maxItems: 20 }),
    meaning: LocalizedText,
    article: LocalizedText,
    confirmed: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type FormCheck = Static<typeof FormCheck>;

export const ResultForm = Type.Object(
  {
    code: Slug(60),
    title: LocalizedText,
    article: LocalizedText,
    confirmed: Type.Boolean(),
    fields: Type.Array(FormField, { minItems: 1, maxItems: 60 }),
    checks: Type.Array(FormCheck, { maxItems: 60 }),
    /** Marks that one valid ballot holds: 1, or the seats of the district in a block vote. */
    marksPerBallot: Type.Union([Type.Literal('one'), Type.Literal('district-seats')]),
    againstAll: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type ResultForm = Static<typeof ResultForm>;

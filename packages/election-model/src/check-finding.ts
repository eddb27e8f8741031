import Type, { type Static } from 'typebox';
import { Comparison } from './result-form.ts';

/** Code of a finding: that of the check of the form, or `MISSING`: a required count is empty. */
export const CheckCode = Type.String({ pattern: '^([A-Z]{1,3}[0-9]{2,3}|MISSING)$', maxLength: 7 });

/** Code of the finding that a count which the paper must give is empty. It belongs to every form. */
export const MISSING = 'MISSING';

/**
 * A check of the form that the figures of a protocol do not pass. Cause and remedy are the texts `meaning`
 * and `remedy` of the check with this code. Both sides are null for `MISSING`.
 */
export const CheckFinding = Type.Object(
  {
    code: CheckCode,
    severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
    /** Paths of the figures that take part: `counts.ballots-valid`, `votes.list-41`, `votes` for their sum. */
    fields: Type.Array(Type.String({ maxLength: 70 }), { minItems: 1, maxItems: 20 }),
    left: Type.Union([Type.Integer(), Type.Null()]),
    comparison: Type.Union([Comparison, Type.Null()]),
    right: Type.Union([Type.Integer(), Type.Null()]),
  },
  { additionalProperties: false },
);
export type CheckFinding = Static<typeof CheckFinding>;

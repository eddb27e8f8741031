import Type, { type Static } from 'typebox';

/** What an import found wrong: where it stands, in which field, and why. Codes are public and stable. */
export const ImportFinding = Type.Object(
  {
    file: Type.String({ maxLength: 40 }),
    /** Line in the file, the header being line 1; feature number in a GeoJSON file; null for the whole file. */
    line: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    field: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
    code: Type.String({ maxLength: 60 }),
    reason: Type.String({ maxLength: 500 }),
    severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
  },
  { additionalProperties: false },
);
export type ImportFinding = Static<typeof ImportFinding>;

/** Findings beyond this are counted, not listed: a report is to be read by a person. */
export const MAX_FINDINGS = 1000;

export const ImportReport = Type.Object(
  {
    rowsRead: Type.Integer({ minimum: 0 }),
    rowsQuarantined: Type.Integer({ minimum: 0 }),
    errors: Type.Integer({ minimum: 0 }),
    warnings: Type.Integer({ minimum: 0 }),
    findings: Type.Array(ImportFinding, { maxItems: MAX_FINDINGS }),
  },
  { additionalProperties: false },
);
export type ImportReport = Static<typeof ImportReport>;

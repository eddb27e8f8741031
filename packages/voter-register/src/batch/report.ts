import { TerritoryCode } from '@ovoz/election-model';
import Type, { type Static } from 'typebox';

/** Why a row of a batch was not taken over. Codes are public and stable. */
export const QUARANTINE_REASONS = [
  'columns-wrong',
  'number-invalid',
  'record-repeated',
  'national-number-invalid',
  'national-number-repeated',
  'name-empty',
  'name-too-long',
  'unseen-character',
  'mixed-scripts',
  'formula-cell',
  'name-character',
  'sex-unknown',
  'date-impossible',
  'date-in-future',
  'date-too-old',
  'citizenship-unknown',
  'address-unknown',
  'territory-unknown',
  'coordinates-wrong',
  'state-unknown',
  'event-unknown',
  'person-unknown',
  'fact-unknown',
  'dates-out-of-order',
  'text-too-long',
  'text-empty',
] as const;
export const QuarantineReason = Type.Enum(QUARANTINE_REASONS);
export type QuarantineReason = Static<typeof QuarantineReason>;

/** Why a batch as a whole is not taken over, found while it is loaded. Codes are public and stable. */
export const LOAD_REFUSALS = [
  'file-altered',
  'file-columns-wrong',
  'file-rows-differ',
  'line-too-long',
  'quarantine-too-large',
  'geography-missing',
] as const;
export type LoadRefusal = (typeof LOAD_REFUSALS)[number];

/** What a load does, in this order; steps that a batch does not need are left out. */
export const LOAD_STEPS = ['reading', 'comparing', 'indexing', 'events', 'counting'] as const;
export type LoadStep = (typeof LOAD_STEPS)[number];

/** What is taken over and yet looked at. */
export const QUALITY_FINDINGS = [
  'placeholder-date',
  'patronymic-missing',
  'number-missing',
  'document-missing',
  'address-missing',
  'number-disagrees',
  'crowded-address',
] as const;
export const QualityFinding = Type.Enum(QUALITY_FINDINGS);
export type QualityFinding = Static<typeof QualityFinding>;

const Count = Type.Integer({ minimum: 0 });

/** What a batch does, or would do, to one district. */
export const DistrictChange = Type.Object(
  {
    territory: TerritoryCode,
    /** Registered voters before and after. */
    before: Count,
    after: Count,
    /** Entries that end and rights to vote that a fact takes away, and changes of any kind. */
    removals: Count,
    changes: Count,
    /** Beyond the limit of the pack: this is why the batch is held. */
    isHeld: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type DistrictChange = Static<typeof DistrictChange>;

/** What the load of a batch found and did: counts only, no person. */
export const BatchReport = Type.Object(
  {
    rows: Count,
    outcomes: Type.Object(
      {
        added: Count,
        changed: Count,
        unchanged: Count,
        removed: Count,
        /** Facts for eligibility that were added or taken back. */
        facts: Count,
        /** Fields that stayed as a commission had corrected them. */
        kept: Count,
        /** In the register and not in a full batch: never a removal. */
        missing: Count,
        quarantined: Count,
      },
      { additionalProperties: false },
    ),
    quarantine: Type.Array(
      Type.Object({ reason: QuarantineReason, count: Count }, { additionalProperties: false }),
      { maxItems: 100 },
    ),
    quality: Type.Array(
      Type.Object({ finding: QualityFinding, count: Count }, { additionalProperties: false }),
      { maxItems: 100 },
    ),
    /** Districts (level 2, or the lowest there is above) that the batch touches. */
    districts: Type.Array(DistrictChange, { maxItems: 5000 }),
  },
  { additionalProperties: false },
);
export type BatchReport = Static<typeof BatchReport>;

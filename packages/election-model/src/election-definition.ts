import Type, { type Static } from 'typebox';
import { ContestTemplate } from './country-pack.ts';
import { ElectionMode } from './election-mode.ts';
import { DistrictCode, PackCode } from './geography.ts';
import { IsoDate, LanguageTag, Line, LocalizedText, MAX_LINE, Sha256Hex, Slug } from './text.ts';

/** Public code of an election: `uzbekistan-2026-12-27-legislative-chamber`. */
export const ElectionCode = Slug(100);
export type ElectionCode = Static<typeof ElectionCode>;

export const Party = Type.Object(
  {
    code: Slug(40),
    name: LocalizedText,
    shortName: LocalizedText,
    kind: Type.Union([Type.Literal('party'), Type.Literal('coalition')]),
  },
  { additionalProperties: false },
);
export type Party = Static<typeof Party>;

export const Candidate = Type.Object(
  {
    /** Place on the list, or number on the ballot of the district; from 1. */
    number: Type.Integer({ minimum: 1, maximum: 1000 }),
    name: Line(MAX_LINE),
    sex: Type.Union([Type.Literal('female'), Type.Literal('male'), Type.Null()]),
    birthYear: Type.Union([Type.Integer({ minimum: 1900, maximum: 2100 }), Type.Null()]),
    occupation: Type.Union([Line(MAX_LINE), Type.Null()]),
    /** Null: independent, or the party of the list. */
    party: Type.Union([Slug(40), Type.Null()]),
  },
  { additionalProperties: false },
);
export type Candidate = Static<typeof Candidate>;

/** What stands on the ballot of one contest in one district: lists with their candidates, or candidates. */
export const BallotContent = Type.Object(
  {
    contest: Slug(40),
    /** Code of the district in the contest's set; null when the nation is the district. */
    district: Type.Union([DistrictCode, Type.Null()]),
    lists: Type.Array(
      Type.Object(
        {
          number: Type.Integer({ minimum: 1, maximum: 200 }),
          party: Slug(40),
          candidates: Type.Array(Candidate, { maxItems: 500 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 100 },
    ),
    candidates: Type.Array(Candidate, { maxItems: 200 }),
  },
  { additionalProperties: false },
);
export type BallotContent = Static<typeof BallotContent>;

/** Everything that an election rests on, sealed by two people; its hash is over the canonical JSON. */
export const ElectionDefinition = Type.Object(
  {
    format: Type.Literal(1),
    code: ElectionCode,
    title: LocalizedText,
    mode: ElectionMode,
    pack: Type.Object(
      {
        code: PackCode,
        version: IsoDate,
        /** Over the files of its folder. */
        hash: Sha256Hex,
        /** Over the canonical JSON of the pack itself, as it is published beside the definition. */
        content: Type.Optional(Sha256Hex),
      },
      { additionalProperties: false },
    ),
    system: Slug(40),
    calledOn: IsoDate,
    votingDay: IsoDate,
    timeZone: Type.String({ maxLength: 60 }),
    languages: Type.Array(LanguageTag, { minItems: 1, maxItems: 10 }),
    geography: Type.Object(
      { version: Type.Integer({ minimum: 1 }), hash: Sha256Hex },
      { additionalProperties: false },
    ),
    contests: Type.Array(ContestTemplate, { minItems: 1, maxItems: 10 }),
    parties: Type.Array(Party, { maxItems: 100 }),
    ballots: Type.Array(BallotContent, { maxItems: 3000 }),
    /** True when parties' candidates were made by a program for demonstration. */
    generatedCandidates: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type ElectionDefinition = Static<typeof ElectionDefinition>;

export const DefinitionStatus = Type.Union([
  Type.Literal('draft'),
  Type.Literal('proposed'),
  Type.Literal('sealed'),
  Type.Literal('superseded'),
  Type.Literal('discarded'),
]);
export type DefinitionStatus = Static<typeof DefinitionStatus>;

/** Something that stops a definition from being sealed (error) or that the sealers should know (warning). */
export const DefinitionFinding = Type.Object(
  {
    code: Slug(60),
    severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
    place: Line(200),
    reason: Line(500),
  },
  { additionalProperties: false },
);
export type DefinitionFinding = Static<typeof DefinitionFinding>;

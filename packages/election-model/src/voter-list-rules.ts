import Type, { type Static } from 'typebox';
import { LocalizedText } from './text.ts';

/** What a court or a register says of a person and the right to vote can hang on. */
export const ELIGIBILITY_FACTS = [
  'deceased',
  'citizenship-lost',
  'incapacitated',
  'sentenced',
  'moved-abroad',
] as const;
export const EligibilityFactKind = Type.Enum(ELIGIBILITY_FACTS);
export type EligibilityFactKind = Static<typeof EligibilityFactKind>;

/** What a line of the list on display may show. The law names them; addresses are never among them. */
export const DISPLAY_FIELDS = ['line', 'name', 'birth-year', 'birth-date', 'station'] as const;
export type DisplayField = (typeof DISPLAY_FIELDS)[number];

/** Where a rule stands in the law, and whether somebody read it there. */
const Article = Type.Object(
  { article: LocalizedText, confirmed: Type.Boolean() },
  { additionalProperties: false },
);

/** A fact that takes the right to vote away while it is in force. */
export const EligibilityExclusion = Type.Object(
  { fact: EligibilityFactKind, article: LocalizedText, confirmed: Type.Boolean() },
  { additionalProperties: false },
);

const Days = Type.Integer({ minimum: 0, maximum: 365 });
const Hours = Type.Integer({ minimum: 1, maximum: 720 });

/** The law of the voter list, and the limits within which the registers may change it unasked. */
export const VoterListRules = Type.Object(
  {
    /** How names are folded and compared. */
    nameProfile: Type.Enum(['uzbek', 'azerbaijani', 'mongolian', 'plain']),
    /** Which national number people have, and so how it is checked. */
    nationalNumber: Type.Enum([
      'uz-pinfl',
      'az-fin',
      'mn-register',
      'kz-iin',
      'kg-pin',
      'ge-personal',
      'none',
    ]),
    /** ISO 3166-1 alpha-2: whose citizens vote. */
    citizenship: Type.String({ pattern: '^[A-Z]{2}$' }),
    /** In years, reached on voting day at the latest. */
    minimumAge: Type.Integer({ minimum: 16, maximum: 25 }),
    /** Asked in this order; the first that holds is the reason. */
    exclusions: Type.Array(EligibilityExclusion, {
      minItems: 1,
      maxItems: ELIGIBILITY_FACTS.length,
    }),
    /** Within how many hours a request is decided; 1 stands for the law's "at once". */
    correctionHours: Type.Object(
      { before: Hours, eve: Hours, day: Hours },
      { additionalProperties: false },
    ),
    /** From how many days before voting the list is on display. */
    displayDays: Days,
    displayFields: Type.Array(Type.Enum(DISPLAY_FIELDS), {
      minItems: 1,
      maxItems: DISPLAY_FIELDS.length,
      uniqueItems: true,
    }),
    /** Until how many days before voting a voter abroad may ask for the list abroad. */
    abroadDeadlineDays: Days,
    /** How many days before voting the roll is frozen; what comes later is a supplement. */
    freezeDays: Days,
    /** Voters of one station. */
    stationSize: Type.Object(
      {
        minimum: Type.Integer({ minimum: 1, maximum: 10_000 }),
        maximum: Type.Integer({ minimum: 1, maximum: 10_000 }),
      },
      { additionalProperties: false },
    ),
    /** More voters than this at one address are looked at by a person. Ours, not the law's. */
    maxVotersPerAddress: Type.Integer({ minimum: 1, maximum: 1000 }),
    /**
     * A batch that does more to one district waits for two people: deaths, court decisions and whatever else
     * takes the vote away, and changes of any kind (addresses included), per 1,000 voters of the district. Ours,
     * not the law's.
     */
    circuitBreaker: Type.Object(
      {
        deathsPerMille: Type.Integer({ minimum: 1, maximum: 1000 }),
        changesPerMille: Type.Integer({ minimum: 1, maximum: 1000 }),
      },
      { additionalProperties: false },
    ),
    articles: Type.Object(
      {
        citizenship: Article,
        age: Article,
        corrections: Article,
        display: Article,
        abroad: Article,
        freeze: Article,
        stationSize: Article,
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type VoterListRules = Static<typeof VoterListRules>;

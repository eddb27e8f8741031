import Type, { type Static } from 'typebox';
import { CalendarRule } from './calendar-rule.ts';
import { DistrictSetCode, PackCode, TerritoryCode } from './geography.ts';
import { ResultForm } from './result-form.ts';
import { SeatRule } from './seat-rule.ts';
import { IsoDate, LanguageTag, Line, LocalizedText, MAX_LINE, Slug, TimeOfDay } from './text.ts';
import { VoterListRules } from './voter-list-rules.ts';

/** A language of the country, and how far its texts were checked. */
export const PackLanguage = Type.Object(
  {
    tag: LanguageTag,
    /** In its own words: `Oʻzbekcha`. */
    name: Line(60),
    official: Type.Boolean(),
    /** True when a native speaker has read the translations. Pages say when it is false. */
    reviewed: Type.Boolean(),
    /** Letters in the order of the country's alphabet; digraphs are one entry. Names sort by it. */
    alphabet: Type.Array(Line(4), { minItems: 10, maxItems: 80 }),
  },
  { additionalProperties: false },
);

/** A level of the commission tree: who they are and what they cover. */
export const CommissionKind = Type.Object(
  {
    code: Slug(40),
    name: LocalizedText,
    /** Level of the territory tree that one commission covers; null when it covers a district of a set, or a station. */
    territoryLevel: Type.Union([Type.Integer({ minimum: 0, maximum: 5 }), Type.Null()]),
    districtSet: Type.Union([DistrictSetCode, Type.Null()]),
    perStation: Type.Boolean(),
    members: Type.Object(
      { minimum: Type.Integer({ minimum: 1 }), maximum: Type.Integer({ maximum: 100 }) },
      { additionalProperties: false },
    ),
    termYears: Type.Union([Type.Integer({ minimum: 1, maximum: 20 }), Type.Null()]),
    article: LocalizedText,
    confirmed: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type CommissionKind = Static<typeof CommissionKind>;

/** A set of electoral districts that the law knows, with the numbers that must come out. */
export const DistrictSet = Type.Object(
  {
    code: DistrictSetCode,
    name: LocalizedText,
    districts: Type.Integer({ minimum: 1, maximum: 2000 }),
    seats: Type.Integer({ minimum: 1, maximum: 2000 }),
    /** False where stations abroad belong to no district of the set (Mongolia: list vote only); left out means true. */
    stationsAbroad: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/** A contest that an election of a system holds. */
export const ContestTemplate = Type.Object(
  {
    code: Slug(40),
    title: LocalizedText,
    kind: Type.Union([Type.Literal('list'), Type.Literal('candidate')]),
    seats: Type.Integer({ minimum: 1, maximum: 1000 }),
    /** Null: the whole nation is the district. */
    districtSet: Type.Union([DistrictSetCode, Type.Null()]),
    seatRule: Slug(60),
    form: Slug(60),
    listSize: Type.Optional(
      Type.Object(
        { minimum: Type.Integer({ minimum: 1 }), maximum: Type.Integer({ maximum: 1000 }) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type ContestTemplate = Static<typeof ContestTemplate>;

/** A kind of election that the country's law knows. */
export const ElectoralSystem = Type.Object(
  {
    code: Slug(40),
    title: LocalizedText,
    article: LocalizedText,
    confirmed: Type.Boolean(),
    contests: Type.Array(ContestTemplate, { minItems: 1, maxItems: 10 }),
    calendar: Type.Array(CalendarRule, { minItems: 1, maxItems: 200 }),
    /** Local hours at which turnout is published. */
    turnoutHours: Type.Array(TimeOfDay, { maxItems: 12 }),
    /** No result is released before the close of the last station that the law waits for. */
    release: Type.Union([
      Type.Literal('last-domestic-station'),
      Type.Literal('last-station-anywhere'),
    ]),
    /** Which count is the legal one where ballots are also counted by machine. */
    legalCount: Type.Union([Type.Literal('hand'), Type.Literal('machine')]),
  },
  { additionalProperties: false },
);
export type ElectoralSystem = Static<typeof ElectoralSystem>;

export const Holiday = Type.Object(
  {
    /** `MM-DD` every year, or one day `YYYY-MM-DD`. */
    day: Type.Union([Type.String({ pattern: '^[0-9]{2}-[0-9]{2}$' }), IsoDate]),
    name: LocalizedText,
  },
  { additionalProperties: false },
);

/** A country as data: no line of code knows a country by name. */
export const CountryPack = Type.Object(
  {
    format: Type.Literal(1),
    code: PackCode,
    /** Version of the data, dated: `2026-11-21`. */
    version: IsoDate,
    root: TerritoryCode,
    name: LocalizedText,
    timeZone: Type.String({ maxLength: 60 }),
    /** The first is the main one. */
    languages: Type.Array(PackLanguage, { minItems: 1, maxItems: 10 }),
    territoryLevels: Type.Array(LocalizedText, { minItems: 1, maxItems: 6 }),
    /** 1 Monday … 7 Sunday. */
    workingWeek: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7 }),
    holidays: Type.Array(Holiday, { maxItems: 100 }),
    pollingHours: Type.Object(
      { opens: TimeOfDay, closes: TimeOfDay, article: LocalizedText, confirmed: Type.Boolean() },
      { additionalProperties: false },
    ),
    /** Numbers that the administration announced; generated stations match them. */
    officialStations: Type.Object(
      {
        domestic: Type.Integer({ minimum: 0 }),
        abroad: Type.Integer({ minimum: 0 }),
        remote: Type.Integer({ minimum: 0 }),
        /** Countries that the stations abroad stand in; null when it was not announced. */
        abroadCountries: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
        source: Line(MAX_LINE),
      },
      { additionalProperties: false },
    ),
    /** Territory that stations abroad belong to. */
    abroadTerritory: TerritoryCode,
    commissionKinds: Type.Array(CommissionKind, { minItems: 1, maxItems: 10 }),
    districtSets: Type.Array(DistrictSet, { maxItems: 10 }),
    systems: Type.Array(ElectoralSystem, { minItems: 1, maxItems: 10 }),
    forms: Type.Array(ResultForm, { minItems: 1, maxItems: 20 }),
    seatRules: Type.Array(SeatRule, { minItems: 1, maxItems: 20 }),
    /** Left out: the installation keeps no voter list for this country. */
    voterList: Type.Optional(VoterListRules),
    /** Which boundary files there are, by territory level; none means no map. */
    boundaries: Type.Array(
      Type.Object(
        {
          level: Type.Integer({ minimum: 1, maximum: 5 }),
          file: Type.String({ pattern: '^[a-z0-9-]+\\.geojson$', maxLength: 60 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 4 },
    ),
    /** Shown wherever the data is shown. */
    credits: Type.Array(
      Type.Object({ text: Line(MAX_LINE), licence: Line(60) }, { additionalProperties: false }),
      { maxItems: 20 },
    ),
    /** Where the data differs from what officials state. */
    notes: Type.Array(LocalizedText, { maxItems: 20 }),
  },
  { additionalProperties: false },
);
export type CountryPack = Static<typeof CountryPack>;

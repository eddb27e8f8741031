import { ok, type Result, refused } from '@ovoz/basics';
import {
  LanguageTag,
  Line,
  MAX_LINE,
  Slug,
  type StationNumber,
  TerritoryCode,
} from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

const text = Line(MAX_LINE);
const Strict = <Fields extends Parameters<typeof Type.Object>[0]>(fields: Fields) =>
  Type.Object(fields, { additionalProperties: false });
const Weight = Type.Number({ exclusiveMinimum: 0, maximum: 1000 });
/** A name in the three languages of the import files. */
const ImportedName = Strict({ en: text, local: text, ru: text });

/** `{n}` counts up within the territory, `{neighbourhood}` is drawn. */
const Venue = Strict({ weight: Weight, name: text });

const Mission = Strict({
  city: text,
  country: Type.String({ pattern: '^[A-Z]{2}$' }),
  latitude: Type.Number({ minimum: -90, maximum: 90 }),
  longitude: Type.Number({ minimum: -180, maximum: 180 }),
  timeZone: Line(60),
  kind: Type.Union([Type.Literal('embassy'), Type.Literal('consulate')]),
  stations: Type.Integer({ minimum: 1, maximum: 50 }),
});
export type Mission = Static<typeof Mission>;

const Numbering = Type.Union([
  /** 1, 2, 3 … over the country, stations abroad last. */
  Strict({ kind: Type.Literal('running') }),
  /** Number of the region, then digits: 1 001. Stations abroad and remote ones have prefixes of their own. */
  Strict({
    kind: Type.Literal('by-region'),
    digits: Type.Integer({ minimum: 2, maximum: 5 }),
    prefixes: Type.Record(TerritoryCode, Type.String({ pattern: '^[0-9]{1,3}$' })),
    abroad: Type.String({ pattern: '^[0-9]{1,3}$' }),
    remote: Type.String({ pattern: '^[0-9]{1,3}$' }),
  }),
  /** Number of the electoral district, hyphen, number in it: 12-7. */
  Strict({ kind: Type.Literal('by-district'), set: Slug(40) }),
  /** Numbers are facts, given with the pack. */
  Strict({ kind: Type.Literal('known') }),
]);

const PlannedParty = Strict({
  code: Slug(40),
  kind: Type.Union([Type.Literal('party'), Type.Literal('coalition')]),
  /** True for the name of a party that exists. Its candidates are generated all the same. */
  real: Type.Boolean(),
  name: ImportedName,
  short: ImportedName,
});

/** What a generated nation is made of: `generation.json` of a country pack. Data, so that no code knows a country. */
export const GenerationPlan = Strict({
  format: Type.Literal(1),
  /** Level of the territories that stations are spread over; regions without such parts stand for themselves. */
  stationLevel: Type.Integer({ minimum: 0, maximum: 5 }),
  /** Language of all generated names. */
  language: LanguageTag,
  numbering: Numbering,
  /** Stations per territory in proportion; `byCode` also covers all below that territory. */
  weights: Strict({
    byType: Type.Record(Type.String({ pattern: '^[a-z_]+$' }), Weight),
    byCode: Type.Record(TerritoryCode, Weight),
  }),
  /** Zones other than the country's, by a territory and all below it. */
  timeZones: Type.Record(TerritoryCode, Line(60)),
  /** Longitude and latitude of the main town, for territories without an outline of their own. */
  centres: Type.Optional(Type.Record(TerritoryCode, Type.Tuple([Type.Number(), Type.Number()]))),
  stationLanguages: Type.Array(LanguageTag, { minItems: 1, maxItems: 8 }),
  languagesByTerritory: Type.Record(TerritoryCode, Type.Array(LanguageTag, { maxItems: 8 })),
  venues: Type.Array(Venue, { minItems: 1, maxItems: 40 }),
  neighbourhoods: Type.Array(text, { minItems: 1, maxItems: 500 }),
  streets: Type.Array(text, { minItems: 1, maxItems: 500 }),
  /** With `{place}`, `{neighbourhood}`, `{street}` and `{house}`. */
  address: text,
  /** How doors are found; every second station at home says one of them. */
  directions: Type.Optional(Type.Array(ImportedName, { minItems: 1, maxItems: 50 })),
  stepFree: Strict({
    yes: Type.Integer({ minimum: 0 }),
    'with-help': Type.Integer({ minimum: 0 }),
    no: Type.Integer({ minimum: 0 }),
    unknown: Type.Integer({ minimum: 0 }),
  }),
  /** Stations in hospitals, prisons and units; they count among the domestic ones. */
  special: Type.Optional(
    Strict({ stations: Type.Integer({ minimum: 1 }), venues: Type.Array(Venue) }),
  ),
  /** Names of remote stations. */
  remote: Type.Optional(Strict({ venues: Type.Array(Venue, { minItems: 1 }) })),
  abroad: Type.Optional(
    Strict({
      embassy: text,
      consulate: text,
      /** Where a mission has several stations: `{name}` and `{n}`. */
      repeated: text,
      address: text,
      missions: Type.Array(Mission, { minItems: 1, maxItems: 300 }),
    }),
  ),
  /** Names of districts that are not given: `{name}` and `{number}`. */
  districtNames: Strict({
    name: ImportedName,
    /** Endings to take off the name of the main territory. */
    strip: Strict({
      en: Type.Array(Line(40)),
      local: Type.Array(Line(40)),
      ru: Type.Array(Line(40)),
    }),
  }),
  persons: Strict({
    /** With `{given}`, `{surname}`, `{patronymic}`, `{initial}`. */
    name: text,
    /** `{father}` is a man's given name. */
    patronymic: Type.Optional(Strict({ male: text, female: text })),
  }),
  occupations: Type.Array(text, { minItems: 1, maxItems: 200 }),
  /** Bodies that nominate members of commissions. */
  nominators: Type.Array(text, { minItems: 1, maxItems: 50 }),
  /** Women on lists: so many in each run of places. */
  quota: Strict({
    every: Type.Integer({ minimum: 1, maximum: 100 }),
    leastWomen: Type.Integer({ minimum: 0, maximum: 100 }),
  }),
  /** Whether people may stand in a district without a party. */
  independents: Type.Boolean(),
  parties: Type.Array(PlannedParty, { minItems: 1, maxItems: 60 }),
});
export type GenerationPlan = Static<typeof GenerationPlan>;

/** Stations whose numbers are facts: rows of `stations.csv` of a pack. */
export type KnownStation = {
  readonly number: Static<typeof StationNumber>;
  readonly territoryCode: string;
};

export type PlanRefusal = { readonly code: 'plan-invalid'; readonly reason: string };

/** Reads parsed JSON strictly. The refusal names the first place that is wrong. */
export function parseGenerationPlan(json: unknown): Result<GenerationPlan, PlanRefusal> {
  const [wrong] = Value.Errors(GenerationPlan, json);
  if (wrong === undefined) return ok(Value.Parse(GenerationPlan, json));
  return refused({ code: 'plan-invalid', reason: `${wrong.instancePath}: ${wrong.message}` });
}

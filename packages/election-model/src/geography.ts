import Type, { type Static } from 'typebox';
import {
  Instant,
  LanguageTag,
  Line,
  LocalizedText,
  MAX_LINE,
  Sha256Hex,
  Slug,
  TimeOfDay,
} from './text.ts';

/** Folder name of a country pack: `uzbekistan`. */
export const PackCode = Slug(40);
export type PackCode = Static<typeof PackCode>;

/** Official code of a territory (SOATO, KATO, ISO 3166-2 …) or the country's two letters for the root. */
export const TerritoryCode = Type.String({ pattern: '^[A-Z0-9]+(-[A-Z0-9]+)*$', maxLength: 24 });
export type TerritoryCode = Static<typeof TerritoryCode>;

/**
 * Path from the country to a territory, codes joined by `/`: `UZ/1703/1703202`.
 * A grant at a path covers the path and all below it. The empty path covers the installation.
 */
export const TerritoryPath = Type.String({
  pattern: '^([A-Z0-9]+(-[A-Z0-9]+)*(/[A-Z0-9]+(-[A-Z0-9]+)*){0,5})?$',
  maxLength: 150,
});
export type TerritoryPath = Static<typeof TerritoryPath>;

/** True when `outer` is `inner` or above it. */
export function covers(outer: TerritoryPath, inner: TerritoryPath): boolean {
  return outer === '' || outer === inner || inner.startsWith(`${outer}/`);
}

export const Territory = Type.Object(
  {
    code: TerritoryCode,
    path: TerritoryPath,
    parentCode: Type.Union([TerritoryCode, Type.Null()]),
    /** 0 the country, 1 the regions, 2 the districts, 3 parts of districts. */
    level: Type.Integer({ minimum: 0, maximum: 5 }),
    type: Type.String({ pattern: '^[a-z_]+$', maxLength: 40 }),
    name: LocalizedText,
  },
  { additionalProperties: false },
);
export type Territory = Static<typeof Territory>;

/** Where a station stands in law: at home, abroad at a mission, remote (KG), or special (hospital, prison, unit). */
export const StationKind = Type.Union([
  Type.Literal('domestic'),
  Type.Literal('abroad'),
  Type.Literal('remote'),
  Type.Literal('special'),
]);
export type StationKind = Static<typeof StationKind>;

export const StepFreeAccess = Type.Union([
  Type.Literal('yes'),
  Type.Literal('with-help'),
  Type.Literal('no'),
  Type.Literal('unknown'),
]);
export type StepFreeAccess = Static<typeof StepFreeAccess>;

/** Public number of a station within its country, as printed: `1024`, `39-18-2`. */
export const StationNumber = Type.String({
  pattern: '^[A-Z0-9]{1,8}(-[A-Z0-9]{1,6}){0,3}$',
  maxLength: 24,
});
export type StationNumber = Static<typeof StationNumber>;

export const MAX_LANGUAGES_PER_STATION = 8;

export const PollingStation = Type.Object(
  {
    number: StationNumber,
    territoryCode: TerritoryCode,
    kind: StationKind,
    name: Line(MAX_LINE),
    address: Line(MAX_LINE),
    /** How to find the door: `Opposite the bus stop, second entrance`. Not there when nobody wrote it. */
    directions: Type.Optional(LocalizedText),
    /** WGS 84 in ten-thousandths of a degree (about 10 m), or null when not known. */
    latitudeE4: Type.Union([Type.Integer({ minimum: -900000, maximum: 900000 }), Type.Null()]),
    longitudeE4: Type.Union([Type.Integer({ minimum: -1800000, maximum: 1800000 }), Type.Null()]),
    stepFree: StepFreeAccess,
    opens: TimeOfDay,
    closes: TimeOfDay,
    /** IANA zone of the legal times at this station. */
    timeZone: Type.String({ pattern: '^[A-Za-z_]+(/[A-Za-z0-9_+-]+){0,2}$', maxLength: 60 }),
    languages: Type.Array(LanguageTag, { maxItems: MAX_LANGUAGES_PER_STATION }),
    /** ISO 3166-1 alpha-2 of the host country for a station abroad, else null. */
    hostCountry: Type.Union([Type.String({ pattern: '^[A-Z]{2}$' }), Type.Null()]),
    /** True when made by a program for demonstration, not by a commission. */
    generated: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type PollingStation = Static<typeof PollingStation>;

/** A set of electoral districts that one kind of contest uses: `constituencies`. */
export const DistrictSetCode = Slug(40);

/** Number of a district in law, as printed: `12`. */
export const DistrictCode = Type.String({ pattern: '^[A-Z0-9]{1,8}$', maxLength: 8 });

export const ElectoralDistrict = Type.Object(
  {
    set: DistrictSetCode,
    code: DistrictCode,
    name: LocalizedText,
    seats: Type.Integer({ minimum: 1, maximum: 500 }),
    generated: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type ElectoralDistrict = Static<typeof ElectoralDistrict>;

/**
 * Every station at home belongs to exactly one district of each set; stations abroad and remote ones
 * belong to one at most.
 */
export const DistrictMembership = Type.Object(
  {
    set: DistrictSetCode,
    districtCode: DistrictCode,
    stationNumber: StationNumber,
  },
  { additionalProperties: false },
);
export type DistrictMembership = Static<typeof DistrictMembership>;

/** All of a country's geography at one moment. Versions of it are immutable. */
export type Geography = {
  readonly territories: readonly Territory[];
  readonly stations: readonly PollingStation[];
  readonly districts: readonly ElectoralDistrict[];
  readonly memberships: readonly DistrictMembership[];
};

export const GeographyVersionStatus = Type.Union([
  Type.Literal('draft'),
  Type.Literal('proposed'),
  Type.Literal('current'),
  Type.Literal('superseded'),
  Type.Literal('discarded'),
]);
export type GeographyVersionStatus = Static<typeof GeographyVersionStatus>;

export const GeographyVersionSummary = Type.Object(
  {
    pack: PackCode,
    number: Type.Integer({ minimum: 1 }),
    status: GeographyVersionStatus,
    /** SHA-256 over the canonical JSON of the whole geography. */
    hash: Sha256Hex,
    reason: Line(1000),
    createdAt: Instant,
    createdBy: Line(200),
    decidedAt: Type.Union([Instant, Type.Null()]),
    counts: Type.Object(
      {
        territories: Type.Integer({ minimum: 0 }),
        stations: Type.Integer({ minimum: 0 }),
        stationsAbroad: Type.Integer({ minimum: 0 }),
        districts: Type.Integer({ minimum: 0 }),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type GeographyVersionSummary = Static<typeof GeographyVersionSummary>;

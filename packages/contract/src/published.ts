import {
  CalendarEntry,
  CountryPack,
  ElectionClock,
  ElectionCode,
  ElectionDefinition,
  ElectoralDistrict,
  Instant,
  Line,
  LocalizedText,
  PackCode,
  PollingStation,
  Sha256Hex,
  Territory,
} from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { Nullable, Strict } from './schemas.ts';

/**
 * Published files: static JSON that any web server can serve, below `/published/`.
 *
 *   index.json                                       PublishedIndex
 *   elections/<code>/election.json                   PublishedElection
 *   elections/<code>/stations/<territory code>.json  PublishedStations, one per level-1 territory and `abroad`
 *   elections/<code>/station-points.json             PublishedStationPoints
 *   packs/<pack>/boundaries-<level>.geojson          as in the pack
 *   packs/<pack>/addresses/…                         see published-addresses.ts
 *   manifest.json                                    PublishedManifest
 */
export const PublishedIndex = Strict({
  format: Type.Literal(1),
  publishedAt: Instant,
  demo: Type.Boolean(),
  elections: Type.Array(
    Strict({
      code: ElectionCode,
      title: LocalizedText,
      pack: PackCode,
      mode: Line(20),
      votingDay: Line(10),
    }),
  ),
});
export type PublishedIndex = Static<typeof PublishedIndex>;

export const PublishedElection = Strict({
  format: Type.Literal(1),
  publishedAt: Instant,
  definition: ElectionDefinition,
  definitionVersion: Type.Integer({ minimum: 1 }),
  definitionHash: Sha256Hex,
  sealedAt: Instant,
  clock: Nullable(ElectionClock),
  pack: CountryPack,
  calendar: Type.Array(CalendarEntry),
  territories: Type.Array(Strict({ territory: Territory, stations: Type.Integer({ minimum: 0 }) })),
  districts: Type.Array(
    Strict({ district: ElectoralDistrict, stations: Type.Integer({ minimum: 0 }) }),
  ),
  stationCounts: Strict({
    domestic: Type.Integer({ minimum: 0 }),
    abroad: Type.Integer({ minimum: 0 }),
    remote: Type.Integer({ minimum: 0 }),
    special: Type.Integer({ minimum: 0 }),
  }),
});
export type PublishedElection = Static<typeof PublishedElection>;

export const PublishedStations = Strict({
  format: Type.Literal(1),
  publishedAt: Instant,
  territory: Type.String({ maxLength: 24 }),
  stations: Type.Array(
    Strict({
      station: PollingStation,
      /** Set code → district code. */
      districts: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 8 })),
    }),
  ),
});
export type PublishedStations = Static<typeof PublishedStations>;

/** All stations as columns of equal length, for map and list. */
export const PublishedStationPoints = Strict({
  format: Type.Literal(1),
  publishedAt: Instant,
  numbers: Type.Array(Type.String({ maxLength: 24 })),
  names: Type.Array(Line(300)),
  addresses: Type.Array(Line(300)),
  territories: Type.Array(Type.String({ maxLength: 24 })),
  latitudesE4: Type.Array(Nullable(Type.Integer())),
  longitudesE4: Type.Array(Nullable(Type.Integer())),
});
export type PublishedStationPoints = Static<typeof PublishedStationPoints>;

/** Every published file but the manifest itself, by its path below `/published/`, with its SHA-256. */
export const PublishedManifest = Strict({
  format: Type.Literal(1),
  files: Type.Record(Type.String({ maxLength: 300 }), Sha256Hex),
});
export type PublishedManifest = Static<typeof PublishedManifest>;

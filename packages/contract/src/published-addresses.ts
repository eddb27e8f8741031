import {
  Instant,
  Line,
  PackCode,
  Sha256Hex,
  StationNumber,
  TerritoryCode,
} from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { Nullable, Strict } from './schemas.ts';

/**
 * Files by which people find their station, without anything about people, below `packs/<pack>/addresses/`:
 *
 *   index.json       FinderIndex: its hash is in the public log
 *   <sha256>.json    FinderDistrict and FinderLocality, named by the hash of their content: they never change
 */
export const FinderIndex = Strict({
  format: Type.Literal(1),
  publishedAt: Instant,
  pack: PackCode,
  /** Number and hash of the set of rules that is in force. */
  set: Type.Integer({ minimum: 1 }),
  setHash: Sha256Hex,
  /** Territories that have addresses. */
  territories: Type.Array(Strict({ code: TerritoryCode, file: Sha256Hex })),
});
export type FinderIndex = Static<typeof FinderIndex>;

export const FinderDistrict = Strict({
  format: Type.Literal(1),
  territory: TerritoryCode,
  localities: Type.Array(Strict({ name: Line(300), file: Sha256Hex })),
});
export type FinderDistrict = Static<typeof FinderDistrict>;

const StreetName = Type.String({ maxLength: 300 });

export const FinderLocality = Strict({
  format: Type.Literal(1),
  locality: Line(300),
  /** Middle of the addresses in ten-thousandths of a degree, for the way to the station; null when not known. */
  centre: Nullable(Strict({ latitudeE4: Type.Integer(), longitudeE4: Type.Integer() })),
  /** By name; an empty name stands for houses without a street. */
  streets: Type.Array(
    Type.Union([
      Strict({ street: StreetName, station: StationNumber }),
      /** Houses are named only where a street is split between stations. */
      Strict({
        street: StreetName,
        houses: Type.Array(Type.Tuple([Type.String({ maxLength: 100 }), StationNumber])),
      }),
    ]),
  ),
});
export type FinderLocality = Static<typeof FinderLocality>;

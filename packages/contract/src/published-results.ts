import {
  CheckFinding,
  CountKind,
  ElectionCode,
  ElectionMode,
  Instant,
  Line,
  LocalizedText,
  MAX_PACKAGE_LENGTH,
  ProtocolContent,
  ProtocolStatus,
  Sha256Hex,
  Slug,
  StationNumber,
  TerritoryCode,
  TimeOfDay,
} from '@ovoz/election-model';
import Type, { type Static, type TProperties } from 'typebox';
import { TurnoutFigures, TurnoutFinding } from './polling.ts';
import { AreaCode, ContestTotals, DistrictSeats, PartySeats } from './results.ts';
import { Nullable, Strict } from './schemas.ts';

/**
 * Results, below `/published/elections/<code>/results/`:
 *
 *   live.json                      PublishedLive: small, for polling
 *   turnout.json                   PublishedTurnout: from the first report on, before any result is released
 *   nation.json                    PublishedArea, with the seats
 *   territories/<code>.json        PublishedArea of a region or district
 *   districts/<contest>-<code>.json PublishedArea of an electoral district of the contest
 *   stations/<number>.json         PublishedStationResult: every version of every protocol
 *   certified/<version>.json       canonical JSON that was certified
 *   manifest.json                  PublishedResultsManifest
 *   manifest.json.minisig          its signature for `minisign`, by the publication key; the key is minisign.pub
 *   documents.json                 PublishedDocuments: documents of stations
 *   the same names with .csv, -nist.json, .pdf beside the JSON
 *
 * Each JSON file is canonical JSON with a member `signature`: Ed25519 by the publication key over
 * `ovoz-published-v1`, line feed, the canonical JSON without that member.
 */
const Signature = Strict({
  key: Sha256Hex,
  publicKey: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  value: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }),
});

const signed = <Properties extends TProperties>(properties: Properties) =>
  Strict({
    format: Type.Literal(1),
    election: ElectionCode,
    mode: ElectionMode,
    /** Real time of publication, and the legal time of the election then. */
    publishedAt: Instant,
    legalTime: Instant,
    ...properties,
    signature: Signature,
  });

/** Where the result as a whole stands. */
export const ResultStatus = Type.Union([
  Type.Literal('counting'),
  Type.Literal('complete'),
  Type.Literal('certified'),
  /** Protocols were corrected after the last certified version. */
  Type.Literal('changed-since-certified'),
]);
export type ResultStatus = Static<typeof ResultStatus>;

const CoverageFigures = Strict({
  contest: Slug(40),
  due: Type.Integer({ minimum: 0 }),
  counted: Type.Integer({ minimum: 0 }),
  annulled: Type.Integer({ minimum: 0 }),
});

export const PublishedLive = signed({
  status: ResultStatus,
  coverage: Type.Array(CoverageFigures),
  /** Rises with every publication; pages read the files again when it changed. */
  edition: Type.Integer({ minimum: 1 }),
  certifiedVersion: Nullable(Type.Integer({ minimum: 1 })),
  /** SHA-256 of nation.json as it stands. */
  nation: Sha256Hex,
});
export type PublishedLive = Static<typeof PublishedLive>;

/**
 * Turnout at the hours of the law that have come, while votes are still cast. It is no result: of the figures of
 * protocols nothing is in it. Once a count is released the files of areas have their turnout too.
 */
export const PublishedTurnout = signed({
  hours: Type.Array(TimeOfDay),
  whole: Type.Array(TurnoutFigures),
  /** Stations with a report that is implausible; it counts as it came. */
  implausible: Type.Integer({ minimum: 0 }),
  /** Territories with stations, from the regions down. */
  areas: Type.Array(
    Strict({
      area: AreaCode,
      /** Address, without ending, of the file that its results will have. */
      file: Type.String({ maxLength: 80 }),
      name: LocalizedText,
      /** Hours that have come at one of its stations. */
      figures: Type.Array(TurnoutFigures),
      implausible: Type.Integer({ minimum: 0 }),
    }),
  ),
});
export type PublishedTurnout = Static<typeof PublishedTurnout>;

/** A row for each area or station right below. */
export const AreaChild = Strict({
  /** Address of its file without ending: `territories/1703`, for the nation also `districts/constituency-12`. */
  file: Type.String({ maxLength: 80 }),
  code: Type.String({ maxLength: 40 }),
  name: LocalizedText,
  totals: Type.Array(ContestTotals),
});
export type AreaChild = Static<typeof AreaChild>;

export const PublishedArea = signed({
  area: AreaCode,
  name: LocalizedText,
  /** From the nation down to the area above this one. */
  above: Type.Array(
    Strict({ area: AreaCode, file: Type.String({ maxLength: 80 }), name: LocalizedText }),
  ),
  status: ResultStatus,
  totals: Type.Array(ContestTotals),
  turnout: Type.Array(TurnoutFigures),
  /** Seats of the contests that are decided in this area: all for the nation, one for a district. */
  seats: Nullable(
    Strict({ districts: Type.Array(DistrictSeats), parties: Type.Array(PartySeats) }),
  ),
  areas: Type.Array(AreaChild),
  /** Stations right below, where the area is the lowest. */
  stations: Type.Array(
    Strict({
      number: StationNumber,
      name: Line(300),
      /** SHA-256 of `stations/<number>.json` as it stood; null when it has no file yet. */
      sha256: Nullable(Sha256Hex),
      contests: Type.Array(
        Strict({
          contest: Slug(40),
          status: ProtocolStatus,
          /** Version that was decided about last; 0 when none was. */
          version: Type.Integer({ minimum: 0 }),
          /** True when the checks found something, or it was corrected. */
          flagged: Type.Boolean(),
          /** Figures that count, as the paper has them: null is unknown. Null unless it is accepted. */
          content: Nullable(ProtocolContent),
        }),
      ),
    }),
  ),
  corrections: Type.Array(
    Strict({
      station: StationNumber,
      contest: Slug(40),
      version: Type.Integer({ minimum: 1 }),
      reason: Line(1000),
      at: Instant,
    }),
  ),
  downloads: Type.Array(
    Strict({ file: Type.String({ maxLength: 120 }), sha256: Sha256Hex, bytes: Type.Integer() }),
  ),
});
export type PublishedArea = Static<typeof PublishedArea>;

/**
 * `manifest.json`: every file of areas and certified results with its hash, by path below `results/`. The
 * hashes of station files stand in the files of their territories. Its own hash is recorded as evidence.
 */
export const PublishedResultsManifest = signed({
  edition: Type.Integer({ minimum: 1 }),
  files: Type.Record(Type.String({ maxLength: 120 }), Sha256Hex),
});
export type PublishedResultsManifest = Static<typeof PublishedResultsManifest>;

/**
 * Documents of stations with their SHA-256, by path. Rewritten every half minute while documents are made, so the newest
 * may be missing, or stand there with the hash of before; complete when no document waits.
 */
export const PublishedDocuments = signed({
  documents: Type.Record(Type.String({ maxLength: 120 }), Sha256Hex),
});
export type PublishedDocuments = Static<typeof PublishedDocuments>;

export const PublishedStationResult = signed({
  station: StationNumber,
  name: Line(300),
  address: Line(300),
  territory: TerritoryCode,
  above: Type.Array(
    Strict({ area: AreaCode, file: Type.String({ maxLength: 80 }), name: LocalizedText }),
  ),
  turnout: Type.Array(
    Strict({
      hour: Line(5),
      voters: Type.Integer({ minimum: 0 }),
      listed: Nullable(Type.Integer({ minimum: 0 })),
      findings: Type.Array(TurnoutFinding),
      number: Type.Integer({ minimum: 1 }),
    }),
  ),
  protocols: Type.Array(
    Strict({
      contest: Slug(40),
      district: Nullable(Type.String({ maxLength: 8 })),
      count: CountKind,
      legal: Type.Boolean(),
      status: ProtocolStatus,
      /** The version that counts, or null. */
      standing: Nullable(Sha256Hex),
      versions: Type.Array(
        Strict({
          version: Type.Integer({ minimum: 1 }),
          hash: Sha256Hex,
          /** The signed bytes, as text. */
          package: Type.String({ maxLength: MAX_PACKAGE_LENGTH }),
          /** SHA-256 of the log entry that records its arrival. */
          fact: Sha256Hex,
          receivedAt: Instant,
          findings: Type.Array(CheckFinding),
          explanations: Type.Array(
            Strict({ check: Line(10), reasonCode: Line(40), text: Line(1000), at: Instant }),
          ),
        }),
      ),
      decisions: Type.Array(
        Strict({
          decision: Line(20),
          hash: Sha256Hex,
          reason: Nullable(Line(1000)),
          role: Line(40),
          at: Instant,
          /** SHA-256 of the log entry that records it; null for what was decided before there was a log. */
          fact: Nullable(Sha256Hex),
        }),
      ),
      scans: Type.Array(Strict({ sha256: Sha256Hex, mediaType: Line(40) })),
    }),
  ),
  /** Public keys that speak or spoke for the station. */
  keys: Type.Array(
    Strict({
      fingerprint: Sha256Hex,
      publicKey: Type.String({ maxLength: 43 }),
      validFrom: Instant,
      validUntil: Instant,
      revokedAt: Nullable(Instant),
    }),
  ),
  downloads: Type.Array(
    Strict({ file: Type.String({ maxLength: 120 }), sha256: Sha256Hex, bytes: Type.Integer() }),
  ),
});
export type PublishedStationResult = Static<typeof PublishedStationResult>;

/** What two people certified: frozen, versioned, never replaced. */
export const CertifiedResult = Strict({
  format: Type.Literal(1),
  election: ElectionCode,
  mode: ElectionMode,
  version: Type.Integer({ minimum: 1 }),
  definition: Sha256Hex,
  totals: Type.Array(ContestTotals),
  seats: Strict({ districts: Type.Array(DistrictSeats), parties: Type.Array(PartySeats) }),
  /** Every protocol behind it: contest, station and hash of the package that stands; null when annulled. */
  protocols: Type.Array(
    Strict({ contest: Slug(40), station: StationNumber, hash: Nullable(Sha256Hex) }),
  ),
  overridden: Type.Array(Strict({ code: Line(40), count: Type.Integer({ minimum: 1 }) })),
  reason: Line(1000),
});
export type CertifiedResult = Static<typeof CertifiedResult>;

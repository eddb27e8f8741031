import Type, { type Static } from 'typebox';
import { ElectionCode } from './election-definition.ts';
import { ElectionMode } from './election-mode.ts';
import { StationNumber } from './geography.ts';
import { CountKind, ProtocolContent } from './result-protocol.ts';
import { Instant, Reason, Sha256Hex, Slug } from './text.ts';

/** Versions of a station's protocol; nobody corrects a paper a thousand times. */
export const ProtocolVersion = Type.Integer({ minimum: 1, maximum: 999 });

/** Which protocol: one contest of one election at one station, by people or by machine. */
export const ProtocolKey = Type.Object(
  {
    election: ElectionCode,
    contest: Slug(40),
    station: StationNumber,
    count: CountKind,
  },
  { additionalProperties: false },
);
export type ProtocolKey = Static<typeof ProtocolKey>;

/**
 * Where a package comes from. `station-signed`: the station's device signed what it counted.
 * `keyed`: two people keyed a paper and the commission's server signed; the hashes of the entries stand in it.
 * `corrected`: two people decided other figures, for a reason; the commission's server signed.
 */
export const PackageOrigin = Type.Union([
  Type.Object({ kind: Type.Literal('station-signed') }, { additionalProperties: false }),
  Type.Object(
    {
      kind: Type.Literal('keyed'),
      /** SHA-256 over the canonical JSON of each entry: first, second, and third when they differed. */
      entries: Type.Array(Sha256Hex, { minItems: 2, maxItems: 3 }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: Type.Literal('corrected'), corrects: Sha256Hex, reason: Reason },
    { additionalProperties: false },
  ),
]);
export type PackageOrigin = Static<typeof PackageOrigin>;

/** What is signed: one version of one protocol, bound to its election, its definition and its mode. */
export const ResultPayload = Type.Object(
  {
    format: Type.Literal(1),
    election: ElectionCode,
    mode: ElectionMode,
    /** Hash of the sealed definition that the ballot and the form come from. */
    definition: Sha256Hex,
    contest: Slug(40),
    station: StationNumber,
    count: CountKind,
    version: ProtocolVersion,
    origin: PackageOrigin,
    /** When it was counted or keyed, by the clock of the device: legal time of the election. */
    madeAt: Instant,
    content: ProtocolContent,
  },
  { additionalProperties: false },
);
export type ResultPayload = Static<typeof ResultPayload>;

/** A payload with the fingerprint of the key that signed it and the Ed25519 signature, base64url. */
export const ResultPackage = Type.Object(
  {
    format: Type.Literal(1),
    type: Type.Literal('ovoz-result-package'),
    key: Sha256Hex,
    payload: ResultPayload,
    signature: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }),
  },
  { additionalProperties: false },
);
export type ResultPackage = Static<typeof ResultPackage>;

/** Longest package as text: 60 counts and 200 options with the longest names stay below it. */
export const MAX_PACKAGE_LENGTH = 32_000;

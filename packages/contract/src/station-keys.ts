import {
  ElectionCode,
  Instant,
  Line,
  Reason,
  Sha256Hex,
  StationNumber,
} from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { RESULT_DECIDERS } from './result-protocols.ts';
import { Cursor, Nothing, Nullable, Strict, Uuid } from './schemas.ts';

/** Raw Ed25519 public key, base64url without padding. */
export const PublicKey = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
const electionParams = Strict({ code: ElectionCode });

export const requestStationKey = operation({
  id: 'requestStationKey',
  module: 'station-keys',
  method: 'POST',
  path: '/api/elections/:code/station-key-requests',
  summary:
    'A station’s device asks to have its key certified, and proves that it holds it by a signature over the request.',
  access: { kind: 'public' },
  params: electionParams,
  body: Strict({
    station: StationNumber,
    publicKey: PublicKey,
    /** Ed25519 over `ovoz-station-key-v1`, line feed, election, line feed, station. Base64url. */
    signature: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }),
  }),
  answer: Strict({ fingerprint: Sha256Hex }),
  refusals: ['station-unknown', 'signature-wrong', 'key-requests-full', 'key-certified-already'],
});

export const getStationKeyStatus = operation({
  id: 'getStationKeyStatus',
  module: 'station-keys',
  method: 'GET',
  path: '/api/elections/:code/station-keys/:fingerprint/status',
  summary: 'Whether a key is certified, for the device that holds it.',
  access: { kind: 'public' },
  params: Strict({ code: ElectionCode, fingerprint: Sha256Hex }),
  answer: Strict({
    status: Type.Union([
      Type.Literal('requested'),
      Type.Literal('certified'),
      Type.Literal('revoked'),
      Type.Literal('unknown'),
    ]),
    validFrom: Nullable(Instant),
    validUntil: Nullable(Instant),
  }),
  refusals: [],
});

export const StationKey = Strict({
  fingerprint: Sha256Hex,
  station: StationNumber,
  publicKey: PublicKey,
  status: Type.Union([
    Type.Literal('requested'),
    Type.Literal('proposed'),
    Type.Literal('certified'),
    Type.Literal('revoked'),
  ]),
  requestedAt: Nullable(Instant),
  validFrom: Nullable(Instant),
  validUntil: Nullable(Instant),
  certifiedBy: Type.Array(Line(200), { maxItems: 2 }),
  revokedAt: Nullable(Instant),
  revokeReason: Nullable(Line(1000)),
});
export type StationKey = Static<typeof StationKey>;

export const listStationKeys = operation({
  id: 'listStationKeys',
  module: 'station-keys',
  method: 'GET',
  path: '/api/elections/:code/station-keys',
  summary: 'Keys in the caller’s territory: requests first, then certified and revoked ones.',
  access: { kind: 'roles', roles: [...RESULT_DECIDERS, 'auditor'] },
  params: electionParams,
  query: Strict({
    station: Type.Optional(Type.String({ maxLength: 24 })),
    cursor: Type.Optional(Cursor),
  }),
  answer: Strict({
    keys: Type.Array(StationKey),
    next: Nullable(Cursor),
    certified: Type.Integer({ minimum: 0 }),
    requested: Type.Integer({ minimum: 0 }),
  }),
  refusals: [],
});

export const MAX_KEYS_AT_ONCE = 1000;

export const proposeStationKeys = operation({
  id: 'proposeStationKeys',
  module: 'station-keys',
  method: 'POST',
  path: '/api/elections/:code/station-keys',
  summary:
    'Asks a second officer to certify keys whose fingerprints were compared: for this election, each for its station, for a period.',
  access: { kind: 'roles', roles: [...RESULT_DECIDERS] },
  params: electionParams,
  body: Strict({
    keys: Type.Array(Strict({ station: StationNumber, publicKey: PublicKey }), {
      minItems: 1,
      maxItems: MAX_KEYS_AT_ONCE,
    }),
    validFrom: Instant,
    validUntil: Instant,
    reason: Reason,
  }),
  answer: Strict({ proposalId: Uuid }),
  refusals: [
    'station-unknown',
    'key-certified-already',
    'dates-out-of-order',
    'proposal-exists',
    'sign-in-level-too-low',
  ],
  maxBodyBytes: 256 * 1024,
});

export const revokeStationKey = operation({
  id: 'revokeStationKey',
  module: 'station-keys',
  method: 'POST',
  path: '/api/elections/:code/station-keys/:fingerprint/revoke',
  summary: 'Revokes a key at once, with the reason. What it signed before stays.',
  access: { kind: 'roles', roles: [...RESULT_DECIDERS] },
  params: Strict({ code: ElectionCode, fingerprint: Sha256Hex }),
  body: Strict({ reason: Reason }),
  answer: Nothing,
  refusals: ['key-revoked', 'sign-in-level-too-low'],
});

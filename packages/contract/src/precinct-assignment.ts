import {
  ImportReport,
  Instant,
  Line,
  PackCode,
  Reason,
  Sha256Hex,
  StationNumber,
  TerritoryCode,
  TerritoryPath,
} from '@ovoz/election-model';
import { ASSIGNMENT_STATES } from '@ovoz/voter-register';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { Cursor, Digits, Nothing, Nullable, Strict, Uuid } from './schemas.ts';

const NATIONAL_EDITORS = ['central-member'] as const;
/** Counts of addresses and voters, and nobody's name. */
const READERS = ['central-member', 'territorial-member', 'district-member', 'auditor'] as const;
/** Who knows the streets. */
const PLACERS = ['central-member', 'territorial-member', 'district-member'] as const;

const Count = Type.Integer({ minimum: 0 });
const packParams = Strict({ pack: PackCode });
const setParams = Strict({ pack: PackCode, set: Digits(6) });
/** Number of an address in the address register: up to 15 digits. */
export const AddressId = Type.Integer({ minimum: 1, maximum: 999_999_999_999_999 });

export const AssignmentStatus = Type.Enum([...ASSIGNMENT_STATES]);
export type AssignmentStatus = Static<typeof AssignmentStatus>;

export const AssignmentMethod = Type.Union([
  Type.Literal('address'),
  Type.Literal('range'),
  Type.Literal('area'),
  Type.Literal('unplaced'),
  Type.Literal('conflict'),
]);
export type AssignmentMethod = Static<typeof AssignmentMethod>;

export const StationSizeFinding = Type.Union([
  Type.Literal('station-without-addresses'),
  Type.Literal('station-too-small'),
  Type.Literal('station-too-large'),
]);

/** An address with more voters than a person should let pass. */
const CrowdedAddress = Strict({
  addressId: AddressId,
  territoryPath: TerritoryPath,
  locality: Line(300),
  street: Type.String({ maxLength: 300 }),
  house: Type.String({ maxLength: 100 }),
  voters: Count,
});
export type CrowdedAddress = Static<typeof CrowdedAddress>;
/** Crowded addresses that a report lists; all are counted. */
export const MAX_CROWDED = 200;

/** What a set gives, counted over all active addresses and registered voters. */
export const AssignmentReport = Strict({
  addresses: Count,
  voters: Count,
  byMethod: Strict({
    address: Count,
    range: Count,
    area: Count,
    unplaced: Count,
    conflict: Count,
  }),
  /** Voters whose address has no station. */
  votersUnplaced: Count,
  /** Voters without an address that is active. */
  votersWithoutAddress: Count,
  /** Against the set in force. */
  moved: Strict({ addresses: Count, voters: Count }),
  stations: Strict({ all: Count, tooSmall: Count, tooLarge: Count, withoutAddresses: Count }),
  limits: Strict({ minimum: Count, maximum: Count, votersPerAddress: Count }),
  crowded: Count,
  crowdedAddresses: Type.Array(CrowdedAddress, { maxItems: MAX_CROWDED }),
  /** Addresses whose station lies in another territory. */
  elsewhere: Count,
});
export type AssignmentReport = Static<typeof AssignmentReport>;

export const AssignmentSet = Strict({
  number: Type.Integer({ minimum: 1 }),
  status: AssignmentStatus,
  follows: Nullable(Type.Integer({ minimum: 1 })),
  geography: Type.Integer({ minimum: 1 }),
  hash: Sha256Hex,
  reason: Line(1000),
  createdAt: Instant,
  createdBy: Line(200),
  decidedAt: Nullable(Instant),
  /** 0..1000 while it is computed. */
  progress: Type.Integer({ minimum: 0, maximum: 1000 }),
  isComputing: Type.Boolean(),
  computedAt: Nullable(Instant),
  report: Nullable(AssignmentReport),
});
export type AssignmentSet = Static<typeof AssignmentSet>;

export const listAssignmentSets = operation({
  id: 'listAssignmentSets',
  module: 'precinct-assignment',
  method: 'GET',
  path: '/api/assignment/:pack/sets',
  summary: 'Sets of rules that assign addresses to stations, newest first.',
  access: { kind: 'roles', roles: [...READERS] },
  params: packParams,
  answer: Strict({ sets: Type.Array(AssignmentSet) }),
  refusals: ['pack-unknown'],
});

/** A nation’s streets as ranges are some 20 MB. */
export const MAX_ASSIGNMENT_BYTES = 48 * 1024 * 1024;
const FileText = Type.String({ maxLength: MAX_ASSIGNMENT_BYTES });

export const importAssignment = operation({
  id: 'importAssignment',
  module: 'precinct-assignment',
  method: 'POST',
  path: '/api/assignment/:pack/sets',
  summary:
    'Checks files of rules and, when no row is wrong, makes a set of them. Rules of a kind that is not sent stay as in the set in force.',
  access: { kind: 'roles', roles: [...NATIONAL_EDITORS] },
  params: packParams,
  body: Strict({
    reason: Reason,
    files: Strict({
      addresses: Type.Optional(FileText),
      ranges: Type.Optional(FileText),
      /** GeoJSON polygons. */
      areas: Type.Optional(FileText),
    }),
  }),
  answer: Strict({
    report: ImportReport,
    /** The set that was made; null when a row was wrong. */
    set: Nullable(Type.Integer({ minimum: 1 })),
  }),
  refusals: ['pack-unknown', 'no-geography', 'import-unreadable', 'no-change'],
  maxBodyBytes: MAX_ASSIGNMENT_BYTES,
});

export const getAssignmentSet = operation({
  id: 'getAssignmentSet',
  module: 'precinct-assignment',
  method: 'GET',
  path: '/api/assignment/:pack/sets/:set',
  summary: 'A set with its counts and what its checks found.',
  access: { kind: 'roles', roles: [...READERS] },
  params: setParams,
  answer: Strict({ set: AssignmentSet, importReport: ImportReport }),
  refusals: ['pack-unknown'],
});

export const AssignmentMove = Strict({
  territoryPath: TerritoryPath,
  from: Nullable(StationNumber),
  to: Nullable(StationNumber),
  addresses: Count,
  voters: Count,
});
export type AssignmentMove = Static<typeof AssignmentMove>;
/** Moves that one answer lists, those of most voters first; all are counted. */
export const MAX_MOVES = 500;

export const listAssignmentMoves = operation({
  id: 'listAssignmentMoves',
  module: 'precinct-assignment',
  method: 'GET',
  path: '/api/assignment/:pack/sets/:set/moves',
  summary:
    'How many addresses and voters a set moves from which station to which, most voters first.',
  access: { kind: 'roles', roles: [...READERS] },
  params: setParams,
  query: Strict({ territory: Type.Optional(TerritoryCode) }),
  answer: Strict({
    moves: Type.Array(AssignmentMove),
    total: Strict({ moves: Count, addresses: Count, voters: Count }),
    /** The same by territory. */
    territories: Type.Array(
      Strict({ territoryPath: TerritoryPath, addresses: Count, voters: Count }),
    ),
  }),
  refusals: ['pack-unknown'],
});

export const AssignedStation = Strict({
  station: StationNumber,
  territoryPath: TerritoryPath,
  addresses: Count,
  voters: Count,
  finding: Nullable(StationSizeFinding),
});
export type AssignedStation = Static<typeof AssignedStation>;

export const listAssignedStations = operation({
  id: 'listAssignedStations',
  module: 'precinct-assignment',
  method: 'GET',
  path: '/api/assignment/:pack/sets/:set/stations',
  summary:
    'What each station gets by a set: addresses, voters, and whether its size is within the law.',
  access: { kind: 'roles', roles: [...READERS] },
  params: setParams,
  query: Strict({
    territory: Type.Optional(TerritoryCode),
    finding: Type.Optional(StationSizeFinding),
    after: Type.Optional(Digits(6)),
  }),
  answer: Strict({
    stations: Type.Array(AssignedStation),
    total: Count,
    /** Pass it as `after` for the next page. */
    next: Nullable(Digits(6)),
  }),
  refusals: ['pack-unknown'],
});

export const proposeAssignment = operation({
  id: 'proposeAssignment',
  module: 'precinct-assignment',
  method: 'POST',
  path: '/api/assignment/:pack/sets/:set/propose',
  summary: 'Asks a second person to put the set into force.',
  access: { kind: 'roles', roles: [...NATIONAL_EDITORS] },
  params: setParams,
  body: Strict({ reason: Reason }),
  answer: Strict({ proposalId: Uuid }),
  refusals: ['pack-unknown', 'version-not-draft', 'version-not-current', 'proposal-exists'],
});

export const discardAssignment = operation({
  id: 'discardAssignment',
  module: 'precinct-assignment',
  method: 'POST',
  path: '/api/assignment/:pack/sets/:set/discard',
  summary: 'Puts a set aside that is not in force.',
  access: { kind: 'roles', roles: [...NATIONAL_EDITORS] },
  params: setParams,
  body: Strict({ reason: Reason }),
  answer: Nothing,
  refusals: ['pack-unknown', 'version-not-draft'],
});

export const computeAssignment = operation({
  id: 'computeAssignment',
  module: 'precinct-assignment',
  method: 'POST',
  path: '/api/assignment/:pack/sets/:set/compute',
  summary: 'Counts anew what a set gives, as the registers stand now.',
  access: { kind: 'roles', roles: [...NATIONAL_EDITORS] },
  params: setParams,
  body: Nothing,
  answer: Nothing,
  refusals: ['pack-unknown', 'version-not-current'],
});

export const UnplacedAddress = Strict({
  addressId: AddressId,
  territoryPath: TerritoryPath,
  locality: Line(300),
  street: Type.String({ maxLength: 300 }),
  house: Type.String({ maxLength: 100 }),
  latitudeE6: Nullable(Type.Integer()),
  longitudeE6: Nullable(Type.Integer()),
  method: Type.Union([Type.Literal('unplaced'), Type.Literal('conflict')]),
  voters: Count,
});
export type UnplacedAddress = Static<typeof UnplacedAddress>;

export const listUnplacedAddresses = operation({
  id: 'listUnplacedAddresses',
  module: 'precinct-assignment',
  method: 'GET',
  path: '/api/assignment/:pack/queue',
  summary: 'Addresses without a station in the own territory; a page at a time.',
  access: { kind: 'roles', roles: [...READERS] },
  params: packParams,
  query: Strict({ territory: Type.Optional(TerritoryCode), after: Type.Optional(Cursor) }),
  answer: Strict({
    addresses: Type.Array(UnplacedAddress),
    total: Count,
    next: Nullable(Cursor),
    /** Number of the set in force; null: there is none. */
    set: Nullable(Type.Integer({ minimum: 1 })),
  }),
  refusals: ['pack-unknown'],
});

export const placeAddress = operation({
  id: 'placeAddress',
  module: 'precinct-assignment',
  method: 'POST',
  path: '/api/assignment/:pack/queue/:address',
  summary:
    'Gives an address that waits in the queue to a station: a rule of its own in the set in force.',
  access: { kind: 'roles', roles: [...PLACERS] },
  params: Strict({ pack: PackCode, address: Digits(15) }),
  body: Strict({ station: StationNumber, reason: Reason }),
  answer: Nothing,
  refusals: ['pack-unknown', 'version-not-current', 'address-placed', 'station-unknown-at-home'],
});

import {
  CountryPack,
  DistrictMembership,
  DistrictSetCode,
  ElectoralDistrict,
  GeographyVersionSummary,
  ImportReport,
  Line,
  LocalizedText,
  PackCode,
  PollingStation,
  Reason,
  Sha256Hex,
  StationKind,
  StationNumber,
  Territory,
  TerritoryCode,
} from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { Cursor, Digits, Nothing, Nullable, Strict, Uuid } from './schemas.ts';

/** All who work with places may read them; they are public once published. */
const READERS = [
  'central-member',
  'territorial-member',
  'district-member',
  'precinct-member',
  'operator',
  'register-supplier',
  'observer',
  'auditor',
  'help-desk-agent',
  'administrator',
] as const;
/** Whose answer covers the whole country pack must hold a grant at its root. */
const NATIONAL_EDITORS = ['central-member'] as const;

const packParams = Strict({ pack: PackCode });
const versionQuery = { version: Type.Optional(Digits(6)) };

export const listPacks = operation({
  id: 'listPacks',
  module: 'geography',
  method: 'GET',
  path: '/api/packs',
  summary: 'The country packs of this installation.',
  access: { kind: 'signed-in' },
  answer: Strict({
    packs: Type.Array(
      Strict({
        code: PackCode,
        name: LocalizedText,
        version: Line(10),
        hash: Sha256Hex,
        geographyVersion: Nullable(Type.Integer({ minimum: 1 })),
      }),
    ),
  }),
  refusals: [],
});

export const getPack = operation({
  id: 'getPack',
  module: 'geography',
  method: 'GET',
  path: '/api/packs/:pack',
  summary: 'A country pack whole: levels, calendar rules, forms, seat rules, credits.',
  access: { kind: 'signed-in' },
  params: packParams,
  answer: Strict({ pack: CountryPack, hash: Sha256Hex }),
  refusals: ['pack-unknown'],
});

export const listTerritories = operation({
  id: 'listTerritories',
  module: 'geography',
  method: 'GET',
  path: '/api/geography/:pack/territories',
  summary:
    'Territories inside the own territory and the path up to the country, with station counts.',
  access: { kind: 'roles', roles: [...READERS] },
  params: packParams,
  query: Strict({ ...versionQuery }),
  answer: Strict({
    territories: Type.Array(
      Strict({ territory: Territory, stations: Type.Integer({ minimum: 0 }) }),
    ),
  }),
  refusals: ['pack-unknown', 'no-geography'],
});

export const listStations = operation({
  id: 'listStations',
  module: 'geography',
  method: 'GET',
  path: '/api/geography/:pack/stations',
  summary: 'Polling stations in the own territory, by number; a page at a time.',
  access: { kind: 'roles', roles: [...READERS] },
  params: packParams,
  query: Strict({
    ...versionQuery,
    territory: Type.Optional(TerritoryCode),
    kind: Type.Optional(StationKind),
    search: Type.Optional(Line(100)),
    after: Type.Optional(Cursor),
  }),
  answer: Strict({
    stations: Type.Array(PollingStation),
    total: Type.Integer({ minimum: 0 }),
    next: Nullable(Cursor),
  }),
  refusals: ['pack-unknown', 'no-geography'],
});

export const StationPoints = Strict({
  /** Columns of equal length, sorted by station number: small enough to send a nation at once. */
  numbers: Type.Array(StationNumber),
  names: Type.Array(Line(300)),
  territories: Type.Array(TerritoryCode),
  latitudesE4: Type.Array(Nullable(Type.Integer())),
  longitudesE4: Type.Array(Nullable(Type.Integer())),
  kinds: Type.Array(StationKind),
});
export type StationPoints = Static<typeof StationPoints>;

export const getStationPoints = operation({
  id: 'getStationPoints',
  module: 'geography',
  method: 'GET',
  path: '/api/geography/:pack/station-points',
  summary: 'All stations of the own territory as columns, for map and list.',
  access: { kind: 'roles', roles: [...READERS] },
  params: packParams,
  query: Strict({ ...versionQuery }),
  answer: StationPoints,
  refusals: ['pack-unknown', 'no-geography'],
});

export const getStation = operation({
  id: 'getStation',
  module: 'geography',
  method: 'GET',
  path: '/api/geography/:pack/stations/:number',
  summary: 'A polling station with its territory and its district in each set.',
  access: { kind: 'roles', roles: [...READERS] },
  params: Strict({ pack: PackCode, number: StationNumber }),
  query: Strict({ ...versionQuery }),
  answer: Strict({
    station: PollingStation,
    territories: Type.Array(Territory),
    districts: Type.Array(ElectoralDistrict),
  }),
  refusals: ['pack-unknown', 'no-geography'],
});

export const listDistricts = operation({
  id: 'listDistricts',
  module: 'geography',
  method: 'GET',
  path: '/api/geography/:pack/districts',
  summary: 'Electoral districts of each set, with their seats and number of stations.',
  access: { kind: 'roles', roles: [...READERS] },
  params: packParams,
  query: Strict({ ...versionQuery, set: Type.Optional(DistrictSetCode) }),
  answer: Strict({
    districts: Type.Array(
      Strict({ district: ElectoralDistrict, stations: Type.Integer({ minimum: 0 }) }),
    ),
  }),
  refusals: ['pack-unknown', 'no-geography'],
});

export const getBoundaries = operation({
  id: 'getBoundaries',
  module: 'geography',
  method: 'GET',
  path: '/api/packs/:pack/boundaries/:level',
  summary: 'Boundaries of one level of territories as GeoJSON, with credits.',
  access: { kind: 'signed-in' },
  params: Strict({ pack: PackCode, level: Digits(1) }),
  answer: Type.Unsafe<{ type: 'FeatureCollection'; features: unknown[] }>({
    type: 'object',
    additionalProperties: true,
  }),
  refusals: ['pack-unknown'],
});

export const listGeographyVersions = operation({
  id: 'listGeographyVersions',
  module: 'geography',
  method: 'GET',
  path: '/api/geography/:pack/versions',
  summary: 'All versions of a country’s geography, newest first.',
  access: {
    kind: 'roles',
    roles: ['central-member', 'territorial-member', 'auditor', 'administrator'],
  },
  params: packParams,
  answer: Strict({ versions: Type.Array(GeographyVersionSummary) }),
  refusals: ['pack-unknown'],
});

/** 11,028 stations are about 3 MB of CSV; four times that leaves room for larger countries. */
export const MAX_IMPORT_BYTES = 16 * 1024 * 1024;
const FileText = Type.String({ maxLength: MAX_IMPORT_BYTES });

export const importGeography = operation({
  id: 'importGeography',
  module: 'geography',
  method: 'POST',
  path: '/api/geography/:pack/imports',
  summary:
    'Checks files and, when no row is wrong, makes a draft version of them. A file that is not sent keeps the current content.',
  access: { kind: 'roles', roles: [...NATIONAL_EDITORS] },
  params: packParams,
  body: Strict({
    reason: Reason,
    generated: Type.Boolean(),
    files: Strict({
      territories: Type.Optional(FileText),
      stations: Type.Optional(FileText),
      /** Stations as GeoJSON points instead of CSV. */
      stationsGeoJson: Type.Optional(FileText),
      districts: Type.Optional(FileText),
    }),
  }),
  answer: Strict({
    importId: Uuid,
    report: ImportReport,
    /** The draft that was made; null when a row was wrong. */
    version: Nullable(Type.Integer({ minimum: 1 })),
  }),
  refusals: ['pack-unknown', 'import-unreadable', 'no-change', 'calendar-blocks'],
  maxBodyBytes: MAX_IMPORT_BYTES,
});

export const listGeographyImports = operation({
  id: 'listGeographyImports',
  module: 'geography',
  method: 'GET',
  path: '/api/geography/:pack/imports',
  summary: 'Past imports with their reports, newest first; quarantined rows are kept.',
  access: { kind: 'roles', roles: ['central-member', 'auditor'] },
  params: packParams,
  answer: Strict({
    imports: Type.Array(
      Strict({
        id: Uuid,
        at: Line(30),
        by: Line(200),
        reason: Line(1000),
        version: Nullable(Type.Integer({ minimum: 1 })),
        report: ImportReport,
      }),
    ),
  }),
  refusals: ['pack-unknown'],
});

const DiffPart = Strict({
  added: Type.Array(Strict({ key: Line(200), name: Line(300) })),
  removed: Type.Array(Strict({ key: Line(200), name: Line(300) })),
  changed: Type.Array(
    Strict({
      key: Line(200),
      name: Line(300),
      fields: Type.Array(Strict({ field: Line(60), before: Type.String(), after: Type.String() })),
    }),
  ),
  /** Totals also of what is left out of the lists above, which are cut at MAX_DIFF_ROWS. */
  counts: Strict({ added: Type.Integer(), removed: Type.Integer(), changed: Type.Integer() }),
});
/** Rows of each kind that a difference lists. A person reads hundreds, not thousands. */
export const MAX_DIFF_ROWS = 500;

export const GeographyDifference = Strict({
  territories: DiffPart,
  stations: DiffPart,
  districts: DiffPart,
  memberships: DiffPart,
});
export type GeographyDifference = Static<typeof GeographyDifference>;

export const getGeographyVersion = operation({
  id: 'getGeographyVersion',
  module: 'geography',
  method: 'GET',
  path: '/api/geography/:pack/versions/:version',
  summary: 'A version and its difference to the one that it follows.',
  access: {
    kind: 'roles',
    roles: ['central-member', 'territorial-member', 'auditor', 'administrator'],
  },
  params: Strict({ pack: PackCode, version: Digits(6) }),
  answer: Strict({ version: GeographyVersionSummary, difference: GeographyDifference }),
  refusals: ['pack-unknown'],
});

export const getGeographyContent = operation({
  id: 'getGeographyContent',
  module: 'geography',
  method: 'GET',
  path: '/api/geography/:pack/content',
  summary:
    'A whole geography in its canonical order: what is exported, and what the hash of its version is over.',
  access: { kind: 'roles', roles: ['central-member', 'auditor', 'administrator'] },
  params: packParams,
  query: Strict({ ...versionQuery }),
  answer: Strict({
    territories: Type.Array(Territory),
    stations: Type.Array(PollingStation),
    districts: Type.Array(ElectoralDistrict),
    memberships: Type.Array(DistrictMembership),
  }),
  refusals: ['pack-unknown', 'no-geography'],
});

export const proposeGeographyVersion = operation({
  id: 'proposeGeographyVersion',
  module: 'geography',
  method: 'POST',
  path: '/api/geography/:pack/versions/:version/propose',
  summary: 'Asks a second person to make the draft the current geography.',
  access: { kind: 'roles', roles: [...NATIONAL_EDITORS] },
  params: Strict({ pack: PackCode, version: Digits(6) }),
  body: Strict({ reason: Reason }),
  answer: Strict({ proposalId: Uuid }),
  refusals: [
    'pack-unknown',
    'version-not-draft',
    'version-not-current',
    'calendar-blocks',
    'proposal-exists',
  ],
});

export const discardGeographyVersion = operation({
  id: 'discardGeographyVersion',
  module: 'geography',
  method: 'POST',
  path: '/api/geography/:pack/versions/:version/discard',
  summary: 'Puts a draft aside.',
  access: { kind: 'roles', roles: [...NATIONAL_EDITORS] },
  params: Strict({ pack: PackCode, version: Digits(6) }),
  body: Strict({ reason: Reason }),
  answer: Nothing,
  refusals: ['pack-unknown', 'version-not-draft'],
});

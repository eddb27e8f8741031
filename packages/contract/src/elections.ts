import {
  CalendarEntry,
  DefinitionFinding,
  DefinitionStatus,
  DutyState,
  ElectionClock,
  ElectionCode,
  ElectionDefinition,
  ElectionMode,
  ImportReport,
  Instant,
  IsoDate,
  LanguageTag,
  Line,
  LocalizedText,
  PackCode,
  Reason,
  Sha256Hex,
  Slug,
} from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { MAX_IMPORT_BYTES } from './geography.ts';
import { operation } from './operation.ts';
import { Digits, Nothing, Nullable, Strict, Uuid } from './schemas.ts';

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

const codeParams = Strict({ code: ElectionCode });

export const ElectionSummary = Strict({
  code: ElectionCode,
  title: LocalizedText,
  mode: ElectionMode,
  pack: PackCode,
  votingDay: IsoDate,
  /** Number of the version in force, or null while nothing is sealed. */
  sealedVersion: Nullable(Type.Integer({ minimum: 1 })),
  sealedHash: Nullable(Sha256Hex),
  openVersion: Nullable(Strict({ number: Type.Integer({ minimum: 1 }), status: DefinitionStatus })),
  clock: Nullable(ElectionClock),
  /** The legal time now: the election clock's, or real time. */
  legalTime: Instant,
  demo: Type.Boolean(),
});
export type ElectionSummary = Static<typeof ElectionSummary>;

export const listElections = operation({
  id: 'listElections',
  module: 'elections',
  method: 'GET',
  path: '/api/elections',
  summary: 'Elections of the countries in which the caller has a grant, the next voting day first.',
  access: { kind: 'roles', roles: [...READERS] },
  answer: Strict({ elections: Type.Array(ElectionSummary) }),
  refusals: [],
});

export const getElection = operation({
  id: 'getElection',
  module: 'elections',
  method: 'GET',
  path: '/api/elections/:code',
  summary: 'An election with its sealed definition and its dated calendar.',
  access: { kind: 'roles', roles: [...READERS] },
  params: codeParams,
  answer: Strict({
    election: ElectionSummary,
    /** The sealed definition, or the open draft while nothing is sealed. */
    definition: ElectionDefinition,
    calendar: Type.Array(Strict({ entry: CalendarEntry, state: DutyState })),
  }),
  refusals: [],
});

export const createElection = operation({
  id: 'createElection',
  module: 'elections',
  method: 'POST',
  path: '/api/elections',
  summary:
    'Drafts an election from a country pack: contests, rules, forms and calendar come from its law.',
  access: { kind: 'roles', roles: ['central-member'] },
  body: Strict({
    code: ElectionCode,
    pack: PackCode,
    system: Slug(40),
    title: LocalizedText,
    mode: ElectionMode,
    calledOn: IsoDate,
    votingDay: IsoDate,
  }),
  answer: Strict({ code: ElectionCode, version: Type.Integer({ minimum: 1 }) }),
  refusals: [
    'pack-unknown',
    'election-code-taken',
    'date-impossible',
    'no-geography',
    'sign-in-level-too-low',
  ],
});

const versionParams = Strict({ code: ElectionCode, version: Digits(6) });

export const DefinitionVersion = Strict({
  number: Type.Integer({ minimum: 1 }),
  status: DefinitionStatus,
  /** Counts saves of a draft; the next save names the revision that it changes. */
  revision: Type.Integer({ minimum: 1 }),
  hash: Sha256Hex,
  reason: Line(1000),
  createdBy: Line(200),
  createdAt: Instant,
  sealedBy: Type.Array(Line(200), { maxItems: 2 }),
  sealedAt: Nullable(Instant),
});
export type DefinitionVersion = Static<typeof DefinitionVersion>;

export const listDefinitionVersions = operation({
  id: 'listDefinitionVersions',
  module: 'elections',
  method: 'GET',
  path: '/api/elections/:code/versions',
  summary: 'All versions of an election’s definition, newest first.',
  access: { kind: 'roles', roles: [...READERS] },
  params: codeParams,
  answer: Strict({ versions: Type.Array(DefinitionVersion) }),
  refusals: [],
});

export const DefinitionChange = Strict({
  place: Line(300),
  before: Nullable(Type.String({ maxLength: 2000 })),
  after: Nullable(Type.String({ maxLength: 2000 })),
});

export const getDefinitionVersion = operation({
  id: 'getDefinitionVersion',
  module: 'elections',
  method: 'GET',
  path: '/api/elections/:code/versions/:version',
  summary: 'A version whole, what is wrong with it, and its difference to the sealed one before.',
  access: { kind: 'roles', roles: [...READERS] },
  params: versionParams,
  answer: Strict({
    version: DefinitionVersion,
    definition: ElectionDefinition,
    findings: Type.Array(DefinitionFinding),
    changes: Type.Array(DefinitionChange),
  }),
  refusals: [],
});

export const startDefinitionVersion = operation({
  id: 'startDefinitionVersion',
  module: 'elections',
  method: 'POST',
  path: '/api/elections/:code/versions',
  summary: 'Opens a new draft on top of the sealed definition, with the reason for the change.',
  access: { kind: 'roles', roles: ['central-member'] },
  params: codeParams,
  body: Strict({ reason: Reason }),
  answer: Strict({ version: Type.Integer({ minimum: 1 }) }),
  refusals: ['version-not-current', 'calendar-blocks', 'sign-in-level-too-low'],
});

export const saveDefinition = operation({
  id: 'saveDefinition',
  module: 'elections',
  method: 'PUT',
  path: '/api/elections/:code/versions/:version',
  summary: 'Saves a draft’s title, days, languages and geography version.',
  access: { kind: 'roles', roles: ['central-member'] },
  params: versionParams,
  body: Strict({
    revision: Type.Integer({ minimum: 1 }),
    title: LocalizedText,
    calledOn: IsoDate,
    votingDay: IsoDate,
    languages: Type.Array(LanguageTag, { minItems: 1, maxItems: 10 }),
    geographyVersion: Type.Integer({ minimum: 1 }),
  }),
  answer: Strict({
    revision: Type.Integer({ minimum: 1 }),
    findings: Type.Array(DefinitionFinding),
  }),
  refusals: [
    'version-not-draft',
    'revision-conflict',
    'date-impossible',
    'calendar-blocks',
    'sign-in-level-too-low',
  ],
});

export const importCandidates = operation({
  id: 'importCandidates',
  module: 'elections',
  method: 'POST',
  path: '/api/elections/:code/versions/:version/candidates',
  summary:
    'Replaces parties, lists and candidates of a draft from CSV files, all or nothing, with a report.',
  access: { kind: 'roles', roles: ['central-member'] },
  params: versionParams,
  body: Strict({
    revision: Type.Integer({ minimum: 1 }),
    generated: Type.Boolean(),
    files: Strict({
      parties: Type.String({ maxLength: MAX_IMPORT_BYTES }),
      candidates: Type.String({ maxLength: MAX_IMPORT_BYTES }),
    }),
  }),
  answer: Strict({
    report: ImportReport,
    applied: Type.Boolean(),
    revision: Type.Integer({ minimum: 1 }),
  }),
  refusals: [
    'version-not-draft',
    'revision-conflict',
    'import-unreadable',
    'calendar-blocks',
    'sign-in-level-too-low',
  ],
  maxBodyBytes: MAX_IMPORT_BYTES,
});

export const proposeDefinition = operation({
  id: 'proposeDefinition',
  module: 'elections',
  method: 'POST',
  path: '/api/elections/:code/versions/:version/propose',
  summary: 'Asks a second person to seal the draft.',
  access: { kind: 'roles', roles: ['central-member'] },
  params: versionParams,
  body: Strict({ revision: Type.Integer({ minimum: 1 }) }),
  answer: Strict({ proposalId: Uuid }),
  refusals: [
    'version-not-draft',
    'revision-conflict',
    'definition-has-errors',
    'calendar-blocks',
    'count-open',
    'proposal-exists',
    'sign-in-level-too-low',
  ],
});

export const discardDefinition = operation({
  id: 'discardDefinition',
  module: 'elections',
  method: 'POST',
  path: '/api/elections/:code/versions/:version/discard',
  summary: 'Puts a draft aside.',
  access: { kind: 'roles', roles: ['central-member'] },
  params: versionParams,
  body: Strict({ reason: Reason }),
  answer: Nothing,
  refusals: ['version-not-draft', 'sign-in-level-too-low'],
});

export const moveElectionClock = operation({
  id: 'moveElectionClock',
  module: 'elections',
  method: 'PUT',
  path: '/api/elections/:code/clock',
  summary: 'Sets the clock of a training or drill election: what it shows, and how fast it runs.',
  access: { kind: 'roles', roles: ['central-member'] },
  params: codeParams,
  body: Strict({
    shows: Instant,
    speed: Type.Integer({ minimum: 0, maximum: 100_000 }),
    reason: Reason,
  }),
  answer: Strict({ clock: ElectionClock, legalTime: Instant }),
  refusals: ['clock-is-real', 'clock-backwards', 'date-impossible'],
});

export const Duty = Strict({
  election: ElectionCode,
  electionTitle: LocalizedText,
  mode: ElectionMode,
  entry: CalendarEntry,
  state: DutyState,
});
export type Duty = Static<typeof Duty>;

export const listDuties = operation({
  id: 'listDuties',
  module: 'elections',
  method: 'GET',
  path: '/api/duties',
  summary:
    'Legal duties around now, of all sealed elections of the own countries: today’s, those open, the last and the next.',
  access: { kind: 'roles', roles: [...READERS] },
  answer: Strict({
    duties: Type.Array(Duty),
    clocks: Type.Array(ElectionSummary),
  }),
  refusals: [],
});

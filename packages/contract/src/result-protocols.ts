import {
  CheckFinding,
  Count,
  CountKind,
  ElectionCode,
  ElectionMode,
  Instant,
  Line,
  MAX_PACKAGE_LENGTH,
  ProtocolContent,
  ProtocolStatus,
  ProtocolVersion,
  Reason,
  Sha256Hex,
  Slug,
  StationNumber,
  TerritoryPath,
} from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { Cursor, Nothing, Nullable, Strict, Uuid } from './schemas.ts';

/** Who decides about protocols. */
export const RESULT_DECIDERS = ['central-member', 'territorial-member', 'district-member'] as const;
/** Who keys protocols. */
export const RESULT_ENTERERS = ['operator', 'precinct-member'] as const;
/** Who may follow the count in the administration. */
export const RESULT_READERS = [
  ...RESULT_DECIDERS,
  'precinct-member',
  'operator',
  'observer',
  'auditor',
  'help-desk-agent',
] as const;

const electionParams = Strict({ code: ElectionCode });
const protocolParams = Strict({
  code: ElectionCode,
  contest: Slug(40),
  station: StationNumber,
  count: CountKind,
});

export const openCount = operation({
  id: 'openCount',
  module: 'result-protocols',
  method: 'POST',
  path: '/api/elections/:code/count',
  summary:
    'Opens the count on or after voting day: one awaited protocol for every contest at every station, on the sealed definition, which rests from then on.',
  access: { kind: 'roles', roles: ['central-member'] },
  params: electionParams,
  body: Nothing,
  answer: Strict({
    stations: Type.Integer({ minimum: 1 }),
    protocols: Type.Integer({ minimum: 1 }),
    releaseAt: Instant,
  }),
  refusals: ['count-already-open', 'count-too-early', 'not-sealed', 'sign-in-level-too-low'],
});

/** The count as the administration sees it. */
export const CountState = Strict({
  election: ElectionCode,
  mode: ElectionMode,
  definitionHash: Sha256Hex,
  definitionVersion: Type.Integer({ minimum: 1 }),
  legalCount: CountKind,
  openedAt: Instant,
  releaseAt: Instant,
  /** Legal time now, and whether figures may be public. */
  legalTime: Instant,
  released: Type.Boolean(),
});
export type CountState = Static<typeof CountState>;

export const getCount = operation({
  id: 'getCount',
  module: 'result-protocols',
  method: 'GET',
  path: '/api/elections/:code/count',
  summary: 'The count of an election, or null while it is not open.',
  access: { kind: 'roles', roles: [...RESULT_READERS] },
  params: electionParams,
  answer: Strict({ count: Nullable(CountState) }),
  refusals: [],
});

/** A protocol in a list. */
export const ProtocolRow = Strict({
  contest: Slug(40),
  station: StationNumber,
  stationName: Line(300),
  count: CountKind,
  territoryPath: TerritoryPath,
  district: Nullable(Type.String({ maxLength: 8 })),
  status: ProtocolStatus,
  version: Type.Integer({ minimum: 0 }),
  hash: Nullable(Sha256Hex),
  origin: Nullable(Line(20)),
  errors: Type.Integer({ minimum: 0 }),
  warnings: Type.Integer({ minimum: 0 }),
  alarms: Type.Integer({ minimum: 0 }),
  /** Where double entry stands: null when nobody keys it. */
  entry: Nullable(
    Type.Union([
      Type.Literal('first-open'),
      Type.Literal('first-finished'),
      Type.Literal('second-open'),
      Type.Literal('different'),
      Type.Literal('third-open'),
      Type.Literal('unresolved'),
    ]),
  ),
  /** True when the caller keyed, or is keying, one of the entries: then somebody else keys the next. */
  keyedByCaller: Type.Boolean(),
  /** True when the station closed long ago and nothing has come. */
  overdue: Type.Boolean(),
  changedAt: Instant,
});
export type ProtocolRow = Static<typeof ProtocolRow>;

export const ProtocolFilter = Type.Union([
  Type.Literal('missing'),
  Type.Literal('to-decide'),
  Type.Literal('with-errors'),
  Type.Literal('with-alarms'),
  /** A first entry is finished and another person has to key the second. */
  Type.Literal('second-entry'),
  Type.Literal('different'),
  Type.Literal('returned'),
  Type.Literal('accepted'),
  Type.Literal('annulled'),
  Type.Literal('overdue'),
]);
export type ProtocolFilter = Static<typeof ProtocolFilter>;

export const listProtocols = operation({
  id: 'listProtocols',
  module: 'result-protocols',
  method: 'GET',
  path: '/api/elections/:code/protocols',
  summary:
    'Protocols in the caller’s territory, a page at a time: missing ones first, then by the number of the station.',
  access: { kind: 'roles', roles: [...RESULT_READERS] },
  params: electionParams,
  query: Strict({
    filter: Type.Optional(ProtocolFilter),
    contest: Type.Optional(Slug(40)),
    territory: Type.Optional(TerritoryPath),
    station: Type.Optional(Type.String({ maxLength: 24 })),
    cursor: Type.Optional(Cursor),
  }),
  answer: Strict({ protocols: Type.Array(ProtocolRow), next: Nullable(Cursor) }),
  refusals: ['count-not-open'],
});

export const ExplanationReason = Type.Union([
  Type.Literal('as-on-paper'),
  Type.Literal('recounted'),
  Type.Literal('ballots-missing'),
  Type.Literal('ballots-surplus'),
  Type.Literal('slip-of-writing'),
  Type.Literal('other'),
]);

/** One version with all that is known of it. */
export const ProtocolVersionView = Strict({
  hash: Sha256Hex,
  version: ProtocolVersion,
  origin: Line(20),
  keyFingerprint: Sha256Hex,
  receivedAt: Instant,
  receivedBy: Nullable(Line(200)),
  content: ProtocolContent,
  findings: Type.Array(CheckFinding),
  explanations: Type.Array(
    Strict({
      check: Line(10),
      reasonCode: ExplanationReason,
      text: Line(1000),
      by: Line(200),
      at: Instant,
    }),
  ),
  /** Why the figures were corrected; null for versions that are no correction. */
  correctionReason: Nullable(Line(1000)),
  standing: Type.Boolean(),
  package: Type.String({ maxLength: MAX_PACKAGE_LENGTH }),
});
export type ProtocolVersionView = Static<typeof ProtocolVersionView>;

export const ProtocolView = Strict({
  row: ProtocolRow,
  closesAt: Instant,
  legal: Type.Boolean(),
  revision: Type.Integer({ minimum: 1 }),
  versions: Type.Array(ProtocolVersionView),
  decisions: Type.Array(
    Strict({
      decision: Line(20),
      hash: Sha256Hex,
      reason: Nullable(Line(1000)),
      by: Line(200),
      role: Line(40),
      at: Instant,
    }),
  ),
  alarms: Type.Array(
    Strict({
      id: Uuid,
      kind: Line(20),
      hash: Sha256Hex,
      raisedAt: Instant,
      settledAt: Nullable(Instant),
      takenHash: Nullable(Sha256Hex),
    }),
  ),
  scans: Type.Array(
    Strict({ hash: Sha256Hex, mediaType: Line(40), version: Type.Integer(), at: Instant }),
  ),
  /** The same protocol by the other count, to be compared line by line; null when there is none. */
  otherCount: Nullable(
    Strict({ count: CountKind, legal: Type.Boolean(), content: ProtocolContent }),
  ),
});
export type ProtocolView = Static<typeof ProtocolView>;

export const getProtocol = operation({
  id: 'getProtocol',
  module: 'result-protocols',
  method: 'GET',
  path: '/api/elections/:code/protocols/:contest/:station/:count',
  summary:
    'A protocol with every version, check, decision, alarm and picture; for those who decide or observe.',
  access: {
    kind: 'roles',
    roles: [...RESULT_DECIDERS, 'auditor'],
  },
  params: protocolParams,
  answer: ProtocolView,
  refusals: ['count-not-open'],
});

/** What happened to a package. The same bytes give the same receipt, whenever they come. */
export const PackageReceipt = Strict({
  hash: Sha256Hex,
  outcome: Type.Union([Type.Literal('received'), Type.Literal('alarm-raised')]),
  /** SHA-256 of the fact that records it; its place in the public log is told when it is anchored. */
  fact: Sha256Hex,
  errors: Type.Integer({ minimum: 0 }),
  warnings: Type.Integer({ minimum: 0 }),
  receivedAt: Instant,
});
export type PackageReceipt = Static<typeof PackageReceipt>;

const PACKAGE_REFUSALS = [
  'count-not-open',
  'package-not-canonical',
  'package-malformed',
  'wrong-election',
  'wrong-mode',
  'wrong-definition',
  'station-unknown',
  'contest-unknown',
  'key-unknown',
  'key-revoked',
  'key-not-valid-now',
  'key-of-another-station',
  'signature-wrong',
  'fields-wrong',
  'station-still-open',
  'device-clock-off',
  'version-outdated',
  'version-gap',
  'origin-not-allowed',
  'alarm-open',
] as const;

export const submitPackage = operation({
  id: 'submitPackage',
  module: 'result-protocols',
  method: 'POST',
  path: '/api/elections/:code/packages',
  summary:
    'Takes a signed result package, as text of canonical JSON. The signature of the station’s certified key is the right to send it.',
  access: { kind: 'public' },
  params: electionParams,
  body: Strict({ package: Type.String({ minLength: 1, maxLength: MAX_PACKAGE_LENGTH }) }),
  answer: PackageReceipt,
  refusals: [...PACKAGE_REFUSALS],
  limitedBy: 'signature',
});

export const uploadPackages = operation({
  id: 'uploadPackages',
  module: 'result-protocols',
  method: 'POST',
  path: '/api/elections/:code/package-files',
  summary:
    'Takes signed packages from a file that was carried, one a line: each has its own receipt or refusal, as if the station had sent it.',
  access: { kind: 'roles', roles: [...RESULT_DECIDERS, ...RESULT_ENTERERS] },
  params: electionParams,
  body: Strict({
    packages: Type.Array(Type.String({ minLength: 1, maxLength: MAX_PACKAGE_LENGTH }), {
      minItems: 1,
      maxItems: 500,
    }),
  }),
  answer: Strict({
    outcomes: Type.Array(
      Type.Union([
        Strict({ ok: Type.Literal(true), receipt: PackageReceipt }),
        Strict({
          ok: Type.Literal(false),
          code: Line(60),
          detail: Nullable(Type.String({ maxLength: 1000 })),
        }),
      ]),
    ),
  }),
  refusals: ['count-not-open'],
  maxBodyBytes: 4 * 1024 * 1024,
});

/** An entry as its typist sees it: never what another person keyed. */
export const EntryView = Strict({
  id: Uuid,
  contest: Slug(40),
  station: StationNumber,
  count: CountKind,
  version: ProtocolVersion,
  ordinal: Type.Integer({ minimum: 1, maximum: 3 }),
  /** Names to key: `counts.ballots-valid`, `votes.list-41`; only the differing ones for a third person. */
  fields: Type.Array(Line(80)),
  values: Type.Record(Line(80), Count),
  revision: Type.Integer({ minimum: 1 }),
});
export type EntryView = Static<typeof EntryView>;

export const startEntry = operation({
  id: 'startEntry',
  module: 'result-protocols',
  method: 'POST',
  path: '/api/elections/:code/protocols/:contest/:station/:count/entries',
  summary:
    'Begins, or takes up again, the own entry of a paper: the first, the second by another person, or the third for the fields in which they differ.',
  access: { kind: 'roles', roles: [...RESULT_ENTERERS, 'district-member'] },
  params: protocolParams,
  body: Nothing,
  answer: EntryView,
  refusals: [
    'count-not-open',
    'station-still-open',
    'protocol-decided',
    'wrong-state',
    'alarm-open',
    'entry-by-same-person',
    'not-independent',
    'entry-by-another',
    'entry-unresolved',
    'sign-in-level-too-low',
  ],
});

const entryParams = Strict({ id: Uuid });
const ENTRY_VALUES = Type.Record(Line(80), Count, { maxProperties: 261 });

export const saveEntry = operation({
  id: 'saveEntry',
  module: 'result-protocols',
  method: 'PUT',
  path: '/api/entries/:id',
  summary: 'Saves what was keyed so far; nothing is judged yet.',
  access: { kind: 'roles', roles: [...RESULT_ENTERERS, 'district-member'] },
  params: entryParams,
  body: Strict({ revision: Type.Integer({ minimum: 1 }), values: ENTRY_VALUES }),
  answer: Strict({ revision: Type.Integer({ minimum: 1 }) }),
  refusals: ['revision-conflict', 'entry-finished', 'entry-by-another', 'fields-wrong'],
});

export const EntryOutcome = Type.Union([
  /** Errors that the typist looks at first: numbered, with the fields that they touch. */
  Strict({ state: Type.Literal('check'), findings: Type.Array(CheckFinding) }),
  Strict({ state: Type.Literal('finished'), next: Type.Literal('second-person') }),
  /** How many fields differ; which, only the third person and those who decide are told. */
  Strict({ state: Type.Literal('different'), fields: Type.Integer({ minimum: 1 }) }),
  /** The third person keyed something else again: a decider starts anew. */
  Strict({ state: Type.Literal('unresolved'), fields: Type.Integer({ minimum: 1 }) }),
  Strict({ state: Type.Literal('received'), receipt: PackageReceipt }),
]);
export type EntryOutcome = Static<typeof EntryOutcome>;

export const finishEntry = operation({
  id: 'finishEntry',
  module: 'result-protocols',
  method: 'POST',
  path: '/api/entries/:id/finish',
  summary:
    'Ends the own entry. With errors it comes back once to be checked; who confirms that the paper has them is taken at their word.',
  access: { kind: 'roles', roles: [...RESULT_ENTERERS, 'district-member'] },
  params: entryParams,
  body: Strict({
    revision: Type.Integer({ minimum: 1 }),
    values: ENTRY_VALUES,
    errorsOnPaper: Type.Boolean(),
  }),
  answer: EntryOutcome,
  refusals: [
    'count-not-open',
    'revision-conflict',
    'entry-finished',
    'entry-by-another',
    'fields-wrong',
    'protocol-decided',
    'wrong-state',
    'alarm-open',
    'version-outdated',
    'station-still-open',
    'sign-in-level-too-low',
  ],
});

export const discardEntries = operation({
  id: 'discardEntries',
  module: 'result-protocols',
  method: 'POST',
  path: '/api/elections/:code/protocols/:contest/:station/:count/entries/discard',
  summary:
    'Puts the entries of a paper aside, with the reason, so that it is keyed anew. They are kept.',
  access: { kind: 'roles', roles: [...RESULT_DECIDERS] },
  params: protocolParams,
  body: Strict({ reason: Reason }),
  answer: Nothing,
  refusals: ['count-not-open', 'no-entries', 'sign-in-level-too-low'],
});

export const MAX_SCAN_BYTES = 8 * 1024 * 1024;

export const attachScan = operation({
  id: 'attachScan',
  module: 'result-protocols',
  method: 'POST',
  path: '/api/elections/:code/protocols/:contest/:station/:count/scans',
  summary: 'Attaches a picture of the paper. Its hash becomes public.',
  access: { kind: 'roles', roles: [...RESULT_ENTERERS, ...RESULT_DECIDERS] },
  params: protocolParams,
  body: Strict({
    mediaType: Type.Union([
      Type.Literal('image/jpeg'),
      Type.Literal('image/png'),
      Type.Literal('application/pdf'),
    ]),
    base64: Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', maxLength: 11_200_000 }),
  }),
  answer: Strict({ hash: Sha256Hex }),
  refusals: [
    'count-not-open',
    'scan-unreadable',
    'scan-too-large',
    'wrong-state',
    'sign-in-level-too-low',
  ],
  maxBodyBytes: 11_300_000,
});

export const getScan = operation({
  id: 'getScan',
  module: 'result-protocols',
  method: 'GET',
  path: '/api/elections/:code/protocols/:contest/:station/:count/scans/:hash',
  summary: 'A picture of the paper.',
  access: { kind: 'roles', roles: [...RESULT_ENTERERS, ...RESULT_DECIDERS, 'auditor'] },
  params: Strict({
    code: ElectionCode,
    contest: Slug(40),
    station: StationNumber,
    count: CountKind,
    hash: Sha256Hex,
  }),
  answer: Strict({ mediaType: Line(40), base64: Type.String({ maxLength: 11_200_000 }) }),
  refusals: ['count-not-open'],
});

export const explainFinding = operation({
  id: 'explainFinding',
  module: 'result-protocols',
  method: 'POST',
  path: '/api/elections/:code/protocols/:contest/:station/:count/explanations',
  summary:
    'Explains a finding of the standing version. The explanation is published with the protocol.',
  access: { kind: 'roles', roles: [...RESULT_DECIDERS] },
  params: protocolParams,
  body: Strict({
    hash: Sha256Hex,
    check: Type.String({ pattern: '^[A-Z]{1,10}[0-9]{0,3}$', maxLength: 10 }),
    reasonCode: ExplanationReason,
    text: Reason,
  }),
  answer: Nothing,
  refusals: ['count-not-open', 'content-changed', 'check-unknown', 'sign-in-level-too-low'],
});

export const acceptProtocols = operation({
  id: 'acceptProtocols',
  module: 'result-protocols',
  method: 'POST',
  path: '/api/elections/:code/acceptances',
  summary:
    'Lets protocols count, each named by its hash. One with errors needs a reason of its own; every item has its own outcome.',
  access: { kind: 'roles', roles: [...RESULT_DECIDERS] },
  params: electionParams,
  body: Strict({
    protocols: Type.Array(
      Strict({
        contest: Slug(40),
        station: StationNumber,
        count: CountKind,
        hash: Sha256Hex,
        reason: Nullable(Reason),
      }),
      { minItems: 1, maxItems: 500 },
    ),
  }),
  answer: Strict({
    accepted: Type.Integer({ minimum: 0 }),
    refused: Type.Array(
      Strict({ station: StationNumber, contest: Slug(40), count: CountKind, code: Line(60) }),
    ),
  }),
  refusals: ['count-not-open', 'sign-in-level-too-low'],
  maxBodyBytes: 1024 * 1024,
});

export const returnProtocol = operation({
  id: 'returnProtocol',
  module: 'result-protocols',
  method: 'POST',
  path: '/api/elections/:code/protocols/:contest/:station/:count/return',
  summary: 'Sends a protocol back to the station, with the reason, for another version.',
  access: { kind: 'roles', roles: [...RESULT_DECIDERS] },
  params: protocolParams,
  body: Strict({ hash: Sha256Hex, reason: Reason }),
  answer: Nothing,
  refusals: [
    'count-not-open',
    'content-changed',
    'wrong-state',
    'alarm-open',
    'sign-in-level-too-low',
  ],
});

const PROPOSING_REFUSALS = [
  'count-not-open',
  'content-changed',
  'wrong-state',
  'alarm-open',
  'proposal-exists',
  'sign-in-level-too-low',
] as const;

export const proposeCorrection = operation({
  id: 'proposeCorrection',
  module: 'result-protocols',
  method: 'POST',
  path: '/api/elections/:code/protocols/:contest/:station/:count/correction',
  summary:
    'Asks a second person to put other figures in place of the standing ones, as the next version, with a reason that is published.',
  access: { kind: 'roles', roles: [...RESULT_DECIDERS] },
  params: protocolParams,
  body: Strict({ hash: Sha256Hex, content: ProtocolContent, reason: Reason }),
  answer: Strict({ proposalId: Uuid }),
  refusals: [...PROPOSING_REFUSALS, 'fields-wrong', 'no-change'],
});

export const proposeAnnulment = operation({
  id: 'proposeAnnulment',
  module: 'result-protocols',
  method: 'POST',
  path: '/api/elections/:code/protocols/:contest/:station/:count/annulment',
  summary: 'Asks a second person to let a protocol not count, or to take that back.',
  access: { kind: 'roles', roles: ['central-member', 'territorial-member'] },
  params: protocolParams,
  body: Strict({
    hash: Sha256Hex,
    act: Type.Union([Type.Literal('annul'), Type.Literal('reinstate')]),
    reason: Reason,
  }),
  answer: Strict({ proposalId: Uuid }),
  refusals: [...PROPOSING_REFUSALS],
});

export const proposeSettlement = operation({
  id: 'proposeSettlement',
  module: 'result-protocols',
  method: 'POST',
  path: '/api/elections/:code/alarms/:id/settlement',
  summary: 'Asks a second person to settle an alarm: which package stands, and why.',
  access: { kind: 'roles', roles: [...RESULT_DECIDERS] },
  params: Strict({ code: ElectionCode, id: Uuid }),
  body: Strict({ take: Sha256Hex, reason: Reason }),
  answer: Strict({ proposalId: Uuid }),
  refusals: [
    'count-not-open',
    'wrong-state',
    'package-unknown',
    'proposal-exists',
    'sign-in-level-too-low',
  ],
});

/** How far the count of an area is. Shares are told with their denominator `due`. */
export const Coverage = Strict({
  due: Type.Integer({ minimum: 0 }),
  awaited: Type.Integer({ minimum: 0 }),
  received: Type.Integer({ minimum: 0 }),
  returned: Type.Integer({ minimum: 0 }),
  accepted: Type.Integer({ minimum: 0 }),
  annulled: Type.Integer({ minimum: 0 }),
  overdue: Type.Integer({ minimum: 0 }),
  withErrors: Type.Integer({ minimum: 0 }),
  alarms: Type.Integer({ minimum: 0 }),
  different: Type.Integer({ minimum: 0 }),
});
export type Coverage = Static<typeof Coverage>;

export const getCoverage = operation({
  id: 'getCoverage',
  module: 'result-protocols',
  method: 'GET',
  path: '/api/elections/:code/coverage',
  summary:
    'How far the count is: of the area, and of the areas right below it, those with most missing first. For screens and wall-boards.',
  access: { kind: 'roles', roles: [...RESULT_READERS] },
  params: electionParams,
  query: Strict({
    territory: Type.Optional(TerritoryPath),
    contest: Type.Optional(Slug(40)),
  }),
  answer: Strict({
    asOf: Instant,
    legalTime: Instant,
    territory: TerritoryPath,
    whole: Coverage,
    /** The last hour of reality, in steps of a minute: protocols accepted until then. */
    accepted: Type.Array(Strict({ at: Instant, count: Type.Integer({ minimum: 0 }) })),
    areas: Type.Array(Strict({ path: TerritoryPath, name: Line(300), coverage: Coverage })),
  }),
  refusals: ['count-not-open'],
});

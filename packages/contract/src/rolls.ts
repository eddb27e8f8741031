import {
  ELIGIBILITY_FACTS,
  ElectionCode,
  ElectionMode,
  Instant,
  IsoDate,
  LanguageTag,
  Line,
  Reason,
  Sha256Hex,
  StationNumber,
  TerritoryPath,
} from '@ovoz/election-model';
import { SUPPLEMENT_REASONS } from '@ovoz/voter-register';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { Cursor, Nothing, Nullable, PAGE_SIZE, Strict, Uuid } from './schemas.ts';

/** Who freezes, by two. */
const FREEZERS = ['central-member'] as const;
/** Who sees how the roll stands: counts and roots, no voter. */
const ROLL_READERS = [
  'central-member',
  'territorial-member',
  'district-member',
  'precinct-member',
  'observer',
  'auditor',
] as const;
/** Who sees and prints the lines of a station in their territory, and adds supplements, by two. */
const ROLL_KEEPERS = [
  'central-member',
  'territorial-member',
  'district-member',
  'precinct-member',
] as const;
/** Who has the rolls of a territory printed, by two. */
const ROLL_PRINTERS = ['central-member', 'territorial-member'] as const;
export { FREEZERS as ROLL_FREEZERS, ROLL_KEEPERS, ROLL_PRINTERS };

const Count = Type.Integer({ minimum: 0 });
const electionParams = Strict({ code: ElectionCode });
const stationParams = Strict({ code: ElectionCode, station: StationNumber });

export const SupplementReason = Type.Enum([...SUPPLEMENT_REASONS]);

/** What is still open in the register before a freeze. */
export const RollPrecondition = Strict({
  code: Type.Enum([
    'too-early',
    'assignment-missing',
    'assignment-entering',
    'batches-held',
    'batches-loading',
    'requests-overdue',
    'requests-open',
    'duplicates-open',
    'voters-unplaced',
  ]),
  /** How many; of `too-early` the days until the law has the roll frozen. */
  count: Count,
  /** True when nothing is frozen before it is settled; else two people may decide to go on. */
  blocks: Type.Boolean(),
});
export type RollPrecondition = Static<typeof RollPrecondition>;

/** Why a voter of the register is on no roll: by the law, or because no station has the address. */
export const ExclusionReason = Type.Enum([
  ...ELIGIBILITY_FACTS,
  'not-citizen',
  'under-age',
  'unplaced',
]);
export type ExclusionReason = Static<typeof ExclusionReason>;

const RollCounts = Strict({
  stations: Count,
  voters: Count,
  excluded: Type.Array(Strict({ reason: ExclusionReason, voters: Count }), { maxItems: 20 }),
});

export const RollPrint = Strict({
  id: Uuid,
  territoryPath: TerritoryPath,
  /** Null: all stations of the territory. */
  station: Nullable(StationNumber),
  /** The frozen roll, or the supplementary sheet of a station. */
  part: Type.Enum(['roll', 'supplements']),
  /** Of a sheet, once it is set: how many lines it has. */
  version: Nullable(Type.Integer({ minimum: 1 })),
  language: LanguageTag,
  requestedAt: Instant,
  status: Type.Enum(['waiting', 'printing', 'done']),
  stations: Count,
  printed: Count,
  bytes: Count,
  /** SHA-256 of `manifest.json`, the list of the files with their hashes. */
  manifestHash: Nullable(Sha256Hex),
  /** Since when its files are no longer on the server. */
  removedAt: Nullable(Instant),
});
export type RollPrint = Static<typeof RollPrint>;

export const RollState = Strict({
  election: ElectionCode,
  mode: ElectionMode,
  votingDay: IsoDate,
  /** Day from which the law of the pack has the roll frozen; null when the pack has no law of the list. */
  freezeFrom: Nullable(IsoDate),
  /** open: nothing is frozen; frozen: only supplements follow. */
  status: Type.Enum(['open', 'freezing', 'frozen']),
  preconditions: Type.Array(RollPrecondition),
  /** Of the freeze; null before. */
  step: Nullable(Type.Enum(['selecting', 'writing', 'sealing'])),
  /** 0..1000 of the stations. */
  progress: Type.Integer({ minimum: 0, maximum: 1000 }),
  counts: Nullable(RollCounts),
  root: Nullable(Sha256Hex),
  frozenAt: Nullable(Instant),
  supplements: Count,
  prints: Type.Array(RollPrint, { maxItems: 20 }),
});
export type RollState = Static<typeof RollState>;

export const getRollState = operation({
  id: 'getRollState',
  module: 'rolls',
  method: 'GET',
  path: '/api/elections/:code/roll',
  summary:
    'How the roll of an election stands: what is open before the freeze, its progress, its root.',
  access: { kind: 'roles', roles: [...ROLL_READERS] },
  params: electionParams,
  answer: RollState,
  refusals: ['not-sealed'],
});

export const proposeFreeze = operation({
  id: 'proposeFreeze',
  module: 'rolls',
  method: 'POST',
  path: '/api/elections/:code/roll',
  summary:
    'Puts before a second person that the roll is frozen: from then on only supplements are added.',
  access: { kind: 'roles', roles: [...FREEZERS] },
  params: electionParams,
  body: Strict({ reason: Reason }),
  answer: Strict({ proposalId: Uuid }),
  refusals: [
    'not-sealed',
    'list-law-missing',
    'roll-exists',
    'roll-not-ready',
    'proposal-exists',
    'sign-in-level-too-low',
  ],
});

export const RollStation = Strict({
  station: StationNumber,
  name: Line(300),
  territoryPath: TerritoryPath,
  voters: Count,
  /** Voters of this station who are on the roll of a mission instead. */
  abroad: Count,
  root: Sha256Hex,
  supplements: Count,
  /** So many supplements that somebody should look. */
  remarkable: Type.Boolean(),
});
export type RollStation = Static<typeof RollStation>;

export const listRollStations = operation({
  id: 'listRollStations',
  module: 'rolls',
  method: 'GET',
  path: '/api/elections/:code/roll/stations',
  summary: 'Stations with the count and the root of their rolls, in the order of their numbers.',
  access: { kind: 'roles', roles: [...ROLL_READERS] },
  params: electionParams,
  query: Strict({
    territory: Type.Optional(TerritoryPath),
    search: Type.Optional(Type.String({ maxLength: 20 })),
    remarkable: Type.Optional(Type.Literal('yes')),
    after: Type.Optional(Cursor),
  }),
  answer: Strict({
    stations: Type.Array(RollStation, { maxItems: PAGE_SIZE }),
    total: Count,
    next: Nullable(Cursor),
  }),
  refusals: ['not-sealed', 'roll-not-frozen'],
});

/** A station has at most some thousand voters, a line has some hundred letters. */
const RollText = Type.String({ maxLength: 20_000_000 });

export const exportStationRoll = operation({
  id: 'exportStationRoll',
  module: 'rolls',
  method: 'GET',
  path: '/api/elections/:code/roll/stations/:station/lines',
  summary:
    'The lines of a station as they were hashed, one canonical JSON text each: `ovoz roll check` compares them with the published root.',
  access: { kind: 'roles', roles: [...ROLL_KEEPERS] },
  params: stationParams,
  answer: Strict({ station: StationNumber, voters: Count, root: Sha256Hex, lines: RollText }),
  refusals: ['not-sealed', 'roll-not-frozen', 'no-desk', 'sign-in-level-too-low'],
});

export const proposeSupplement = operation({
  id: 'proposeSupplement',
  module: 'rolls',
  method: 'POST',
  path: '/api/elections/:code/roll/stations/:station/supplements',
  summary:
    'Puts before a second person that a voter of the register is added to a roll after the freeze.',
  access: { kind: 'roles', roles: [...ROLL_KEEPERS] },
  params: stationParams,
  body: Strict({
    /** Both numbers, from the papers that the person shows. */
    nationalNumber: Line(40),
    documentNumber: Line(40),
    kind: SupplementReason,
    /** The document: certificate, decision of a court, statement of the commission. */
    evidence: Line(1000),
    reason: Reason,
  }),
  answer: Strict({ proposalId: Uuid }),
  refusals: [
    'not-sealed',
    'roll-not-frozen',
    'voter-unknown',
    'voter-ineligible',
    'voter-on-roll',
    'voter-not-on-roll',
    'no-desk',
    'proposal-exists',
    'sign-in-level-too-low',
  ],
});

const Added = Strict({
  /** Own numbering of the station, from 1. */
  number: Type.Integer({ minimum: 1 }),
  kind: SupplementReason,
  surname: Line(100, 0),
  given: Line(100, 0),
  patronymic: Line(100, 0),
  birthDate: IsoDate,
  address: Line(500, 0),
  addedAt: Instant,
  /** With a certificate: where the voter was struck out. */
  home: Nullable(Strict({ station: StationNumber, line: Type.Integer({ minimum: 1 }) })),
});
export type AddedToRoll = Static<typeof Added>;

export const listSupplements = operation({
  id: 'listSupplements',
  module: 'rolls',
  method: 'GET',
  path: '/api/elections/:code/roll/stations/:station/supplements',
  summary:
    'Who was added to the roll of a station after the freeze, and which of its lines are struck out because the voter votes elsewhere.',
  access: { kind: 'roles', roles: [...ROLL_KEEPERS] },
  params: stationParams,
  answer: Strict({
    added: Type.Array(Added, { maxItems: 2000 }),
    struck: Type.Array(
      Strict({ line: Type.Integer({ minimum: 1 }), station: StationNumber, addedAt: Instant }),
      { maxItems: 5000 },
    ),
  }),
  refusals: ['not-sealed', 'roll-not-frozen', 'no-desk', 'sign-in-level-too-low'],
});

export const exportSupplements = operation({
  id: 'exportSupplements',
  module: 'rolls',
  method: 'GET',
  path: '/api/elections/:code/roll/stations/:station/supplements/lines',
  summary:
    'The lines of the supplementary sheet of a station as they are hashed, one canonical JSON text each: `ovoz roll check` compares them with the published root.',
  access: { kind: 'roles', roles: [...ROLL_KEEPERS] },
  params: stationParams,
  answer: Strict({
    station: StationNumber,
    /** How many lines the sheet has; it grows with every one. */
    version: Type.Integer({ minimum: 1 }),
    root: Sha256Hex,
    lines: RollText,
  }),
  refusals: [
    'not-sealed',
    'roll-not-frozen',
    'no-desk',
    'supplement-missing',
    'sign-in-level-too-low',
  ],
});

export const proposePrint = operation({
  id: 'proposePrint',
  module: 'rolls',
  method: 'POST',
  path: '/api/elections/:code/roll/prints',
  summary:
    'Puts before a second person that the rolls of all stations of a territory are printed. Every page bears the number of the printing.',
  access: { kind: 'roles', roles: [...ROLL_PRINTERS] },
  params: electionParams,
  body: Strict({ territoryPath: TerritoryPath, language: LanguageTag, reason: Reason }),
  answer: Strict({ proposalId: Uuid }),
  refusals: [
    'not-sealed',
    'roll-not-frozen',
    'station-unknown',
    'proposal-exists',
    'sign-in-level-too-low',
  ],
});

export const printStationRoll = operation({
  id: 'printStationRoll',
  module: 'rolls',
  method: 'POST',
  path: '/api/elections/:code/roll/stations/:station/prints',
  summary: 'Has the roll of one station made ready for the printer.',
  access: { kind: 'roles', roles: [...ROLL_KEEPERS] },
  params: stationParams,
  body: Strict({ language: LanguageTag, reason: Reason }),
  answer: Strict({ print: Uuid }),
  refusals: ['not-sealed', 'roll-not-frozen', 'no-desk', 'sign-in-level-too-low'],
});

export const printSupplements = operation({
  id: 'printSupplements',
  module: 'rolls',
  method: 'POST',
  path: '/api/elections/:code/roll/stations/:station/supplements/prints',
  summary:
    'Has the supplementary sheet of a station made ready for the printer: who was added, and which lines are struck out.',
  access: { kind: 'roles', roles: [...ROLL_KEEPERS] },
  params: stationParams,
  body: Strict({ language: LanguageTag, reason: Reason }),
  answer: Strict({ print: Uuid }),
  refusals: [
    'not-sealed',
    'roll-not-frozen',
    'no-desk',
    'supplement-missing',
    'sign-in-level-too-low',
  ],
});

export const listStationPrints = operation({
  id: 'listStationPrints',
  module: 'rolls',
  method: 'GET',
  path: '/api/elections/:code/roll/stations/:station/prints',
  summary:
    'The newest printings that have a file of this station: its own, and those of territories around it.',
  access: { kind: 'roles', roles: [...ROLL_READERS] },
  params: stationParams,
  answer: Strict({ prints: Type.Array(RollPrint, { maxItems: 20 }) }),
  refusals: ['not-sealed', 'roll-not-frozen'],
});

export const getPrintedRoll = operation({
  id: 'getPrintedRoll',
  module: 'rolls',
  method: 'GET',
  path: '/api/elections/:code/roll/stations/:station/prints/:print',
  summary: 'A printed roll or supplementary sheet as a PDF, base64.',
  access: { kind: 'roles', roles: [...ROLL_KEEPERS] },
  params: Strict({ code: ElectionCode, station: StationNumber, print: Uuid }),
  answer: Strict({ fileName: Line(200), sha256: Sha256Hex, base64: RollText }),
  refusals: [
    'not-sealed',
    'roll-not-frozen',
    'no-desk',
    'print-unfinished',
    'print-removed',
    'sign-in-level-too-low',
  ],
});

export const removePrint = operation({
  id: 'removePrint',
  module: 'rolls',
  method: 'POST',
  path: '/api/elections/:code/roll/prints/:print/remove',
  summary:
    'Removes the files of a printing from the server: they are personal data, and the paper is there.',
  access: { kind: 'roles', roles: [...ROLL_KEEPERS] },
  params: Strict({ code: ElectionCode, print: Uuid }),
  answer: Nothing,
  refusals: [
    'not-sealed',
    'roll-not-frozen',
    'no-desk',
    'print-unfinished',
    'print-removed',
    'sign-in-level-too-low',
  ],
});

import {
  Instant,
  IsoDate,
  Line,
  MAX_LINE,
  PackCode,
  Reason,
  TerritoryPath,
} from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { Cursor, Digits, Nullable, Strict, Uuid } from './schemas.ts';
import { LookupPurpose, VoterId, VoterName, VoterStatus } from './voters.ts';

/** Who decides about pairs, where the own territory holds both entries. */
export const DUPLICATE_REVIEWERS = [
  'central-member',
  'territorial-member',
  'district-member',
] as const;

const packParams = Strict({ pack: PackCode });
const pairParams = Strict({ pack: PackCode, pair: Digits(15) });
const Count = Type.Integer({ minimum: 0 });

/** What a comparison showed; codes are the same in every country. */
export const MatchLine = Strict({
  comparison: Line(40),
  level: Line(40),
  /** Bits, in thousandths: above zero for one person, below for two. */
  weight: Type.Integer(),
});
export type MatchLine = Static<typeof MatchLine>;

export const MatchRunReport = Strict({
  /** Entries that were searched, and of them looked at again when not all were. */
  population: Count,
  changed: Nullable(Count),
  /** Pairs that are to be decided, that are new, and those of relatives, which nobody is asked about. */
  pairs: Count,
  added: Count,
  relatives: Count,
  /** Pairs of the same person that the model expects in the register. */
  expected: Nullable(Count),
  /** Seconds of the whole search. */
  seconds: Type.Number({ minimum: 0 }),
});
export type MatchRunReport = Static<typeof MatchRunReport>;

export const MatchRun = Strict({
  id: Uuid,
  kind: Type.Union([Type.Literal('full'), Type.Literal('arrival')]),
  status: Type.Union([
    Type.Literal('waiting'),
    Type.Literal('running'),
    Type.Literal('done'),
    Type.Literal('failed'),
  ]),
  step: Nullable(
    Type.Union([
      Type.Literal('export'),
      Type.Literal('population'),
      Type.Literal('learning'),
      Type.Literal('scoring'),
      Type.Literal('saving'),
    ]),
  ),
  progress: Type.Integer({ minimum: 0, maximum: 1000 }),
  requestedAt: Instant,
  endedAt: Nullable(Instant),
  report: Nullable(MatchRunReport),
});
export type MatchRun = Static<typeof MatchRun>;

export const startDuplicateSearch = operation({
  id: 'startDuplicateSearch',
  module: 'duplicates',
  method: 'POST',
  path: '/api/packs/:pack/duplicate-searches',
  summary: 'Searches the whole register for people who stand in it twice, in a process of its own.',
  access: { kind: 'roles', roles: ['central-member'] },
  params: packParams,
  answer: Strict({ id: Uuid }),
  refusals: ['list-law-missing', 'search-running'],
});

export const listDuplicateSearches = operation({
  id: 'listDuplicateSearches',
  module: 'duplicates',
  method: 'GET',
  path: '/api/packs/:pack/duplicate-searches',
  summary: 'The newest searches with their progress and what they found, as counts.',
  access: { kind: 'roles', roles: [...DUPLICATE_REVIEWERS, 'auditor'] },
  params: packParams,
  answer: Strict({ runs: Type.Array(MatchRun, { maxItems: 50 }) }),
  refusals: [],
});

export const PairStatus = Type.Union([
  Type.Literal('open'),
  Type.Literal('proposed'),
  Type.Literal('unsure'),
  Type.Literal('decided'),
  Type.Literal('dropped'),
]);
export type PairStatus = Static<typeof PairStatus>;

/** A pair in the queue: where it is and how much speaks for it, nobody's name. */
export const PairSummary = Strict({
  id: Digits(15),
  pathA: TerritoryPath,
  pathB: TerritoryPath,
  weight: Type.Integer(),
  status: PairStatus,
  foundAt: Instant,
  lines: Type.Array(MatchLine, { maxItems: 13 }),
});
export type PairSummary = Static<typeof PairSummary>;

export const listDuplicatePairs = operation({
  id: 'listDuplicatePairs',
  module: 'duplicates',
  method: 'GET',
  path: '/api/packs/:pack/duplicate-pairs',
  summary:
    'Pairs of entries that may be one person, the likeliest first. Without names: a pair is opened one by one, for a purpose.',
  access: { kind: 'roles', roles: [...DUPLICATE_REVIEWERS] },
  params: packParams,
  query: Strict({ status: Type.Optional(PairStatus), cursor: Type.Optional(Cursor) }),
  answer: Strict({
    pairs: Type.Array(PairSummary),
    next: Nullable(Cursor),
    open: Count,
    unsure: Count,
    proposed: Count,
  }),
  refusals: [],
});

/** Of an entry, what is compared. Numbers are masked but for their last digits. */
export const pairEntryFields = {
  voter: VoterId,
  name: VoterName,
  sex: Type.Union([Type.Literal('m'), Type.Literal('f')]),
  birthDate: IsoDate,
  territoryPath: TerritoryPath,
  address: Line(MAX_LINE, 0),
  nationalNumber: Line(40, 0),
  document: Line(40, 0),
  /** Changed since the two were compared. */
  isChanged: Type.Boolean(),
};

/** One of the two entries. */
export const PairEntry = Strict({ ...pairEntryFields, status: VoterStatus });
export type PairEntry = Static<typeof PairEntry>;

export const PairOutcome = Type.Union([
  Type.Literal('same'),
  Type.Literal('different'),
  Type.Literal('relatives'),
  Type.Literal('unsure'),
]);
export type PairOutcome = Static<typeof PairOutcome>;

export const PairDecision = Strict({
  outcome: PairOutcome,
  superfluous: Nullable(VoterId),
  reason: Line(1000),
  decidedBy: Type.Array(Line(200), { maxItems: 2 }),
  decidedAt: Instant,
  /** The request to remove the superfluous entry: a hearing and a decision of its own come before it is removed. */
  request: Nullable(Uuid),
});
export type PairDecision = Static<typeof PairDecision>;

export const openDuplicatePair = operation({
  id: 'openDuplicatePair',
  module: 'duplicates',
  method: 'POST',
  path: '/api/packs/:pack/duplicate-pairs/:pair/open',
  summary:
    'Both entries of a pair side by side, with the weight of each comparison. Needs a purpose; the look is recorded.',
  access: { kind: 'roles', roles: [...DUPLICATE_REVIEWERS] },
  params: pairParams,
  body: Strict({ purpose: LookupPurpose, words: Line(MAX_LINE, 0) }),
  answer: Strict({
    pair: PairSummary,
    a: PairEntry,
    b: PairEntry,
    /** Bits before anything is compared: of two entries at random hardly any are one person. Thousandths. */
    prior: Type.Integer(),
    decisions: Type.Array(PairDecision),
    proposal: Nullable(Uuid),
  }),
  refusals: ['purpose-words-missing'],
});

export const decideDuplicatePair = operation({
  id: 'decideDuplicatePair',
  module: 'duplicates',
  method: 'POST',
  path: '/api/packs/:pack/duplicate-pairs/:pair/decide',
  summary:
    'Says what a pair is and puts it before a second person; who is unsure says so alone. Nobody is removed by it: the superfluous entry gets a request to be removed.',
  access: { kind: 'roles', roles: [...DUPLICATE_REVIEWERS] },
  params: pairParams,
  body: Strict({
    outcome: PairOutcome,
    /** The entry to be removed; there is one when, and only when, both are the same person. */
    superfluous: Nullable(VoterId),
    reason: Reason,
  }),
  answer: Strict({ proposalId: Nullable(Uuid) }),
  refusals: ['pair-decided', 'pair-changed', 'superfluous-wrong', 'proposal-exists'],
});

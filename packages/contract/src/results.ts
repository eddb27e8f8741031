import {
  Count,
  ElectionCode,
  FieldCode,
  Instant,
  Line,
  OptionCode,
  ProtocolContent,
  Reason,
  SeatAllocation,
  SeatsPending,
  Sha256Hex,
  Slug,
  StationNumber,
  TerritoryPath,
} from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { RESULT_DECIDERS, RESULT_READERS } from './result-protocols.ts';
import { Nothing, Nullable, Strict, Uuid } from './schemas.ts';

const electionParams = Strict({ code: ElectionCode });

/** `nation`, `territory:1703`, `district:12`. */
export const AreaCode = Type.String({
  pattern: '^(nation|territory:[A-Z0-9]+(-[A-Z0-9]+)*|district:[A-Z0-9]{1,8})$',
  maxLength: 40,
});

/** A sum over protocols, and in how many of them the figure was unknown. */
export const Sum = Strict({
  sum: Type.Integer({ minimum: 0 }),
  unknown: Type.Integer({ minimum: 0 }),
});
export type Sum = Static<typeof Sum>;

/** Totals of one contest in one area: what was counted, out of what is due. */
export const ContestTotals = Strict({
  contest: Slug(40),
  stationsDue: Type.Integer({ minimum: 0 }),
  stationsCounted: Type.Integer({ minimum: 0 }),
  stationsAnnulled: Type.Integer({ minimum: 0 }),
  counts: Type.Record(FieldCode, Sum),
  votes: Type.Record(OptionCode, Sum),
  /** From the form’s roles: registered voters and those who took part; null when the form does not tell. */
  registered: Nullable(Sum),
  tookPart: Nullable(Sum),
});
export type ContestTotals = Static<typeof ContestTotals>;

/** Seats of one contest in one district, with every step of the working; or why there is no allocation yet. */
export const DistrictSeats = Strict({
  contest: Slug(40),
  district: Nullable(Type.String({ maxLength: 8 })),
  /** Seats to give. */
  seats: Type.Integer({ minimum: 0 }),
  stationsDue: Type.Integer({ minimum: 0 }),
  stationsCounted: Type.Integer({ minimum: 0 }),
  allocation: Nullable(SeatAllocation),
  pending: Nullable(SeatsPending),
});
export type DistrictSeats = Static<typeof DistrictSeats>;

export const PartySeats = Strict({
  /** Null: candidates without a party. */
  party: Nullable(Slug(40)),
  seats: Type.Integer({ minimum: 0 }),
  byContest: Type.Record(Slug(40), Type.Integer({ minimum: 0 })),
});
export type PartySeats = Static<typeof PartySeats>;

export const getResults = operation({
  id: 'getResults',
  module: 'tabulation',
  method: 'GET',
  path: '/api/elections/:code/results',
  summary:
    'Totals of an area from the accepted protocols, and for the nation the seats with their working. Not before the release time.',
  access: { kind: 'roles', roles: [...RESULT_READERS] },
  params: electionParams,
  query: Strict({ area: Type.Optional(AreaCode) }),
  answer: Strict({
    asOf: Instant,
    area: AreaCode,
    totals: Type.Array(ContestTotals),
    /** Only for the nation. */
    seats: Nullable(
      Strict({ districts: Type.Array(DistrictSeats), parties: Type.Array(PartySeats) }),
    ),
  }),
  refusals: ['count-not-open', 'not-released'],
});

/** One area of the canvass: what its commission has to draw up. */
export const CanvassArea = Strict({
  contest: Slug(40),
  area: AreaCode,
  name: Line(300),
  territoryPath: TerritoryPath,
  /** Protocols below it: stations, or the areas right below. */
  due: Type.Integer({ minimum: 0 }),
  decided: Type.Integer({ minimum: 0 }),
  status: Type.Union([
    /** Stations below are not decided. */
    Type.Literal('waiting'),
    Type.Literal('ready'),
    Type.Literal('confirmed'),
    /** Something below changed after it was confirmed. */
    Type.Literal('stale'),
  ]),
  differences: Type.Array(Line(80)),
  /** SHA-256 over the hashes of what is summed below: what is confirmed is confirmed for this. */
  basis: Sha256Hex,
  confirmedAt: Nullable(Instant),
});
export type CanvassArea = Static<typeof CanvassArea>;

export const listCanvass = operation({
  id: 'listCanvass',
  module: 'canvass',
  method: 'GET',
  path: '/api/elections/:code/canvass',
  summary:
    'The canvass level by level: which commissions have drawn up their protocols, which are ready, which are stale.',
  access: { kind: 'roles', roles: [...RESULT_READERS] },
  params: electionParams,
  query: Strict({ contest: Type.Optional(Slug(40)), parent: Type.Optional(AreaCode) }),
  answer: Strict({ areas: Type.Array(CanvassArea) }),
  refusals: ['count-not-open'],
});

export const getCanvass = operation({
  id: 'getCanvass',
  module: 'canvass',
  method: 'GET',
  path: '/api/elections/:code/canvass/:contest/:area',
  summary:
    'One canvass: the sums of the lower protocols, field by field, beside the own figures, and every version of them.',
  access: { kind: 'roles', roles: [...RESULT_READERS] },
  params: Strict({ code: ElectionCode, contest: Slug(40), area: AreaCode }),
  answer: Strict({
    area: CanvassArea,
    sums: Strict({
      counts: Type.Record(FieldCode, Sum),
      votes: Type.Record(OptionCode, Sum),
    }),
    versions: Type.Array(
      Strict({
        number: Type.Integer({ minimum: 1 }),
        content: ProtocolContent,
        differences: Type.Array(Line(80)),
        reason: Nullable(Line(1000)),
        basis: Sha256Hex,
        by: Line(200),
        at: Instant,
      }),
    ),
  }),
  refusals: ['count-not-open', 'not-released'],
});

export const confirmCanvass = operation({
  id: 'confirmCanvass',
  module: 'canvass',
  method: 'POST',
  path: '/api/elections/:code/canvass/:contest/:area',
  summary:
    'Records the protocol that the commission of the area signed. Where its figures differ from the sums below, the reason is recorded with them.',
  access: { kind: 'roles', roles: [...RESULT_DECIDERS] },
  params: Strict({ code: ElectionCode, contest: Slug(40), area: AreaCode }),
  body: Strict({
    basis: Sha256Hex,
    counts: Type.Record(FieldCode, Count, { maxProperties: 60 }),
    votes: Type.Record(OptionCode, Count, { maxProperties: 201 }),
    reason: Nullable(Reason),
  }),
  answer: Strict({ differences: Type.Array(Line(80)) }),
  refusals: [
    'count-not-open',
    'not-released',
    'canvass-not-ready',
    'content-changed',
    'fields-wrong',
    'difference-needs-reason',
    'sign-in-level-too-low',
  ],
});

export const confirmCanvasses = operation({
  id: 'confirmCanvasses',
  module: 'canvass',
  method: 'POST',
  path: '/api/elections/:code/canvass',
  summary:
    'Records, for many areas at once, protocols whose figures are the sums below. Each area has its own outcome.',
  access: { kind: 'roles', roles: [...RESULT_DECIDERS] },
  params: electionParams,
  body: Strict({
    areas: Type.Array(Strict({ contest: Slug(40), area: AreaCode, basis: Sha256Hex }), {
      minItems: 1,
      maxItems: 500,
    }),
  }),
  answer: Strict({
    confirmed: Type.Integer({ minimum: 0 }),
    refused: Type.Array(Strict({ contest: Slug(40), area: AreaCode, code: Line(60) })),
  }),
  refusals: ['count-not-open', 'not-released', 'sign-in-level-too-low'],
  maxBodyBytes: 128 * 1024,
});

export const Objection = Strict({
  number: Type.Integer({ minimum: 1 }),
  station: StationNumber,
  contest: Nullable(Slug(40)),
  territoryPath: TerritoryPath,
  submittedBy: Line(300),
  text: Line(4000),
  deadline: Instant,
  overdue: Type.Boolean(),
  registeredAt: Instant,
  decision: Nullable(
    Type.Union([
      Type.Literal('upheld'),
      Type.Literal('partly-upheld'),
      Type.Literal('rejected'),
      Type.Literal('withdrawn'),
    ]),
  ),
  decisionText: Nullable(Line(4000)),
  decidedAt: Nullable(Instant),
});
export type Objection = Static<typeof Objection>;

export const listObjections = operation({
  id: 'listObjections',
  module: 'canvass',
  method: 'GET',
  path: '/api/elections/:code/objections',
  summary: 'Objections in the caller’s territory: open ones first, by deadline.',
  access: { kind: 'roles', roles: [...RESULT_READERS] },
  params: electionParams,
  query: Strict({ station: Type.Optional(Type.String({ maxLength: 24 })) }),
  answer: Strict({ objections: Type.Array(Objection) }),
  refusals: ['count-not-open'],
});

export const registerObjection = operation({
  id: 'registerObjection',
  module: 'canvass',
  method: 'POST',
  path: '/api/elections/:code/objections',
  summary: 'Registers an objection to the result of a station, with the deadline for its decision.',
  access: { kind: 'roles', roles: [...RESULT_DECIDERS] },
  params: electionParams,
  body: Strict({
    station: StationNumber,
    contest: Nullable(Slug(40)),
    submittedBy: Line(300),
    text: Line(4000, 10),
    deadline: Instant,
  }),
  answer: Strict({ number: Type.Integer({ minimum: 1 }) }),
  refusals: [
    'count-not-open',
    'station-unknown',
    'contest-unknown',
    'dates-out-of-order',
    'sign-in-level-too-low',
  ],
});

export const decideObjection = operation({
  id: 'decideObjection',
  module: 'canvass',
  method: 'POST',
  path: '/api/elections/:code/objections/:number/decision',
  summary: 'Decides an objection, with the reasons. Who registered it does not decide it.',
  access: { kind: 'roles', roles: [...RESULT_DECIDERS] },
  params: Strict({
    code: ElectionCode,
    number: Type.String({ pattern: '^[1-9][0-9]{0,5}$', maxLength: 6 }),
  }),
  body: Strict({
    decision: Type.Union([
      Type.Literal('upheld'),
      Type.Literal('partly-upheld'),
      Type.Literal('rejected'),
      Type.Literal('withdrawn'),
    ]),
    text: Line(4000, 10),
  }),
  answer: Nothing,
  refusals: [
    'count-not-open',
    'objection-decided',
    'second-person-required',
    'sign-in-level-too-low',
  ],
});

/** Something that stands in the way of certifying. */
export const CertificationBlocker = Strict({
  code: Type.Union([
    Type.Literal('protocols-undecided'),
    Type.Literal('alarms-open'),
    Type.Literal('objections-open'),
    Type.Literal('canvass-incomplete'),
    Type.Literal('canvass-differs'),
    Type.Literal('lot-needed'),
    Type.Literal('impossible-totals'),
    Type.Literal('not-released'),
  ]),
  count: Type.Integer({ minimum: 1 }),
  examples: Type.Array(Line(200), { maxItems: 5 }),
});
export type CertificationBlocker = Static<typeof CertificationBlocker>;

export const getCertification = operation({
  id: 'getCertification',
  module: 'certification',
  method: 'GET',
  path: '/api/elections/:code/certification',
  summary:
    'What stands in the way of certifying, ties that need a lot, and every certified version.',
  access: { kind: 'roles', roles: [...RESULT_READERS] },
  params: electionParams,
  answer: Strict({
    blockers: Type.Array(CertificationBlocker),
    ties: Type.Array(
      Strict({
        contest: Slug(40),
        district: Nullable(Type.String({ maxLength: 8 })),
        step: Line(100),
        options: Type.Array(OptionCode),
        seats: Type.Integer({ minimum: 1 }),
      }),
    ),
    lots: Type.Array(
      Strict({
        contest: Slug(40),
        district: Nullable(Type.String({ maxLength: 8 })),
        step: Line(100),
        order: Type.Array(OptionCode),
        recordedAt: Instant,
      }),
    ),
    certified: Type.Array(
      Strict({
        version: Type.Integer({ minimum: 1 }),
        hash: Sha256Hex,
        reason: Line(1000),
        overridden: Type.Array(CertificationBlocker),
        by: Type.Array(Line(200)),
        at: Instant,
      }),
    ),
    /** True when protocols changed after the last certified version. */
    changedSince: Type.Boolean(),
  }),
  refusals: ['count-not-open'],
});

export const proposeLot = operation({
  id: 'proposeLot',
  module: 'certification',
  method: 'POST',
  path: '/api/elections/:code/lots',
  summary:
    'Asks a second person to confirm the lot that was drawn in public: the tied options in the order in which they came.',
  access: { kind: 'roles', roles: ['central-member'] },
  params: electionParams,
  body: Strict({
    contest: Slug(40),
    district: Nullable(Type.String({ maxLength: 8 })),
    step: Line(100),
    order: Type.Array(OptionCode, { minItems: 2, maxItems: 200 }),
    reason: Reason,
  }),
  answer: Strict({ proposalId: Uuid }),
  refusals: ['count-not-open', 'lot-not-needed', 'proposal-exists', 'sign-in-level-too-low'],
});

export const proposeCertification = operation({
  id: 'proposeCertification',
  module: 'certification',
  method: 'POST',
  path: '/api/elections/:code/certification',
  summary:
    'Asks a second person to certify totals and seats as they stand. What stands in the way is overridden by these two people, with the reason, or stops it.',
  access: { kind: 'roles', roles: ['central-member'] },
  params: electionParams,
  body: Strict({ reason: Reason, override: Type.Boolean() }),
  answer: Strict({ proposalId: Uuid, resultHash: Sha256Hex }),
  refusals: [
    'count-not-open',
    'not-released',
    'certification-blocked',
    'no-change',
    'proposal-exists',
    'sign-in-level-too-low',
  ],
});

/** Vacancy: who follows when an elected member leaves, by the rule of the contest. */
export const getSuccessor = operation({
  id: 'getSuccessor',
  module: 'certification',
  method: 'GET',
  path: '/api/elections/:code/successors',
  summary:
    'Who takes a seat that falls vacant, by the rule of its contest and the last certified result.',
  access: { kind: 'roles', roles: [...RESULT_READERS] },
  params: electionParams,
  query: Strict({
    contest: Slug(40),
    district: Type.Optional(Type.String({ maxLength: 8 })),
    option: OptionCode,
    candidate: Type.String({ pattern: '^[1-9][0-9]{0,3}$', maxLength: 4 }),
  }),
  answer: Strict({
    rule: Line(40),
    outcome: Type.Union([
      Type.Literal('filled'),
      Type.Literal('needs-lot'),
      Type.Literal('by-election'),
      Type.Literal('stays-vacant'),
    ]),
    successor: Nullable(
      Strict({ option: OptionCode, candidate: Type.Integer({ minimum: 1 }), name: Line(300) }),
    ),
  }),
  refusals: ['count-not-open', 'not-certified', 'not-elected'],
});

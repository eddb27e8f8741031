import {
  ElectionCode,
  Instant,
  IsoDate,
  Line,
  LocalizedText,
  MAX_LINE,
  PackCode,
  Reason,
  Sha256Hex,
  StationNumber,
  TerritoryPath,
} from '@ovoz/election-model';
import { oneOf, REQUEST_STEPS, RequestKind, RequestStatus } from '@ovoz/voter-register';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { Cursor, Nullable, PAGE_SIZE, Strict, Uuid } from './schemas.ts';
import { VOTER_READERS, VoterId } from './voters.ts';

/** Who decides about requests, each in the own territory, a precinct member at the own station. */
export const REQUEST_DECIDERS = [
  'central-member',
  'territorial-member',
  'district-member',
  'precinct-member',
] as const;
/** Who decides about appeals: a commission above. */
export const APPEAL_DECIDERS = ['central-member', 'territorial-member'] as const;

/** What a paper can be kept as. */
export const DocumentType = Type.Union([
  Type.Literal('application/pdf'),
  Type.Literal('image/jpeg'),
  Type.Literal('image/png'),
]);
export type DocumentType = Static<typeof DocumentType>;

const packParams = Strict({ pack: PackCode });
export const requestParams = Strict({ id: Uuid });
const Count = Type.Integer({ minimum: 0 });

/** What is asked to be on the record. Which of them have to be there is a matter of the kind. */
export const RequestFields = Strict({
  surname: Type.Optional(Line(100, 0)),
  given: Type.Optional(Line(100)),
  patronymic: Type.Optional(Line(100, 0)),
  sex: Type.Optional(Type.Union([Type.Literal('m'), Type.Literal('f')])),
  birthDate: Type.Optional(IsoDate),
  citizenship: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
  addressId: Type.Optional(VoterId),
  flat: Type.Optional(Line(20, 0)),
});
export type RequestFields = Static<typeof RequestFields>;

const About = Type.Union([Type.Literal('self'), Type.Literal('other')]);

export const registerVoterRequest = operation({
  id: 'registerVoterRequest',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/packs/:pack/voter-requests',
  summary:
    'Registers what somebody asks to be changed on the list: add, remove, fix, move, restore, abroad or return. The legal clock starts.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: packParams,
  body: Strict({
    kind: RequestKind,
    about: About,
    /** All but add and abroad. */
    voter: Nullable(VoterId),
    /** move, abroad, return; the others are about no election. */
    election: Nullable(ElectionCode),
    fields: RequestFields,
    /** add and abroad. */
    nationalNumber: Type.Optional(Line(40)),
    document: Type.Optional(Line(40)),
    /** move: where to; abroad: the mission. */
    station: Nullable(StationNumber),
    /** restore: the request whose effect is to be taken back. */
    reverses: Nullable(Uuid),
    /** Who asks, as they call themselves, with how they can be reached. */
    requester: Line(MAX_LINE),
    reason: Reason,
  }),
  answer: Strict({
    id: Uuid,
    number: Type.Integer({ minimum: 1 }),
    status: RequestStatus,
    dueAt: Nullable(Instant),
  }),
  refusals: [
    'list-law-missing',
    'no-desk',
    'request-incomplete',
    'national-number-invalid',
    'name-invalid',
    'date-impossible',
    'address-unknown',
    'station-unknown',
    'voter-listed-already',
    'nothing-to-reverse',
    'not-sealed',
    'abroad-too-late',
    'list-frozen',
    'abroad-already',
    'abroad-not',
    'not-a-mission',
    'no-change',
    'sign-in-level-too-low',
  ],
});

/** How the legal clock of a request stands, by the clock of the election that it is about or that comes next. */
const Clock = Strict({
  readyAt: Instant,
  dueAt: Instant,
  /** Legal time now, so that a screen can show what is left. */
  now: Instant,
  state: Type.Union([
    Type.Literal('running'),
    Type.Literal('half'),
    Type.Literal('closing'),
    Type.Literal('overdue'),
  ]),
});
export type RequestClock = Static<typeof Clock>;

export const RequestSummary = Strict({
  id: Uuid,
  number: Type.Integer({ minimum: 1 }),
  kind: RequestKind,
  channel: Type.Union([
    Type.Literal('commission'),
    Type.Literal('mission'),
    Type.Literal('online'),
  ]),
  about: About,
  status: RequestStatus,
  election: Nullable(ElectionCode),
  territoryPath: TerritoryPath,
  station: Nullable(StationNumber),
  /** Name of the person whom it is about. */
  person: Line(MAX_LINE),
  receivedAt: Instant,
  /** Null while a notice is awaited, and after the decision. */
  clock: Nullable(Clock),
  /** Of NIST SP 1500-102; null before the decision. */
  outcome: Nullable(Line(40)),
});
export type RequestSummary = Static<typeof RequestSummary>;

export const RequestView = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('overdue'),
  Type.Literal('decided'),
]);
export type RequestView = Static<typeof RequestView>;

export const listVoterRequests = operation({
  id: 'listVoterRequests',
  module: 'voter-requests',
  method: 'GET',
  path: '/api/packs/:pack/voter-requests',
  summary:
    'Requests of the own territory or station: what waits, most urgent first; or what was decided.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: packParams,
  query: Strict({
    view: Type.Optional(RequestView),
    kind: Type.Optional(RequestKind),
    after: Type.Optional(Cursor),
  }),
  answer: Strict({
    requests: Type.Array(RequestSummary, { maxItems: PAGE_SIZE }),
    next: Nullable(Cursor),
    waiting: Count,
    overdue: Count,
  }),
  refusals: ['list-law-missing', 'no-desk'],
});

export const countVoterRequests = operation({
  id: 'countVoterRequests',
  module: 'voter-requests',
  method: 'GET',
  path: '/api/packs/:pack/voter-request-counts',
  summary:
    'How many requests of the own territory or station wait, are in the last eighth of their time, or beyond it. Names nobody.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: packParams,
  answer: Strict({ waiting: Count, closing: Count, overdue: Count }),
  refusals: ['list-law-missing', 'no-desk'],
});

export const NoticeMethod = Type.Union([
  Type.Literal('in-person'),
  Type.Literal('post'),
  Type.Literal('phone'),
  Type.Literal('portal'),
  Type.Literal('at-address'),
]);

export const VoterRequest = Strict({
  summary: RequestSummary,
  revision: Type.Integer({ minimum: 1 }),
  voter: Nullable(VoterId),
  /** What the record says now beside what is asked. */
  fields: Type.Array(
    Strict({ field: Line(40), now: Nullable(Line(MAX_LINE, 0)), asked: Line(MAX_LINE, 0) }),
  ),
  requester: Line(MAX_LINE),
  reason: Line(1000),
  reverses: Nullable(Uuid),
  receivedBy: Nullable(Line(200)),
  answerUntil: Nullable(Instant),
  proposalId: Nullable(Uuid),
  words: Nullable(Line(1000)),
  steps: Type.Array(
    Strict({
      event: oneOf(REQUEST_STEPS),
      at: Instant,
      person: Nullable(Line(200)),
      words: Nullable(Line(1000)),
    }),
  ),
  documents: Type.Array(
    Strict({
      number: Type.Integer({ minimum: 1 }),
      name: Line(200),
      mediaType: DocumentType,
      size: Count,
      hash: Sha256Hex,
      addedAt: Instant,
    }),
  ),
  notices: Type.Array(
    Strict({
      number: Type.Integer({ minimum: 1 }),
      subject: Type.Union([Type.Literal('hearing'), Type.Literal('decision')]),
      method: NoticeMethod,
      words: Line(1000),
      sentAt: Instant,
      deliveredAt: Nullable(Instant),
      answer: Nullable(Line(1000)),
    }),
  ),
  appeal: Nullable(
    Strict({
      submittedBy: Line(MAX_LINE),
      ground: Line(1000),
      filedAt: Instant,
      dueAt: Instant,
      outcome: Nullable(Type.Union([Type.Literal('upheld'), Type.Literal('overturned')])),
      words: Nullable(Line(1000)),
    }),
  ),
  /** Of the law on corrections, with whether somebody read it in the text of the law. */
  article: LocalizedText,
  confirmed: Type.Boolean(),
  /** The roll of the election was made before: only a supplement brings this onto it. */
  needsSupplement: Type.Boolean(),
  /** What the person who asks may do now. */
  mayDecide: Type.Boolean(),
  mayDecideAppeal: Type.Boolean(),
});
export type VoterRequest = Static<typeof VoterRequest>;

export const getVoterRequest = operation({
  id: 'getVoterRequest',
  module: 'voter-requests',
  method: 'GET',
  path: '/api/voter-requests/:id',
  summary: 'One request with its evidence, notices, steps and appeal. Looking at it is recorded.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: requestParams,
  answer: Strict({ request: VoterRequest }),
  refusals: ['no-desk'],
});

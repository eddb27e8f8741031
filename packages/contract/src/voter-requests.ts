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
import {
  oneOf,
  REQUEST_STEPS,
  RequestError,
  RequestKind,
  RequestStatus,
} from '@ovoz/voter-register';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { MAX_SCAN_BYTES } from './result-protocols.ts';
import { Cursor, Digits, Nothing, Nullable, PAGE_SIZE, Strict, Uuid } from './schemas.ts';
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
const requestParams = Strict({ id: Uuid });
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

const NoticeMethod = Type.Union([
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

export const addRequestDocument = operation({
  id: 'addRequestDocument',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/documents',
  summary:
    'Adds a paper that the request rests on. It is kept encrypted; its hash stands in the evidence.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: requestParams,
  body: Strict({
    name: Line(200),
    mediaType: DocumentType,
    base64: Type.String({
      pattern: '^[A-Za-z0-9+/]+={0,2}$',
      maxLength: Math.ceil(MAX_SCAN_BYTES / 3) * 4,
    }),
  }),
  answer: Strict({ number: Type.Integer({ minimum: 1 }), hash: Sha256Hex }),
  refusals: [
    'no-desk',
    'request-wrong-state',
    'scan-too-large',
    'scan-unreadable',
    'too-many-documents',
  ],
  maxBodyBytes: Math.ceil(MAX_SCAN_BYTES / 3) * 4 + 4096,
});

export const getRequestDocument = operation({
  id: 'getRequestDocument',
  module: 'voter-requests',
  method: 'GET',
  path: '/api/voter-requests/:id/documents/:number',
  summary: 'A paper of a request. Looking at it is recorded.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: Strict({ id: Uuid, number: Digits(4) }),
  answer: Strict({ name: Line(200), mediaType: DocumentType, base64: Type.String() }),
  refusals: ['no-desk', 'document-unknown'],
});

export const giveHearingNotice = operation({
  id: 'giveHearingNotice',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/hearing-notice',
  summary:
    'Records that the person who is to be removed was told, and how. The time for an answer starts.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: requestParams,
  body: Strict({ method: NoticeMethod, words: Reason }),
  answer: Strict({ answerUntil: Instant }),
  refusals: ['no-desk', 'request-wrong-state'],
});

export const recordDelivery = operation({
  id: 'recordDelivery',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/hearing-notice/delivered',
  summary: 'Records that the notice arrived, and what the person answered.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: requestParams,
  body: Strict({ answer: Nullable(Line(1000)) }),
  answer: Nothing,
  refusals: ['no-desk', 'request-wrong-state'],
});

export const decideVoterRequest = operation({
  id: 'decideVoterRequest',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/decision',
  summary:
    'Decides a request. Adding, removing, restoring and another birth date wait for a second person; what else somebody else registered takes effect at once, on evidence.',
  access: { kind: 'roles', roles: [...REQUEST_DECIDERS] },
  params: requestParams,
  body: Strict({
    revision: Type.Integer({ minimum: 1 }),
    decision: Type.Union([Type.Literal('grant'), Type.Literal('reject')]),
    /** Why it is rejected, in the words of NIST SP 1500-102. */
    error: Nullable(RequestError),
    words: Reason,
  }),
  answer: Strict({ status: RequestStatus, proposalId: Nullable(Uuid) }),
  refusals: [
    'no-desk',
    'request-wrong-state',
    'answer-awaited',
    'evidence-missing',
    'revision-conflict',
    'request-incomplete',
    'proposal-exists',
    'second-person-required',
    'not-independent',
    'identity-not-found',
    'voter-ineligible',
    'nothing-to-reverse',
    'voter-listed-already',
    'voter-changed',
    'address-unknown',
    'list-frozen',
    'abroad-already',
    'abroad-not',
    'sign-in-level-too-low',
  ],
});

export const giveDecisionNotice = operation({
  id: 'giveDecisionNotice',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/decision-notice',
  summary: 'Records that the decision was told to whom it concerns, and how.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: requestParams,
  body: Strict({ method: NoticeMethod, words: Reason }),
  answer: Nothing,
  refusals: ['no-desk', 'request-wrong-state'],
});

export const withdrawVoterRequest = operation({
  id: 'withdrawVoterRequest',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/withdrawal',
  summary: 'Ends a request that who asked took back.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: requestParams,
  body: Strict({ words: Reason }),
  answer: Nothing,
  refusals: ['no-desk', 'request-wrong-state'],
});

export const appealVoterRequest = operation({
  id: 'appealVoterRequest',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/appeal',
  summary: 'Registers an appeal against the decision about a request.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: requestParams,
  body: Strict({ submittedBy: Line(MAX_LINE), ground: Reason }),
  answer: Strict({ dueAt: Instant }),
  refusals: ['no-desk', 'request-wrong-state'],
});

export const decideVoterAppeal = operation({
  id: 'decideVoterAppeal',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/appeal/decision',
  summary:
    'Decides an appeal, by somebody of a commission above who had no part in the decision. Overturning what two people decide waits for a second one.',
  access: { kind: 'roles', roles: [...APPEAL_DECIDERS] },
  params: requestParams,
  body: Strict({
    outcome: Type.Union([Type.Literal('upheld'), Type.Literal('overturned')]),
    words: Reason,
  }),
  answer: Strict({ proposalId: Nullable(Uuid) }),
  refusals: [
    'request-wrong-state',
    'proposal-exists',
    'evidence-missing',
    'answer-awaited',
    'second-person-required',
    'not-independent',
    'identity-not-found',
    'voter-ineligible',
    'nothing-to-reverse',
    'voter-listed-already',
    'voter-changed',
    'address-unknown',
    'list-frozen',
    'abroad-already',
    'abroad-not',
    'request-incomplete',
    'sign-in-level-too-low',
  ],
});

/** Requests and voters of one mission, each beside what it is a part of. */
const AbroadCounts = Strict({
  requested: Count,
  waiting: Count,
  verified: Count,
  rejected: Count,
  /** Verified and not returned: on the list now. */
  listed: Count,
});

export const getAbroad = operation({
  id: 'getAbroad',
  module: 'voter-requests',
  method: 'GET',
  path: '/api/elections/:code/abroad',
  summary:
    'Voters abroad: for each mission how many asked, were verified and are on the list, beside how many citizens are known to live abroad.',
  access: { kind: 'roles', roles: [...VOTER_READERS, 'observer', 'auditor'] },
  params: Strict({ code: ElectionCode }),
  answer: Strict({
    deadline: Instant,
    deadlineArticle: LocalizedText,
    confirmed: Type.Boolean(),
    isOpen: Type.Boolean(),
    whole: AbroadCounts,
    /** Registered voters whom the civil register says to live abroad: the denominator. */
    livingAbroad: Count,
    missions: Type.Array(
      Strict({
        station: StationNumber,
        name: Line(MAX_LINE),
        hostCountry: Nullable(Type.String({ pattern: '^[A-Z]{2}$' })),
        counts: AbroadCounts,
      }),
    ),
  }),
  refusals: ['not-sealed', 'list-law-missing'],
});

export const listMissions = operation({
  id: 'listMissions',
  module: 'voter-requests',
  method: 'GET',
  path: '/api/voting-abroad/:code',
  summary:
    'Missions at which a citizen abroad can ask to vote, until when, and how many did, beside how many live abroad.',
  access: { kind: 'public' },
  params: Strict({ code: ElectionCode }),
  answer: Strict({
    title: LocalizedText,
    votingDay: IsoDate,
    deadline: Instant,
    isOpen: Type.Boolean(),
    /** Of all missions, counted at most a minute ago. */
    counts: Strict({
      requested: Count,
      verified: Count,
      listed: Count,
      /** Registered voters whom the civil register says to live abroad: the denominator. */
      livingAbroad: Count,
    }),
    missions: Type.Array(
      Strict({
        station: StationNumber,
        name: Line(MAX_LINE),
        address: Line(MAX_LINE),
        hostCountry: Nullable(Type.String({ pattern: '^[A-Z]{2}$' })),
      }),
    ),
  }),
  refusals: ['not-sealed', 'list-law-missing'],
});

export const askToVoteAbroad = operation({
  id: 'askToVoteAbroad',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voting-abroad/:code',
  summary:
    'A citizen abroad asks to vote at a mission. It takes effect when an officer of the mission has verified the person; the answer says nothing about the list.',
  access: { kind: 'public' },
  params: Strict({ code: ElectionCode }),
  body: Strict({
    station: StationNumber,
    surname: Line(100, 0),
    given: Line(100),
    patronymic: Line(100, 0),
    birthDate: IsoDate,
    nationalNumber: Line(40),
    document: Line(40),
    /** Telephone or address for the mission. */
    contact: Line(200),
  }),
  answer: Strict({ number: Type.Integer({ minimum: 1 }) }),
  refusals: [
    'not-sealed',
    'list-law-missing',
    'abroad-too-late',
    'not-a-mission',
    'name-invalid',
    'date-impossible',
    'national-number-invalid',
  ],
});

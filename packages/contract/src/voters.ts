import {
  ElectionCode,
  ELIGIBILITY_FACTS,
  Instant,
  IsoDate,
  Line,
  LocalizedText,
  MAX_LINE,
  PackCode,
  Reason,
  Role,
  StationNumber,
  TerritoryPath,
} from '@ovoz/election-model';
import { oneOf, RequestKind, RequestStatus } from '@ovoz/voter-register';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { Nullable, Strict, Uuid } from './schemas.ts';

/** Who may look voters up, each in the own territory and a precinct member at the own station only. */
export const VOTER_READERS = [
  'central-member',
  'territorial-member',
  'district-member',
  'precinct-member',
  'operator',
] as const;
/** Who sees how much everybody looks up. */
export const VIEW_SUPERVISORS = [
  'central-member',
  'territorial-member',
  'district-member',
] as const;

/** Number of a voter in the register: for officials only. */
export const VoterId = Type.String({ pattern: '^[1-9][0-9]{0,14}$' });

/** Answers of a search that are shown at most: a person is looked for, lists are not collected. */
export const MAX_FOUND_VOTERS = 50;

/** Why somebody looks a voter up. The voter reads it, too. */
export const LOOKUP_PURPOSES = [
  'voter-asks',
  'correction',
  'door-to-door',
  'duplicate',
  'complaint',
  'court',
  'other',
] as const;
export const LookupPurpose = oneOf(LOOKUP_PURPOSES);
export type LookupPurpose = Static<typeof LookupPurpose>;

/** `own-record`: the voter, by a link. */
export const ViewPurpose = oneOf([...LOOKUP_PURPOSES, 'own-record']);
export type ViewPurpose = Static<typeof ViewPurpose>;

export const lookupGround = {
  purpose: LookupPurpose,
  /** Number of a letter, name of a court; has to be there for `other`. */
  words: Line(MAX_LINE, 0),
};

const packParams = Strict({ pack: PackCode });
export const voterParams = Strict({ pack: PackCode, voter: VoterId });

/** In Mongolia a surname can be missing, elsewhere a patronymic. */
export const VoterName = Strict({
  surname: Line(100, 0),
  given: Line(100),
  patronymic: Line(100, 0),
});
export type VoterName = Static<typeof VoterName>;

export const VoterStatus = Type.Union([
  Type.Literal('registered'),
  Type.Literal('removed'),
  Type.Literal('deceased'),
  Type.Literal('left'),
]);
export type VoterStatus = Static<typeof VoterStatus>;

const Sex = Type.Union([Type.Literal('m'), Type.Literal('f')]);
/** A number with all but its last digits hidden. */
const Masked = Line(40, 0);

/** One answer of a search: enough to know the person, no more. */
export const FoundVoter = Strict({
  id: VoterId,
  name: VoterName,
  birthDate: IsoDate,
  sex: Sex,
  status: VoterStatus,
  territoryPath: TerritoryPath,
  address: Line(MAX_LINE, 0),
  station: Nullable(StationNumber),
});
export type FoundVoter = Static<typeof FoundVoter>;

export const searchVoters = operation({
  id: 'searchVoters',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/packs/:pack/voter-search',
  summary:
    'Looks a voter up by name in any script, by national number, or by birth date with a name. Needs a purpose; the search and every answer are recorded where the voter can read them.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: packParams,
  body: Strict({
    ...lookupGround,
    name: Type.Optional(Line(200)),
    nationalNumber: Type.Optional(Line(40)),
    birthDate: Type.Optional(IsoDate),
    birthYear: Type.Optional(Type.Integer({ minimum: 1850, maximum: 2200 })),
    /** A part of the own territory. */
    territory: Type.Optional(TerritoryPath),
  }),
  answer: Strict({
    voters: Type.Array(FoundVoter, { maxItems: MAX_FOUND_VOTERS }),
    more: Type.Boolean(),
    /** How they were found; `similar`: nobody's name is written so, these sound alike. */
    by: Type.Union([Type.Literal('number'), Type.Literal('name'), Type.Literal('similar')]),
  }),
  refusals: [
    'list-law-missing',
    'no-desk',
    'search-too-wide',
    'national-number-invalid',
    'purpose-words-missing',
    'date-impossible',
  ],
});

/** What a record said before a change. */
const VoterVersion = Strict({
  version: Type.Integer({ minimum: 1 }),
  replacedAt: Instant,
  cause: Type.Union([Type.Literal('feed'), Type.Literal('request'), Type.Literal('duplicate')]),
  causeRef: Line(100),
  /** Fields that changed, with what they said. */
  before: Type.Array(Strict({ field: Line(60), value: Line(MAX_LINE, 0) })),
});

export const EligibilityAnswer = Strict({
  votingDay: IsoDate,
  eligible: Type.Boolean(),
  reason: Nullable(oneOf([...ELIGIBILITY_FACTS, 'not-citizen', 'under-age'])),
  article: Nullable(LocalizedText),
  confirmed: Type.Boolean(),
});
export type EligibilityAnswer = Static<typeof EligibilityAnswer>;

export const VoterView = Strict({
  at: Instant,
  act: Type.Union([
    Type.Literal('listed'),
    Type.Literal('opened'),
    Type.Literal('unmasked'),
    Type.Literal('link'),
    Type.Literal('own'),
  ]),
  role: Nullable(Role),
  commission: Nullable(TerritoryPath),
  purpose: ViewPurpose,
});
export type VoterView = Static<typeof VoterView>;

const VoterFact = Strict({
  kind: oneOf(ELIGIBILITY_FACTS),
  validFrom: IsoDate,
  validTo: Nullable(IsoDate),
  document: Line(MAX_LINE),
  revoked: Type.Boolean(),
});

const StationOfVoter = Strict({
  number: StationNumber,
  name: Line(MAX_LINE),
  /** How it came about: rule of the address, moved by request, on the list abroad. */
  by: Type.Union([
    Type.Literal('address'),
    Type.Literal('range'),
    Type.Literal('area'),
    Type.Literal('moved'),
    Type.Literal('abroad'),
  ]),
});

export const VoterRecord = Strict({
  voter: FoundVoter,
  citizenship: Type.String({ pattern: '^[A-Z]{2}$' }),
  addressId: Nullable(VoterId),
  nationalNumber: Masked,
  document: Masked,
  version: Type.Integer({ minimum: 1 }),
  /** Fields that a commission corrected: the civil register does not overwrite them. */
  corrected: Type.Array(Line(40)),
  /** For the next election; null while none is called. */
  eligibility: Nullable(EligibilityAnswer),
  facts: Type.Array(VoterFact),
  station: Nullable(StationOfVoter),
  /** A mark of the home list: votes abroad in this election. */
  abroad: Nullable(Strict({ election: ElectionCode, station: StationNumber })),
});
export type VoterRecord = Static<typeof VoterRecord>;

export const openVoter = operation({
  id: 'openVoter',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/packs/:pack/voters/:voter/open',
  summary:
    'Opens the record of one voter: fields, history, right to vote with its reason, station, requests, and who looked at it. Needs a purpose and is recorded.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: voterParams,
  body: Strict(lookupGround),
  answer: Strict({
    record: VoterRecord,
    history: Type.Array(VoterVersion, { maxItems: 200 }),
    requests: Type.Array(
      Strict({
        id: Uuid,
        number: Type.Integer({ minimum: 1 }),
        kind: RequestKind,
        status: RequestStatus,
        receivedAt: Instant,
      }),
      { maxItems: 200 },
    ),
    /** Newest first, at most 200. */
    views: Type.Array(VoterView, { maxItems: 200 }),
  }),
  refusals: ['list-law-missing', 'no-desk', 'purpose-words-missing'],
});

export const unmaskVoter = operation({
  id: 'unmaskVoter',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/packs/:pack/voters/:voter/unmask',
  summary:
    'Shows national number and document number of one voter. An act of its own: it needs a purpose and a reason, and is recorded.',
  access: {
    kind: 'roles',
    roles: ['central-member', 'territorial-member', 'district-member'],
  },
  params: voterParams,
  body: Strict({ purpose: LookupPurpose, reason: Reason }),
  answer: Strict({ nationalNumber: Line(40, 0), document: Line(40, 0) }),
  refusals: ['list-law-missing'],
});

export const findAddresses = operation({
  id: 'findAddresses',
  module: 'voter-requests',
  method: 'GET',
  path: '/api/packs/:pack/addresses',
  summary: 'Addresses of a territory whose street begins so, in any script: to choose one from.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: packParams,
  query: Strict({
    territory: TerritoryPath,
    street: Line(200),
    house: Type.Optional(Line(40)),
  }),
  answer: Strict({
    addresses: Type.Array(
      Strict({
        id: VoterId,
        territoryPath: TerritoryPath,
        address: Line(MAX_LINE),
        station: Nullable(StationNumber),
      }),
      { maxItems: MAX_FOUND_VOTERS },
    ),
  }),
  refusals: ['list-law-missing', 'no-desk'],
});

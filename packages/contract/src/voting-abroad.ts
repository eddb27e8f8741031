import {
  ElectionCode,
  Instant,
  IsoDate,
  Line,
  LocalizedText,
  MAX_LINE,
  StationNumber,
} from '@ovoz/election-model';
import Type from 'typebox';
import { operation } from './operation.ts';
import { Nullable, Strict } from './schemas.ts';
import { VOTER_READERS } from './voters.ts';

const Count = Type.Integer({ minimum: 0 });

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

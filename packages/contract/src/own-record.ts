import { Instant, IsoDate, Line, MAX_LINE, Role, StationNumber } from '@ovoz/election-model';
import Type from 'typebox';
import { operation } from './operation.ts';
import { Nullable, Strict } from './schemas.ts';
import {
  EligibilityAnswer,
  lookupGround,
  ViewPurpose,
  VOTER_READERS,
  VoterName,
  voterParams,
  VoterStatus,
  VoterView,
} from './voters.ts';

/** Letters and digits that nobody confuses (Crockford's base 32), in groups of four. */
export const ViewToken = Type.String({
  pattern: '^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$',
});

export const createViewLink = operation({
  id: 'createViewLink',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/packs/:pack/voters/:voter/link',
  summary:
    'Makes a link for one look at the own record, to be handed to the voter in person: valid once, for a day. An earlier one ends. Needs a purpose and is recorded.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: voterParams,
  body: Strict(lookupGround),
  answer: Strict({ token: ViewToken, expiresAt: Instant }),
  refusals: ['list-law-missing', 'no-desk', 'purpose-words-missing'],
});

export const openViewLink = operation({
  id: 'openViewLink',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/own-record',
  summary:
    'The own record by a one-time link: name, status, right to vote, station, and who looked at it. Works once.',
  access: { kind: 'public' },
  body: Strict({ token: ViewToken }),
  answer: Strict({
    name: VoterName,
    birthDate: IsoDate,
    status: VoterStatus,
    address: Line(MAX_LINE, 0),
    eligibility: Nullable(EligibilityAnswer),
    station: Nullable(
      Strict({ number: StationNumber, name: Line(MAX_LINE), address: Line(MAX_LINE) }),
    ),
    views: Type.Array(
      Strict({
        at: Instant,
        act: VoterView.properties.act,
        role: Nullable(Role),
        commission: Nullable(Line(MAX_LINE)),
        purpose: ViewPurpose,
      }),
      { maxItems: 200 },
    ),
  }),
  refusals: ['view-link-invalid'],
});

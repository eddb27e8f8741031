import { Instant, Line, PackCode, StationNumber } from '@ovoz/election-model';
import Type from 'typebox';
import { operation } from './operation.ts';
import { Nothing, Nullable, Strict, Uuid } from './schemas.ts';
import { VIEW_SUPERVISORS } from './voters.ts';

const packParams = Strict({ pack: PackCode });

export const listViewCounts = operation({
  id: 'listViewCounts',
  module: 'voter-requests',
  method: 'GET',
  path: '/api/packs/:pack/view-counts',
  summary:
    'How much each person of the territory looked up in the last seven days, and whose hours were out of the ordinary.',
  access: { kind: 'roles', roles: [...VIEW_SUPERVISORS] },
  params: packParams,
  answer: Strict({
    people: Type.Array(
      Strict({
        name: Line(200),
        searches: Type.Integer({ minimum: 0 }),
        opened: Type.Integer({ minimum: 0 }),
        alarms: Type.Integer({ minimum: 0 }),
        lastAlarmAt: Nullable(Instant),
      }),
      { maxItems: 500 },
    ),
  }),
  refusals: ['list-law-missing'],
});

const Desk = Strict({
  personId: Uuid,
  name: Line(200),
  station: StationNumber,
  since: Instant,
});

export const listDesks = operation({
  id: 'listDesks',
  module: 'voter-requests',
  method: 'GET',
  path: '/api/packs/:pack/desks',
  summary: 'Who of the precinct commissions and missions works at which station.',
  access: { kind: 'roles', roles: [...VIEW_SUPERVISORS] },
  params: packParams,
  answer: Strict({ desks: Type.Array(Desk, { maxItems: 5000 }) }),
  refusals: ['list-law-missing'],
});

export const giveDesk = operation({
  id: 'giveDesk',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/packs/:pack/desks',
  summary:
    'Gives a member of a precinct commission or of a mission the station whose voters they may see. It narrows what their role allows; an earlier desk ends.',
  access: { kind: 'roles', roles: [...VIEW_SUPERVISORS] },
  params: packParams,
  body: Strict({ username: Line(60), station: StationNumber }),
  answer: Nothing,
  refusals: ['list-law-missing', 'station-unknown', 'desk-person-wrong'],
});

export const endDesk = operation({
  id: 'endDesk',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/packs/:pack/desks/end',
  summary: 'Takes the station of a person back.',
  access: { kind: 'roles', roles: [...VIEW_SUPERVISORS] },
  params: packParams,
  body: Strict({ personId: Uuid }),
  answer: Nothing,
  refusals: ['list-law-missing', 'desk-person-wrong'],
});

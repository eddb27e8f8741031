import {
  DISPLAY_FIELDS,
  ElectionCode,
  IsoDate,
  Line,
  LocalizedText,
  MAX_LINE,
  StationNumber,
} from '@ovoz/election-model';
import { oneOf } from '@ovoz/voter-register';
import Type from 'typebox';
import { operation } from './operation.ts';
import { Nullable, Strict } from './schemas.ts';

/** Stations of the law are far smaller. */
export const MAX_DISPLAY_LINES = 20_000;

export const getDisplayList = operation({
  id: 'getDisplayList',
  module: 'voter-requests',
  method: 'GET',
  path: '/api/elections/:code/stations/:number/display-list',
  summary:
    'The list of a station as the law lets it hang on the wall: only the fields that the pack allows, by the alphabet, in the days of the calendar.',
  access: {
    kind: 'roles',
    roles: ['central-member', 'territorial-member', 'district-member', 'precinct-member'],
  },
  params: Strict({ code: ElectionCode, number: StationNumber }),
  answer: Strict({
    station: Strict({ number: StationNumber, name: Line(MAX_LINE), address: Line(MAX_LINE) }),
    votingDay: IsoDate,
    fields: Type.Array(oneOf(DISPLAY_FIELDS)),
    article: LocalizedText,
    confirmed: Type.Boolean(),
    /** Voters of this station who are on the list of a mission instead. */
    abroad: Type.Integer({ minimum: 0 }),
    lines: Type.Array(
      Strict({
        line: Type.Integer({ minimum: 1 }),
        name: Line(MAX_LINE),
        born: Nullable(Line(10)),
      }),
      { maxItems: MAX_DISPLAY_LINES },
    ),
  }),
  refusals: ['not-sealed', 'list-law-missing', 'no-desk', 'not-on-display', 'station-unknown'],
});

import {
  ElectionCode,
  Instant,
  Line,
  StationNumber,
  TerritoryPath,
  TimeOfDay,
} from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { RESULT_DECIDERS, RESULT_ENTERERS, RESULT_READERS } from './result-protocols.ts';
import { Nullable, Strict } from './schemas.ts';

const electionParams = Strict({ code: ElectionCode });
const Voters = Type.Integer({ minimum: 0, maximum: 999_999_999 });

/** What is implausible about a report. It is kept as it came and flagged. */
export const TurnoutFinding = Type.Union([
  /** Fewer voters than at an earlier hour, or more than at a later one. */
  Type.Literal('falling'),
  /** More voters than stand on the lists. */
  Type.Literal('above-list'),
  /** More than the whole country could bring in one hour: over half of the list since the hour before. */
  Type.Literal('jump'),
  /** The list itself changed by more than a tenth since the hour before. */
  Type.Literal('list-changed'),
]);
export type TurnoutFinding = Static<typeof TurnoutFinding>;

export const reportTurnout = operation({
  id: 'reportTurnout',
  module: 'polling',
  method: 'POST',
  path: '/api/elections/:code/turnout',
  summary:
    'Reports how many had voted at an hour of the law, for one station or many. Each report has its own outcome; a later one for the same hour corrects, and both are kept.',
  access: { kind: 'roles', roles: [...RESULT_ENTERERS, ...RESULT_DECIDERS] },
  params: electionParams,
  body: Strict({
    reports: Type.Array(
      Strict({
        station: StationNumber,
        hour: TimeOfDay,
        voters: Voters,
        listed: Nullable(Voters),
      }),
      { minItems: 1, maxItems: 1000 },
    ),
  }),
  answer: Strict({
    outcomes: Type.Array(
      Strict({
        station: StationNumber,
        hour: TimeOfDay,
        /** Null when it was recorded. */
        refusal: Nullable(Line(60)),
        findings: Type.Array(TurnoutFinding),
      }),
    ),
  }),
  refusals: ['not-sealed', 'sign-in-level-too-low'],
  maxBodyBytes: 256 * 1024,
});

export const TurnoutFigures = Strict({
  hour: TimeOfDay,
  /** Stations that were due and that reported. */
  due: Type.Integer({ minimum: 0 }),
  reported: Type.Integer({ minimum: 0 }),
  voters: Type.Integer({ minimum: 0 }),
  /** Voters on the lists of the stations that told both; null when none did. The share is of these. */
  listed: Nullable(Type.Integer({ minimum: 0 })),
  votersOfListed: Type.Integer({ minimum: 0 }),
});
export type TurnoutFigures = Static<typeof TurnoutFigures>;

export const getTurnout = operation({
  id: 'getTurnout',
  module: 'polling',
  method: 'GET',
  path: '/api/elections/:code/turnout',
  summary:
    'Turnout of an area and the areas below it, hour by hour, with what is implausible and who has not reported.',
  access: { kind: 'roles', roles: [...RESULT_READERS] },
  params: electionParams,
  query: Strict({ territory: Type.Optional(TerritoryPath) }),
  answer: Strict({
    asOf: Instant,
    hours: Type.Array(TimeOfDay),
    whole: Type.Array(TurnoutFigures),
    areas: Type.Array(
      Strict({ path: TerritoryPath, name: Line(300), figures: Type.Array(TurnoutFigures) }),
    ),
    /** At most 200; stations only where the area is the lowest. */
    stations: Type.Array(
      Strict({
        station: StationNumber,
        name: Line(300),
        reports: Type.Array(
          Strict({
            hour: TimeOfDay,
            voters: Voters,
            listed: Nullable(Voters),
            findings: Type.Array(TurnoutFinding),
            number: Type.Integer({ minimum: 1 }),
          }),
        ),
      }),
    ),
    implausible: Type.Integer({ minimum: 0 }),
  }),
  refusals: ['not-sealed'],
});

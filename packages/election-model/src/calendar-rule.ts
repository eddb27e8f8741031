import Type, { type Static } from 'typebox';
import { Instant, IsoDate, LocalizedText, Slug, TimeOfDay } from './text.ts';

/** Acts that the calendar can open, close, block or warn about. */
export const GovernedAct = Type.Union([
  Type.Literal('change-districts'),
  Type.Literal('change-stations'),
  Type.Literal('form-commissions'),
  Type.Literal('register-candidates'),
  Type.Literal('change-ballot'),
  Type.Literal('change-definition'),
]);
export type GovernedAct = Static<typeof GovernedAct>;

/**
 * One rule of the election calendar, as law states it. A rule never holds a date, only its distance
 * from the day of voting or from another rule, with the article that says so.
 */
export const CalendarRule = Type.Object(
  {
    code: Slug(60),
    title: LocalizedText,
    /** What has to be done, in a sentence for the person who does it. */
    duty: LocalizedText,
    article: LocalizedText,
    /** False when the article was not confirmed in the law's text. The screens say so. */
    confirmed: Type.Boolean(),
    anchor: Type.Union([Type.Literal('voting-day'), Type.Literal('called-day'), Slug(60)]),
    /** Negative: before the anchor. `working-days` skip the pack's weekends and holidays. */
    offset: Type.Object(
      {
        amount: Type.Integer({ minimum: -1000, maximum: 1000 }),
        unit: Type.Union([
          Type.Literal('days'),
          Type.Literal('working-days'),
          Type.Literal('months'),
          Type.Literal('hours'),
        ]),
      },
      { additionalProperties: false },
    ),
    /** Local time on the day: a time, or the whole day's beginning or end. Ignored when the unit is hours. */
    at: Type.Union([Type.Literal('start-of-day'), Type.Literal('end-of-day'), TimeOfDay]),
    /** `opens`: allowed from then on; `closes`: to be done by then; `moment`: happens then. */
    kind: Type.Union([Type.Literal('opens'), Type.Literal('closes'), Type.Literal('moment')]),
    /** What happens to an act outside its time: refused, or allowed with a warning that is recorded. */
    governs: Type.Optional(
      Type.Object(
        { act: GovernedAct, effect: Type.Union([Type.Literal('block'), Type.Literal('warn')]) },
        { additionalProperties: false },
      ),
    ),
    /** Kind of commission that owes the duty: `central`, `territorial`, `district`, `precinct`. */
    responsible: Slug(40),
  },
  { additionalProperties: false },
);
export type CalendarRule = Static<typeof CalendarRule>;

/** A rule that was dated for one election. */
export const CalendarEntry = Type.Object(
  {
    rule: CalendarRule,
    /** Local day in the zone of the election. */
    day: IsoDate,
    /** The legal instant, UTC. */
    instant: Instant,
  },
  { additionalProperties: false },
);
export type CalendarEntry = Static<typeof CalendarEntry>;

export const DutyState = Type.Union([
  Type.Literal('upcoming'),
  Type.Literal('today'),
  Type.Literal('open'),
  Type.Literal('past'),
]);
export type DutyState = Static<typeof DutyState>;

import type { CalendarEntry, DutyState } from '@ovoz/election-model';
import { useTranslator } from '../../language.ts';
import { stripPlaces } from './strip-places.ts';

type Props = {
  readonly calendar: readonly { readonly entry: CalendarEntry; readonly state: DutyState }[];
  readonly calledOn: string;
  readonly votingDay: string;
  readonly nowMs: number;
};

const WIDTH = 1000;
const HEIGHT = 130;
const LINE_Y = 92;
const DOT = 6;

/** The calendar on a line of days: where now is, what lies before and behind. The table says the same. */
export function CalendarStrip({ calendar, calledOn, votingDay, nowMs }: Props) {
  const { t, shortDay } = useTranslator();
  const instants = calendar.map(({ entry }) => Date.parse(entry.instant));
  const { places, stacks, placeOf } = stripPlaces(
    instants,
    [Date.parse(calledOn), Date.parse(votingDay), nowMs],
    WIDTH,
  );
  const now = Math.min(WIDTH, Math.max(0, placeOf(nowMs)));
  return (
    // A scrolling region must be reachable by keyboard: WCAG 2.1.1.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="strip-scroll" aria-label={t('calendar.strip-label')} tabIndex={0}>
      <svg className="calendar-strip" viewBox={`-40 0 ${WIDTH + 80} ${HEIGHT}`} aria-hidden="true">
        <line className="strip-line" x1={0} y1={LINE_Y} x2={WIDTH} y2={LINE_Y} />
        <line className="strip-passed" x1={0} y1={LINE_Y} x2={now} y2={LINE_Y} />
        {calendar.map(({ entry, state }, index) => (
          <circle
            key={entry.rule.code}
            className="strip-dot"
            data-state={state}
            cx={places[index]}
            cy={LINE_Y - (stacks[index] ?? 0) * (DOT * 2 + 2)}
            r={DOT}
          />
        ))}
        {[calledOn, votingDay].map((day, index) => (
          <g key={day}>
            <line
              className="strip-mark"
              x1={placeOf(Date.parse(day))}
              y1={LINE_Y}
              x2={placeOf(Date.parse(day))}
              y2={LINE_Y + 12}
            />
            <text
              x={placeOf(Date.parse(day))}
              y={LINE_Y + 30}
              textAnchor={index === 0 ? 'start' : 'middle'}
            >
              {t(index === 0 ? 'calendar.called' : 'calendar.voting', { day: shortDay(day) })}
            </text>
          </g>
        ))}
        <line className="strip-now" x1={now} y1={14} x2={now} y2={LINE_Y + 8} />
        <text className="strip-now-text" x={now} y={11} textAnchor="middle">
          {t('calendar.now')}
        </text>
      </svg>
    </section>
  );
}

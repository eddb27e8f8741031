import type { PublishedArea } from '@ovoz/contract';
import { drawAreas, MapCredits, placeLabels } from '@ovoz/ui';
import { addresses } from '../../site/addresses.ts';
import type { ElectionView } from '../../site/election-view.ts';
import { outlinesOf } from '../../site/outlines.ts';
import { usePage } from '../../site/page-context.tsx';
import { type Contest, leaderOf, optionsOf, totalsFor } from '../../site/result-facts.ts';
import { shortNames } from '../../site/short-names.ts';
import { Swatch } from './ShareLine.tsx';
import { useNames } from './use-names.ts';

type Row = PublishedArea['areas'][number];
type Props = {
  readonly view: ElectionView;
  readonly contest: Contest;
  readonly areas: readonly Row[];
  /** The territory whose parts are shown; null for the nation. */
  readonly territory: string | null;
};

const MODES = ['leader', 'turnout', 'coverage'] as const;

/**
 * The areas below, coloured by the leading list, by turnout or by what is counted. The choice needs no
 * script: the inputs stand before the drawing, and the style sheet colours it. The table below the map
 * says the same.
 */
export function ResultMap({ view, contest, areas: rows, territory }: Props) {
  const { t, to, say } = usePage();
  // Outlines know the bare codes of the pack.
  const areas = rows.map((row) => ({ ...row, code: row.code.replace(/^territory:/, '') }));
  const outlines = outlinesOf(
    view,
    territory,
    areas.map(({ code }) => code),
  );
  if (outlines === null) return null;
  const { viewBox, paths, plane } = drawAreas(outlines);
  const labels = shortNames(areas.map(({ name }) => say.text(name)));
  const labelOf = new Map(areas.map(({ code }, index) => [code, labels[index]]));
  const facts = areas.map((row) => factsOf(view, contest, row));
  return (
    <section id="map" className="res-map">
      <h2>{t('map.title')}</h2>
      {MODES.map((mode) => (
        <span key={mode} className="res-map__choice">
          <input
            type="radio"
            name="map-mode"
            id={`map-${mode}`}
            className={`res-map__${mode}`}
            defaultChecked={mode === 'leader'}
          />
          <label htmlFor={`map-${mode}`}>{t(`results.map.${mode}`)}</label>
        </span>
      ))}
      <svg viewBox={viewBox} className="res-map__drawing" role="group" aria-label={t('map.title')}>
        {facts.map((one) => {
          const path = paths.get(one.row.code);
          return path === undefined ? null : (
            <a
              key={one.row.code}
              href={to(addresses.resultArea(view.code, one.row.file))}
              aria-label={say.text(one.row.name)}
            >
              <path
                className={`res-map__area res-map__area--t${one.turnoutShade} res-map__area--c${one.coverageShade}`}
                d={path}
                fill={one.color}
              >
                <title>{say.text(one.row.name)}</title>
              </path>
            </a>
          );
        })}
        {placeLabels(outlines.features, plane, (code) => labelOf.get(code)).map((label) => (
          <text
            key={label.code}
            className="ov-map__label"
            x={Math.round(label.x)}
            y={Math.round(label.y)}
            aria-hidden
          >
            {label.text}
          </text>
        ))}
      </svg>
      <Legend view={view} contest={contest} facts={facts} />
      <p className="ov-as-of">{t('map.tableBelow')}</p>
      <MapCredits credits={view.election.pack.credits} />
    </section>
  );
}

type Facts = ReturnType<typeof factsOf>;

/** Which list leads where, in words; and what the shades mean. */
function Legend({
  view,
  contest,
  facts,
}: Pick<Props, 'view' | 'contest'> & { readonly facts: readonly Facts[] }) {
  const { t, list, say } = usePage();
  const names = useNames(view);
  const options = optionsOf(view, contest, null);
  const led = (code: string | null) => facts.filter(({ leader }) => leader === code);
  return (
    <>
      <ul className="res-map__legend res-map__legend--leader">
        {options
          .filter(({ code }) => led(code).length > 0)
          .map((option) => (
            <li key={option.code} data-key={option.code}>
              <Swatch color={option.color} /> <b>{names.option(option)}</b>:{' '}
              {list(led(option.code).map(({ row }) => say.text(row.name)))}
            </li>
          ))}
        {led(null).length === 0 ? null : (
          <li data-key="none">
            <Swatch color={NOBODY} /> {t('results.map.nobody')}:{' '}
            {list(led(null).map(({ row }) => say.text(row.name)))}
          </li>
        )}
      </ul>
      <p className="res-map__legend res-map__legend--shades">{t('results.map.shades')}</p>
    </>
  );
}

const NOBODY = '#8a979e';
/** Lower bounds of the five shades in hundredths: even steps, the same in all elections. */
const TURNOUT_STEPS = [0, 35, 50, 65, 80];
const COVERAGE_STEPS = [0, 25, 50, 75, 100];

function factsOf(view: ElectionView, contest: Contest, row: Row) {
  const totals = totalsFor(row.totals, contest.code);
  const leader = totals === null ? null : leaderOf(totals.votes);
  const option = optionsOf(view, contest, null).find(({ code }) => code === leader);
  const { registered, tookPart, stationsCounted = 0, stationsDue = 0 } = totals ?? {};
  return {
    row,
    leader,
    color: option?.color ?? NOBODY,
    turnoutShade: shadeOf(tookPart?.sum ?? 0, registered?.sum ?? 0, TURNOUT_STEPS),
    coverageShade: shadeOf(stationsCounted, stationsDue, COVERAGE_STEPS),
  };
}

function shadeOf(part: number, whole: number, steps: readonly number[]): number {
  if (whole === 0) return 0;
  return Math.max(0, steps.filter((step) => part * 100 >= step * whole).length - 1);
}

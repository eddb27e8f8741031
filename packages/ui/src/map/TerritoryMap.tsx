import type { ReactNode } from 'react';
import { type Credit, MapCredits } from '../parts/Marks.tsx';
import { areaPath, dotsPath, labelPlace } from './area-path.ts';
import type { Boundaries, BoundaryFeature } from './boundaries.ts';
import { type Plane, planeOfBoundaries } from './plane.ts';

/** What the map says of one territory. */
export type MapArea = {
  readonly name: string;
  /** Short enough to stand in the area. */
  readonly label?: string;
  readonly href?: string;
  /** Shade of a choropleth, 0 lightest to 4; left out: plain land. */
  readonly shade?: 0 | 1 | 2 | 3 | 4;
  /** A value said with the name: "Andijan region: 812 polling stations". */
  readonly value?: string;
};

type Props = {
  /** Names the whole map for those who do not see it. */
  readonly title: string;
  readonly boundaries: Boundaries;
  /** By territory code; an outline that is not in it is drawn plain. */
  readonly areas: ReadonlyMap<string, MapArea>;
  /** Places to be dotted: degrees, longitude first. */
  readonly places?: readonly (readonly [number, number])[];
  readonly credits: readonly Credit[];
  /** The table of the same data, or a link to it. */
  readonly alternative: ReactNode;
};

const WIDTH = 800;
const HEIGHT = 560;
const GRID_STEP = 0.5;
/** Units that a letter of a label takes, roughly. */
const LETTER_WIDTH = 7;

/** Territories as SVG: works without scripts, each area a link that the keyboard reaches. */
export function TerritoryMap({ title, boundaries, areas, places, credits, alternative }: Props) {
  const plane = planeOfBoundaries(boundaries, WIDTH, HEIGHT);
  const { features } = boundaries;
  return (
    <figure className="ov-map">
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is not for drawings */}
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={title}>
        {features.map((feature) => (
          <Area
            key={feature.properties.code}
            path={areaPath(feature, plane, GRID_STEP)}
            area={areas.get(feature.properties.code) ?? null}
          />
        ))}
        {places === undefined ? null : (
          <path className="ov-map__dots" d={dotsPath(places, plane)} />
        )}
        {features.map((feature) => (
          <Label
            key={feature.properties.code}
            feature={feature}
            plane={plane}
            text={areas.get(feature.properties.code)?.label ?? null}
          />
        ))}
      </svg>
      <figcaption>
        <MapCredits credits={credits} />
        {alternative}
      </figcaption>
    </figure>
  );
}

function Area({ path, area }: { readonly path: string; readonly area: MapArea | null }) {
  if (area === null) return <path className="ov-map__area" d={path} />;
  const said = area.value === undefined ? area.name : `${area.name}: ${area.value}`;
  const shade = area.shade === undefined ? '' : ` ov-map__area--${area.shade}`;
  const shape = (
    <path className={`ov-map__area${shade}`} d={path}>
      <title>{said}</title>
    </path>
  );
  return area.href === undefined ? (
    shape
  ) : (
    <a href={area.href} aria-label={said}>
      {shape}
    </a>
  );
}

type LabelProps = {
  readonly feature: BoundaryFeature;
  readonly plane: Plane;
  readonly text: string | null;
};

// A label that is wider than its territory would cover the neighbours; title and table still name it.
function Label({ feature, plane, text }: LabelProps) {
  const place = text === null ? null : labelPlace(feature, plane);
  if (text === null || place === null || place.width < text.length * LETTER_WIDTH) return null;
  return (
    <text className="ov-map__label" x={Math.round(place.x)} y={Math.round(place.y)} aria-hidden>
      {text}
    </text>
  );
}

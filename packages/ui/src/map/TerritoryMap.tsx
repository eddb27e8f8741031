import type { ReactNode } from 'react';
import { type Credit, MapCredits } from '../parts/Marks.tsx';
import { dotsPath } from './area-path.ts';
import type { Boundaries } from './boundaries.ts';
import { drawAreas } from './drawn-areas.ts';
import { placeLabels } from './labels.ts';

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

/** Territories as SVG: works without scripts, each area a link that the keyboard reaches. */
export function TerritoryMap({ title, boundaries, areas, places, credits, alternative }: Props) {
  const { plane, viewBox, paths } = drawAreas(boundaries);
  const { features } = boundaries;
  return (
    <figure className="ov-map">
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is not for drawings */}
      <svg viewBox={viewBox} role="group" aria-label={title}>
        {features.map((feature) => (
          <Area
            key={feature.properties.code}
            path={paths.get(feature.properties.code) ?? ''}
            area={areas.get(feature.properties.code) ?? null}
          />
        ))}
        {places === undefined ? null : (
          <path className="ov-map__dots" d={dotsPath(places, plane)} />
        )}
        {placeLabels(features, plane, (code) => areas.get(code)?.label).map(
          ({ code, text, x, y }) => (
            <text
              key={code}
              className="ov-map__label"
              x={Math.round(x)}
              y={Math.round(y)}
              aria-hidden
            >
              {text}
            </text>
          ),
        )}
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

import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import type { Boundaries } from '../map/boundaries.ts';
import { StationMap } from '../map/StationMap.tsx';
import type { Credit } from '../parts/Marks.tsx';
import { StationList } from './StationList.tsx';
import { prepareSearch } from './search-stations.ts';
import type { StationPoints } from './station-points.ts';

type Props = {
  readonly points: StationPoints;
  readonly boundaries: Boundaries | null;
  readonly credits: readonly Credit[];
  /** What was typed before the finder was there; the field then has the focus. */
  readonly initialQuery?: string;
  /** Index of the station that is chosen when the finder opens; none when it is not given. */
  readonly initialChoice?: number;
  /** What is told of the chosen station. */
  readonly details: (index: number) => ReactNode;
};

/**
 * Map and list of the same stations, side by side: what one chooses, the other shows. The list stands
 * alone where a country has neither outlines nor coordinates.
 */
export function StationFinder(props: Props) {
  const { points, boundaries, credits, initialQuery, initialChoice, details } = props;
  const [query, setQuery] = useState(initialQuery ?? '');
  const [chosen, setChosen] = useState<number | null>(initialChoice ?? null);
  const search = useMemo(() => prepareSearch(points), [points]);
  // Typing stays ahead of the map: the search may lag a frame behind.
  const searched = useDeferredValue(query);
  const found = useMemo(() => search(searched), [search, searched]);
  const mapped = boundaries !== null || points.latitudesE4.some((latitude) => latitude !== null);
  return (
    <div className={mapped ? 'ov-finder' : 'ov-finder ov-finder--unmapped'}>
      <div className="ov-finder__side">
        <StationList
          points={points}
          found={found}
          query={query}
          takesFocus={initialQuery !== undefined}
          onQuery={setQuery}
          chosen={chosen}
          onChoose={setChosen}
        />
        <div className="ov-finder__details" aria-live="polite">
          {chosen === null ? null : details(chosen)}
        </div>
      </div>
      {mapped ? (
        <div className="ov-finder__map">
          <StationMap
            points={points}
            boundaries={boundaries}
            shown={searched.trim() === '' ? null : found}
            chosen={chosen}
            onChoose={setChosen}
            credits={credits}
          />
        </div>
      ) : null}
    </div>
  );
}

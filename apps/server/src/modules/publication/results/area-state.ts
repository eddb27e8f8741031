import type { PublishedArea, ResultStatus } from '@ovoz/contract';
import type { AreaState } from './area-content.ts';
import type { ElectionResults } from './election-results.ts';
import type { Area } from './places.ts';

/** What is known of an area at this moment. */
export function areaState(results: ElectionResults, area: Area, status: ResultStatus): AreaState {
  return {
    status,
    totalsOf: results.figures.totalsOf,
    turnout: results.turnout.get(area) ?? [],
    seats: seatsIn(results, area),
    rowOf: (station: string) => results.stations.get(station)?.row ?? '',
    corrections: correctionsIn(results, area),
  };
}

/** All seats for the nation, its own for an electoral district. */
function seatsIn({ places, figures }: ElectionResults, area: Area): PublishedArea['seats'] {
  if (area === places.nation) return figures.seats();
  const [contest] = area.contests;
  if (!area.file.startsWith('districts/')) return null;
  const districts = figures
    .seats()
    .districts.filter(
      (seats) => seats.contest === contest && area.code === `district:${seats.district}`,
    );
  return { districts, parties: [] };
}

/** Newest first. An area with more shows those of the areas below in their own files. */
const MAX_CORRECTIONS = 500;

function correctionsIn(
  { places, corrected }: ElectionResults,
  area: Area,
): PublishedArea['corrections'] {
  return [...corrected]
    .filter(([station]) => places.stations.get(station)?.partOf.includes(area) ?? false)
    .flatMap(([, corrections]) => corrections)
    .filter(({ contest }) => area.contests.includes(contest))
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, MAX_CORRECTIONS);
}

import { type StationTurnout, turnoutFigures } from '../../polling/public.ts';
import type { ElectionResults } from './election-results.ts';
import type { Area } from './places.ts';
import { markDirty } from './publish-areas.ts';
import type { LoadedTurnout } from './turnout-feed.ts';
import { TURNOUT_FILE } from './turnout-file.ts';

/**
 * Sums turnout for every area of an open count.
 * @returns the stations whose reports are other than they were.
 */
export function takeTurnout(
  results: ElectionResults,
  { turnout, legal, fileHash }: LoadedTurnout,
): readonly string[] {
  if (fileHash !== null) results.hashes.set(TURNOUT_FILE, fileHash);
  const changed: string[] = [];
  for (const station of turnout.stations) {
    const { number } = station.place;
    const before = results.reports.get(number);
    results.reports.set(number, station);
    if (isOther(before, station)) changed.push(number);
  }
  for (const [area, stations] of stationsByArea(results, turnout.stations)) {
    const figures = turnoutFigures(turnout, stations, legal);
    const before = results.turnout.get(area);
    results.turnout.set(area, figures);
    if (JSON.stringify(before) !== JSON.stringify(figures)) markDirty(results, area);
  }
  return changed;
}

function isOther(before: StationTurnout | undefined, now: StationTurnout): boolean {
  return JSON.stringify([...(before?.reports ?? [])]) !== JSON.stringify([...now.reports]);
}

function stationsByArea(
  { places }: ElectionResults,
  stations: readonly StationTurnout[],
): ReadonlyMap<Area, readonly StationTurnout[]> {
  const byArea = new Map<Area, StationTurnout[]>();
  for (const station of stations) {
    for (const area of places.stations.get(station.place.number)?.partOf ?? []) {
      const own = byArea.get(area) ?? [];
      own.push(station);
      byArea.set(area, own);
    }
  }
  return byArea;
}

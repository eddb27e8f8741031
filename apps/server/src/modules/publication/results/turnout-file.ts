import type { PublishedTurnout } from '@ovoz/contract';
import type { ElectionDefinition, Territory, TerritoryPath } from '@ovoz/election-model';
import { type StationTurnout, type Turnout, turnoutFigures } from '../../polling/public.ts';
import { headOf, type Times, timesOf } from './election-results.ts';
import type { PublicationKey } from './publication-key.ts';
import { type ResultsFolder, sha256Hex } from './results-folder.ts';
import { membersOf, signedText } from './signed-file.ts';
import { asJson } from './station-content.ts';

export const TURNOUT_FILE = 'turnout.json';

type Signed = 'format' | 'election' | 'mode' | 'publishedAt' | 'legalTime' | 'signature';
export type TurnoutContent = Omit<PublishedTurnout, Signed>;

/**
 * Turnout of the nation and of its territories, by the hours that have come. Nothing else is in it: turnout is
 * no result, and is public while protocols are sealed.
 */
export function turnoutContent(
  turnout: Turnout,
  territories: readonly Territory[],
  legal: Date,
): TurnoutContent {
  const summed = (stations: readonly StationTurnout[]) => ({
    figures: turnoutFigures(turnout, stations, legal).filter(({ due }) => due > 0),
    implausible: stations.filter(isImplausible).length,
  });
  const byPath = stationsByPath(turnout.stations);
  const whole = summed(turnout.stations);
  return {
    hours: whole.figures.map(({ hour }) => hour),
    whole: whole.figures,
    implausible: whole.implausible,
    areas: territories
      .filter(({ level, path }) => level > 0 && byPath.has(path))
      .map(({ code, name, path }) => ({
        area: `territory:${code}`,
        file: `territories/${code}`,
        name,
        ...summed(byPath.get(path) ?? []),
      })),
  };
}

/** Stations in each territory and in those below it. */
function stationsByPath(
  stations: readonly StationTurnout[],
): ReadonlyMap<TerritoryPath, readonly StationTurnout[]> {
  const byPath = new Map<TerritoryPath, StationTurnout[]>();
  for (const station of stations) {
    const steps = station.place.territoryPath.split('/');
    for (let length = steps.length; length > 0; length -= 1) {
      const path = steps.slice(0, length).join('/');
      const own = byPath.get(path) ?? [];
      byPath.set(path, own);
      own.push(station);
    }
  }
  return byPath;
}

function isImplausible({ reports }: StationTurnout): boolean {
  return [...reports.values()].some(({ findings }) => findings.length > 0);
}

type Target = {
  readonly folder: ResultsFolder;
  readonly key: PublicationKey;
  readonly definition: ElectionDefinition;
};

/** Writes the file, unless what stands there says the same: then it keeps the time at which that became public. */
export function writeTurnout(
  { folder, key, definition }: Target,
  content: TurnoutContent,
  times: Times,
): { readonly sha256: string; readonly isNew: boolean } {
  const members = membersOf(asJson(content));
  const textAt = (at: Times) =>
    Buffer.from(signedText({ ...membersOf(asJson(headOf({ definition }, at))), ...members }, key));
  const before = folder.read(TURNOUT_FILE);
  const timesBefore = timesOf(before);
  if (before !== null && timesBefore !== null && textAt(timesBefore).equals(before)) {
    return { sha256: sha256Hex(before), isNew: false };
  }
  const bytes = textAt(times);
  folder.write(TURNOUT_FILE, bytes, true);
  return { sha256: sha256Hex(bytes), isNew: true };
}

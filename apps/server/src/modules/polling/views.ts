import { ok, type Result, refused } from '@ovoz/basics';
import type { AnswerOf, getTurnout, RefusalCode } from '@ovoz/contract';
import { covers, type TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { type ElectionInForce, legalTime } from '../elections/public.ts';
import { allTerritories } from '../geography/public.ts';
import { loadTurnout, type StationTurnout, turnoutFigures } from './turnout.ts';

/** People look at one territory at a time. */
const MAX_STATIONS = 200;

/** Turnout of a territory, of those right below it, and of the stations right in it. */
export async function turnoutView(
  queries: Queries,
  inForce: ElectionInForce,
  now: Date,
  territory: TerritoryPath,
): Promise<Result<AnswerOf<typeof getTurnout>, RefusalCode>> {
  const { election, version } = inForce;
  const geography = { pack: election.pack, number: version.definition.geography.version };
  const [turnout, territories] = await Promise.all([
    loadTurnout(queries, inForce, territory),
    allTerritories(queries, geography, territory),
  ]);
  if (!territories.some((one) => one.territory.path === territory)) return refused('not-found');
  const legal = legalTime(election.clock, now);
  const figures = (stations: readonly StationTurnout[]) => turnoutFigures(turnout, stations, legal);
  const below = territories.filter(
    (one) => one.stations > 0 && parentOf(one.territory.path) === territory,
  );
  const inOrder = turnout.stations.filter(({ place }) => place.territoryPath === territory);
  return ok({
    asOf: now.toISOString(),
    hours: [...turnout.hours],
    whole: figures(turnout.stations),
    areas: below.map(({ territory: { path, name } }) => ({
      path,
      name: name.en,
      figures: figures(turnout.stations.filter(({ place }) => covers(path, place.territoryPath))),
    })),
    stations: inOrder.slice(0, MAX_STATIONS).map(({ place, reports }) => ({
      station: place.number,
      name: place.name,
      reports: [...reports.values()].map(({ hour, voters, listed, findings, number }) => ({
        hour,
        voters,
        listed,
        findings: [...findings],
        number,
      })),
    })),
    implausible: turnout.stations.filter(({ reports }) =>
      [...reports.values()].some(({ findings }) => findings.length > 0),
    ).length,
  });
}

function parentOf(path: TerritoryPath): TerritoryPath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

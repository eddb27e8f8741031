import { present } from '@ovoz/basics';
import type { TurnoutFigures, TurnoutFinding } from '@ovoz/contract';
import { covers, localInstant, type TerritoryPath, turnoutFindings } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import type { ElectionInForce } from '../elections/public.ts';
import { type StationPlace, stationPlaces } from '../geography/public.ts';
import { standingReportsInside, type TurnoutReport } from './store.ts';

/** The standing reports of a station, by hour, with what is implausible about each beside the others. */
export type StationTurnout = {
  readonly place: StationPlace;
  readonly reports: ReadonlyMap<
    string,
    TurnoutReport & { readonly findings: readonly TurnoutFinding[] }
  >;
};

export type Turnout = {
  /** Hours of the law, in their order. */
  readonly hours: readonly string[];
  readonly votingDay: string;
  readonly stations: readonly StationTurnout[];
};

/** Hours at which the law lets turnout be reported. */
export function turnoutHours({ version, pack }: ElectionInForce): readonly string[] {
  const system = pack.systems.find(({ code }) => code === version.definition.system);
  return present(system, 'a definition names a system of its pack').turnoutHours;
}

/** Turnout of the stations inside of a territory, in the order of the numbers. */
export async function loadTurnout(
  queries: Queries,
  inForce: ElectionInForce,
  inside: TerritoryPath,
): Promise<Turnout> {
  const { election, version } = inForce;
  const geography = { pack: election.pack, number: version.definition.geography.version };
  const [places, reports] = await Promise.all([
    stationPlaces(queries, geography, null),
    standingReportsInside(queries, election.code, inside),
  ]);
  const hours = turnoutHours(inForce);
  const byStation = Map.groupBy(reports, ({ station }) => station);
  const stations = places
    .filter(({ territoryPath }) => covers(inside, territoryPath))
    .map((place) => stationTurnout(place, byStation.get(place.number) ?? [], hours));
  return { hours, votingDay: version.definition.votingDay, stations };
}

function stationTurnout(
  place: StationPlace,
  reports: readonly TurnoutReport[],
  hours: readonly string[],
): StationTurnout {
  const judged = new Map<string, TurnoutReport & { findings: readonly TurnoutFinding[] }>();
  for (const one of reports) {
    judged.set(one.hour, { ...one, findings: turnoutFindings(one, reports, hours) });
  }
  return { place, reports: judged };
}

/**
 * Figures of some of the stations, hour by hour. A station is due when the hour has come there; sums are of
 * those that reported, and the share is of those that told their list too.
 */
export function turnoutFigures(
  { hours, votingDay }: Omit<Turnout, 'stations'>,
  stations: readonly StationTurnout[],
  legal: Date,
): TurnoutFigures[] {
  const zones = zonesOf(stations);
  return hours.map((hour) => {
    const dueIn = new Set(zones.filter((zone) => localInstant(votingDay, hour, zone) <= legal));
    const figures = { hour, due: 0, reported: 0, voters: 0, votersOfListed: 0 };
    let listed: number | null = null;
    for (const { place, reports } of stations) {
      if (dueIn.has(place.timeZone)) figures.due += 1;
      const report = reports.get(hour);
      if (report === undefined) continue;
      figures.reported += 1;
      figures.voters += report.voters;
      if (report.listed === null) continue;
      listed = (listed ?? 0) + report.listed;
      figures.votersOfListed += report.voters;
    }
    return { ...figures, listed };
  });
}

/** The hours of the law that have come, each with its time zone: when this is another, so is what is due. */
export function turnoutHoursReached(
  { hours, votingDay, stations }: Turnout,
  legal: Date,
): readonly string[] {
  return zonesOf(stations).flatMap((zone) =>
    hours
      .filter((hour) => localInstant(votingDay, hour, zone) <= legal)
      .map((hour) => `${hour} ${zone}`),
  );
}

function zonesOf(stations: readonly StationTurnout[]): readonly string[] {
  return [...new Set(stations.map(({ place }) => place.timeZone))];
}

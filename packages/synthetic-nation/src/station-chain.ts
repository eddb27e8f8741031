import { present } from '@ovoz/basics';
import type { PollingStation, Territory } from '@ovoz/election-model';

/** A territory with its stations, those abroad that belong to it last. */
export type TerritoryStations = {
  readonly territory: Territory;
  readonly stations: readonly PollingStation[];
};

export type StationInTerritory = {
  readonly station: PollingStation;
  readonly territory: Territory;
};

/** Groups stations by territory, in the order of the territories; leaves out those abroad when told so. */
export function stationsByTerritory(
  {
    territories,
    stations,
  }: { readonly territories: readonly Territory[]; readonly stations: readonly PollingStation[] },
  withAbroad: boolean,
): readonly TerritoryStations[] {
  const wanted = stations.filter((station) => withAbroad || station.kind !== 'abroad');
  const byCode = Map.groupBy(wanted, (station) => station.territoryCode);
  return territories.flatMap((territory) => {
    const own = byCode.get(territory.code);
    return own === undefined ? [] : [{ territory, stations: own }];
  });
}

/** Stations so that neighbours in the list are mostly neighbours on the map. */
export function stationsInChain(
  groups: readonly TerritoryStations[],
): readonly StationInTerritory[] {
  return chainGroups(groups).flatMap(({ territory, stations }) =>
    alongWiderAxis(stations).map((station) => ({ station, territory })),
  );
}

/** From the westernmost territory always on to the nearest one; those without places come first. */
function chainGroups(groups: readonly TerritoryStations[]): readonly TerritoryStations[] {
  const middles = new Map(groups.map((group) => [group, middleOf(group.stations)] as const));
  const unplaced = groups.filter((group) => middles.get(group) === null);
  const left = groups.filter((group) => middles.get(group) !== null);
  const placeOf = (group: TerritoryStations) =>
    present(middles.get(group), 'groups left are placed');
  const chain: TerritoryStations[] = [];
  let from: Middle = [-1_800_000, 0];
  while (left.length > 0) {
    const nearest = left.reduce((best, group) =>
      distance(placeOf(group), from) < distance(placeOf(best), from) ? group : best,
    );
    left.splice(left.indexOf(nearest), 1);
    chain.push(nearest);
    from = placeOf(nearest);
  }
  return [...unplaced, ...chain];
}

type Middle = readonly [longitudeE4: number, latitudeE4: number];

function middleOf(stations: readonly PollingStation[]): Middle | null {
  const placed = stations.filter(isPlacedAtHome);
  if (placed.length === 0) return null;
  const mean = (of: (station: PlacedStation) => number) =>
    placed.reduce((sum, station) => sum + of(station), 0) / placed.length;
  return [mean((station) => station.longitudeE4), mean((station) => station.latitudeE4)];
}

type PlacedStation = PollingStation & { latitudeE4: number; longitudeE4: number };

function isPlacedAtHome(station: PollingStation): station is PlacedStation {
  return station.kind !== 'abroad' && station.latitudeE4 !== null && station.longitudeE4 !== null;
}

function distance(a: Middle, b: Middle): number {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]);
}

function alongWiderAxis(stations: readonly PollingStation[]): readonly PollingStation[] {
  const placed = stations.filter(isPlacedAtHome);
  const rest = stations.filter((station) => !isPlacedAtHome(station));
  const range = (of: (station: PlacedStation) => number) => {
    const values = placed.map(of);
    return Math.max(...values) - Math.min(...values);
  };
  const longitude = (station: PlacedStation) => station.longitudeE4;
  const latitude = (station: PlacedStation) => station.latitudeE4;
  const axis = range(longitude) > range(latitude) ? longitude : latitude;
  return [...rest, ...placed.toSorted((a, b) => axis(a) - axis(b))];
}

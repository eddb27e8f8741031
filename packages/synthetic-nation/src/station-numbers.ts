import { present } from '@ovoz/basics';
import type { PollingStation, Territory } from '@ovoz/election-model';
import { shareTerritory } from './known-districts.ts';
import type { StationSources } from './stations.ts';
import { nearestAbove, regionOf } from './territory-tree.ts';

/** A station at home before it has its number. */
export type UnnumberedStation = Pick<
  PollingStation,
  'name' | 'address' | 'directions' | 'latitudeE4' | 'longitudeE4' | 'stepFree'
> & { readonly territory: Territory; readonly kind: 'domestic' | 'special' | 'remote' };

/** Numbers the stations in the country's way, and adds what the pack says of all of them. */
export function numberStations(
  sources: StationSources,
  stations: readonly UnnumberedStation[],
): readonly PollingStation[] {
  const { pack, plan } = sources;
  const numbers = numbersOf(sources, stations);
  return stations.map(({ territory, ...station }, index): PollingStation => {
    const zone = nearestAbove(territory.path, (code) => plan.timeZones[code]);
    const languages = nearestAbove(territory.path, (code) => plan.languagesByTerritory[code]);
    return {
      number: present(numbers[index], 'each station has a number'),
      territoryCode: territory.code,
      ...station,
      opens: pack.pollingHours.opens,
      closes: pack.pollingHours.closes,
      timeZone: zone ?? pack.timeZone,
      languages: [...(languages ?? plan.stationLanguages)],
      hostCountry: null,
      generated: true,
    };
  });
}

function numbersOf(
  sources: StationSources,
  stations: readonly UnnumberedStation[],
): readonly string[] {
  const { numbering } = sources.plan;
  switch (numbering.kind) {
    case 'running':
      return stations.map((_, index) => String(index + 1));
    case 'by-region':
      return countUp(stations, ({ kind, territory }) => {
        const region = regionOf(territory.path);
        const own = present(numbering.prefixes[region], `region ${region} has a prefix`);
        return kind === 'remote' ? numbering.remote : own;
      }).map(({ group, n }) => group + String(n).padStart(numbering.digits, '0'));
    case 'by-district': {
      const districts = districtsInSpace(sources, numbering.set, stations);
      return countUp(districts, (district) => district).map(({ group, n }) => `${group}-${n}`);
    }
    case 'known': {
      const known = present(sources.knownStations, 'stations with known numbers are given');
      const byTerritory = Map.groupBy(known, (station) => station.territoryCode);
      return countUp(stations, ({ territory }) => territory.code).map(({ group, n }) => {
        const station = byTerritory.get(group)?.[n - 1];
        return present(station, 'counts were taken from the known stations').number;
      });
    }
  }
}

function countUp<Item>(
  items: readonly Item[],
  groupOf: (item: Item) => string,
): readonly { readonly group: string; readonly n: number }[] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const group = groupOf(item);
    const n = (counts.get(group) ?? 0) + 1;
    counts.set(group, n);
    return { group, n };
  });
}

/** District of each station: districts that share a territory take stations that lie together. */
function districtsInSpace(
  { known }: StationSources,
  set: string,
  stations: readonly UnnumberedStation[],
): readonly string[] {
  const given = present(known, 'districts are given');
  const districts = new Map<UnnumberedStation, string>();
  for (const [territory, own] of Map.groupBy(stations, (station) => station.territory)) {
    for (const { districtCode, members } of shareTerritory(given, set, territory.path, own)) {
      for (const station of members) districts.set(station, districtCode);
    }
  }
  return stations.map((station) => present(districts.get(station), 'every part has its stations'));
}

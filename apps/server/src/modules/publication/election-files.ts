import type { PublishedElection, PublishedStationPoints, PublishedStations } from '@ovoz/contract';
import type { Geography, PollingStation } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { numberOrderKey } from '../../platform/number-order.ts';
import type { SealedElection } from '../elections/public.ts';
import {
  allTerritories,
  listDistrictsOf,
  loadGeography,
  stationCounts,
} from '../geography/public.ts';

/** A published file before it has the time at which its content became public. */
export type Unpublished = { readonly path: string; readonly content: Content };
type Content = WithoutTime<PublishedElection | PublishedStations | PublishedStationPoints>;
type WithoutTime<File> = File extends unknown ? Omit<File, 'publishedAt'> : never;

/** Name of the file of stations that lie in no territory of the country. */
const ABROAD = 'abroad';

/** Everything that is published of one election, by path below the folder of published files. */
export async function electionFiles(
  queries: Queries,
  sealed: SealedElection,
): Promise<readonly Unpublished[]> {
  const { definition } = sealed.version;
  const version = { pack: sealed.pack.code, number: definition.geography.version };
  const geography = await loadGeography(queries, version);
  const territories = await allTerritories(queries, version, sealed.pack.root);
  const folder = `elections/${definition.code}`;
  const stations = geography.stations
    .map((station) => ({ station, key: numberOrderKey(station.number) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ station }) => station);
  return [
    {
      path: `${folder}/election.json`,
      content: {
        format: 1,
        definition,
        definitionVersion: sealed.version.number,
        definitionHash: sealed.version.hash.toString('hex'),
        sealedAt: sealed.sealedAt.toISOString(),
        clock: sealed.election.clock,
        pack: sealed.pack,
        calendar: [...sealed.calendar],
        territories: [...territories],
        districts: [...(await listDistrictsOf(queries, version, null))],
        stationCounts: await stationCounts(queries, version),
      },
    },
    ...stationFiles(folder, geography, stations),
    { path: `${folder}/station-points.json`, content: stationPoints(stations) },
  ];
}

/** One file for each region that has stations, by the code of the region, and one for those abroad. */
function stationFiles(
  folder: string,
  { territories, memberships }: Geography,
  stations: readonly PollingStation[],
): readonly Unpublished[] {
  const regionOf = new Map(
    territories.map(({ code, path }) => [code, path.split('/')[1] ?? path.split('/')[0] ?? code]),
  );
  const districtsOf = new Map<string, Record<string, string>>();
  for (const { set, districtCode, stationNumber } of memberships) {
    const districts = districtsOf.get(stationNumber) ?? {};
    districts[set] = districtCode;
    districtsOf.set(stationNumber, districts);
  }
  const groups = Map.groupBy(stations, ({ kind, territoryCode }) =>
    kind === 'abroad' ? ABROAD : (regionOf.get(territoryCode) ?? territoryCode),
  );
  return [...groups].map(([territory, group]) => ({
    path: `${folder}/stations/${territory}.json`,
    content: {
      format: 1,
      territory,
      stations: group.map((station) => ({
        station,
        districts: districtsOf.get(station.number) ?? {},
      })),
    },
  }));
}

function stationPoints(
  stations: readonly PollingStation[],
): Omit<PublishedStationPoints, 'publishedAt'> {
  return {
    format: 1,
    numbers: stations.map(({ number }) => number),
    names: stations.map(({ name }) => name),
    addresses: stations.map(({ address }) => address),
    territories: stations.map(({ territoryCode }) => territoryCode),
    latitudesE4: stations.map(({ latitudeE4 }) => latitudeE4),
    longitudesE4: stations.map(({ longitudeE4 }) => longitudeE4),
  };
}

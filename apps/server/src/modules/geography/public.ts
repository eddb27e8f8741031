/**
 * What other modules may know of countries: their packs, and the places of a version. Everything takes a
 * version, since elections stand on the version that they were defined on, not on the newest.
 */
import type {
  ElectoralDistrict,
  Geography,
  PollingStation,
  StationKind,
  Territory,
  TerritoryPath,
} from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { districtsWithStations, territoriesWithStations } from './counts.ts';
import type { CountryPacks } from './packs.ts';
import { contentJson } from './store-content.ts';
import {
  addressesOfStations,
  countStations,
  findStoredStation,
  listVotingStations,
  placesOfStations,
  type StationPlace,
  stationPath,
  type VotingStation,
} from './store-stations.ts';
import { findStoredDistrict, findStoredTerritory, territoriesOnPath } from './store-territories.ts';
import { approvedHash, type CurrentVersion, currentVersion } from './store-versions.ts';

export {
  askCalendar,
  type CalendarVerdict,
  type CalendarWarning,
  type MayAct,
} from './calendar.ts';
export { type GeographyImport, importGeography } from './commands.ts';
export { approveGeographyHandler, proposeVersion } from './decisions.ts';
export { readGeoJson } from './geojson-files.ts';
export { type CountryPacks, type LoadedPack, loadCountryPacks } from './packs.ts';
export type { CurrentVersion, StationPlace, VotingStation };

/** A version of a country's geography: `{ pack: 'uzbekistan', number: 3 }`. */
export type VersionKey = { readonly pack: string; readonly number: number };

/** Number and hash of the current geography, or null while a country has none. */
export async function currentGeography(
  queries: Queries,
  pack: string,
): Promise<CurrentVersion | null> {
  return currentVersion(queries, pack);
}

/** Number and hash of a version that is or was in force; null for drafts and what does not exist. */
export async function approvedGeography(
  queries: Queries,
  { pack, number }: VersionKey,
): Promise<CurrentVersion | null> {
  const hash = await approvedHash(queries, pack, number);
  return hash === null ? null : { number, hash };
}

/** Everything of a version, in canonical order: its canonical JSON has the hash of the version. A nation is 5 MB. */
export async function loadGeography(queries: Queries, version: VersionKey): Promise<Geography> {
  return JSON.parse(await contentJson(queries, version.pack, version.number)) as Geography;
}

/** The same as JSON text, for threads of their own. */
export async function geographyJson(queries: Queries, version: VersionKey): Promise<string> {
  return contentJson(queries, version.pack, version.number);
}

export async function findTerritory(
  queries: Queries,
  version: VersionKey,
  code: string,
): Promise<Territory | null> {
  return findStoredTerritory(queries, version, code);
}

/** All territories of a version with the stations in them and below, from the country down. */
export async function allTerritories(
  queries: Queries,
  version: VersionKey,
  root: TerritoryPath,
): Promise<readonly { readonly territory: Territory; readonly stations: number }[]> {
  return territoriesWithStations(queries, version, [root]);
}

/** Districts of a set, or of all sets when it is null, by number, with their stations. */
export async function listDistrictsOf(
  queries: Queries,
  version: VersionKey,
  set: string | null,
): Promise<readonly { readonly district: ElectoralDistrict; readonly stations: number }[]> {
  return districtsWithStations(queries, version, set);
}

export async function findDistrict(
  queries: Queries,
  version: VersionKey,
  set: string,
  code: string,
): Promise<ElectoralDistrict | null> {
  return findStoredDistrict(queries, version, set, code);
}

/** A station with the path of its territory, or null. */
export async function findStation(
  queries: Queries,
  version: VersionKey,
  number: string,
): Promise<{ readonly station: PollingStation; readonly path: TerritoryPath } | null> {
  const station = await findStoredStation(queries, version, number);
  const path = await stationPath(queries, version, number);
  return station === null || path === null ? null : { station, path };
}

/** Places of the stations with these numbers, or of all when it is null, in the order of the numbers. */
export async function stationPlaces(
  queries: Queries,
  version: VersionKey,
  numbers: readonly string[] | null,
): Promise<readonly StationPlace[]> {
  return placesOfStations(queries, version, numbers);
}

/** Names and addresses of all stations of a version, by number: as they stand on paper. */
export async function stationAddresses(
  queries: Queries,
  version: VersionKey,
): Promise<ReadonlyMap<string, { readonly name: string; readonly address: string }>> {
  return addressesOfStations(queries, version);
}

/** Every station of a version with its hours and its districts, by number. */
export async function votingStations(
  queries: Queries,
  version: VersionKey,
): Promise<readonly VotingStation[]> {
  return listVotingStations(queries, version);
}

/** How many stations of each kind a version has. */
export async function stationCounts(
  queries: Queries,
  version: VersionKey,
): Promise<Readonly<Record<StationKind, number>>> {
  return countStations(queries, version);
}

/**
 * Name in English of the territory at a path, in the current geography of its country; null when there is
 * none. A country without a geography has its name from the pack: rights over it can be given before.
 */
export function territoryNames(
  packs: CountryPacks,
): (queries: Queries, path: TerritoryPath) => Promise<string | null> {
  return async (queries, path) => {
    const root = path.split('/')[0];
    const loaded = [...packs.values()].find(({ pack }) => pack.root === root);
    if (loaded === undefined) return null;
    const { pack } = loaded;
    if (path === pack.root) return pack.name.en;
    const current = await currentVersion(queries, pack.code);
    if (current === null) return null;
    const along = await territoriesOnPath(queries, { pack: pack.code, ...current }, path);
    return along.find((territory) => territory.path === path)?.name.en ?? null;
  };
}

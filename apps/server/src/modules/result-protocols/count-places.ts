import type { TerritoryPath } from '@ovoz/election-model';
import { type ActiveGrant, grantsOf, type SignedIn } from '../../platform/actor.ts';
import type { Queries } from '../../platform/database.ts';
import { scopeInside } from '../../platform/scope.ts';
import { allTerritories, stationPlaces } from '../geography/public.ts';
import type { CountContext } from './context.ts';

/** Names of stations by number, and of territories by path, as the count knows them. */
export type PlaceNames = {
  readonly stations: ReadonlyMap<string, string>;
  readonly territories: ReadonlyMap<TerritoryPath, string>;
};

/** Versions of a geography never change; the names of a nation take a megabyte. */
const MAX_KEPT = 8;
const kept = new Map<string, Promise<PlaceNames>>();

/** Names of the places of a count: read once. */
export async function placeNames(
  queries: Queries,
  { geography, territoryPath }: CountContext,
): Promise<PlaceNames> {
  const key = `${geography.pack}/${geography.number}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const loading = load(queries, geography, territoryPath);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(key, loading);
  loading.catch(() => kept.delete(key));
  return loading;
}

async function load(
  queries: Queries,
  geography: CountContext['geography'],
  root: TerritoryPath,
): Promise<PlaceNames> {
  const [stations, territories] = await Promise.all([
    stationPlaces(queries, geography, null),
    allTerritories(queries, geography, root),
  ]);
  return {
    stations: new Map(stations.map(({ number, name }) => [number, name])),
    territories: new Map(territories.map(({ territory: { path, name } }) => [path, name.en])),
  };
}

/**
 * The parts of the country in which a person may do this in this election; none when there is no right at all.
 * A grant for another election counts for nothing.
 */
export function scopeFor(
  signedIn: SignedIn,
  roles: readonly ActiveGrant['role'][],
  election: { readonly code: string; readonly territoryPath: TerritoryPath },
): readonly TerritoryPath[] {
  const paths = grantsOf(signedIn, roles)
    .filter((grant) => grant.election === null || grant.election === election.code)
    .map(({ territoryPath }) => territoryPath);
  return scopeInside(election.territoryPath, paths);
}

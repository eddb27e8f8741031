import type { StationKind } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { type VersionKey, type VotingStation, votingStations } from '../geography/public.ts';

/** Kinds of stations that addresses belong to: those abroad and remote ones have lists of their own. */
const AT_HOME: ReadonlySet<StationKind> = new Set<StationKind>(['domestic', 'special']);

export function isAtHome(kind: StationKind): boolean {
  return AT_HOME.has(kind);
}

export type StationAtHome = Pick<VotingStation, 'number' | 'territoryPath' | 'position'>;

/** Stations of a version that addresses can belong to, in the order of their numbers. */
export async function stationsAtHome(
  queries: Queries,
  version: VersionKey,
): Promise<readonly StationAtHome[]> {
  const stations = await votingStations(queries, version);
  return stations.filter(({ kind }) => isAtHome(kind));
}

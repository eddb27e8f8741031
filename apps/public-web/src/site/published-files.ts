import type {
  PublishedElection,
  PublishedIndex,
  PublishedStationPoints,
  PublishedStations,
} from '@ovoz/contract';
import type { Boundaries } from '@ovoz/ui';

/** What was published of one election, read whole. */
export type PublishedElectionFiles = {
  readonly election: PublishedElection;
  readonly title: PublishedIndex['elections'][number]['title'];
  /** By code of the level-1 territory, and `abroad`. Territories without stations are not in it. */
  readonly stations: ReadonlyMap<string, PublishedStations>;
  readonly points: PublishedStationPoints | null;
  /** By level of the territory tree. */
  readonly boundaries: ReadonlyMap<number, Boundaries>;
};

export type PublishedSite = {
  readonly index: PublishedIndex;
  readonly elections: readonly PublishedElectionFiles[];
};

import type {
  PublishedElection,
  PublishedIndex,
  PublishedStationPoints,
  PublishedStations,
} from '@ovoz/contract';
import type { PollingStation } from '@ovoz/election-model';
import type { Boundaries } from '@ovoz/ui';

export type StationClosing = Pick<PollingStation, 'kind' | 'closes' | 'timeZone'>;

/** What was published of one election, read whole. */
export type PublishedElectionFiles = {
  readonly election: PublishedElection;
  readonly title: PublishedIndex['elections'][number]['title'];
  /** By code of the level-1 territory, and `abroad`. Territories without stations are not in it. */
  readonly stations: ReadonlyMap<string, PublishedStations>;
  /** Every kind, time and zone in which stations close, once: a nation has thousands of stations, and few of these. */
  readonly closings: readonly StationClosing[];
  readonly points: PublishedStationPoints | null;
  /** By level of the territory tree. */
  readonly boundaries: ReadonlyMap<number, Boundaries>;
  /** True when people can find their station by address. */
  readonly hasAddresses: boolean;
};

export type PublishedSite = {
  readonly index: PublishedIndex;
  readonly elections: readonly PublishedElectionFiles[];
};

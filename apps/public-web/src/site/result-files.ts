import type { CertifiedResult, PublishedArea, PublishedLive } from '@ovoz/contract';
import type { LocalizedText } from '@ovoz/election-model';

/** What the pages of an election's results say besides the area itself. */
export type ResultRecord = {
  readonly live: PublishedLive;
  readonly certified: readonly CertifiedVersion[];
};

/** A certified version in short: the file has every protocol behind it and is megabytes large. */
export type CertifiedVersion = Pick<CertifiedResult, 'version' | 'reason' | 'overridden'> & {
  readonly sha256: string;
};

/** Address of an area's file below `results/`, without its ending: `nation`, `territories/1703`. */
export type AreaFile = string;

export const NATION: AreaFile = 'nation';

/** Turnout of all areas while votes are cast: shown on the nation's page until there are results. */
export const TURNOUT = 'turnout';

export type Comparable = { readonly code: string; readonly title: LocalizedText };

/** One area as its pages show it. */
export type AreaResult = {
  readonly file: AreaFile;
  readonly area: PublishedArea;
  readonly record: ResultRecord;
  /** Other elections of the country with results, to compare with; empty for all but the nation. */
  readonly comparable: readonly Comparable[];
  /** Protocols for printing that lie beside it, by the address of the file. */
  readonly papers: readonly string[];
};

/** Tells one state of a file from another: the signature stands over all of it. */
export function versionOf({ signature }: Pick<PublishedArea, 'signature'>): string {
  return signature.value.slice(0, 22);
}

/** Address of a published file of an election's results. */
export function resultFile(election: string, file: string): string {
  return `/published/elections/${election}/results/${file}`;
}

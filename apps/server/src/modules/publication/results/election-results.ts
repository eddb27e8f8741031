import type { PublishedArea, ResultStatus } from '@ovoz/contract';
import type { CountryPack, ElectionDefinition } from '@ovoz/election-model';
import type { StationTurnout } from '../../polling/public.ts';
import type { AreaFile } from './area-files.ts';
import { type CsvColumns, csvColumns } from './area-csv.ts';
import type { CountFigures } from './figures.ts';
import type { Area, Places } from './places.ts';
import type { PublicationKey } from './publication-key.ts';
import type { ResultsFolder } from './results-folder.ts';
import type { Correction } from './station-content.ts';

/** The results of one election as the publisher holds them: what stands on the disk, and what has to be written. */
export type ElectionResults = {
  readonly election: string;
  readonly definition: ElectionDefinition;
  readonly pack: CountryPack;
  readonly places: Places;
  readonly figures: CountFigures;
  readonly columns: CsvColumns;
  readonly folder: ResultsFolder;
  readonly key: PublicationKey;
  /** By number of the station. */
  readonly stations: Map<string, KeptStation>;
  /** Stations with corrections, by number. */
  readonly corrected: Map<string, readonly Correction[]>;
  readonly turnout: Map<Area, PublishedArea['turnout']>;
  /** Turnout reports by number of the station. */
  readonly reports: Map<string, StationTurnout>;
  /** `contest/station/count` → revision that the files know. */
  readonly revisions: Map<string, number>;
  /** What stands beside the JSON of an area, by its file. */
  readonly areaFiles: Map<string, AreaFile>;
  /** Areas whose figures changed since their file was written. */
  readonly dirty: Set<Area>;
  /** Those of which it is not known yet whether their totals can be true. */
  readonly unchecked: Set<Area>;
  /** Areas that are not replaced because their totals cannot be true, with the codes. */
  readonly stopped: Map<Area, readonly string[]>;
  /** Path below the folder → SHA-256: what the manifest says. */
  readonly hashes: Map<string, string>;
  /** When the newest of these changed. */
  changedAt: Date;
  edition: number;
  /** As the files say; null before the first. */
  status: ResultStatus | null;
  /** Newest certified version, and the protocols that stand behind it. */
  certified: Certified | null;
  /** True while the files of before the start have not been compared. */
  comparing: boolean;
};

export type KeptStation = {
  /** Row in the files of its areas, as canonical text. */
  row: string;
  sha256: string | null;
  /** Contest → hash of the package that counts; null when it was annulled. */
  standing: ReadonlyMap<string, string | null>;
};

export type Certified = {
  readonly version: number;
  /** `contest/station` → hash; null when annulled. */
  readonly protocols: ReadonlyMap<string, string | null>;
};

/** The state before anything was read. */
export function emptyResults(
  given: Pick<
    ElectionResults,
    'election' | 'definition' | 'pack' | 'places' | 'figures' | 'folder' | 'key'
  >,
): ElectionResults {
  const { definition, pack } = given;
  const language = pack.languages[0]?.tag ?? 'en';
  return {
    ...given,
    columns: csvColumns(definition, pack.forms, language),
    stations: new Map(),
    corrected: new Map(),
    turnout: new Map(),
    reports: new Map(),
    revisions: new Map(),
    changedAt: new Date(0),
    areaFiles: new Map(),
    dirty: new Set(),
    unchecked: new Set(),
    stopped: new Map(),
    hashes: new Map(),
    edition: 0,
    status: null,
    certified: null,
    comparing: true,
  };
}

/** Times of a publication: the real one, and the legal time of the election then. */
export type Times = { readonly publishedAt: string; readonly legalTime: string };

/** What every file begins with. */
export function headOf(
  { definition }: Pick<ElectionResults, 'definition'>,
  times: Times,
): { format: 1; election: string; mode: ElectionDefinition['mode'] } & Times {
  return { format: 1, election: definition.code, mode: definition.mode, ...times };
}

const PUBLISHED_AT = /"publishedAt":"([0-9T:.-]+Z)"/;
const LEGAL_TIME = /"legalTime":"([0-9T:.-]+Z)"/;

/** Times of a file that stands there: if with these times it comes out the same, it is left as it is. */
export function timesOf(bytes: Buffer | null): Times | null {
  const text = bytes?.toString('utf8') ?? '';
  const publishedAt = PUBLISHED_AT.exec(text)?.[1];
  const legalTime = LEGAL_TIME.exec(text)?.[1];
  return publishedAt === undefined || legalTime === undefined ? null : { publishedAt, legalTime };
}

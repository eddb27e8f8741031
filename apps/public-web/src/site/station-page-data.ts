import type { Language } from '@ovoz/ui/messages';
import type { PageKey } from './messages.ts';

/** Messages that the page of a station says in the browser. */
export const STATION_WORDS = [
  'calendar.time',
  'decision.accepted',
  'decision.alarm-settled',
  'decision.annulled',
  'decision.corrected',
  'decision.reinstated',
  'decision.returned',
  'definition.hash',
  'evidence.badSignature',
  'evidence.checking',
  'evidence.entry',
  'evidence.lead',
  'evidence.noEntry',
  'evidence.package',
  'evidence.pending',
  'evidence.proven',
  'evidence.received',
  'evidence.signed',
  'evidence.text',
  'evidence.title',
  'evidence.unread',
  'evidence.unsigned',
  'evidence.wrong',
  'origin.corrected',
  'origin.keyed',
  'origin.station-signed',
  'protocol.accepted',
  'protocol.annulled',
  'protocol.awaited',
  'protocol.received',
  'protocol.returned',
  'results.area',
  'results.caption',
  'results.listed',
  'results.reason',
  'results.row',
  'results.sum',
  'results.turnout',
  'results.turnout.hour',
  'results.voted',
  'role.central-member',
  'role.district-member',
  'role.precinct-member',
  'role.operator',
  'role.territorial-member',
  'severity.error',
  'severity.warning',
  'station.address',
  'stationResult.choose',
  'stationResult.counts',
  'stationResult.decisions',
  'stationResult.differs',
  'stationResult.explanation',
  'stationResult.failed',
  'stationResult.files',
  'stationResult.findings',
  'stationResult.hand',
  'stationResult.hashRight',
  'stationResult.hashWrong',
  'stationResult.key',
  'stationResult.keyFrom',
  'stationResult.keys',
  'stationResult.legal',
  'stationResult.loading',
  'stationResult.machine',
  'stationResult.noDecisions',
  'stationResult.noFindings',
  'stationResult.notLegal',
  'stationResult.origin',
  'stationResult.package',
  'stationResult.packageText',
  'stationResult.received',
  'stationResult.remedy',
  'stationResult.revoked',
  'stationResult.scans',
  'stationResult.title',
  'stationResult.version',
  'stationResult.versions',
  'value.unknown',
] as const satisfies readonly PageKey[];

export type StationWord = (typeof STATION_WORDS)[number];

/** What the page of a station carries for its script: words and names in the language of the page. */
export type StationPageData = {
  readonly election: string;
  readonly language: Language;
  readonly timeZone: string;
  /** Address of the results of the nation in this language. */
  readonly results: string;
  readonly words: Readonly<Record<StationWord, string>>;
  readonly contests: readonly {
    readonly code: string;
    readonly title: string;
    readonly districtSet: string | null;
    readonly fields: readonly (readonly [code: string, row: string, caption: string])[];
    readonly checks: readonly (readonly [code: string, meaning: string, remedy: string])[];
    readonly lists: readonly (readonly [option: string, name: string])[];
  }[];
  /** Names of territories by the address of their file. */
  readonly areas: Readonly<Record<string, string>>;
  readonly parties: Readonly<Record<string, string>>;
  readonly againstAll: readonly [option: string, name: string];
  /** Folder of the files that name the candidates of a district: `<contest>-<district>.json`. */
  readonly ballots: string;
};

/** Candidates of one district, for the page of a station: language of the names is the country's. */
export type BallotNames = readonly {
  readonly option: string;
  readonly name: string;
  /** The name in the Cyrillic letters of Uzbek, where it is written in Latin ones. */
  readonly cyrillic: string | null;
  readonly party: string | null;
}[];
